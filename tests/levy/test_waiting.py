"""Waiting for benefits: fixed, one month more a missed year, bought back, floored, exempt."""

import datetime as dt
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from models.levy.notice import Notice
from models.levy.values import Applicant, Holding, Quote
from models.levy.waiting import find_gap, wait_months
from models.levy.waiting_rules import WaitingRule
from models.levy.years import quote_years
from seed.higher_file import load_higher
from seed.notice_file import parse_notice
from tests.cases import for_each

HEAD = """
id = "waits-2030"
title = "无名区2030年度城乡居民医疗保险征缴通知"
document = "无医保发〔2029〕1号"
locality = "无名区"
rests_on = ["guobanfa-2024-38"]
[[categories]]
name = "低保"
clause = "五"
[insurances.medical]
levy_year = 2030
clause = "二"
window = { opens = 2029-09-01, closes = 2029-12-31, clause = "四" }
standard = { personal_yuan = 400, clause = "二" }
late = { pays = "personal", clause = "四(二)" }
newborn = { months = 6, clause = "四(三)" }
[[insurances.medical.subsidies]]
category = "低保"
clause = "五"
shares = [{ funder = "医疗救助", settlement = "waived", rate = "50%" }]
"""
OWN = """
[insurances.medical.waiting]
clause = "六"
fixed_months = 3
months_per_year = 1
months_per_year_bought = 1
floor_years = 4
floor_months = 6
counts_from = 2025
first_missed_counts = false
"""
EXEMPT = """
exempt = [
  { who = "newborn", clause = "七(一)" },
  { who = "subsidised", clause = "七(二)" },
  { who = "from_employee", months = 3, clause = "七(三)" },
  { who = "soldier", clause = "七(四)" },
]
"""
BORN = dt.date(1980, 5, 6)
IN_TIME = dt.date(2029, 11, 11)
LATE = dt.date(2030, 3, 15)


def notice(more: str = OWN) -> Notice:
    return parse_notice(HEAD + more, "waits.toml")


def missing(*years: int, bought: int = 0) -> dict[str, Any]:
    """Return the history of somebody insured since 2015 but for some years, the first bought."""
    insured = tuple(year for year in range(2015, 2030) if year not in years)
    return {
        "history_from": 2015,
        "insured_years": insured,
        "bought_years": tuple(sorted(years))[:bought],
    }


def ask(rules: Notice, on: dt.date, **who: Any) -> Quote:
    return quote_years(rules, "medical", Applicant(born=who.pop("born", BORN), **who), on)


LAST = (2029, 2028, 2027, 2026, 2025)


@for_each(
    "years, bought, months",
    [
        (0, 0, 3),
        (1, 0, 3),
        (2, 0, 4), (2, 1, 3),
        (3, 0, 5), (3, 1, 4), (3, 2, 3),
        (4, 0, 6), (4, 1, 6), (4, 4, 6),
        (5, 0, 7), (5, 1, 6), (5, 2, 6), (5, 5, 6),
    ],
)  # fmt: skip
def test_where_the_first_missed_year_does_not_count(years: int, bought: int, months: int) -> None:
    """As two bureaus work it out: of 2025 and later years, fixed 3, a floor of 6 from four on."""
    answer = ask(notice(), LATE, **missing(*LAST[:years], bought=bought))
    assert answer.late and answer.benefit_from == dt.date(2030, 3 + months, 15)
    assert f"今天缴，{answer.benefit_from} 起享受待遇" in answer.explanation
    assert "六" in answer.clauses


@for_each("years, months", [(1, 4), (2, 5), (3, 6), (4, 7), (5, 8)])
def test_where_the_first_missed_year_counts(years: int, months: int) -> None:
    rules = notice(OWN.replace("counts = false", "counts = true"))
    answer = ask(rules, LATE, **missing(*LAST[:years]))
    assert answer.benefit_from == dt.date(2030, 3 + months, 15)


@for_each("years, begins", [(0, (2030, 1, 1)), (1, (2030, 4, 1)), (2, (2030, 5, 1))])
def test_who_pays_in_the_window_after_a_gap_waits_from_january(
    years: int, begins: tuple[int, int, int]
) -> None:
    answer = ask(notice(), IN_TIME, **missing(*LAST[:years]))
    assert answer.benefit_from == dt.date(*begins) and not answer.late
    assert ask(notice(OWN + "in_window = false"), IN_TIME, **missing(2029)).benefit_from == (
        dt.date(2030, 1, 1)
    )


