"""Every report can be asked for any past day as it was known then."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import PeeweeException

from models.base import clock
from models.base.dates import HalfMonth
from models.base.errors import LaobaoError, StoreFailure
from models.ledger.cash_papers import CashPaper
from models.people.categories.certify import certify
from models.people.categories.change import (
    Grounds,
    correct_certification,
    end_certification,
    renew_certification,
)
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.enrolment_list.record import record_enrolment
from models.people.enrolment_list.values import ListedYear
from models.station.desk import Desk, open_desk
from models.store.connect import open_store
from models.store.past import see_as_known
from reports.people_lists.not_renewed import gather_not_renewed
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from reports.receipt_register.gather import gather_register
from reports.receipt_register.listing import register_document
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay, person, register_people, reverse
from tests.soak import campaign, times

PERIOD = HalfMonth.containing(BUSINESS_DATE)


def stated(desk: Desk) -> tuple[object, ...]:
    """Return what the reports of the period say."""
    register = gather_register(desk, PERIOD.first_day, PERIOD.last_day)
    return progress_document(gather_progress(desk, PERIOD)), register_document(register)


def as_known(desk: Desk, day: dt.date) -> Desk:
    """Return another connection to the same store, seen as known at the end of a day."""
    store = open_store(desk.store.location, desk.store.key_file)
    see_as_known(store, desk.station_id, day)
    return open_desk(store, load_notice, desk.business_date, "other")


def later(days: int) -> dt.date:
    return dt.date(2019, 11, 14) + dt.timedelta(days=days)


def at(monkeypatch: pytest.MonkeyPatch, day: dt.date, hour: int = 2) -> None:
    """Let the clock stand at an hour of a day, in UTC."""
    monkeypatch.setattr(clock, "timestamp", lambda: f"{day}T{hour:02d}:00:00Z")
    monkeypatch.setattr(clock, "today", lambda: day)


@pytest.fixture
def families(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return add_families(sqlite_desk, monkeypatch)


def add_families(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Put six families into a station, a month before."""
    at(monkeypatch, later(-30))
    people = [person(f"张{n}", household=f"{n:04d}", village=f"第{n % 3}村") for n in range(1, 7)]
    register_people(desk, *people)
    return desk


