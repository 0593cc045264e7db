"""Which villages there are on a day, and where what was entered under an old one belongs.

Boundary changes are walked forwards for what was entered before them, and backwards
for households that have moved since.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.station.desk import Desk
from models.store.tables.villages import BoundaryKind

Key = tuple[int, int]
"""A village or household of any station: the station, and the number there."""

_PLACES = """
SELECT id AS village_id, station_id, name, opened_on, closed_on FROM village {where}
ORDER BY position, id
"""
_CHANGES = """
SELECT id AS change_id, station_id, kind, village_id, to_station_id, to_village_id, township,
 effective_on, counts_from, document, is_whole
FROM boundary_change ORDER BY counts_from, recorded_at, station_id, id
"""
_MOVED = """
SELECT b.station_id, b.change_id, b.household_id, b.to_station_id, b.to_household_id,
 c.village_id, c.counts_from, c.is_whole
FROM boundary_household b
JOIN boundary_change c ON c.station_id = b.station_id AND c.id = b.change_id
ORDER BY c.counts_from DESC, c.recorded_at DESC, c.station_id DESC, c.id DESC
"""


class Place(NamedTuple):
    """A village; ``closed_on`` is the first day it is no more."""

    village_id: int
    station_id: int
    name: str
    opened_on: dt.date | None
    closed_on: dt.date | None

    @property
    def key(self) -> Key:
        """The village's station and its number there."""
        return self.station_id, self.village_id

    def opens_after(self, day: dt.date) -> bool:
        """Whether the village is there only later."""
        return self.opened_on is not None and self.opened_on > day

    def is_open_on(self, day: dt.date) -> bool:
        """Whether the village exists on a day."""
        return not self.opens_after(day) and (self.closed_on is None or self.closed_on > day)


class Change(NamedTuple):
    """A boundary change as kept; see ``models.villages.plan.Move``."""

    change_id: int
    station_id: int
    kind: BoundaryKind
    village_id: int | None
    to_station_id: int | None
    to_village_id: int | None
    township: str
    effective_on: dt.date
    counts_from: dt.date
    document: str
    is_whole: bool

    @property
    def origin(self) -> Key | None:
        """The village that is left; None where it is no station's."""
        return None if self.village_id is None else (self.station_id, self.village_id)

    @property
    def target(self) -> Key | None:
        """The village that receives; None where it is no station's."""
        if self.to_station_id is None or self.to_village_id is None:
            return None
        return self.to_station_id, self.to_village_id


class _Moved(NamedTuple):
    station_id: int
    change_id: int
    household_id: int
    to_station_id: int | None
    to_household_id: int | None
    village_id: int | None
    counts_from: dt.date
    is_whole: bool

    @property
    def household(self) -> Key:
        return self.station_id, self.household_id

    @property
    def became(self) -> Key:
        if self.to_station_id is None or self.to_household_id is None:
            return self.household
        return self.to_station_id, self.to_household_id


