"""What a boundary plan is checked against: villages, families, stations and earlier changes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from models.station.desk import Desk
from models.store.tables.villages import BoundaryChange, BoundaryKind
from models.villages.division import Key, Place, every_place
from models.villages.plan import Family

_FAMILIES = """
SELECT h.station_id, h.village_id, h.id AS household_id, h.number, (SELECT count(*) FROM person p
  WHERE p.station_id = h.station_id AND p.household_id = h.id AND p.left_on IS NULL) AS people
FROM village v JOIN household h ON h.station_id = v.station_id AND h.village_id = v.id
WHERE v.name IN ({marks}) ORDER BY h.number, h.id
"""
_DONE = """
SELECT c.id AS change_id, c.kind, v.name AS village, w.name AS to_village, c.township,
 c.effective_on
FROM boundary_change c
LEFT JOIN village v ON v.station_id = c.station_id AND v.id = c.village_id
LEFT JOIN village w ON w.station_id = c.to_station_id AND w.id = c.to_village_id
WHERE c.station_id = ?
"""
_DONE_NUMBERS = """
SELECT b.change_id, b.number FROM boundary_household b
JOIN boundary_change c ON c.station_id = b.station_id AND c.id = b.change_id
WHERE c.station_id = ? AND c.kind = 'split'
"""
MOVED = "划归"
"""How the reason begins for which somebody left whose village went to another station."""

_TWICE = f"""
SELECT h.station_id, h.village_id, q.station_id AS other_id, count(*) AS people
FROM village v JOIN household h ON h.station_id = v.station_id AND h.village_id = v.id
JOIN person p ON p.station_id = h.station_id AND p.household_id = h.id
JOIN person q ON q.id_number = p.id_number AND q.station_id <> p.station_id
WHERE v.name IN ({{marks}}) AND substr(q.left_reason, 1, {len(MOVED)}) <> '{MOVED}'
GROUP BY h.station_id, h.village_id, q.station_id
"""
_STATIONS = """
SELECT t.name, s.id AS station_id FROM station s JOIN township t ON t.id = s.township_id
"""


class _Family(NamedTuple):
    station_id: int
    village_id: int
    household_id: int
    number: str
    people: int


class _Twice(NamedTuple):
    station_id: int
    village_id: int
    other_id: int
    people: int


class _Station(NamedTuple):
    name: str
    station_id: int


class _Done(NamedTuple):
    change_id: int
    kind: BoundaryKind
    village: str | None
    to_village: str | None
    township: str
    effective_on: dt.date


class _DoneNumber(NamedTuple):
    change_id: int
    number: str


@dataclass(frozen=True)
class Done:
    """A change carried out before; ``numbers`` are those of the families of a split."""

    kind: BoundaryKind
    village: str | None
    to_village: str | None
    township: str
    effective_on: dt.date
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Survey:
    """The store as a plan finds it. Villages are known by station and name.

    ``changed_on``: the last day a village was part of a change; ``twice``: how many people
    of a village another station has as well.
    """

    station_id: int
    township: str
    stations: dict[str, int]
    villages: dict[tuple[int, str], Place]
    families: dict[Key, dict[str, Family]] = field(default_factory=dict)
    changed_on: dict[Key, dt.date] = field(default_factory=dict)
    done: tuple[Done, ...] = ()
    twice: dict[tuple[Key, int], int] = field(default_factory=dict)

    def village(self, name: str, station_id: int | None = None) -> Place | None:
        """Return the village of this name, at this station unless another is given."""
        return self.villages.get((station_id or self.station_id, name))

    def families_of(self, place: Place | None) -> dict[str, Family]:
        """Return a village's families by number; none of a village that is not there yet."""
        return {} if place is None else self.families.get(place.key, {})


def survey_of(desk: Desk, names: Collection[str]) -> Survey:
    """Return what is known of the villages of these names, in a constant number of queries."""
    query, wanted = desk.store.query, sorted(names)
    marks = ", ".join("?" * len(wanted))
    families: dict[Key, dict[str, Family]] = defaultdict(dict)
    for each in query(_Family, _FAMILIES.format(marks=marks), wanted) if wanted else ():
        families[each.station_id, each.village_id][each.number] = Family(
            each.household_id, each.number, each.number, each.people
        )
    twice = query(_Twice, _TWICE.format(marks=marks), wanted) if wanted else []
    return Survey(
        station_id=desk.station_id,
        township=desk.township,
        stations={each.name: each.station_id for each in query(_Station, _STATIONS)},
        villages={(each.station_id, each.name): each for each in every_place(desk)},
        families=dict(families),
        changed_on=_changed_on(desk),
        done=_done(desk),
        twice={((each.station_id, each.village_id), each.other_id): each.people for each in twice},
    )


def last_day(survey: Survey, places: Iterable[Place | None]) -> dt.date | None:
    """Return the last day on which one of these villages was part of a change."""
    days = [
        survey.changed_on[each.key]
        for each in places
        if each is not None and each.key in survey.changed_on
    ]
    return max(days, default=None)


def _changed_on(desk: Desk) -> dict[Key, dt.date]:
    days: dict[Key, dt.date] = {}
    for change in desk.store.find(BoundaryChange):
        for station_id, village_id in (
            (change.station_id, change.village_id),
            (change.to_station_id, change.to_village_id),
        ):
            if station_id is not None and village_id is not None:
                key = station_id, village_id
                days[key] = max(change.counts_from, days.get(key, change.counts_from))
    return days


def _done(desk: Desk) -> tuple[Done, ...]:
    numbers: dict[int, set[str]] = defaultdict(set)
    for each in desk.store.query(_DoneNumber, _DONE_NUMBERS, (desk.station_id,)):
        numbers[each.change_id].add(each.number)
    return tuple(
        Done(
            each.kind,
            each.village,
            each.to_village,
            each.township,
            each.effective_on,
            frozenset(numbers[each.change_id]),
        )
        for each in desk.store.query(_Done, _DONE, (desk.station_id,))
    )
