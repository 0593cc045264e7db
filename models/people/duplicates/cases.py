"""Cases as they are looked at: a list of them, and one with both sides in full."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput
from models.people.duplicates.alike import what_differs
from models.people.duplicates.record import PersonKey
from models.people.duplicates.sides import Side, listed_side, load_people
from models.people.duplicates.terms import Decision, Keep, Kind
from models.station.desk import Desk

_OPEN = "d.station_id = ? AND x.id IS NULL AND p.left_on IS NULL AND o.left_on IS NULL"
_JOINS = """
FROM duplicate d JOIN person p ON p.station_id = d.station_id AND p.id = d.person_id
LEFT JOIN person o ON o.station_id = d.other_station_id AND o.id = d.other_person_id
LEFT JOIN duplicate_decision x ON x.station_id = d.station_id AND x.duplicate_id = d.id
"""
_LINES = f"""
SELECT d.id AS case_id, d.kind, p.name, v.name AS village, h.number AS household,
 coalesce(o.name, d.other_name) AS other_name, ot.name AS other_township,
 ov.name AS other_village, oh.number AS other_household, d.other_place, d.status, d.found_on,
 x.decision, d.other_station_id, p.household_id, o.household_id AS other_household_id {_JOINS}
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
LEFT JOIN household oh ON oh.station_id = o.station_id AND oh.id = o.household_id
LEFT JOIN village ov ON ov.station_id = oh.station_id AND ov.id = oh.village_id
LEFT JOIN station os ON os.id = o.station_id
LEFT JOIN township ot ON ot.id = os.township_id
WHERE {{which}} ORDER BY d.id
"""
_CASE = """
SELECT d.kind, d.person_id, d.other_station_id, d.other_person_id, d.other_name, d.other_number,
 d.other_place, d.status, d.source, d.found_on, x.decision, x.kept, x.decided_on, x.reason, x.proof
FROM duplicate d
LEFT JOIN duplicate_decision x ON x.station_id = d.station_id AND x.duplicate_id = d.id
WHERE d.station_id = ? AND d.id = ?
"""


class _Line(NamedTuple):
    case_id: int
    kind: Kind
    name: str
    village: str
    household: str
    other_name: str
    other_township: str | None
    other_village: str | None
    other_household: str | None
    other_place: str
    status: str
    found_on: dt.date
    decision: Decision | None
    other_station_id: int | None
    household_id: int
    other_household_id: int | None


class _Case(NamedTuple):
    kind: Kind
    person_id: int
    other_station_id: int | None
    other_person_id: int | None
    other_name: str
    other_number: str
    other_place: str
    status: str
    source: str
    found_on: dt.date
    decision: Decision | None
    kept: Keep | None
    decided_on: dt.date | None
    reason: str | None
    proof: str | None


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
    sql = _LINES.format(which=_OPEN if only_open else "d.station_id = ?")
    rows = desk.store.query(_Line, sql, (desk.station_id,))
    return tuple(_case_line(desk, row) for row in rows)


def _case_line(desk: Desk, row: _Line) -> CaseLine:
    other_place = row.other_place
    if row.other_station_id is not None:
        away = f"{row.other_township} " if row.other_station_id != desk.station_id else ""
        other_place = f"{away}{row.other_village} {row.other_household} 户"
    return CaseLine(
        case_id=row.case_id,
        kind=row.kind,
        name=row.name,
        place=f"{row.village} {row.household} 户",
        other_name=row.other_name,
        other_place=other_place,
        status=row.status,
        found_on=row.found_on,
        decision=row.decision,
        households=tuple(each for each in (row.household_id, row.other_household_id) if each),
    )


def find_case(desk: Desk, case_id: int) -> Case:
    """Return a case with both sides as they are today; raises BadInput if there is none."""
    row = desk.store.first(_Case, _CASE, (desk.station_id, case_id))
    if row is None:
        raise BadInput(f"没有第 {case_id} 号核查，请用 laobao duplicates list 查看编号")
    one_key, other_key = (desk.station_id, row.person_id), _other_key(row)
    people = load_people(desk, [one_key] if other_key is None else [one_key, other_key])
    one = people[one_key]
    other = (
        people[other_key]
        if other_key is not None
        else listed_side(row.other_name, row.other_number, row.other_place, row.status, row.source)
    )
    return Case(
        case_id=case_id,
        kind=row.kind,
        one=one,
        other=other,
        differs=what_differs(one.id_number, other.id_number),
        status=row.status,
        source=row.source,
        found_on=row.found_on,
        decided=_decided(row),
    )


def _other_key(row: _Case) -> PersonKey | None:
    if row.other_station_id is None or row.other_person_id is None:
        return None
    return row.other_station_id, row.other_person_id


def _decided(row: _Case) -> Decided | None:
    if row.decision is None:
        return None
    assert row.decided_on is not None and row.reason is not None and row.proof is not None
    return Decided(row.decision, row.kept, row.decided_on, row.reason, row.proof)


def open_cases_of(desk: Desk, people: Sequence[int]) -> int:
    """Return how many open cases concern any of these people of the station, in one query."""
    if not people:
        return 0
    marks, own = ", ".join("?" * len(people)), desk.station_id
    return desk.store.number(
        f"SELECT count(*) {_JOINS} WHERE {_OPEN} AND d.id IN "
        f"(SELECT id FROM duplicate WHERE station_id = ? AND person_id IN ({marks}) "
        "UNION SELECT id FROM duplicate WHERE station_id = ? AND other_station_id = ? "
        f"AND other_person_id IN ({marks}))",
        (own, own, *people, own, own, *people),
    )
