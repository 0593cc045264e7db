"""Slips that wait: for the file of their day, for the next file, and too long."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base import clock
from models.bureau.reconciliation.arrive import Statement, receive_statement
from models.bureau.reconciliation.coverage import Extent, coverage_of, gaps, standing
from models.bureau.reconciliation.decide import decide_exception
from models.bureau.reconciliation.overdue import overdue_slips
from models.bureau.reconciliation.rules import read_rules, set_rules
from models.bureau.reconciliation.run import Reconciliation, read_reconciliation, reconcile
from models.bureau.reconciliation.values import Days, StatementLine
from models.counter.void import void_payment
from models.station.desk import Desk
from tests.bureau.reconciliation.making import kinds, line, post_slips
from tests.making import BUSINESS_DATE, slip, under
from tests.store.walking import listening, walks
from tui.screens.counter_lines import station_words

_DAY = dt.timedelta(days=1)
_BEFORE = BUSINESS_DATE - _DAY


def _come(desk: Desk, name: str, period: Days | None, *lines: StatementLine) -> Reconciliation:
    return receive_statement(desk, Statement(name, name, lines, period)).reconciliation


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """Payments of 250 by POS: 1 and 2 of the day before, 3 of today, 4 at another terminal."""
    slips = [slip(1), slip(2), slip(3), slip(4)]
    slips[0], slips[1] = (replace(each, date=_BEFORE) for each in slips[:2])
    slips[3] = replace(slips[3], terminal="87654321", date=_BEFORE)
    post_slips(desk, [(each, 250_00) for each in slips])
    return desk


def _waiting(found: Reconciliation) -> list[str]:
    return [each.trace for each in found.matching.waiting]


def test_what_a_file_covers_is_its_period_for_each_terminal_in_use(paid: Desk) -> None:
    """Its lines are of one terminal and two days: of the other one nothing came."""
    found = _come(paid, "a", None, line(1, day=_BEFORE), line(3))
    assert [(each.finding.kind, each.finding.entry.trace) for each in found.open_cases] == [
        ("only_in_books", "000002"), ("only_in_books", "000004"),
    ]  # fmt: skip


def test_a_file_may_say_that_it_is_of_more_days_than_it_has_lines_of(paid: Desk) -> None:
    week = (BUSINESS_DATE - 6 * _DAY, BUSINESS_DATE)
    assert kinds(_come(paid, "a", week, line(1, day=_BEFORE))) == ["only_in_books"] * 2


def test_a_file_without_a_line_covers_the_days_it_states(paid: Desk) -> None:
    assert kinds(_come(paid, "a", (_BEFORE, BUSINESS_DATE))) == ["only_in_books"] * 3


def test_a_period_that_is_not_over_is_covered_to_its_last_line(
    paid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file exported on the 14th for all of November says nothing of the 15th."""
    monkeypatch.setattr(clock, "today", lambda: BUSINESS_DATE)
    month = (BUSINESS_DATE.replace(day=1), BUSINESS_DATE.replace(day=30))
    found = _come(paid, "a", month, line(1, day=_BEFORE), line(3))
    assert {each.day for each in found.matching.waiting} == set()
    assert kinds(found) == ["only_in_books"] * 2
    assert {days for ranges in found.coverage.values() for days in ranges} == {
        (month[0], BUSINESS_DATE)
    }
    monkeypatch.setattr(clock, "today", lambda: month[1])
    again = _come(paid, "a", month, line(1, day=_BEFORE), line(3))
    assert again.coverage == found.coverage


def test_of_the_last_day_a_slip_may_be_in_the_next_file(paid: Desk) -> None:
    first = _come(paid, "a", None, line(1, day=_BEFORE), line(2, day=_BEFORE))
    assert kinds(first) == [] and _waiting(first) == ["000003", "000004"]
    assert [each.trace for each in first.on_last_day] == ["000004"]
    second = _come(paid, "b", None, line(9, day=BUSINESS_DATE))
    assert kinds(second) == ["only_in_books", "only_in_statement"]
    assert _waiting(second) == ["000003"]


def test_another_acquirers_file_says_nothing_of_a_terminal(paid: Desk) -> None:
    other = line(4, day=_BEFORE, terminal="87654321", merchant="111")
    _come(paid, "a", None, other)
    found = _come(paid, "b", (_BEFORE, BUSINESS_DATE + _DAY), line(1, day=_BEFORE, merchant="222"))
    assert {each.finding.terminal for each in found.open_cases} == {"12345678"}
    assert kinds(found) == ["only_in_books", "only_in_books"]


def test_a_slip_that_waits_too_long_is_an_exception_until_its_file_comes(paid: Desk) -> None:
    soon, later = paid.on(_BEFORE + 7 * _DAY), paid.on(_BEFORE + 8 * _DAY)
    assert reconcile(soon).open_cases == ()
    found = reconcile(later)
    assert kinds(found) == ["only_in_books"] * 3
    assert "超过 7 天还没有包含这一天的对账单" in found.open_cases[0].suggestion.why
    come = _come(
        later, "a", None, line(1, day=_BEFORE), line(2, day=_BEFORE),
        line(4, day=_BEFORE, terminal="87654321"), line(3),
    )  # fmt: skip
    assert kinds(come) == [] and {each.state for each in come.cases} == {"vanished"}


