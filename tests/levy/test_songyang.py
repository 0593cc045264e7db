"""songyang-2020 (松阳县), rule by rule. All amounts from clauses 三(二) to 三(七)."""

import pytest

from models.base.errors import BadInput
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, needs, quote, refusal, shares, switched

SONGYANG = "songyang-2020"
ON = "2020-11-20"
FULL_BY_FINANCE = (
    "城镇三无对象",
    "重点优抚对象",
    "五保户",
    "低保",
    "低边",
    "六十年代精简退职人员",
    "事实无人抚养儿童",
)


def test_medical_2021_is_1650_of_which_480_are_paid_by_the_person() -> None:
    """三(二): total 1650 = personal 480 + government 1170."""
    answer = quote(SONGYANG, on=ON)
    assert (answer.levy_year, answer.standard_fen, answer.due_now_fen) == (2021, 480_00, 480_00)
    assert (answer.subsidy_fen, answer.reimbursed_fen, answer.category) == (0, 0, None)
    assert shares(answer) == [] and answer.late is False
    assert "三(二)" in answer.clauses and "四" in answer.clauses
    standard = load_notice(SONGYANG).insurances["medical"].standard
    assert standard is not None and standard.government_fen == 1170_00
    assert standard.personal_fen + standard.government_fen == 1650_00
    assert not standard.is_provisional


@for_each("category", FULL_BY_FINANCE)
def test_these_pay_nothing_and_finance_pays_all(category: str) -> None:
    """三(三), 三(六): the personal part in full by 财政."""
    answer = quote(SONGYANG, on=ON, categories=[category])
    assert (answer.due_now_fen, answer.subsidy_fen, answer.category) == (0, 480_00, category)
    assert shares(answer) == [("财政", 480_00, "waived")]
    assert ("三(六)" if category == "事实无人抚养儿童" else "三(三)") in answer.clauses
    assert answer.interpretations == (1,)


def test_minorities_pay_half() -> None:
    """三(四): half of the personal part by 财政."""
    answer = quote(SONGYANG, on=ON, categories=["少数民族"])
    assert (answer.due_now_fen, answer.subsidy_fen) == (240_00, 240_00)
    assert shares(answer) == [("财政", 240_00, "waived")]
    assert "三(四)" in answer.clauses


def test_the_disabled_are_exempt_and_the_disability_fund_pays() -> None:
    """三(五): exempt; paid by 残疾人就业保障金, not by 财政."""
    answer = quote(SONGYANG, on=ON, categories=["残疾人员"])
    assert answer.due_now_fen == 0
    assert shares(answer) == [("残疾人就业保障金", 480_00, "waived")]
    assert "三(五)" in answer.clauses


@for_each("order", [["少数民族", "低保"], ["低保", "少数民族"]])
def test_of_several_categories_only_the_highest_counts(order: list[str]) -> None:
    """三(七): one subsidy, the highest, never two."""
    answer = quote(SONGYANG, on=ON, categories=order)
    assert (answer.category, answer.subsidy_fen) == ("低保", 480_00)
    assert shares(answer) == [("财政", 480_00, "waived")]
    assert "三(七)" in answer.clauses
    assert 3 not in answer.interpretations, "the notice itself says how they combine"


@for_each(
    "held, first",
    [
        (["残疾人员", "低保"], "低保"),
        (["残疾人员", "事实无人抚养儿童"], "残疾人员"),
        (["低边", "五保户"], "五保户"),
        (["六十年代精简退职人员", "重点优抚对象", "城镇三无对象"], "城镇三无对象"),
    ],
)
def test_of_equal_amounts_the_one_named_first_counts(held: list[str], first: str) -> None:
    """三(七): the order of the notice, not of the certificates."""
    assert quote(SONGYANG, on=ON, categories=held).category == first
    assert quote(SONGYANG, on=ON, categories=held[::-1]).category == first


def test_what_was_considered_and_lost_is_shown_with_its_amount() -> None:
    """三(七): the quote names the category that gave way."""
    answer = quote(SONGYANG, on=ON, categories=["少数民族", "残疾人员"])
    assert [(each.category, each.is_applied, each.amount_fen) for each in answer.considered] == [
        ("少数民族", False, 240_00),
        ("残疾人员", True, 480_00),
    ]
    assert any("少数民族" in line for line in answer.explanation)


def test_one_category_alone_needs_no_rule_for_several() -> None:
    """三(七) applies to those who fulfil several conditions."""
    assert "三(七)" not in quote(SONGYANG, on=ON, categories=["低保"]).clauses


