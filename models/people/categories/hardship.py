"""People in a hardship category (困难群体) on a day: who is enrolled, who is to be, who need not.

The half-monthly report counts them, the list of those still missing names them: one query
and one rule for both, so that they cannot disagree.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from models.base.terms import Insurance
from models.levy.eligibility import check_eligibility
from models.levy.enrolment import (
    is_imprisoned,
    is_in_school,
    is_in_service,
    is_insured_elsewhere,
)
from models.levy.notice import InsuranceRules
from models.levy.values import Applicant, Refusal, Trail
from models.people.households.selves import SELVES
from models.station.desk import Desk
from models.store.acts import days_of_acts
from models.store.tables.declare import Numbered
from models.store.tables.people import CategoryList, CertificationChange, FamilyEvent
from models.villages.division import Division

_PEOPLE = f"""{SELVES}
SELECT p.id AS person_id, p.household_id, h.village_id, p.born, p.enrolment, p.left_on,
 coalesce(sum(l.people), 0) > 0 AS is_enrolled
FROM self s CROSS JOIN person p CROSS JOIN household h LEFT JOIN payment_line l
 ON l.station_id = s.self_station_id AND l.person_id = s.self_id
 AND l.insurance = ? AND l.levy_year = ? AND l.business_date <= ?
WHERE p.station_id = s.station_id AND p.id = s.person_id
 AND h.station_id = p.station_id AND h.id = p.household_id
GROUP BY p.station_id, p.id, p.household_id, h.village_id, p.born, p.enrolment, p.left_on
"""
_WHO = "p.station_id = ? AND p.id IN (SELECT c.person_id FROM certification c WHERE {held})"
_HELD = """
 c.station_id = ? AND c.category IN ({marks})
 AND (c.recorded_on IS NULL OR c.recorded_on <= ?)
 AND (c.id IN ({held_before}) OR c.id NOT IN ({changed_later})
  AND (c.certified_from IS NULL OR c.certified_from <= ?)
  AND (c.until IS NULL OR c.until >= ? OR c.ended_list_id IN ({ended_later})))
 AND (? = 0 OR c.certified_by <> ''
  OR c.confirmed_by <> '' AND (c.confirmed_on IS NULL OR c.confirmed_on <= ?))
"""
_MOVES = """
SELECT e.id AS event_id, e.person_id, e.household_id, h.village_id, e.happened_on
FROM family_event e JOIN household h ON h.station_id = e.station_id AND h.id = e.household_id
WHERE e.station_id = ? AND e.person_id IS NOT NULL AND e.to_household_id IS NOT NULL
ORDER BY e.id
"""
_CATEGORIES = "SELECT DISTINCT c.person_id, c.category FROM certification c WHERE {held}"
State = Literal["covered", "missing", "excused", "gone"]
"""Enrolled; still to enrol; not to enrol here (``refusal`` says why); no longer or not yet here."""


class _Person(NamedTuple):
    person_id: int
    household_id: int
    village_id: int
    born: dt.date
    enrolment: str
    left_on: dt.date | None
    is_enrolled: bool


class _Home(NamedTuple):
    """The family that a person left for another, in the order of the moves."""

    event_id: int
    person_id: int
    household_id: int
    village_id: int
    happened_on: dt.date


class _Held(NamedTuple):
    person_id: int
    category: str


@dataclass(frozen=True)
class HardshipPerson:
    """Someone who holds a hardship category on a day, in the village of that day."""

    person_id: int
    household_id: int
    village_id: int
    state: State
    refusal: Refusal | None = None


def hardship_people(
    desk: Desk, insurance: Insurance, rules: InsuranceRules, day: dt.date, division: Division
) -> Iterator[HardshipPerson]:
    """Yield everybody who holds a hardship category that counts on a day.

    Left out is who was another station's on that day. What was recorded after the day does not
    count on it: neither a category, nor its end, nor that somebody has left.
    """
    held, given = _held(desk, insurance, day)
    if not held:
        return
    sql = _PEOPLE.format(where=_WHO.format(held=held))
    entered = (insurance, rules.levy_year, day.isoformat())
    left, moved = _Departures(desk, day), _homes_before(desk, day)
    for each in desk.store.query(_Person, sql, (desk.station_id, *given, *entered)):
        home = moved.get(each.person_id, each)
        village_id = division.home_of(home.household_id, home.village_id)
        if village_id is None:
            continue
        refusal, state = None, _state(each, day, left)
        if state == "missing":
            refusal = _refusal(desk, insurance, rules, each.born, each.enrolment, day)
        yield HardshipPerson(
            person_id=each.person_id,
            household_id=home.household_id,
            village_id=village_id,
            state="excused" if refusal is not None and _is_excepted(refusal) else state,
            refusal=refusal,
        )


def hardship_categories(
    desk: Desk, insurance: Insurance, day: dt.date
) -> dict[int, tuple[str, ...]]:
    """Return the insurance's hardship categories that everybody holds on a day."""
    held, given = _held(desk, insurance, day)
    found: dict[int, tuple[str, ...]] = {}
    if held:
        for each in desk.store.query(_Held, _CATEGORIES.format(held=held), given):
            found[each.person_id] = (*found.get(each.person_id, ()), each.category)
    return found