def test_a_payment_voided_meanwhile_waits_for_nothing(paid: Desk) -> None:
    void_payment(paid, "2019-000003", "刷错")
    late = reconcile(paid.on(BUSINESS_DATE + 30 * _DAY))
    assert len(late.matching.cancelled_entries) == 1 and kinds(late) == ["only_in_books"] * 3


def test_how_long_is_the_stations_to_set_and_else_the_notices(paid: Desk) -> None:
    later = paid.on(_BEFORE + 8 * _DAY)
    assert (read_rules(later).days, read_rules(later).days_by) == (7, "通知没有规定，按常用的")
    duties = _waiting_at_most(later, 20)
    assert (read_rules(duties).days, read_rules(duties).days_by) == (20, "通知 五(三)")
    assert reconcile(duties).open_cases == ()
    set_rules(later, days=3)
    assert read_rules(duties).days == 3 and len(reconcile(later).open_cases) == 4
    set_rules(later, days=0)
    assert reconcile(later).open_cases == () and overdue_slips(later).words == ""


def _waiting_at_most(desk: Desk, days: int) -> Desk:
    """Return the desk of a station whose notice says how long a slip may wait."""
    from msgspec.structs import replace as changed

    duties = changed(desk.notice.duties, statement_days=days, statement_clause="五(三)")
    return under(desk, changed(desk.notice, duties=duties))


def test_the_counter_says_what_waits_too_long(paid: Desk) -> None:
    later = paid.on(_BEFORE + 8 * _DAY)
    assert "！POS 3 笔 750.00 元超过 7 天没有对账单" in station_words(later, 200)
    assert "没有对账单" not in station_words(paid, 200)
    _come(later, "a", None, line(1, day=_BEFORE), line(3))
    found = read_reconciliation(later)
    assert kinds(found) == ["only_in_books"] * 2 and found.overdue == ()
    assert overdue_slips(later).count == 0


def test_of_the_last_day_of_a_file_the_counter_says_it_too(paid: Desk) -> None:
    later = paid.on(_BEFORE + 8 * _DAY)
    _come(later, "a", None, line(1, day=_BEFORE))
    assert {each.trace for each in read_reconciliation(later).overdue} == {"000002", "000004"}
    assert overdue_slips(later).count == 2


def test_what_was_decided_is_not_said_any_more(paid: Desk) -> None:
    later = paid.on(_BEFORE + 8 * _DAY)
    (first, *_) = reconcile(later).open_cases
    decide_exception(later, first.number, "挂账", "已问收单机构")
    assert overdue_slips(later).count == 2


def test_the_counters_question_walks_through_no_station(sqlite_desk: Desk) -> None:
    post_slips(sqlite_desk, [(slip(1), 250_00), (slip(2), 250_00)])
    later = sqlite_desk.on(BUSINESS_DATE + 30 * _DAY)
    with listening(later) as asked:
        assert overdue_slips(later).count == 2
    assert walks(later, asked) == []


def _day(number: int) -> dt.date:
    return dt.date(2019, 11, number)


def test_standing_of_a_day() -> None:
    coverage = {"T": ((_day(1), _day(3)), (_day(4), _day(6)), (_day(8), _day(8)))}
    found = [standing(coverage, "T", _day(each)) for each in range(1, 10)]
    assert found == [
        *["covered"] * 5, "last_day", "uncovered", "last_day", "uncovered",
    ]  # fmt: skip
    assert standing(coverage, "U", _day(1)) == "uncovered"


def test_gaps_are_the_days_between() -> None:
    ranges = [(_day(4), _day(6)), (_day(2), _day(4)), (_day(9), _day(9))]
    assert gaps(ranges, _day(1), _day(12)) == [
        (_day(1), _day(1)), (_day(7), _day(8)), (_day(10), _day(12)),
    ]  # fmt: skip
    assert gaps(ranges, _day(3), _day(5)) == [] == gaps([], _day(3), _day(2))


def test_a_file_of_merchants_not_named_covers_every_terminal() -> None:
    one = Extent(_day(1), _day(5), frozenset({"M"}), {"A": (_day(1), _day(2))})
    two = Extent(_day(6), _day(9), frozenset({""}), {"B": (_day(6), _day(9))})
    three = Extent(_day(1), _day(9), frozenset({"N"}), {"C": (_day(1), _day(9))})
    covered = coverage_of([one, two, three], ["A", "B", "C", "D"])
    assert covered == {
        "A": (one.days, two.days),
        "B": (one.days, three.days, two.days),
        "C": (three.days, two.days),
        "D": (one.days, three.days, two.days),
    }
