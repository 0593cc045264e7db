"""Funders, hardship by category, corrections, pace and phase: counted again in plain Python."""

import datetime as dt
from collections import Counter
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.dates import HalfMonth
from models.levy.round import Phase
from models.station.desk import Desk
from reports.progress.figures import InsuranceProgress
from reports.progress.gather import gather_progress
from reports.progress.pace import goal_of, pace_of, phases_on
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay, person, register_people, reverse, under
from tests.reports.test_collect import _PERIODS, _busy_season

NOTICE = load_notice("lengshuitan-2019")
PERIOD = HalfMonth.containing(BUSINESS_DATE)


@pytest.mark.parametrize("seed", range(4))
def test_the_parts_equal_a_recount_of_the_exported_ledger(sqlite_desk: Desk, seed: int) -> None:
    """Over three half-months of a busy season."""
    _busy_season(sqlite_desk, seed)
    for period in _PERIODS:
        report = gather_progress(sqlite_desk, period)
        for each in report.insurances:
            _check_funders(sqlite_desk, each, period)
            _check_categories(sqlite_desk, each, period)
        _check_corrections(sqlite_desk, report.corrections, period)


def _check_funders(desk: Desk, each: InsuranceProgress, period: HalfMonth) -> None:
    plain: Counter[tuple[str, str, str]] = Counter()
    for village, day, insurance, year, funder, settlement, fen in desk.store.rows(
        "SELECT v.name, l.business_date, l.insurance, l.levy_year, s.funder, s.settlement, "
        "s.amount_fen FROM line_share s "
        "JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id "
        "JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id"
    ):
        is_counted = (insurance, year) == (each.insurance, each.levy_year)
        if is_counted and day <= period.last_day.isoformat():
            plain[village, funder, settlement] += fen
    found = {(one.village, one.funder, one.settlement): one.amount_fen for one in each.funders}
    assert {key: fen for key, fen in found.items() if fen} == {
        key: fen for key, fen in plain.items() if fen
    }
    by_village: Counter[str] = Counter()
    for one in each.funders:
        by_village[one.village] += one.amount_fen
    assert all(row.subsidy_fen_to_date == by_village[row.village] for row in each.rows)


def _check_categories(desk: Desk, each: InsuranceProgress, period: HalfMonth) -> None:
    """Each person once in every category held; those of one category add up to the line."""
    enrolled = Counter(
        dict(
            desk.store.rows(
                "SELECT person_id, sum(people) FROM payment_line WHERE insurance = ? "
                "AND levy_year = ? AND business_date <= ? GROUP BY person_id",
                (each.insurance, each.levy_year, period.last_day.isoformat()),
            )
        )
    )
    covered: Counter[tuple[str, str]] = Counter()
    for person_id, village, category in desk.store.rows(
        "SELECT DISTINCT p.id, v.name, c.category FROM certification c "
        "JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE c.confirmed_by <> '' OR c.certified_by <> ''"
    ):
        covered[village, category] += enrolled[person_id] > 0
    for one in each.categories:
        assert one.covered == covered[one.village, one.category] <= one.people
    for row in each.rows:
        own = [one for one in each.categories if one.village == row.village]
        assert max((one.people for one in own), default=0) <= row.hardship_people
        assert sum(one.people for one in own) >= row.hardship_people


def _check_corrections(desk: Desk, corrections: tuple[object, ...], period: HalfMonth) -> None:
    entries = {
        row[0]: row[1:]
        for row in desk.store.rows("SELECT id, business_date, reverses_id, amount_fen FROM payment")
    }
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    plain = sum(
        fen
        for day, of, fen in entries.values()
        if of is not None and first <= day <= last and entries[of][0] < first
    )
    assert sum(each.amount_fen for each in corrections) == plain  # type: ignore[attr-defined]