def _held(desk: Desk, insurance: Insurance, day: dt.date) -> tuple[str, tuple[object, ...]]:
    """Return the condition for a hardship certification that counts, and its parameters."""
    categories = [
        each.name for each in desk.notice.categories if each.counts_as_hardship(insurance)
    ]
    if not categories:
        return "", ()
    end, known = day.isoformat(), desk.known_until(day).isoformat()
    ended_later = list(_recorded_later(desk, CategoryList, day))
    before = _spans_before(desk, day)
    held_before = [number for number, (since, until) in before.items() if since <= day <= until]
    held = _HELD.format(
        marks=_marks(categories),
        held_before=_marks(held_before),
        changed_later=_marks(before),
        ended_later=_marks(ended_later),
    )
    spans = (*held_before, *before, end, end, *ended_later)
    needs_confirmation = int(desk.notice.confirmation is not None)
    given = (desk.station_id, *categories, known, *spans, needs_confirmation, known)
    return held, given


def _marks(values: Collection[object]) -> str:
    """Return so many marks; for none a number that no row has."""
    return ", ".join("?" * len(values)) or "0"


def _recorded_later(desk: Desk, row: type[Numbered], day: dt.date) -> Iterator[int]:
    """Yield the rows of a sealed table that were recorded after what a day may know."""
    known = desk.known_until(day)
    days = days_of_acts(desk.store, desk.station_id, row)
    return (number for number, recorded_on in days.items() if recorded_on > known)


def _spans_before(desk: Desk, day: dt.date) -> dict[int, tuple[dt.date, dt.date]]:
    """Return the days that certifications had, of those changed after what a day may know."""
    later = set(_recorded_later(desk, CertificationChange, day))
    found: dict[int, tuple[dt.date, dt.date]] = {}
    if later:
        for each in desk.store.find(CertificationChange, station_id=desk.station_id):
            if each.id in later:
                span = each.from_before or dt.date.min, each.until_before or dt.date.max
                found.setdefault(each.certification_id, span)
    return found


def _homes_before(desk: Desk, day: dt.date) -> dict[int, _Home]:
    """Return where everybody lived on a day who has moved to another family since.

    Since: after the day, or told to the station only after what the day may know.
    """
    homes = desk.store.query(_Home, _MOVES, (desk.station_id,))
    known = desk.known_until(day)
    days = days_of_acts(desk.store, desk.station_id, FamilyEvent) if homes else {}
    found: dict[int, _Home] = {}
    for each in homes:
        if each.happened_on > day or days.get(each.event_id, known) > known:
            found.setdefault(each.person_id, each)
    return found


class _Departures:
    """Who had left by a day, as was known then: asked of those few whose roster says they left."""

    def __init__(self, desk: Desk, day: dt.date) -> None:
        self._desk, self._day, self._known = desk, day, desk.known_until(day)

    def include(self, person: _Person) -> bool:
        if person.left_on is None or person.left_on > self._day:
            return False
        station_id = self._desk.station_id
        events = self._desk.store.find(
            FamilyEvent, station_id=station_id, person_id=person.person_id
        )
        left = [each.id for each in events if each.happened_on == person.left_on]
        return not left or self._days.get(left[-1], self._known) <= self._known

    @cached_property
    def _days(self) -> dict[int, dt.date]:
        return days_of_acts(self._desk.store, self._desk.station_id, FamilyEvent)


def _state(person: _Person, day: dt.date, left: _Departures) -> State:
    if person.is_enrolled:
        return "covered"
    return "gone" if person.born > day or left.include(person) else "missing"


def _is_excepted(refusal: Refusal) -> bool:
    """Whether somebody need not enrol: by a rule, or by age.

    Whose school, service or other insurance no document speaks of is refused for now, not excepted.
    """
    return refusal.override == "none" or refusal.code in ("too_young", "too_old")


def _refusal(
    desk: Desk,
    insurance: Insurance,
    rules: InsuranceRules,
    born: dt.date,
    enrolment: str,
    day: dt.date,
) -> Refusal | None:
    """Return why somebody is not to enrol here, or None."""
    applicant = Applicant(
        born=born,
        is_in_school=is_in_school(enrolment, insurance),
        is_insured_elsewhere=is_insured_elsewhere(enrolment, insurance),
        is_in_service=is_in_service(enrolment, insurance),
        is_imprisoned=is_imprisoned(enrolment, insurance),
    )
    switches = desk.notice.interpretations
    return check_eligibility(insurance, rules, applicant, day, switches, Trail(switches))
