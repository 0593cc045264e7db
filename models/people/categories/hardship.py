"""People in a hardship category (困难群体) on a day: who is enrolled, who is to be, who need not.

The half-monthly report counts them, the list of those still missing names them: one query
and one rule for both, so that they cannot disagree.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
from models.station.desk import Desk
from models.villages.division import Division

_PEOPLE = """
SELECT p.id, h.id, h.village_id, p.born, p.enrolment, p.left_on,
 (SELECT coalesce(sum(l.people), 0) FROM payment_line l WHERE l.person_id = p.id
  AND l.insurance = ? AND l.levy_year = ? AND l.business_date <= ?)
FROM person p JOIN household h ON h.id = p.household_id
WHERE p.station_id IN ({stations}) AND p.id IN (SELECT c.person_id FROM certification c
 WHERE {held})
"""
_HELD = """
 c.station_id IN ({stations}) AND c.category IN ({marks})
 AND (c.certified_from IS NULL OR c.certified_from <= ?) AND (c.until IS NULL OR c.until >= ?)
 AND (? = 0 OR c.certified_by <> '' OR c.confirmed_by <> '')
"""
_CATEGORIES = "SELECT DISTINCT c.person_id, c.category FROM certification c WHERE {held}"
State = Literal["covered", "missing", "excused", "gone"]
"""Enrolled; still to enrol; not to enrol here (``refusal`` says why); no longer or not yet here."""


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
    """Yield everybody who holds a hardship category that counts on a day. One query."""
    held, given = _held(desk, day, division)
    if not held:
        return
    end, stations = day.isoformat(), division.stations
    sql = _PEOPLE.format(held=held, stations=", ".join("?" * len(stations)))
    rows = desk.store.rows(sql, (insurance, rules.levy_year, end, *stations, *given))
    for person_id, household_id, present, born, enrolment, left_on, entered in rows:
        refusal, state = None, _state(born, left_on, end, is_enrolled=entered > 0)
        if state == "missing":
            refusal = _refusal(desk, insurance, rules, dt.date.fromisoformat(born), enrolment, day)
        yield HardshipPerson(
            person_id=person_id,
            household_id=household_id,
            village_id=division.home_of(household_id, present),
            state="excused" if refusal is not None else state,
            refusal=refusal,
        )


def hardship_categories(desk: Desk, day: dt.date, division: Division) -> dict[int, tuple[str, ...]]:
    """Return the hardship categories that everybody holds on a day, by person. One query."""
    held, given = _held(desk, day, division)
    found: dict[int, tuple[str, ...]] = {}
    if held:
        for person_id, category in desk.store.rows(_CATEGORIES.format(held=held), given):
            found[person_id] = (*found.get(person_id, ()), category)
    return found


def _held(desk: Desk, day: dt.date, division: Division) -> tuple[str, tuple[object, ...]]:
    """Return the condition for a hardship certification that counts, and its parameters."""
    categories = [each.name for each in desk.notice.categories if each.is_hardship]
    if not categories:
        return "", ()
    end, stations = day.isoformat(), division.stations
    held = _HELD.format(
        stations=", ".join("?" * len(stations)), marks=", ".join("?" * len(categories))
    )
    needs_confirmation = int(desk.notice.confirmation is not None)
    return held, (*stations, *categories, end, end, needs_confirmation)


def _state(born: str, left_on: str | None, end: str, *, is_enrolled: bool) -> State:
    if is_enrolled:
        return "covered"
    has_left = left_on is not None and left_on <= end
    return "gone" if has_left or born > end else "missing"


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
    return check_eligibility(rules, applicant, day, switches, Trail(switches))
