"""Filling in what a notice leaves open; a figure it states is never replaced."""

import re
from fractions import Fraction

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.levy.figure_names import figure_key, figure_title, plain_value, value_title
from models.levy.fill import fill_notice, fillable_keys, insurance_named, parse_rate
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import ALL_NOTICES, made_up, quote, shares

OPEN: dict[str, set[str]] = {
    "songyang-2020": {"pension.levy_year", "pension.tiers"},
    "yiwu-2020": {
        "pension.tiers",
        "medical.personal",
        "medical.government",
        "critical_illness.personal",
        "critical_illness.government",
        *(
            f"{insurance}.subsidy.{category}"
            for insurance in ("pension", "medical")
            for category in ("低保", "特困人员", "残疾人", "低保边缘户")
        ),
    },
    "lengshuitan-2019": {"medical.personal", "medical.government"},
    "weidong-2020": {"pension.levy_year", "medical.levy_year", "medical.government"},
    "xiaoxue-2019": {"medical.government"},
    "guangzhou-2026": set(),
    "fuzhou-2025": {"medical.subsidy.医疗救助对象"},
    "dayao-longjie-2025": set(),
}


@for_each("notice", ALL_NOTICES)
def test_what_each_notice_leaves_open(notice: str) -> None:
    assert set(fillable_keys(load_notice(notice))) == OPEN[notice]


@for_each("notice", ALL_NOTICES)
def test_what_is_filled_in_is_no_longer_open_and_cannot_be_changed(notice: str) -> None:
    values = {"tiers": "100,200", "personal": "300", "government": "600", "levy_year": "2021"}
    figures = [
        (key, values.get(key.split(".")[1], "10%,财政,waived")) for key in sorted(OPEN[notice])
    ]
    filled = fill_notice(load_notice(notice), figures)
    assert fillable_keys(filled) == ()
    for key, value in figures:
        with pytest.raises(RefusedByRule) as refused:
            fill_notice(filled, [(key, value)])
        assert refused.value.code == "figure_stated" and figure_title(key) in refused.value.message


@for_each(
    "notice, key, value",
    [
        ("songyang-2020", "medical.personal", "470"),
        ("songyang-2020", "medical.government", "1170"),
        ("weidong-2020", "medical.personal", "250"),
        ("weidong-2020", "pension.tiers", "100,200"),
        ("lengshuitan-2019", "pension.tiers", "100"),
        ("lengshuitan-2019", "medical.subsidy.低保", "50%,财政,waived"),
        ("xiaoxue-2019", "medical.personal", "0"),
        ("xiaoxue-2019", "medical.subsidy.孤儿", "50%,财政,waived"),
    ],
)
def test_nobody_raises_or_lowers_a_stated_figure(notice: str, key: str, value: str) -> None:
    """lengshuitan 六(二): never on your own authority."""
    with pytest.raises(RefusedByRule, match="不得擅自") as refused:
        fill_notice(load_notice(notice), [(key, value)])
    assert refused.value.code == "figure_stated"


def test_the_notice_itself_does_not_change() -> None:
    notice = load_notice("xiaoxue-2019")
    fill_notice(notice, [("medical.government", "520")])
    assert fillable_keys(notice) == ("medical.government",)


def test_a_provisional_figure_is_replaced_once_and_is_then_final() -> None:
    final = fill_notice(load_notice("lengshuitan-2019"), [("medical.personal", "250")])
    assert "medical.personal" not in fillable_keys(final)
    with pytest.raises(RefusedByRule):
        fill_notice(final, [("medical.personal", "280")])


def test_tiers_are_sorted_and_counted_once() -> None:
    notice = fill_notice(load_notice("songyang-2020"), [("pension.tiers", "500、100，300 100")])
    tiers = notice.insurances["pension"].tiers
    assert tiers is not None and tiers.amounts_fen == (100_00, 300_00, 500_00)


@for_each(
    "value, funder, amount, settlement",
    [
        ("50%,财政,waived", "财政", 250_00, "waived"),
        ("33.5%， 民政 ，reimbursed", "民政", 167_50, "reimbursed"),
        ("120.50,扶贫,remitted", "扶贫", 120_50, "remitted"),
        ("900,财政,waived", "财政", 500_00, "waived"),
    ],
)
def test_a_subsidy_is_a_rate_or_an_amount_but_never_more_than_the_premium(
    value: str, funder: str, amount: int, settlement: str
) -> None:
    figures = {"medical.personal": "500", "medical.subsidy.低保": value}
    answer = quote("yiwu-2020", on="2020-11-20", categories=["低保"], fill=figures)
    assert shares(answer) == [(funder, amount, settlement)]


def test_a_subsidy_may_be_named_by_an_alias() -> None:
    filled = fill_notice(load_notice("yiwu-2020"), [("medical.subsidy.低边", "10%,财政,waived")])
    assert "medical.subsidy.低保边缘户" not in fillable_keys(filled)


@for_each(
    "key",
    [
        "",
        "medical",
        "medical.",
        "medical.nothing",
        "housing.personal",
        "pension.personal",
        "medical.tiers",
        "medical.subsidy.外星人",
        "critical_illness.subsidy.低保",
        "personal",
    ],
)
def test_an_unknown_key_is_bad_input(key: str) -> None:
    with pytest.raises(BadInput) as bad:
        fill_notice(load_notice("yiwu-2020"), [(key, "100")])
    assert "\n" not in bad.value.message


def test_an_unknown_key_names_those_there_are() -> None:
    with pytest.raises(BadInput, match=r"医疗\.财政补助"):
        fill_notice(load_notice("xiaoxue-2019"), [("medical.nothing", "1")])
    stated = made_up()
    with pytest.raises(BadInput, match="可填：无"):
        fill_notice(stated, [("medical.nothing", "1")])


