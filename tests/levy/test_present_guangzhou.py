"""guangzhou-2026, rule by rule: two standards, waits that grow, children born before New Year."""

from typing import Any

from msgspec.structs import replace

from models.levy.notice import Notice
from models.levy.values import Quote
from seed.notice_file import load_notice
from tests.cases import for_each
from tests.levy.asking import day, quote, refusal, shares

GUANGZHOU = "guangzhou-2026"
INSURED: dict[str, Any] = {"insured_years": (2022, 2023, 2024, 2025), "history_from": 2022}


@for_each(
    "in_school, personal, government, clause",
    [(False, 549, 820, "二(二)"), (True, 413, 956, "二(一)")],
)
def test_pupils_have_a_standard_of_their_own(
    in_school: bool, personal: int, government: int, clause: str
) -> None:
    """二: 413 and 956 for pupils and students, 549 and 820 for everybody else."""
    answer = quote(GUANGZHOU, on="2025-11-05", born="2012-03-01", in_school=in_school, **INSURED)
    assert (answer.standard_fen, answer.due_now_fen) == (personal * 100, personal * 100)
    assert clause in answer.clauses
    standard = load_notice(GUANGZHOU).insurances["medical"].standard
    assert standard is not None
    stated = standard.instead[0] if in_school else standard
    assert (stated.personal_fen, stated.government_fen) == (personal * 100, government * 100)


def test_a_pupils_late_payment_of_an_earlier_year_is_at_the_pupils_price() -> None:
    """三: at the city's personal standard of the year in which it is paid."""
    asked: dict[str, Any] = {"born": "2012-03-01", "history_from": 2020}
    pupil = quote(GUANGZHOU, on="2025-11-05", in_school=True, levy_year=2025, **asked)
    assert (pupil.due_now_fen, pupil.late, pupil.benefit_from) == (413_00, True, None)
    assert "不减" in pupil.warnings[0]


@for_each(
    "on, code",
    [
        ("2025-10-20", "window_not_open"),
        ("2025-10-21", None),
        ("2025-12-20", None),
        ("2025-12-21", None),
        ("2027-01-01", "window_closed"),
    ],
)
def test_guangzhous_window(on: str, code: str | None) -> None:
    """三: the last third of October to 20 December; afterwards late, with a wait."""
    answer = quote(GUANGZHOU, on=on, **INSURED)
    assert refusal(answer) == code
    if code is None:
        assert answer.late == (on == "2025-12-21")


def test_before_october_a_pupil_is_told_where_to_pay() -> None:
    """三: pupils' window opens a month earlier, elsewhere (五 tables 2 and 3)."""
    answer = quote(GUANGZHOU, on="2025-10-15", born="2012-03-01", in_school=True, **INSURED)
    assert answer.refused is not None and "粤税通" in answer.refused.message


@for_each("on, categories", [("2025-11-05", "医疗救助对象"), ("2026-05-06", "医疗救助")])
def test_the_assisted_never_pay_and_do_not_wait(on: str, categories: str) -> None:
    """五 table 5, 四(四)."""
    answer = quote(GUANGZHOU, on=on, categories=[categories], history_from=2020)
    assert answer.due_now_fen == 0
    assert shares(answer) == [("医疗救助", 549_00, "waived")]
    assert answer.benefit_from == max(day(on), day("2026-01-01"))


@for_each(
    "on, begins, warns",
    [
        ("2026-03-01", "2026-04-01", True),
        ("2026-05-28", "2026-06-01", True),
        ("2026-05-29", "2026-08-29", False),
    ],
)
def test_who_comes_from_employees_insurance_within_three_months(
    on: str, begins: str, warns: bool
) -> None:
    """七(一): from the month after the payment; two years without a gap are asked for."""
    answer = quote(GUANGZHOU, on=on, employee_until=day("2026-02-28"), **INSURED)
    assert str(answer.benefit_from) == begins
    assert any("连续 2 年以上" in each for each in answer.warnings) == warns


def of_round(levy_year: int) -> Notice:
    """Return Guangzhou's notice with the same rules carried to a later round."""
    notice = load_notice(GUANGZHOU)
    rules = notice.insurances["medical"]
    later = levy_year - rules.levy_year
    opens, closes = (
        each.replace(year=each.year + later) for each in (rules.window.opens, rules.window.closes)
    )
    part = replace(rules.window.parts[0], opens=opens, closes=closes)
    window = replace(rules.window, opens=opens, closes=closes, parts=(part,), other_channels=())
    return replace(
        notice, insurances={"medical": replace(rules, levy_year=levy_year, window=window)}
    )


def in_the_window(levy_year: int, missed: int, bought: int) -> Quote:
    """Ask, in the window of a round, for somebody who missed so many years just before it."""
    gone = range(levy_year - missed, levy_year)
    return quote(
        of_round(levy_year),
        on=f"{levy_year - 1}-11-05",
        born="1970-05-10",
        insured_years=tuple(each for each in range(2015, levy_year) if each not in gone),
        bought_years=tuple(gone)[:bought],
        history_from=2015,
    )


@for_each(
    "levy_year, missed, bought, first_free, first_counts",
    [
        (2029, 0, 0, "2029-01-01", "2029-01-01"),
        (2029, 1, 0, "2029-04-01", "2029-05-01"),
        (2029, 2, 0, "2029-05-01", "2029-06-01"),
        (2029, 2, 1, "2029-04-01", "2029-05-01"),
        (2029, 2, 2, "2029-04-01", "2029-04-01"),
        (2029, 3, 0, "2029-06-01", "2029-07-01"),
        (2029, 3, 2, "2029-04-01", "2029-05-01"),
        (2029, 4, 0, "2029-07-01", "2029-08-01"),
        (2029, 4, 1, "2029-07-01", "2029-07-01"),
        (2029, 4, 4, "2029-07-01", "2029-07-01"),
        (2030, 5, 0, "2030-08-01", "2030-09-01"),
        (2030, 5, 3, "2030-07-01", "2030-07-01"),
        (2026, 3, 0, "2026-04-01", "2026-07-01"),
    ],
)
def test_the_wait_grows_and_is_bought_back(
    levy_year: int, missed: int, bought: int, first_free: str, first_counts: str
) -> None:
    """三, worked by hand for later rounds: 3 months, one more a missed year, 6 from four on.

    Whether the first missed year counts is not stated: the longer is told, the shorter beside.
    """
    answer = in_the_window(levy_year, missed, bought)
    assert str(answer.benefit_from) == first_counts and not answer.late
    told = "".join(answer.warnings)
    assert (f"（{first_free} 起）" in told) == (first_free != first_counts)


def test_a_gap_long_closed_does_not_count() -> None:
    answer = quote(
        of_round(2029),
        on="2028-11-05",
        born="1970-05-10",
        insured_years=(2023, 2024, 2027, 2028),
        history_from=2023,
    )
    assert answer.benefit_from == day("2029-01-01")


@for_each(
    "on, years",
    [
        ("2026-02-10", {2026: "2026-01-01", 2025: "2025-12-15"}),
        ("2026-06-15", {2026: "2026-01-01", 2025: "2025-12-15"}),
        ("2026-06-16", {2026: "2026-09-16"}),
    ],
)
def test_a_child_born_before_new_year_may_take_both_years(on: str, years: dict[int, str]) -> None:
    """四(二): both years from birth; only the year after birth, from its 1 January."""
    answer = quote(GUANGZHOU, on=on, born="2025-12-15")
    found = {each.levy_year: str(each.benefit_from) for each in (answer, *answer.others)}
    assert found == years
    assert {each.due_now_fen for each in (answer, *answer.others)} == {549_00}
