"""What was entered by the end of a half-month, under the villages of that day.

One pass over a covering index gives it village by village. Only what stands under a
village of a former division is looked at again, by household where that village was divided.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.base.terms import Insurance
from models.station.desk import Desk
from models.villages.division import Division, Key
from reports.progress.declared import ENTERED

_SUMS = f"{', '.join(each.sum_sql for each in ENTERED)} FROM payment_line l"
_STARTS = sum(each.is_of_period for each in ENTERED)
"""How often the sums take the first day of the period."""

_BY_VILLAGE = f"""
SELECT station_id, village_id, 0, {_SUMS}
WHERE station_id = ? AND insurance = ? AND levy_year = ? AND business_date <= ?
GROUP BY station_id, village_id
"""
_BY_HOUSEHOLD = f"""
SELECT station_id, village_id, household_id, {_SUMS}
WHERE station_id IN ({{stations}}) AND insurance = ? AND levy_year = ? AND business_date <= ?
AND (station_id, village_id) IN (VALUES {{villages}})
GROUP BY station_id, village_id, household_id
"""

Sums = Counter[str]
"""What is entered, by the keys of the declared figures."""


class _Part(NamedTuple):
    """What was entered under a village, of one household or (0) of all."""

    station_id: int
    village_id: int
    household_id: int
    sums: Sums


@dataclass
class Entered:
    """Figures by village; what went with villages that left, and what came with others.

    ``moved_out``: entered at this station, in no village of its division any more.
    ``moved_in``: entered at another station, counted in the villages.
    """

    villages: dict[int, Sums] = field(default_factory=dict)
    moved_out: Sums = field(default_factory=Sums)
    moved_in: Sums = field(default_factory=Sums)


def gather_entered(
    desk: Desk,
    insurance: Insurance,
    levy_year: int,
    days: tuple[dt.date, dt.date],
    division: Division,
) -> Entered:
    """Return what was entered for an insurance and year by the last of a period's two days."""
    first, last = days
    starts = (first.isoformat(),) * _STARTS
    chosen = (insurance, levy_year, last.isoformat())
    parts, former = list[_Part](), list[Key](division.villages_from_outside())
    for part in _parts(desk, _BY_VILLAGE, (*starts, desk.station_id, *chosen)):
        if division.is_told_by_household(part.village_id):
            former.append((part.station_id, part.village_id))
        else:
            parts.append(part)
    if former:
        stations = sorted({station_id for station_id, _ in former})
        sql = _BY_HOUSEHOLD.format(
            stations=", ".join("?" * len(stations)), villages=", ".join(["(?, ?)"] * len(former))
        )
        keys = (number for key in former for number in key)
        parts += _parts(desk, sql, (*starts, *stations, *chosen, *keys))
    return _placed(division, parts)


def _parts(desk: Desk, sql: str, values: Sequence[int | str]) -> Iterator[_Part]:
    """Read sums whose number and names only the declared figures tell."""
    for station_id, village_id, household_id, *sums in desk.store.rows(sql, values):
        figures = zip(ENTERED, map(int, sums), strict=True)
        named = Sums({each.key: value for each, value in figures})
        yield _Part(station_id, village_id, household_id, named)


def _placed(division: Division, parts: Sequence[_Part]) -> Entered:
    """Put each part into the village it counts under on the day."""
    entered, own = Entered(), {place.village_id for place in division.villages}
    for part in parts:
        place = division.village_of(part.station_id, part.village_id, part.household_id)
        is_own = part.station_id == division.station_id
        if place is not None and place in own:
            entered.villages.setdefault(place, Sums()).update(part.sums)
            if not is_own:
                entered.moved_in.update(part.sums)
        elif is_own:
            entered.moved_out.update(part.sums)
    return entered