def test_a_correction_names_what_it_corrects(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李四", household="0002"))
    pay(desk, "0001", trace=1)
    later = desk.on(dt.date(2019, 11, 20))
    reverse(later, "2019-000001", "refund", "死亡")
    pay(later, "0002", trace=2)
    reverse(later, "2019-000003", "void")
    [found] = gather_progress(later, PERIOD.following()).corrections
    assert (found.receipt, found.corrects, found.corrected_on) == (
        "2019-000002", "2019-000001", BUSINESS_DATE
    )  # fmt: skip
    assert (found.kind, found.people, found.amount_fen, found.reason) == (
        "refund", -1, -250_00, "死亡"
    )  # fmt: skip
    assert gather_progress(later, PERIOD).corrections == ()


@given(
    day=st.dates(dt.date(2019, 9, 1), dt.date(2020, 2, 1)),
    people=st.integers(0, 60_000),
    target=st.one_of(st.none(), st.integers(0, 50_000)),
)
def test_the_pace_reaches_the_goal_on_the_last_day(
    day: dt.date, people: int, target: int | None
) -> None:
    """2019-10-01 to 2019-12-31: the days after this one, at the pace, are enough and needed."""
    pace = pace_of(NOTICE, "medical", day, people, target)
    left = max(0, min(92, (dt.date(2019, 12, 31) - day).days))
    assert pace.days_left == left and 0 <= pace.time_rate <= 1
    assert pace.time_rate == pytest.approx(1 - left / 92)
    if target is None:
        assert pace.missing is None and pace.per_day is None
        return
    assert pace.missing == max(0, target - people)
    if pace.missing and not left:
        assert pace.per_day is None
    else:
        assert pace.per_day is not None
        assert pace.per_day * left >= pace.missing
        assert pace.missing == 0 or (pace.per_day - 1) * left < pace.missing


def test_the_goal_is_the_notices() -> None:
    assert goal_of(load_notice("songyang-2020"), "medical") == Fraction(99, 100)
    assert goal_of(load_notice("xiaoxue-2019"), "medical") in (Fraction(1), Fraction(99, 100))
    yiwu = load_notice("yiwu-2020")
    window = yiwu.insurances["medical"].window
    pace = pace_of(yiwu, "medical", window.opens, 0, 10_000)
    assert pace.missing == ceil(Fraction(9991, 10_000) * 10_000) == 9991


def test_the_phase_is_the_one_the_day_lies_in() -> None:
    assert phases_on(NOTICE.phases, dt.date(2019, 11, 15)) == ("保费收缴（四(三)）",)
    assert len(phases_on(NOTICE.phases, dt.date(2019, 9, 10))) == 3
    assert phases_on(NOTICE.phases, dt.date(2021, 1, 1)) == ()
    ends = [
        Phase("扫尾", "四", ends=dt.date(2020, 12, 15)),
        Phase("征缴", "四", ends=dt.date(2020, 11, 30)),
    ]
    assert phases_on(ends, dt.date(2020, 11, 20)) == ("征缴（四）",)
    assert phases_on(ends, dt.date(2020, 12, 1)) == ("扫尾（四）",)


def test_overdue_cash_is_among_the_notes(desk: Desk) -> None:

    import msgspec

    from models.ledger.cash_papers import CashPaper
    from models.levy.round import Duties

    duties = Duties(deposit_days=1, deposit_clause="四(二)")
    notice = msgspec.structs.replace(desk.notice, duties=duties)
    desk = under(desk, notice)
    register_people(desk, person("张三"))
    pay(desk.on(dt.date(2019, 11, 5)), "0001", trace=None, cash=CashPaper("L", "1"))
    notes = gather_progress(desk, PERIOD).notes
    assert any("应在 2019-11-06 前缴存，已逾期 9 天" in note for note in notes)


def test_equal_rates_share_a_rank() -> None:
    from tests.reports.making import row

    rows = (row("甲", 100, 10), row("乙", 200, 20), row("丙", 100, 5), row("丁", None, 9))
    ranks = InsuranceProgress("medical", 2020, None, rows, rows[0]).ranks
    assert ranks == {"甲": 1, "乙": 1, "丙": 3}
