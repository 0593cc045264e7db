"""People in a hardship category (困难群体) on a day: who is enrolled, who is to be, who need not.

The half-monthly report counts them, the list of those still missing names them: one query
and one rule for both, so that they cannot disagree.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
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
 AND (c.certified_from IS NULL OR c.certified_from <= ?) AND (c.until IS NULL OR c.until >= ?)
 AND (? = 0 OR c.certified_by <> '' OR c.confirmed_by <> '')
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
    """Yield everybody who holds a hardship category that counts on a day. One query.

    Left out is who was another station's on that day.
    """
    held, given = _held(desk, insurance, day)
    if not held:
        return
    sql = _PEOPLE.format(where=_WHO.format(held=held))
    entered = (insurance, rules.levy_year, day.isoformat())
    for each in desk.store.query(_Person, sql, (desk.station_id, *given, *entered)):
        village_id = division.home_of(each.household_id, each.village_id)
        if village_id is None:
            continue
        refusal, state = None, _state(each, day)
        if state == "missing":
            refusal = _refusal(desk, insurance, rules, each.born, each.enrolment, day)
        yield HardshipPerson(
            person_id=each.person_id,
            household_id=each.household_id,
            village_id=village_id,
            state="excused" if refusal is not None else state,
            refusal=refusal,
        )


def hardship_categories(
    desk: Desk, insurance: Insurance, day: dt.date
) -> dict[int, tuple[str, ...]]:
    """Return the insurance's hardship categories that everybody holds on a day. One query."""
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
    end = day.isoformat()
    held = _HELD.format(marks=", ".join("?" * len(categories)))
    needs_confirmation = int(desk.notice.confirmation is not None)
    return held, (desk.station_id, *categories, end, end, needs_confirmation)


def _state(person: _Person, day: dt.date) -> State:
    if person.is_enrolled:
        return "covered"
    has_left = person.left_on is not None and person.left_on <= day
    return "gone" if has_left or person.born > day else "missing"


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