def test_a_gap_that_was_closed_long_ago_does_not_count() -> None:
    assert ask(notice(), IN_TIME, **missing(2026, 2027)).benefit_from == dt.date(2030, 1, 1)


def test_years_before_a_date_do_not_count() -> None:
    """2025 on: who missed 2022 to 2026 has missed two years."""
    rules = notice(OWN.replace("2025", "2028"))
    answer = ask(rules, LATE, **missing(2029, 2028, 2027, 2026))
    assert answer.benefit_from == dt.date(2030, 7, 15)


def test_nobody_misses_a_year_before_the_one_after_birth() -> None:
    answer = ask(notice(), IN_TIME, born=dt.date(2028, 6, 1), history_from=2015)
    assert answer.benefit_from == dt.date(2030, 4, 1)
    child = ask(notice(), IN_TIME, born=dt.date(2029, 6, 30), history_from=2015)
    assert child.benefit_from == dt.date(2030, 1, 1)


def test_what_is_not_known_is_said() -> None:
    nothing_known = ask(notice(), LATE)
    assert nothing_known.benefit_from == dt.date(2030, 6, 15)
    assert "没有记录" in nothing_known.warnings[0]
    short = ask(notice(), LATE, history_from=2028)
    assert short.benefit_from == dt.date(2030, 7, 15) and "没有记录" in short.warnings[0]
    assert ask(notice(), LATE, **missing(2029)).warnings == ()


@for_each(
    "who",
    [
        {"holdings": (Holding(category="低保"),)},
        {"employee_until": dt.date(2029, 12, 15)},
        {"discharged_on": dt.date(2010, 12, 1)},
    ],
)
def test_the_exempt_do_not_wait(who: dict[str, Any]) -> None:
    rules = notice(OWN + EXEMPT)
    late = ask(rules, LATE, **missing(2029, 2028), **who)
    assert late.benefit_from == LATE and any("不设待遇等待期" in each for each in late.explanation)
    in_time = ask(rules, IN_TIME, **missing(2029, 2028), **who)
    assert in_time.benefit_from == dt.date(2030, 1, 1)
    assert ask(rules, LATE, **missing(2029, 2028)).benefit_from == dt.date(2030, 7, 15)


def test_from_employee_insurance_within_three_calendar_months() -> None:
    rules = notice(OWN + EXEMPT)
    last = ask(rules, LATE, employee_until=dt.date(2029, 12, 15), **missing())
    after = ask(rules, LATE, employee_until=dt.date(2029, 12, 14), **missing())
    assert (last.benefit_from, after.benefit_from) == (LATE, dt.date(2030, 6, 15))


def test_an_expired_category_exempts_nobody() -> None:
    held = (Holding(category="低保", until=dt.date(2030, 3, 14)),)
    answer = ask(notice(OWN + EXEMPT), LATE, holdings=held, **missing())
    assert answer.benefit_from == dt.date(2030, 6, 15)


def test_named_categories_can_be_exempt() -> None:
    named = 'exempt = [{ who = "categories", categories = ["低保"], clause = "七" }]'
    held = (Holding(category="低保"),)
    assert ask(notice(OWN + named), LATE, holdings=held, **missing()).benefit_from == LATE


def test_a_newborn_does_not_wait() -> None:
    answer = ask(notice(OWN + EXEMPT), LATE, born=dt.date(2030, 2, 1), history_from=2015)
    assert answer.is_newborn and answer.benefit_from == dt.date(2030, 2, 1)


@for_each(
    "counts, begins",
    [
        ("payment_date", dt.date(2030, 6, 15)),
        ("month_of_payment", dt.date(2030, 6, 1)),
        ("next_month", dt.date(2030, 7, 1)),
    ],
)
def test_how_months_are_counted(counts: str, begins: dt.date) -> None:
    """From the day of payment; with its month as the first of three; or from the month after."""
    rules = notice(OWN + f'counts = "{counts}"')
    assert ask(rules, LATE, **missing()).benefit_from == begins
    in_time = ask(rules, IN_TIME, **missing(2029))
    assert in_time.benefit_from == dt.date(2030, 4, 1), "a wait that begins with the year"


def test_a_wait_of_exact_days() -> None:
    rules = notice('[insurances.medical.waiting]\nclause = "六"\nfixed_days = 90')
    assert ask(rules, LATE, **missing(2029)).benefit_from == LATE + dt.timedelta(90)


