"""Lists of earlier years: recorded once, the later counts, the ledger knows better."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.terms import Insurance
from models.levy.family import EnrolledBefore, KnownFrom, Member
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.enrolment_list.record import record_enrolment
from models.people.enrolment_list.values import ListedYear, YearOf
from models.people.households.families import load_household
from models.people.households.register import registered_households
from models.station.desk import Desk
from models.store.tables.people import EnrolledYear, EnrolmentList
from models.villages.division import division_on
from tests.making import household_id, made_up_number, pay, person, register_people
from tests.villages.plans import carry_out, move_out, neighbour

_DAY = dt.date(2018, 11, 20)


def _said(
    number: str,
    year: int = 2018,
    is_enrolled: bool = True,
    paid_on: dt.date | None = None,
    insurance: Insurance = "medical",
    name: str = "",
) -> ListedYear:
    return ListedYear(number, name, insurance, year, is_enrolled, paid_on)


@pytest.fixture
def number(desk: Desk) -> str:
    return register_people(desk, person("张三"))[0].id_number


def _member(desk: Desk, number: str = "0001") -> Member:
    return load_household(desk, household_id(desk, number)).members[0]


def _history(desk: Desk) -> dict[tuple[str, int], bool]:
    return {(each.insurance, each.levy_year): each.is_enrolled for each in _member(desk).history}


def test_a_list_is_recorded_once_with_an_audit_line_that_names_nobody(
    desk: Desk, number: str
) -> None:
    said = [_said(number), _said(number, 2017, False), _said(number, 2018, insurance="pension")]
    first = record_enrolment(desk, said, "往年.xlsx", "3号")
    assert (first.new, first.changed, first.unchanged, first.refused) == (3, 0, 0, {})
    again = record_enrolment(desk, said, "往年.xlsx", "3号")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    (listed,) = desk.store.find(EnrolmentList)
    assert (listed.file, listed.document, listed.rows) == ("往年.xlsx", "3号", 3)
    told = desk.store.rows("SELECT subject, detail FROM audit WHERE action = 'import_enrolment'")
    assert told == [("往年.xlsx", "new 3 changed 0 refused 0")]


def test_members_know_their_years_and_from_when_they_are_known(desk: Desk, number: str) -> None:
    assert _member(desk).known_from == (
        KnownFrom(insurance="pension", levy_year=2019),
        KnownFrom(insurance="medical", levy_year=2020),
    )
    record_enrolment(desk, [_said(number, 2016), _said(number, 2017, False), _said(number)], "x")
    register_people(desk, person("李四", household="0002"))
    pay(desk)
    asked = _member(desk).applicant("medical")
    assert (asked.insured_years, asked.history_from) == ((2016, 2018, 2020), 2016)
    assert asked.enrolled_years == (2020,)
    pension = _member(desk).applicant("pension")
    assert (pension.insured_years, pension.history_from) == ((), 2019)
    # Of whom no list speaks, the station still knows that the lists of 2016 do not name him.
    other = _member(desk, "0002").applicant("medical")
    assert (other.insured_years, other.history_from) == ((), 2016)


def test_the_register_knows_what_the_counter_knows(desk: Desk, number: str) -> None:
    record_enrolment(desk, [_said(number, 2016), _said(number, 2017, False)], "x")
    division = division_on(desk, desk.business_date)
    (household,) = registered_households(desk, division, division.villages)
    assert household == load_household(desk, household_id(desk))


def test_a_later_list_that_says_otherwise_counts_from_then_on(desk: Desk, number: str) -> None:
    record_enrolment(desk, [_said(number, 2017, False), _said(number, 2018)], "one")
    later = record_enrolment(desk, [_said(number, 2017, True), _said(number, 2018)], "two")
    assert (later.new, later.changed, later.unchanged) == (0, 1, 1)
    assert _history(desk) == {("medical", 2017): True, ("medical", 2018): True}
    assert [each.rows for each in desk.store.find(EnrolmentList)] == [2, 1]


def test_a_day_of_payment_is_kept_where_a_later_list_gives_none(desk: Desk, number: str) -> None:
    record_enrolment(desk, [_said(number)], "one")
    assert record_enrolment(desk, [_said(number, paid_on=_DAY)], "two").changed == 1
    assert record_enrolment(desk, [_said(number)], "three").unchanged == 1
    assert desk.store.find(EnrolledYear)[-1].paid_on == _DAY


def test_statements_that_cannot_be_right_are_refused_and_listed(desk: Desk, number: str) -> None:
    told = record_enrolment(
        desk,
        [
            _said(made_up_number()),
            _said(number, name="李四"),
            _said(number, 1979),
            _said(number, 2016, True),
            _said(number, 2016, False),
            _said(number, 2017, name="张三"),
            _said(number, 1978, False),
        ],
        "x",
    )
    assert told.new == 1 and _history(desk) == {("medical", 2017): True}
    assert [told.refused[at].reason[:7] for at in range(5)] == [
        "本站没有这个证", "这个证件号码在", "1979 年度", "同一人同一险种", "同一人同一险种",
    ]  # fmt: skip


def test_of_a_year_of_the_ledger_nothing_is_taken(desk: Desk, number: str) -> None:
    (other,) = register_people(desk, person("李四", household="0002"))
    pay(desk)
    told = record_enrolment(
        desk, [_said(number, 2020), _said(other.id_number, 2020), _said(number, 2019)], "x"
    )
    year = YearOf("medical", 2020)
    assert (told.new, told.of_ledger, told.unlike_ledger) == (1, {year: 2}, {year: 1})
    assert _history(desk) == {("medical", 2019): True}


def test_a_former_numbers_history_follows_the_person(desk: Desk, number: str) -> None:
    record_enrolment(desk, [_said(number, 2017)], "before")
    correct_number(desk, _member(desk).person_id, made_up_number(), Occasion(reason="登记有误"))
    record_enrolment(desk, [_said(number, 2018)], "after, by the number of then")
    assert _history(desk) == {("medical", 2017): True, ("medical", 2018): True}


def test_who_is_handed_to_another_station_keeps_it(desk: Desk, number: str) -> None:
    record_enrolment(desk, [_said(number, 2017), _said(number, 2018, False)], "here")
    other = neighbour(desk)
    (own,) = register_people(other, person("王五", household="0009", village="别的村"))
    record_enrolment(other, [_said(own.id_number, 2015)], "there")
    carry_out(desk, move_out("青山村", other.township))
    there = other.on(dt.date(2020, 1, 2)).refreshed()
    asked = _member(there).applicant("medical")
    # The other station's lists of 2015 could not name him.
    assert (asked.insured_years, asked.history_from) == ((2017,), 2017)
    correct_number(there, _member(there).person_id, made_up_number(), Occasion(reason="登记有误"))
    assert EnrolledBefore(insurance="medical", levy_year=2018, is_enrolled=False) in (
        _member(there).history
    )
    record_enrolment(there, [_said(number, 2018, True)], "the new station knows better")
    assert _member(there).applicant("medical").insured_years == (2017, 2018)


_PEOPLE = 4
_FACTS = st.dictionaries(
    st.tuples(
        st.integers(0, _PEOPLE - 1),
        st.sampled_from(["medical", "pension"]),
        st.integers(2013, 2018),
    ),
    st.sampled_from([(False, None), (True, None), (True, _DAY)]),
    min_size=1,
    max_size=20,
)


@settings(max_examples=25, deadline=None)
@given(facts=_FACTS, data=st.data())
def test_split_and_shuffled_lists_give_the_same_history(
    built_desk: Desk, facts: dict[tuple[int, Insurance, int], tuple[bool, dt.date | None]],
    data: st.DataObject,
) -> None:  # fmt: skip
    """Any order, any parts, days of payment left out in some, everything said several times."""
    desk = built_desk
    numbers = [number for (number,) in desk.store.rows("SELECT id_number FROM person ORDER BY id")]
    said = [
        _said(numbers[who], year, is_enrolled, paid_on, insurance)
        for (who, insurance, year), (is_enrolled, paid_on) in facts.items()
    ]
    without_days = [each._replace(paid_on=None) for each in said]
    shuffled = data.draw(st.permutations(said + without_days))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))
    parts = zip([0, *cuts], [*cuts, len(shuffled)], strict=True)
    at_once = _told(desk, [said])
    assert at_once == {
        (numbers[who], insurance, year): state for (who, insurance, year), state in facts.items()
    }
    assert _told(desk, [shuffled[start:end] for start, end in parts]) == at_once


class _TakenBack(Exception):
    """Ends a transaction of which nothing is to stay."""


@pytest.fixture
def built_desk(sqlite_desk: Desk) -> Desk:
    register_people(sqlite_desk, *(person(f"张{each}") for each in "一二三四"))
    return sqlite_desk


def _told(
    desk: Desk, parts: Sequence[Sequence[ListedYear]]
) -> dict[tuple[str, str, int], tuple[bool, dt.date | None]]:
    """Return the history that lists make, one after the other, and forget it again."""
    told: dict[tuple[str, str, int], tuple[bool, dt.date | None]] = {}
    with suppress(_TakenBack), desk.writing("pay"):
        for part in parts:
            record_enrolment(desk, part, "part")
        numbers = dict(desk.store.rows("SELECT id, id_number FROM person"))
        for each in desk.store.find(EnrolledYear):
            year = (numbers[each.person_id], each.insurance, each.levy_year)
            told[year] = (each.is_enrolled, each.paid_on)
        raise _TakenBack
    return told