@for_each(
    "key, value",
    [
        ("medical.personal", ""),
        ("medical.personal", "-1"),
        ("medical.personal", "二百五"),
        ("medical.personal", "250.005"),
        ("medical.personal", "1e3"),
        ("medical.personal", "inf"),
        ("pension.tiers", ""),
        ("pension.tiers", ","),
        ("pension.tiers", "0,100"),
        ("pension.tiers", "100;x"),
        ("medical.subsidy.低保", "50%"),
        ("medical.subsidy.低保", "50%,财政"),
        ("medical.subsidy.低保", "50%,,waived"),
        ("medical.subsidy.低保", "50%,财政,gratis"),
        ("medical.subsidy.低保", "101%,财政,waived"),
        ("medical.subsidy.低保", "-5%,财政,waived"),
        ("medical.subsidy.低保", "half,财政,waived"),
        ("medical.subsidy.低保", "1,000,财政,waived"),
    ],
)
def test_a_bad_value_is_bad_input_and_names_the_key(key: str, value: str) -> None:
    with pytest.raises(BadInput) as bad:
        fill_notice(load_notice("yiwu-2020"), [(key, value)])
    assert figure_title(key) in bad.value.message and "\n" not in bad.value.message


@for_each(
    "text, rate",
    [
        ("0%", Fraction(0)),
        ("50%", Fraction(1, 2)),
        ("99.91%", Fraction(9991, 10000)),
        ("100 %", Fraction(1)),
        (" 33.3333% ", Fraction(333333, 1000000)),
    ],
)
def test_a_rate_is_exact(text: str, rate: Fraction) -> None:
    assert parse_rate(text, "比例") == rate


@for_each("text", ["", "50", "0.5", "100.01%", "-1%", "1000%", "五成", "1/2"])
def test_what_is_not_a_rate(text: str) -> None:
    with pytest.raises(BadInput, match="比例"):
        parse_rate(text, "比例")


def test_the_three_insurances_by_name() -> None:
    names = ("pension", "medical", "critical_illness")
    assert tuple(insurance_named(each) for each in names) == names
    titles = ("城乡居民养老保险", "医疗保险", "大病保险")
    assert tuple(insurance_named(each) for each in titles) == names
    with pytest.raises(BadInput, match=r"养老保险.*医疗保险.*大病保险"):
        insurance_named("unemployment")


def test_a_subsidy_of_nothing_is_no_subsidy_and_of_one_fen_is_one() -> None:
    figures = {"medical.personal": "500", "medical.subsidy.低保": "0%,财政,waived"}
    nothing = quote("yiwu-2020", on="2020-11-20", categories=["低保"], fill=figures)
    assert (nothing.due_now_fen, nothing.category, nothing.shares) == (500_00, None, ())
    figures["medical.subsidy.低保"] = "0.01,财政,waived"
    one_fen = quote("yiwu-2020", on="2020-11-20", categories=["低保"], fill=figures)
    assert (one_fen.due_now_fen, one_fen.category) == (499_99, "低保")


def test_words_name_the_clause_and_every_key_there_is() -> None:
    """The refusal is read by a clerk: which clause, and what can be filled in instead."""
    final = fill_notice(load_notice("yiwu-2020"), [("medical.personal", "500")])
    with pytest.raises(RefusedByRule, match=r"^医疗\.个人标准 在通知中已有定数（二"):
        fill_notice(final, [("medical.personal", "500")])
    with pytest.raises(RefusedByRule, match=r"^医疗\.财政补助 在通知中已有定数（"):
        fill_notice(load_notice("songyang-2020"), [("medical.government", "1")])
    for key, clause in (("pension.tiers", "二"), ("medical.subsidy.低保", "参保范围")):
        with pytest.raises(RefusedByRule, match="已有定数（" + clause):
            fill_notice(load_notice("lengshuitan-2019"), [(key, "100")])
    with pytest.raises(BadInput, match=r"^医疗\.个人标准 不能是 0，个人缴费标准请照文件填写$"):
        fill_notice(load_notice("yiwu-2020"), [("medical.personal", "0")])
    for key in ("housing.personal", "medical.nothing"):
        with pytest.raises(BadInput) as bad:
            fill_notice(load_notice("lengshuitan-2019"), [(key, "1")])
        assert bad.value.message == (
            f"待填数字“{figure_title(key)}”不认识，可填：医疗.个人标准、医疗.财政补助"
        )
        with pytest.raises(BadInput, match=r"可填：无$"):
            fill_notice(made_up(), [(key, "1")])
    with pytest.raises(BadInput, match=r"可用：城乡居民养老保险、城乡居民医疗保险、大病保险$"):
        insurance_named("unemployment")


def test_a_figure_has_a_name_in_chinese_that_is_taken_as_well() -> None:
    for keys in OPEN.values():
        for key in keys:
            title = figure_title(key)
            assert title != key and not re.search("[A-Za-z]", title) and figure_key(title) == key
    titled = [("医疗.个人标准", "500"), ("医疗.资助.低保", "10%,财政,免缴代缴")]
    keyed = [("medical.personal", "500"), ("medical.subsidy.低保", "10%,财政,waived")]
    notice = load_notice("yiwu-2020")
    assert fill_notice(notice, titled) == fill_notice(notice, keyed)
    assert plain_value("10%，财政，免缴代缴") == "10%,财政,waived"
    assert value_title("10%,财政,waived") == "10%,财政,免缴代缴" and value_title("500") == "500"