def test_a_wait_beyond_the_year_buys_nothing() -> None:
    answer = ask(notice(), dt.date(2030, 10, 1), **missing())
    assert answer.refused is not None and answer.refused.code == "no_benefit_left"


def test_38_tells_the_longer_wait_where_it_can_be_read_both_ways() -> None:
    """国办发〔2024〕38号: whether the first missed year counts is for the provinces to say."""
    answer = ask(notice(""), LATE, **missing(2029, 2028))
    assert answer.benefit_from == dt.date(2030, 8, 15)
    assert "国办发〔2024〕38号 完善待遇政策" in answer.clauses
    assert "最短 4 个月（2030-07-15 起）" in answer.warnings[0]
    sure = ask(notice(""), LATE, **missing())
    assert sure.benefit_from == dt.date(2030, 6, 15) and sure.warnings == ()


def test_38_holds_from_2025_on() -> None:
    text = HEAD.replace("2029-", "2023-").replace("2030", "2024")
    text = text.replace("late = { pays", "late = { wait_days = 30, pays")
    rules = parse_notice(text, "waits.toml").insurances["medical"]
    assert rules.waiting is None and rules.incentives == ()


def test_years_without_a_gap_are_told_and_change_nothing() -> None:
    four = ask(notice(), IN_TIME, history_from=2015, insured_years=(2029, 2028, 2027, 2026))
    three = ask(notice(), IN_TIME, history_from=2015, insured_years=(2029, 2028, 2027))
    assert any("已连续参保 4 年" in each for each in four.explanation)
    assert not any("已连续参保" in each for each in three.explanation)
    assert four.due_now_fen == three.due_now_fen == 400_00


def test_the_document_is_the_source_of_its_figures() -> None:
    rule = load_higher("guobanfa-2024-38").insurances["medical"].waiting
    assert rule is not None and rule.first_missed_counts is None
    assert (rule.fixed_months, rule.floor_years, rule.floor_months) == (3, 4, 6)


_YEARS = st.sets(st.integers(2015, 2029))
_RULES = st.builds(
    WaitingRule,
    clause=st.just("六"),
    fixed_months=st.none() | st.integers(0, 6),
    months_per_year=st.integers(0, 3),
    months_per_year_bought=st.integers(0, 3),
    counts_from=st.none() | st.integers(2015, 2029),
    first_missed_counts=st.sampled_from([None, True, False]),
    floor_years=st.just(4),
    floor_months=st.integers(1, 9),
)


def months_of(rule: WaitingRule, missed: set[int], bought: set[int], known_from: int) -> int:
    insured = tuple(set(range(2015, 2030)) - missed)
    applicant = Applicant(
        born=BORN, insured_years=insured, bought_years=tuple(bought), history_from=known_from
    )
    gap = find_gap(applicant, 2030, rule.counts_from)
    return wait_months(rule, gap, first_counts=rule.first_missed_counts is not False)


@given(_RULES, _YEARS, _YEARS, st.integers(2015, 2029))
def test_a_missed_year_never_shortens_a_wait(
    rule: WaitingRule, missed: set[int], bought: set[int], year: int
) -> None:
    bought &= missed - {year}
    before = months_of(rule, missed - {year}, bought, 2015)
    assert months_of(rule, missed | {year}, bought, 2015) >= before


@given(_RULES, _YEARS, _YEARS, st.integers(2015, 2029))
def test_buying_a_year_back_never_lengthens_a_wait(
    rule: WaitingRule, missed: set[int], bought: set[int], year: int
) -> None:
    assume(year in missed)
    bought &= missed - {year}
    after = months_of(rule, missed, bought | {year}, 2015)
    assert after <= months_of(rule, missed, bought, 2015)


@given(_YEARS, st.dates(dt.date(2029, 9, 1), dt.date(2030, 8, 31)))
def test_no_gap_makes_benefits_begin_earlier(missed: set[int], on: dt.date) -> None:
    """Of the whole quote, on every day, with every history."""
    begun = [
        ask(notice(), on, **missing(*sorted(missed)[:count])).benefit_from
        for count in range(len(missed) + 1)
    ]
    days = [each or dt.date.max for each in begun]
    assert days[0] <= min(days)
    replaced = replace(notice(), id="same")
    assert ask(replaced, on, **missing(*missed)).benefit_from == begun[-1]
