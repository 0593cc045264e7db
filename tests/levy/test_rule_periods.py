"""What a notice says of late periods, of some people's standard, newborns, who does not wait."""

from models.levy.quote import quote_person
from models.levy.values import Applicant, Holding
from tests.cases import for_each
from tests.levy.asking import day
from tests.levy.test_rule_language import MEDICAL, WINDOW, ask, fault, notice

LATE = """
late = [
  { opens = 2025-03-01, closes = 2025-06-25, pays = "personal", wait_months = 3, clause = "五" },
  { opens = 2025-07-01, closes = 2025-12-25, pays = "total", wait_days = 10, clause = "五(二)" },
]
"""
STANDARD = """
[insurances.medical.standard]
personal_yuan = 400
government_yuan = 670
clause = "二"
[[insurances.medical.standard.instead]]
condition = "in_school"
personal_yuan = 300
government_yuan = 770
clause = "二(一)"
"""
MEDICAL_ALONE = MEDICAL.replace('standard = { personal_yuan = 400, clause = "二" }\n', "")


@for_each(
    "on, due, begins, clause",
    [
        ("2025-03-01", 400, "2025-06-01", "五"),
        ("2025-06-25", 400, "2025-09-25", "五"),
        ("2025-07-01", 1070, "2025-07-11", "五(二)"),
        ("2025-12-25", None, "no_benefit_left", "五(二)"),
        ("2025-01-01", None, "window_closed", "五"),
        ("2025-06-26", None, "window_closed", "五(二)"),
        ("2025-12-26", None, "window_closed", "五(二)"),
        ("2026-03-01", None, "window_closed", "五(二)"),
    ],
)
def test_each_late_period_has_its_price_and_its_wait(
    on: str, due: int | None, begins: str, clause: str
) -> None:
    """Between the periods and after them nothing is taken."""
    answer = ask(notice(MEDICAL_ALONE, WINDOW, LATE, STANDARD), on)
    assert clause in answer.clauses
    if due is None:
        assert answer.refused is not None and answer.refused.code == begins
        return
    assert (answer.due_now_fen, answer.late) == (due * 100, True)
    assert str(answer.benefit_from) == begins


@for_each(
    "on, words",
    [
        ("2025-02-01", "补缴自 2025-03-01 开始（五），请届时办理"),
        ("2025-06-30", "补缴自 2025-07-01 开始（五(二)），请届时办理"),
        ("2025-12-30", "补缴已于 2025-12-25 截止（五(二)）"),
        ("2026-03-01", "2025 年度已过，不能再补缴（五(二)）"),
    ],
)
def test_who_comes_between_two_periods_is_told_when_to_come_again(on: str, words: str) -> None:
    answer = ask(notice(MEDICAL_ALONE, WINDOW, LATE, STANDARD), on)
    assert answer.refused is not None and words in answer.refused.message


@for_each(
    "right, wrong, named",
    [
        ("opens = 2025-07-01", "opens = 2025-06-25", "互不重叠"),
        ("opens = 2025-03-01", "opens = 2024-12-31", "互不重叠"),
        ("opens = 2025-03-01, closes = 2025-06-25, ", "", "互不重叠"),
        ("closes = 2025-12-25", "closes = 2025-06-30", "结束日期早于开始日期"),
        ("wait_days = 10, ", "", "必须有且只有一个"),
    ],
)
def test_late_periods_follow_one_another_after_the_window(
    right: str, wrong: str, named: str
) -> None:
    assert named in fault(MEDICAL_ALONE, WINDOW, LATE.replace(right, wrong), STANDARD)


def test_a_standard_for_some_people_is_theirs_for_every_payment() -> None:
    rules = notice(MEDICAL_ALONE, WINDOW, LATE, STANDARD)
    assert ask(rules, "2024-11-01", is_in_school=True).due_now_fen == 300_00
    assert ask(rules, "2024-11-01").due_now_fen == 400_00
    late = ask(rules, "2025-07-01", is_in_school=True)
    assert late.due_now_fen == 1070_00 and "二(一)" in late.clauses


def test_one_condition_has_one_standard() -> None:
    again = STANDARD.partition("[[")[2]
    assert "同一情形有两个标准" in fault(MEDICAL_ALONE, WINDOW, STANDARD, f"[[{again}")


@for_each(
    "start, on, begins",
    [
        ("birth", "2024-12-15", "2025-01-01"),
        ("birth", "2025-02-10", "2025-01-01"),
        ("payment_date", "2024-12-15", "2025-01-01"),
        ("payment_date", "2025-02-10", "2025-02-10"),
    ],
)
def test_a_child_may_enrol_for_the_year_after_birth(start: str, on: str, begins: str) -> None:
    rule = f'newborn = {{ months = 6, benefit_start = "{start}", next_year = true, clause = "四" }}'
    answer = ask(notice(MEDICAL, WINDOW, rule), on, born=day("2024-12-01"))
    assert (answer.levy_year, answer.is_newborn, answer.late) == (2025, True, False)
    assert str(answer.benefit_from) == begins
    buys_nothing = (start, on) == ("payment_date", "2025-02-10")
    assert [each.levy_year for each in answer.others] == ([] if buys_nothing else [2024])


