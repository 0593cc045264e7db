"""Cases as they are looked at: a list of them, and one with both sides in full."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.base.errors import BadInput
from models.people.duplicates.alike import what_differs
from models.people.duplicates.sides import Side, listed_side, load_people
from models.people.duplicates.terms import Decision, Keep, Kind
from models.station.desk import Desk

_OPEN = "d.station_id = ? AND x.id IS NULL AND p.left_on IS NULL AND o.left_on IS NULL"
_JOINS = (
    "FROM duplicate d JOIN person p ON p.id = d.person_id "
    "LEFT JOIN person o ON o.id = d.other_person_id "
    "LEFT JOIN duplicate_decision x ON x.duplicate_id = d.id "
)


@dataclass(frozen=True)
class CaseLine:
    """One case in a list, with the households it concerns; ``decision`` is None while open."""

    case_id: int
    kind: Kind
    name: str
    place: str
    other_name: str
    other_place: str
    status: str
    found_on: dt.date
    decision: Decision | None
    households: tuple[int, ...]


@dataclass(frozen=True)
class Decided:
    """What a person decided about a case, when and why; ``kept`` is the side that stays."""

    decision: Decision
    kept: Keep | None
    decided_on: dt.date
    reason: str
    proof: str


@dataclass(frozen=True)
class Case:
    """One case: our person (``one``), the other side, and what tells them apart."""

    case_id: int
    kind: Kind
    one: Side
    other: Side
    differs: str
    status: str
    source: str
    found_on: dt.date
    decided: Decided | None


def list_cases(desk: Desk, *, only_open: bool = True) -> tuple[CaseLine, ...]:
    """Return the station's cases in the order they were found, in one query.

    Open is a case that nobody decided and whose people are all still on the roster.
    """
    rows = desk.store.rows(
        "SELECT d.id, d.kind, p.name, v.name, h.number, coalesce(o.name, d.other_name), "
        "ot.name, ov.name, oh.number, d.other_place, d.status, d.found_on, x.decision, "
        f"o.station_id, p.household_id, o.household_id {_JOINS}"
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        "LEFT JOIN household oh ON oh.id = o.household_id "
        "LEFT JOIN village ov ON ov.id = oh.village_id "
        "LEFT JOIN station os ON os.id = o.station_id "
        "LEFT JOIN township ot ON ot.id = os.township_id "
        f"WHERE {_OPEN if only_open else 'd.station_id = ?'} ORDER BY d.id",
        (desk.station_id,),
    )
    return tuple(_case_line(desk, row) for row in rows)


def _case_line(desk: Desk, row: tuple[Any, ...]) -> CaseLine:
    (case_id, kind, name, village, household, other_name, other_township, other_village,
     other_household, other_place, status, found_on, decision, other_station, household_id,
     other_household_id) = row  # fmt: skip
    if other_station is not None:
        away = f"{other_township} " if other_station != desk.station_id else ""
        other_place = f"{away}{other_village} {other_household} 户"
    return CaseLine(
        case_id=case_id,
        kind=kind,
        name=name,
        place=f"{village} {household} 户",
        other_name=other_name,
        other_place=other_place,
        status=status,
        found_on=dt.date.fromisoformat(found_on),
        decision=decision,
        households=tuple(each for each in (household_id, other_household_id) if each),
    )


def find_case(desk: Desk, case_id: int) -> Case:
    """Return a case with both sides as they are today; raises BadInput if there is none."""
    rows = desk.store.rows(
        "SELECT d.kind, d.person_id, d.other_person_id, d.other_name, d.other_number, "
        "d.other_place, d.status, d.source, d.found_on, x.decision, x.kept, x.decided_on, "
        "x.reason, x.proof FROM duplicate d "
        "LEFT JOIN duplicate_decision x ON x.duplicate_id = d.id "
        "WHERE d.id = ? AND d.station_id = ?",
        (case_id, desk.station_id),
    )
    if not rows:
        raise BadInput(f"没有第 {case_id} 号核查，请用 laobao duplicates list 查看编号")
    (kind, person_id, other_id, name, number, place, status, source, found_on, *decided) = rows[0]
    people = load_people(desk, [each for each in (person_id, other_id) if each is not None])
    one = people[person_id]
    other = (
        people[other_id]
        if other_id is not None
        else listed_side(name, number, place, status, source)
    )
    return Case(
        case_id=case_id,
        kind=kind,
        one=one,
        other=other,
        differs=what_differs(one.id_number, other.id_number),
        status=status,
        source=source,
        found_on=dt.date.fromisoformat(found_on),
        decided=_decided(*decided) if decided[0] is not None else None,
    )


def _decided(
    decision: Decision, kept: Keep | None, decided_on: str, reason: str, proof: str
) -> Decided:
    return Decided(decision, kept, dt.date.fromisoformat(decided_on), reason, proof)


def open_cases_of(desk: Desk, people: Sequence[int]) -> int:
    """Return how many open cases concern any of these people, in one query."""
    if not people:
        return 0
    marks = ", ".join("?" * len(people))
    rows = desk.store.rows(
        f"SELECT count(*) {_JOINS} WHERE {_OPEN} AND d.id IN "
        f"(SELECT id FROM duplicate WHERE person_id IN ({marks}) "
        f"UNION SELECT id FROM duplicate WHERE other_person_id IN ({marks}))",
        (desk.station_id, *people, *people),
    )
    return int(rows[0][0])