@dataclass(frozen=True)
class Division:
    """The villages of a station on a day, in the order of reports.

    ``changes`` are all that count by that day, oldest first, of every station of the
    store; empty where the station never had one. ``stations`` are those whose entries
    may belong to this one's villages; people are always the station's own.
    """

    station_id: int
    villages: tuple[Place, ...]
    stations: tuple[int, ...]
    changes: tuple[Change, ...] = ()
    places: Mapping[Key, Place] = field(default_factory=dict)
    _listed: Mapping[Key, frozenset[Key]] = field(default_factory=dict)
    _became: Mapping[Key, Key] = field(default_factory=dict)
    _moved_since: Mapping[Key, Key] = field(default_factory=dict)
    _open: frozenset[Key] = frozenset()
    _before: Mapping[Key, Key] = field(default_factory=dict)

    def village_of(self, station_id: int, village_id: int, household_id: int) -> int | None:
        """Return the station's village under which an entry of any station counts on the day.

        None if it counts under none of them. An entry under a village that opens only later
        (made for an earlier day) counts where its household was before.
        """
        return self._own(self.place_of((station_id, village_id), (station_id, household_id)))

    def place_of(self, village: Key, household: Key) -> Key | None:
        """Return the village of any station under which an entry counts on the day."""
        place: Key | None = village
        for change in self.changes:
            if change.origin == place and self._goes(change, household):
                place = change.target
                if place is None:
                    return None
                if place[0] != change.station_id:
                    household = self._became.get(household, household)
        if place is None or not self.places or place in self._open:
            return place
        return self._moved_since.get(household, self._before.get(place, place))

    def home_of(self, household_id: int, village_id: int) -> int | None:
        """Return the village in which the station had a household on the day.

        ``village_id`` is its present one. None on a day on which it was another station's.
        """
        return self._own(self.seat_of(household_id, village_id))

    def seat_of(self, household_id: int, village_id: int) -> Key:
        """Return the village, of any station, of one of the station's households on the day."""
        household = self.station_id, household_id
        return self._moved_since.get(household, (self.station_id, village_id))

    def is_told_by_household(self, village_id: int) -> bool:
        """Whether entries under a village no longer all belong to one and the same."""
        place: Key | None = (self.station_id, village_id)
        for change in self.changes:
            if change.origin == place:
                if not change.is_whole:
                    return True
                place = change.target
        return place is not None and bool(self.places) and place not in self._open

    def own_changes(self) -> tuple[Change, ...]:
        """Return the station's own changes, oldest first."""
        return tuple(each for each in self.changes if each.station_id == self.station_id)

    def villages_from_outside(self) -> tuple[Key, ...]:
        """Return the villages of other stations under which entries of this one's were made."""
        own = {key for key in self.places if self._own(key) is not None}
        reached = set(own)
        for change in reversed(self.changes):
            if change.target in reached and change.origin is not None:
                reached.add(change.origin)
        return tuple(sorted(reached - own))

    def _goes(self, change: Change, household: Key) -> bool:
        listed = self._listed.get((change.station_id, change.change_id), ())
        return change.is_whole or household in listed

    def _own(self, place: Key | None) -> int | None:
        return place[1] if place is not None and place[0] == self.station_id else None


def division_on(desk: Desk, day: dt.date) -> Division:
    """Return the division of the desk's station on a day.

    Two queries for a station that never had a change, else five.
    """
    station = desk.station_id
    own = _places(desk, "WHERE station_id = ?", station)
    villages = tuple(each for each in own if each.is_open_on(day))
    sql = "SELECT count(*) FROM boundary_change WHERE station_id = ?"
    if not desk.store.number(sql, (station,)):
        return Division(station, villages, (station,))
    every = desk.store.query(Change, _CHANGES)
    moved = desk.store.query(_Moved, _MOVED)
    places = {each.key: each for each in every_place(desk)}
    listed: dict[Key, set[Key]] = {}
    for each in moved:
        if not each.is_whole:
            listed.setdefault((each.station_id, each.change_id), set()).add(each.household)
    later = [each for each in every if each.counts_from > day]
    return Division(
        station_id=station,
        villages=villages,
        stations=tuple(sorted({station, *(each.station_id for each in every)})),
        changes=tuple(each for each in every if each.counts_from <= day),
        places=places,
        _listed={change: frozenset(households) for change, households in listed.items()},
        _became={each.household: each.became for each in moved if each.became != each.household},
        _moved_since={
            household: (each.station_id, each.village_id)
            for each in moved
            if each.counts_from > day and each.village_id is not None
            for household in (each.household, each.became)
        },
        _open=frozenset(key for key, place in places.items() if place.is_open_on(day)),
        _before={
            each.target: each.origin
            for each in reversed(later)
            if each.target is not None and each.origin is not None
        },
    )


def every_place(desk: Desk) -> list[Place]:
    """Return the villages of every station of the store."""
    return _places(desk, "")


def _places(desk: Desk, where: str, *values: int) -> list[Place]:
    return desk.store.query(Place, _PLACES.format(where=where), values)