def test_a_refund_and_a_late_entry_are_not_yet_known(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In either database."""
    families = add_families(desk, monkeypatch)
    at(monkeypatch, later(0))
    pay(families, "0001", trace=1)
    first = stated(families)
    at(monkeypatch, later(1))
    reverse(families, "2019-000001", "refund")
    pay(families, "0002", trace=2)
    second = stated(families)
    assert first != second
    for day, words in ((0, first), (1, second), (2, second)):
        past = as_known(families, later(day))
        assert stated(past) == words
        past.store.close()
    past = as_known(families, later(-1))
    assert stated(past) != first
    past.store.close()


def test_a_day_ends_at_midnight_in_china(families: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, later(0), 15)
    pay(families, "0001", trace=1)
    known = stated(families)
    at(monkeypatch, later(0), 16)
    pay(families, "0002", trace=2)
    assert stated(as_known(families, later(0))) == known
    assert stated(as_known(families, later(1))) == stated(families)


def test_a_category_applied_since_is_not_yet_known(
    families: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, later(0))
    pay(families, "0001", trace=1)
    before = stated(families)
    at(monkeypatch, later(1))
    person_id = families.store.rows("SELECT min(id) FROM person")[0][0]
    certify(families, person_id, "低保", certified_by="民政局", paper="1号")
    assert stated(families) != before and stated(as_known(families, later(0))) == before


def test_who_was_told_only_since_to_have_left_is_still_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However early the day of leaving; in either database."""
    families = add_families(desk, monkeypatch)
    first, second = (row[0] for row in families.store.rows("SELECT id FROM person LIMIT 2"))
    at(monkeypatch, later(0))
    death(families, first, Occasion(on=later(0)))
    at(monkeypatch, later(2))
    death(families.on(later(2)), second, Occasion(on=later(0)))
    for day, gone in ((-1, set()), (0, {first}), (1, {first}), (2, {first, second})):
        past = as_known(families, later(day))
        left = past.store.rows("SELECT id FROM person WHERE left_on IS NOT NULL")
        assert {row[0] for row in left} == gone
        past.store.close()


def test_a_list_of_earlier_years_imported_since_is_not_yet_known(
    families: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [row[0] for row in families.store.rows("SELECT id_number FROM person ORDER BY id")]
    at(monkeypatch, later(0))
    record_enrolment(families, [ListedYear(numbers[0], "", "medical", 2019, True)], "one")
    at(monkeypatch, later(1))
    record_enrolment(families, [ListedYear(numbers[1], "", "medical", 2019, True)], "two")
    past = as_known(families, later(0))
    assert [each.name for each in gather_not_renewed(past).people] == ["张1"]
    assert [each.name for each in gather_not_renewed(families).people] == ["张1", "张2"]
    past.store.close()


def test_a_category_changed_since_has_the_days_it_had(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended, renewed and corrected one after the other; in either database."""
    families = add_families(desk, monkeypatch)
    person_id = families.store.rows("SELECT min(id) FROM person")[0][0]
    whose, grounds = (families, person_id, "低保"), Grounds("民政函 1")
    at(monkeypatch, later(0))
    certify(*whose, dt.date(2019, 1, 1), dt.date(2019, 12, 31), "民政局")
    known = {0: _spans(families)}
    for day, change in enumerate(
        (
            lambda: end_certification(*whose, dt.date(2019, 6, 30), grounds),
            lambda: renew_certification(*whose, None, grounds),
            lambda: correct_certification(*whose, dt.date(2018, 1, 1), None, grounds),
        ),
        1,
    ):
        at(monkeypatch, later(day))
        change()
        known[day] = _spans(families)
    assert len(set(map(str, known.values()))) == 4
    for day, spans in known.items():
        past = as_known(families, later(day))
        assert _spans(past) == spans
        past.store.close()


def _spans(desk: Desk) -> list[tuple[str | None, str | None]]:
    return desk.store.rows("SELECT certified_from, until FROM certification ORDER BY id")


def test_what_a_day_knew_stays_when_the_clock_goes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the order of the chain: what came after an entry of the 15th was not known on the 14th."""
    families = add_families(desk, monkeypatch)
    at(monkeypatch, later(0))
    pay(families, "0001", trace=1)
    at(monkeypatch, later(1))
    pay(families, "0002", trace=2)
    before = _known_payments(families, later(0)), _known_payments(families, later(1))
    assert before == (1, 2)
    at(monkeypatch, later(0), hour=3)
    pay(families, "0003", trace=3)
    at(monkeypatch, later(2))
    pay(families, "0004", trace=4)
    assert _known_payments(families, later(0)) == 1
    assert _known_payments(families, later(1)) == 3
    assert _known_payments(families, later(2)) == 4


def test_a_clock_that_once_ran_ahead_hides_nothing_afterwards(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    families = add_families(desk, monkeypatch)
    at(monkeypatch, later(4000))
    pay(families, "0001", trace=1)
    at(monkeypatch, later(0))
    pay(families, "0002", trace=2)
    at(monkeypatch, later(1))
    assert _known_payments(families, later(0)) == 2


def _known_payments(desk: Desk, day: dt.date) -> int:
    past = as_known(desk, day)
    try:
        return past.store.number("SELECT count(*) FROM payment")
    finally:
        past.store.close()


def test_nothing_can_be_written_into_the_past(
    families: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, later(0))
    past = as_known(families, later(0))
    with pytest.raises(PeeweeException, match="view"):
        past.store.run("DELETE FROM payment")
    with pytest.raises(StoreFailure, match="没有保存"):
        pay(past, "0001", trace=9)
    assert families.store.rows("SELECT count(*) FROM payment") == [(0,)]


@campaign
@settings(
    max_examples=times(8, 250),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(
    acts=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["pay", "cash", "void"]), st.integers(1, 6)),
        min_size=3,
        max_size=12,
    )
)
def test_any_past_day_says_what_it_said_then(
    acts: list[tuple[int, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    from models.station.founding import found_station
    from models.store.connect import create_store
    from models.store.key import create_key_file

    folder = tmp_path_factory.mktemp("past")
    create_key_file(folder / "key")
    store = create_store(str(folder / "s.db"), folder / "key")
    with pytest.MonkeyPatch.context() as patch:
        at(patch, later(-30))
        desk = found_station(
            store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "clerk"
        )
        register_people(desk, *(person(f"张{n}", household=f"{n:04d}") for n in range(1, 7)))
        said = {}
        for turn, (day, act, number) in enumerate(sorted(acts, key=lambda each: each[0]), 1):
            at(patch, later(day))
            # What is denied stands in the trail, and is known from then on too.
            with suppress(LaobaoError):
                if act == "void":
                    reverse(desk, f"2019-{number:06d}", "void")
                elif act == "cash":
                    pay(desk, f"{number:04d}", trace=None, cash=CashPaper("L", f"{turn}"))
                else:
                    pay(desk, f"{number:04d}", trace=turn)
            said[day] = stated(desk)
        for day, words in said.items():
            past = as_known(desk, later(day))
            assert stated(past) == words
            past.store.close()
    store.close()