@for_each(
    "alias, category",
    [
        ("城镇“三无”对象", "城镇三无对象"),
        ("本县六十年代精简退职人员", "六十年代精简退职人员"),
        ("少数民族人员", "少数民族"),
        ("低保边缘户", "低边"),
        ("残疾人", "残疾人员"),
    ],
)
def test_a_category_is_known_by_its_other_names(alias: str, category: str) -> None:
    assert quote(SONGYANG, on=ON, categories=[alias]).category == category


def test_a_category_of_another_notice_is_unknown() -> None:
    with pytest.raises(BadInput, match=r"建档立卡.*songyang-2020.*少数民族"):
        quote(SONGYANG, on=ON, categories=["建档立卡贫困人口"])


def test_a_certificate_counts_on_its_first_and_its_last_day() -> None:
    """三(七): certified by the department concerned."""
    held = ["低保@2020-11-20..2020-12-10"]
    due = {
        on: quote(SONGYANG, on=on, categories=held).due_now_fen
        for on in ("2020-11-19", "2020-11-20", "2020-12-10", "2020-12-11")
    }
    assert list(due.values()) == [480_00, 0, 0, 480_00]


def test_the_sweep_up_is_to_be_done_by_15_december_and_nothing_closes() -> None:
    """四(四): complete by 2020-12-15, which warns afterwards (interpretation 9)."""
    in_time = quote(SONGYANG, on="2020-12-15")
    assert in_time.due_now_fen == 480_00 and in_time.warnings == ()
    after = quote(SONGYANG, on="2020-12-16", categories=["低保"])
    assert (after.due_now_fen, after.category, after.late) == (0, "低保", False)
    assert any("2020-12-15 前完成" in each for each in after.warnings)
    assert 9 in after.interpretations and "四" in after.clauses


def test_the_sweep_up_closes_where_the_switch_says_so_and_with_the_levy_year() -> None:
    closing = switched(SONGYANG, deadline="closes")
    assert refusal(quote(closing, on="2020-12-15")) is None
    assert refusal(quote(closing, on="2020-12-16")) == "window_closed"
    assert refusal(quote(SONGYANG, on="2021-12-31")) is None
    assert refusal(quote(SONGYANG, on="2022-01-01")) == "window_closed"


def test_collection_is_open_from_the_launch() -> None:
    """四(二): launched by 2020-11-15."""
    assert refusal(quote(SONGYANG, on="2020-11-15")) is None
    assert refusal(quote(SONGYANG, on="2020-10-30")) == "window_not_open"


def test_benefits_begin_with_the_levy_year() -> None:
    answer = quote(SONGYANG, on=ON)
    assert answer.benefit_from == day("2021-01-01") and answer.interpretations == (1,)


def test_pension_tiers_are_not_stated() -> None:
    """三(一): the station fills in the tiers before it can quote."""
    assert needs(quote(SONGYANG, "pension", on=ON, tier=100_00)) == ("pension.tiers",)
    answer = quote(SONGYANG, "pension", on=ON, tier=300_00, fill={"pension.tiers": "100,300"})
    assert (answer.levy_year, answer.due_now_fen) == (2020, 300_00)


def test_critical_illness_is_not_collected_here() -> None:
    assert refusal(quote(SONGYANG, "critical_illness", on=ON)) == "insurance_not_collected"


def test_goals_and_timetable() -> None:
    """三(一): 98 %, 99 %, 100 %; 四: 10-30, 11-15, 11-30, 12-15."""
    notice = load_notice(SONGYANG)
    goals = {(goal.insurance, goal.group): float(goal.rate) for goal in notice.goals}
    assert goals == {
        ("pension", "residents"): 0.98,
        ("medical", "residents"): 0.99,
        ("medical", "hardship"): 1.0,
    }
    assert {goal.clause for goal in notice.goals} == {"三(一)"}
    assert [str(phase.ends) for phase in notice.phases] == [
        "2020-10-30", "2020-11-15", "2020-11-30", "2020-12-15",
    ]  # fmt: skip
    assert notice.issued == day("2020-11-04")


def test_channels_and_certifying_departments() -> None:
    """二(二): batch debit first, the hall last; 三(七): who certifies."""
    duties = load_notice(SONGYANG).duties
    assert duties.channels[0] == "银行批扣" and duties.channels[-1] == "办事服务大厅"
    assert set(duties.channels[1:-1]) == {"支付宝", "微信", "自助机", "银行柜面"}
    assert len(duties.certified_by) == 5 and duties.certified_by_clause == "三(七)"
