"""``laobao quote``: the contract of the JSON document, the refusals and the exit status."""

import pytest

from tests.tui.calling import Caller

_MEDICAL = ("quote", "--notice", "lengshuitan-2019", "--insurance", "medical")


def test_the_document_of_the_contract(laobao: Caller) -> None:
    answer = laobao(
        *_MEDICAL, "--born", "1970-01-01", "--on", "2019-11-14", "--category", "建档立卡贫困人口",
        "--json",
    )  # fmt: skip
    assert answer.status == 0 and answer.error == ""
    document = answer.json
    assert {
        "notice": "lengshuitan-2019",
        "insurance": "medical",
        "levy_year": 2020,
        "refused": None,
        "standard_fen": 25000,
        "subsidy_fen": 12500,
        "due_now_fen": 12500,
        "reimbursed_fen": 0,
        "category": "建档立卡贫困人口",
        "shares": [{"funder": "扶贫", "amount_fen": 12500, "settlement": "remitted"}],
        "late": False,
        "benefit_from": "2020-01-01",
        "interpretations": [1],
    }.items() <= document.items()
    assert all(isinstance(each, str) for each in document["clauses"] + document["explanation"])


def test_a_refusal_is_in_the_document_and_exits_1(laobao: Caller) -> None:
    answer = laobao(*_MEDICAL, "--born", "1970-01-01", "--on", "2020-01-01", "--json")
    assert answer.status == 1
    assert answer.json["refused"]["code"] == "window_closed"
    assert answer.json["due_now_fen"] is None


def test_what_is_missing_is_listed_and_can_be_filled(laobao: Caller) -> None:
    call = (
        "quote", "--notice", "xiaoxue-2019", "--insurance", "medical", "--born", "1970-01-01",
        "--on", "2020-03-01", "--json",
    )  # fmt: skip
    assert laobao(*call).json["refused"]["needs"] == ["medical.government"]
    filled = laobao(*call, "--fill", "medical.government=520")
    assert filled.status == 0
    assert filled.json["due_now_fen"] == 77000 and filled.json["late"] is True


def test_a_category_can_carry_the_day_of_its_certification(laobao: Caller) -> None:
    call = (
        "quote", "--notice", "xiaoxue-2019", "--insurance", "medical", "--born", "1970-01-01",
        "--on", "2019-11-20", "--json", "--category",
    )  # fmt: skip
    assert laobao(*call, "独女户父母@2016-01-21").json["due_now_fen"] == 0
    assert laobao(*call, "独女户父母@2016-01-22").json["due_now_fen"] == 25000


@pytest.mark.parametrize(
    "wrong",
    [
        ("--notice", "nowhere-2020"),
        ("--insurance", "unemployment"),
        ("--born", "1970-02-30"),
        ("--born", "2019-11-15"),
        ("--on", "2019-13-01"),
        ("--category", "外星人"),
        ("--category", "低保@2019-02-30"),
        ("--category", "低保@"),
        ("--tier", "many"),
        ("--fill", "medical.personal"),
        ("--fill", "medical.nothing=1"),
        ("--nonsense", "1"),
        ("--later-birth", "soon"),
    ],
)
def test_wrong_input_exits_2_with_one_chinese_line(laobao: Caller, wrong: tuple[str, str]) -> None:
    options = {"--born": "1970-01-01", "--on": "2019-11-14", **dict([wrong])}
    words = [word for pair in options.items() for word in pair]
    answer = laobao(*_MEDICAL, *words, "--json")
    assert answer.status == 2
    assert answer.out == ""
    assert answer.error.count("\n") == 1
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.error)


def test_the_text_says_what_is_due_and_why(laobao: Caller) -> None:
    answer = laobao(*_MEDICAL, "--born", "1970-01-01", "--on", "2019-11-14", "--category", "低保")
    assert "现在应缴 250.00 元" in answer.out
    assert "先征后补" in answer.out and "参保范围(六)" in answer.out


def test_the_text_of_a_refusal_names_the_reason(laobao: Caller) -> None:
    answer = laobao(*_MEDICAL, "--born", "1970-01-01", "--on", "2020-01-01")
    assert answer.status == 1 and "2019-12-31" in answer.out


_XIAOXUE = ("quote", "--notice", "xiaoxue-2019", "--insurance", "medical", "--born", "2019-08-31")


def test_the_top_level_is_the_rounds_year_and_the_others_stand_beside_it(laobao: Caller) -> None:
    document = laobao(*_XIAOXUE, "--on", "2019-11-20", "--json").json
    assert (document["levy_year"], document["due_now_fen"], document["warnings"]) == (
        2020,
        25000,
        [],
    )
    (birth,) = document["others"]
    assert (birth["levy_year"], birth["benefit_from"]) == (2019, "2019-08-31")
    assert birth.keys() == document.keys() and birth["others"] == []


def test_one_year_can_be_asked_for(laobao: Caller) -> None:
    late = laobao(*_XIAOXUE, "--on", "2020-02-29", "--fill", "medical.government=520", "--json")
    assert (late.json["levy_year"], late.json["late"]) == (2020, True)
    assert "由本人自行缴纳" in late.json["warnings"][0]
    birth = laobao(*_XIAOXUE, "--on", "2020-02-29", "--levy-year", "2019", "--json")
    assert (birth.json["levy_year"], birth.json["due_now_fen"], birth.json["others"]) == (
        2019, 25000, [],
    )  # fmt: skip
    assert laobao(*_XIAOXUE, "--on", "2020-02-29", "--levy-year", "2018").status == 1


def test_other_years_and_warnings_are_read_out_too(laobao: Caller) -> None:
    answer = laobao(*_XIAOXUE, "--on", "2020-02-29", "--fill", "medical.government=520")
    assert "补缴应缴 770.00 元" in answer.out and "注意：补缴" in answer.out
    assert "另外还可以缴：城乡居民医疗保险 2019 年度" in answer.out


def test_both_keys_are_there_where_there_is_nothing(laobao: Caller) -> None:
    for day in ("2019-11-14", "2020-01-01"):
        document = laobao(*_MEDICAL, "--born", "1970-01-01", "--on", day, "--json").json
        assert (document["others"], document["warnings"]) == ([], [])


def test_history_and_what_an_operator_goes_on_in_spite_of_can_be_told(laobao: Caller) -> None:
    soldier = (*_MEDICAL, "--born", "1999-01-01", "--on", "2019-11-14", "--in-service", "--json")
    refused = laobao(*soldier)
    assert refused.status == 1
    assert refused.json["refused"]["code"] == "in_service"
    assert "通知没有规定" in refused.json["refused"]["message"]
    allowed = laobao(*soldier, "--despite", "in_service").json
    assert allowed["due_now_fen"] == 25000 and "通知没有规定" in allowed["warnings"][0]