def test_without_the_rule_the_year_after_birth_has_its_window() -> None:
    """And a newborn of the levy year itself is one whatever the rule says of the next year."""
    rule = 'newborn = { months = 6, clause = "四" }'
    child = ask(notice(MEDICAL, WINDOW, rule), "2025-02-10", born=day("2024-12-01"))
    assert child.refused is not None and child.refused.code == "window_closed"
    assert ask(notice(MEDICAL, WINDOW, rule), "2025-02-10", born=day("2025-02-01")).is_newborn


def test_an_enrolled_child_is_not_offered_the_next_year_again() -> None:
    rules = notice(MEDICAL, WINDOW, 'newborn = { months = 6, next_year = true, clause = "四" }')
    who = Applicant(born=day("2024-12-01"), enrolled_years=(2025,))
    assert not quote_person(rules, "medical", who, day("2025-02-10")).is_newborn


def test_nobody_buys_back_the_year_of_birth() -> None:
    """It never counts as missed, so that buying it would buy nothing."""
    arrears = 'arrears = { from_year = 2022, clause = "六" }'
    child = ask(
        notice(MEDICAL, WINDOW, arrears), "2024-11-01", born=day("2023-05-01"), history_from=2020
    )
    assert [each.levy_year for each in child.others] == [2024]


WAITING = """
late = { pays = "personal", clause = "五" }
[insurances.medical.waiting]
clause = "六"
fixed_months = 3
months_per_year = 1
doubtful_before = 2025
exempt = [
  { who = "from_employee", months = 3, counts = "next_month", note = "有证明", clause = "六(一)" },
  { who = "soldier", same_year = true, clause = "六(二)" },
]
"""
KNOWN = {"insured_years": (2024,), "history_from": 2024}


@for_each(
    "who, begins",
    [
        ({"employee_until": day("2025-02-10")}, "2025-05-01"),
        ({"employee_until": day("2025-01-09")}, "2025-07-10"),
        ({"discharged_on": day("2025-01-01")}, "2025-04-10"),
        ({"discharged_on": day("2024-12-31")}, "2025-07-10"),
    ],
)
def test_from_when_those_have_benefits_who_do_not_wait(who: dict[str, object], begins: str) -> None:
    answer = ask(notice(MEDICAL, WINDOW, WAITING), "2025-04-10", **who, **KNOWN)
    assert str(answer.benefit_from) == begins
    has_note = answer.benefit_from == day("2025-05-01")
    assert answer.warnings == (("不设待遇等待期：有证明（六(一)）",) if has_note else ())


def test_years_in_doubt_alone_may_mean_no_wait_in_the_window() -> None:
    """Then the shorter of the two answers is none, not the fixed wait."""
    rules = notice(MEDICAL, WINDOW, WAITING)
    answer = ask(rules, "2024-11-01", insured_years=(2022,), history_from=2022)
    assert answer.benefit_from == day("2025-06-01")
    assert "也可能不用等待（2025-01-01 起）" in answer.warnings[0]


def test_where_nobody_waits_in_the_window_nobody_is_warned_of_it() -> None:
    rules = notice(MEDICAL, WINDOW, WAITING + "in_window = false\n")
    assert ask(rules, "2024-11-01").warnings == ()
    assert "没有记录" in ask(rules, "2025-01-10").warnings[0]


SUBSIDIES = """
[[insurances.medical.subsidies]]
category = "低保"
clause = "三(一)"
min_age = 60
shares = [{ funder = "医疗救助", settlement = "waived", amount_yuan = 120 }]
[[insurances.medical.subsidies]]
category = "低保"
clause = "三(二)"
below_age = 18
shares = [{ funder = "医疗救助", settlement = "waived", amount_yuan = 200 }]
"""


@for_each(
    "born, subsidy",
    [("1964-11-01", 120), ("1964-11-02", 0), ("2006-11-02", 200), ("2006-11-01", 0)],
)
def test_two_ages_of_one_category(born: str, subsidy: int) -> None:
    """Of the certified those who have reached the one age, and those below the other."""
    held = (Holding(category="低保"),)
    answer = ask(notice(MEDICAL, WINDOW, SUBSIDIES), "2024-11-01", born=day(born), holdings=held)
    assert answer.subsidy_fen == subsidy * 100
    assert 2 in answer.interpretations or subsidy != 120
    alone = ask(notice(MEDICAL, WINDOW, SUBSIDIES), "2024-11-01", born=day(born))
    assert alone.subsidy_fen == 0, "the age alone is not enough"


@for_each(
    "wrong, named",
    [
        ("min_age = 17", "重叠"),
        ("min_age = 60\nfrom_age = 60", "from_age"),
        ("min_age = 60\nbelow_age = 50", "年龄上限低于下限"),
    ],
)
def test_ages_that_cannot_be(wrong: str, named: str) -> None:
    assert named in fault(MEDICAL, WINDOW, SUBSIDIES.replace("min_age = 60", wrong))
