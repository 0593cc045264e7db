"""Comparing a list's rows with the station's people: what agrees, what becomes a case."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.levy.enrolment import STATUSES, is_insured_elsewhere
from models.people.duplicates.record import Finding, record_findings
from models.people.duplicates.terms import Kind
from models.station.desk import Desk

_TOWNSHIP_ENDINGS = ("街道办事处", "街道", "镇", "乡")
_VILLAGE_ENDINGS = ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村")


@dataclass(frozen=True)
class ListedPerson:
    """One checked row of a list. ``source`` names file and row.

    ``township``, ``village`` and ``household`` say where the list has the person;
    ``place`` and ``status`` (insured elsewhere) where and how the person is insured.
    """

    name: str
    id_number: str
    source: str
    township: str = ""
    village: str = ""
    household: str = ""
    place: str = ""
    status: str = ""


@dataclass(frozen=True)
class Matched:
    """What became of a list's rows: strangers, rows that agree with ours, new and known cases."""

    strangers: int
    agreeing: int
    new: int
    known: int


class _Ours(NamedTuple):
    id_number: str
    person_id: int
    name: str
    village: str
    household: str
    enrolment: str


def record_refused_rows(desk: Desk, rows: Sequence[ListedPerson], source: str) -> Matched:
    """Record roster rows whose number another family, or another name, of ours has."""

    def agrees(row: ListedPerson, ours: _Ours) -> bool:
        return (row.name, row.village, row.household) == (ours.name, ours.village, ours.household)

    return _record(desk, rows, "same_number", agrees, source) if rows else Matched(0, 0, 0, 0)


def record_county_rows(desk: Desk, rows: Sequence[ListedPerson], source: str) -> Matched:
    """Record rows of a county's roster that have one of our numbers elsewhere or otherwise.

    A row agrees when township, village and name are ours; the endings of place names
    (镇, 街道, 村, 居委会 ...) are not compared.
    """

    def agrees(row: ListedPerson, ours: _Ours) -> bool:
        is_here = _bare(row.township, _TOWNSHIP_ENDINGS) == township
        is_home = _bare(row.village, _VILLAGE_ENDINGS) == _bare(ours.village, _VILLAGE_ENDINGS)
        return is_here and is_home and row.name == ours.name

    township = _bare(desk.township, _TOWNSHIP_ENDINGS)
    return _record(desk, rows, "same_number", agrees, source)


def record_elsewhere_rows(desk: Desk, rows: Sequence[ListedPerson], source: str) -> Matched:
    """Record rows of a list of people insured elsewhere.

    A row agrees when our roster says already that each insurance its status means is held
    elsewhere. ``status`` is one of those that mean insurance elsewhere.
    """

    def agrees(row: ListedPerson, ours: _Ours) -> bool:
        insurances = STATUSES[row.status].elsewhere
        return all(is_insured_elsewhere(ours.enrolment, each) for each in insurances)

    return _record(desk, rows, "insured_elsewhere", agrees, source)


def _record(
    desk: Desk,
    rows: Iterable[ListedPerson],
    kind: Kind,
    agrees: Callable[[ListedPerson, _Ours], bool],
    source: str,
) -> Matched:
    strangers, agreeing, findings = 0, 0, []
    with desk.writing("find_duplicates"):
        people = _our_people(desk)
        for row in rows:
            ours = people.get(row.id_number)
            if ours is None:
                strangers += 1
            elif agrees(row, ours):
                agreeing += 1
            else:
                findings.append(_finding(kind, row, ours))
        found = record_findings(desk, findings, source)
    return Matched(strangers, agreeing, found.new, found.known)


def _finding(kind: Kind, row: ListedPerson, ours: _Ours) -> Finding:
    household = f"{row.household} 户" if row.household else ""
    parts = (row.township, row.village, household, row.place)
    return Finding(
        kind=kind,
        person_id=ours.person_id,
        name=row.name,
        id_number=row.id_number,
        place=" ".join(part for part in parts if part),
        status=row.status,
        source=row.source,
    )


def _our_people(desk: Desk) -> dict[str, _Ours]:
    people = desk.store.query(
        _Ours,
        "SELECT p.id_number, p.id AS person_id, p.name, v.name AS village, "
        "h.number AS household, p.enrolment FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE p.station_id = ? AND p.left_on IS NULL",
        (desk.station_id,),
    )
    return {each.id_number: each for each in people}


def _bare(place: str, endings: Sequence[str]) -> str:
    """Return a place's name without the word for its kind."""
    for ending in endings:
        if place.endswith(ending) and len(place) > len(ending):
            return place.removesuffix(ending)
    return place
