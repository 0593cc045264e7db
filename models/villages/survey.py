"""What a boundary plan is checked against: villages, families, stations and earlier changes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.station.desk import Desk
from models.villages.division import Place
from models.villages.plan import Family, Kind

_FAMILIES = """
SELECT h.village_id, h.id, h.number,
 (SELECT count(*) FROM person p WHERE p.household_id = h.id AND p.left_on IS NULL)
FROM household h WHERE h.village_id IN ({marks}) ORDER BY h.number, h.id
"""
_DONE = """
SELECT c.id, c.kind, v.name, w.name, c.township, c.effective_on
FROM boundary_change c LEFT JOIN village v ON v.id = c.village_id
LEFT JOIN village w ON w.id = c.to_village_id WHERE c.station_id = ?
"""
_DONE_NUMBERS = """
SELECT b.change_id, b.number FROM boundary_household b
JOIN boundary_change c ON c.id = b.change_id WHERE c.station_id = ? AND c.kind = 'split'
"""
_TWICE = """
SELECT h.village_id, q.station_id, count(*) FROM person p JOIN household h ON h.id = p.household_id
JOIN person q ON q.id_number = p.id_number AND q.station_id <> p.station_id
WHERE h.village_id IN ({marks}) GROUP BY h.village_id, q.station_id
"""


@dataclass(frozen=True)
class Done:
    """A change carried out before; ``numbers`` are those of the families of a split."""

    kind: Kind
    village: str | None
    to_village: str | None
    township: str
    effective_on: str
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
    families: dict[int, dict[str, Family]] = field(default_factory=dict)
    changed_on: dict[int, str] = field(default_factory=dict)
    done: tuple[Done, ...] = ()
    twice: dict[tuple[int, int], int] = field(default_factory=dict)

    def village(self, name: str, station_id: int | None = None) -> Place | None:
        """Return the village of this name, at this station unless another is given."""
        return self.villages.get((station_id or self.station_id, name))

    def families_of(self, place: Place | None) -> dict[str, Family]:
        """Return a village's families by number; none of a village that is not there yet."""
        return {} if place is None else self.families.get(place.village_id, {})


def survey_of(desk: Desk, names: Iterable[str]) -> Survey:
    """Return what is known of the villages of these names, in a constant number of queries."""
    rows, station = desk.store.rows, desk.station_id
    places = [
        Place(*row)
        for row in rows("SELECT id, station_id, name, opened_on, closed_on FROM village")
    ]
    villages = {(each.station_id, each.name): each for each in places}
    wanted = set(names)
    involved = sorted(each.village_id for each in places if each.name in wanted)
    families: dict[int, dict[str, Family]] = defaultdict(dict)
    marks = ", ".join("?" * len(involved))
    twice: dict[tuple[int, int], int] = {}
    if involved:
        for village_id, household_id, number, people in rows(
            _FAMILIES.format(marks=marks), involved
        ):
            families[village_id][number] = Family(household_id, number, number, people)
        twice = {(row[0], row[1]): row[2] for row in rows(_TWICE.format(marks=marks), involved)}
    stations = rows("SELECT t.name, s.id FROM station s JOIN township t ON t.id = s.township_id")
    return Survey(
        station_id=station,
        township=desk.township,
        stations=dict(stations),
        villages=villages,
        families=dict(families),
        changed_on=_changed_on(desk),
        done=_done(desk),
        twice=twice,
    )


def last_day(survey: Survey, places: Iterable[Place | None]) -> dt.date | None:
    """Return the last day on which one of these villages was part of a change."""
    days = [
        survey.changed_on[each.village_id]
        for each in places
        if each is not None and each.village_id in survey.changed_on
    ]
    return dt.date.fromisoformat(max(days)) if days else None


def _changed_on(desk: Desk) -> dict[int, str]:
    days: dict[int, str] = {}
    changes = desk.store.rows("SELECT village_id, to_village_id, counts_from FROM boundary_change")
    for *ends, day in changes:
        for village_id in ends:
            if village_id is not None:
                days[village_id] = max(day, days.get(village_id, ""))
    return days


def _done(desk: Desk) -> tuple[Done, ...]:
    numbers: dict[int, set[str]] = defaultdict(set)
    for change_id, number in desk.store.rows(_DONE_NUMBERS, (desk.station_id,)):
        numbers[change_id].add(number)
    return tuple(
        Done(kind, village, to_village, township, day, frozenset(numbers[change_id]))
        for change_id, kind, village, to_village, township, day in desk.store.rows(
            _DONE, (desk.station_id,)
        )
    )
