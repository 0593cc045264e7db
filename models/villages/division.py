"""Which villages there are on a day, and where what was entered under an old one belongs.

Boundary changes are walked forwards for what was entered before them, and backwards
for households that have moved since.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.station.desk import Desk
from models.villages.plan import Kind

_CHANGES = """
SELECT id, station_id, kind, village_id, to_village_id, township, effective_on, counts_from,
 document, is_whole
FROM boundary_change ORDER BY counts_from, id
"""
_LISTED = """
SELECT b.change_id, b.household_id FROM boundary_household b
JOIN boundary_change c ON c.id = b.change_id WHERE c.is_whole = 0
"""
_MOVED_SINCE = """
SELECT b.household_id, c.village_id FROM boundary_household b
JOIN boundary_change c ON c.id = b.change_id WHERE c.counts_from > ?
ORDER BY c.counts_from DESC, c.id DESC
"""


@dataclass(frozen=True)
class Place:
    """A village; ``closed_on`` is the first day it is no more."""

    village_id: int
    station_id: int
    name: str
    opened_on: str | None
    closed_on: str | None

    def is_open_on(self, day: str) -> bool:
        """Whether the village exists on a day."""
        return (self.opened_on or "") <= day and (self.closed_on is None or self.closed_on > day)


@dataclass(frozen=True)
class Change:
    """A boundary change as kept; see ``models.villages.plan.Move``."""

    change_id: int
    station_id: int
    kind: Kind
    village_id: int | None
    to_village_id: int | None
    township: str
    effective_on: dt.date
    counts_from: dt.date
    document: str
    is_whole: bool


@dataclass(frozen=True)
class Division:
    """The villages of a station on a day, in the order of reports.

    ``changes`` are all that count by that day, oldest first, of every station of the
    store; empty where the station never had one. ``stations`` are those whose entries
    and people may belong to this one's villages.
    """

    station_id: int
    villages: tuple[Place, ...]
    stations: tuple[int, ...]
    changes: tuple[Change, ...] = ()
    places: Mapping[int, Place] = field(default_factory=dict)
    _listed: Mapping[int, frozenset[int]] = field(default_factory=dict)
    _moved_since: Mapping[int, int] = field(default_factory=dict)
    _open: frozenset[int] = frozenset()
    _before: Mapping[int, int] = field(default_factory=dict)

    def village_of(self, village_id: int, household_id: int) -> int | None:
        """Return the village under which an entry counts on the day; None if it has left.

        An entry under a village that opens only later (made for an earlier day) counts
        where its household was before.
        """
        place: int | None = village_id
        for change in self.changes:
            if change.village_id == place and self._goes(change, household_id):
                place = change.to_village_id
                if place is None:
                    return None
        if place is None or not self.places or place in self._open:
            return place
        return self._moved_since.get(household_id, self._before.get(place, place))

    def home_of(self, household_id: int, village_id: int) -> int:
        """Return the village a household belonged to on the day, from its present one."""
        return self._moved_since.get(household_id, village_id)

    def is_told_by_household(self, village_id: int) -> bool:
        """Whether entries under a village no longer all belong to one and the same."""
        place: int | None = village_id
        for change in self.changes:
            if change.village_id == place:
                if not change.is_whole:
                    return True
                place = change.to_village_id
        return place is not None and bool(self.places) and place not in self._open

    def own_changes(self) -> tuple[Change, ...]:
        """Return the station's own changes, oldest first."""
        return tuple(each for each in self.changes if each.station_id == self.station_id)

    def villages_from_outside(self) -> tuple[int, ...]:
        """Return the villages of other stations under which entries of this one's were made."""
        own = {each.village_id for each in self.places.values() if self._is_own(each.village_id)}
        reached = set(own)
        for change in reversed(self.changes):
            if change.to_village_id in reached and change.village_id is not None:
                reached.add(change.village_id)
        return tuple(sorted(reached - own))

    def _goes(self, change: Change, household_id: int) -> bool:
        return change.is_whole or household_id in self._listed.get(change.change_id, ())

    def _is_own(self, village_id: int) -> bool:
        return self.places[village_id].station_id == self.station_id


def division_on(desk: Desk, day: dt.date) -> Division:
    """Return the division of the desk's station on a day.

    Two queries for a station that never had a change, else six.
    """
    station, end = desk.station_id, day.isoformat()
    own = _places(desk, "WHERE station_id = ?", station)
    villages = tuple(each for each in own if each.is_open_on(end))
    sql = "SELECT 1 FROM boundary_change WHERE station_id = ? LIMIT 1"
    if not desk.store.rows(sql, (station,)):
        return Division(station, villages, (station,))
    every = [_change(row) for row in desk.store.rows(_CHANGES)]
    places = {each.village_id: each for each in _places(desk, "")}
    listed: dict[int, set[int]] = {}
    for change_id, household_id in desk.store.rows(_LISTED):
        listed.setdefault(change_id, set()).add(household_id)
    later = [each for each in every if each.counts_from > day]
    return Division(
        station_id=station,
        villages=villages,
        stations=tuple(sorted({station, *(each.station_id for each in every)})),
        changes=tuple(each for each in every if each.counts_from <= day),
        places=places,
        _listed={change_id: frozenset(each) for change_id, each in listed.items()},
        _moved_since=dict(desk.store.rows(_MOVED_SINCE, (end,))),
        _open=frozenset(each.village_id for each in places.values() if each.is_open_on(end)),
        _before={
            each.to_village_id: each.village_id
            for each in reversed(later)
            if each.to_village_id is not None and each.village_id is not None
        },
    )


def _places(desk: Desk, where: str, *values: int) -> list[Place]:
    sql = f"SELECT id, station_id, name, opened_on, closed_on FROM village {where}"
    return [Place(*row) for row in desk.store.rows(f"{sql} ORDER BY position, id", values)]


def _change(row: tuple[Any, ...]) -> Change:
    return Change(
        change_id=row[0],
        station_id=row[1],
        kind=row[2],
        village_id=row[3],
        to_village_id=row[4],
        township=row[5],
        effective_on=dt.date.fromisoformat(row[6]),
        counts_from=dt.date.fromisoformat(row[7]),
        document=row[8],
        is_whole=bool(row[9]),
    )
