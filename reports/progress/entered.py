"""What was entered by the end of a half-month, under the villages of that day.

One pass over a covering index gives it village by village. Only what stands under a
village of a former division is looked at again, by household where that village was divided.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.dates import HalfMonth
from models.desk import Desk
from models.levy.terms import Insurance
from models.places.division import Division
from reports.progress.declared import ENTERED

_SUMS = f"{', '.join(each.sum_sql for each in ENTERED)} FROM payment_line l"
_STARTS = sum(each.is_of_period for each in ENTERED)
"""How often the sums take the first day of the period."""

_BY_VILLAGE = f"""
SELECT village_id, {_SUMS}
WHERE station_id = ? AND insurance = ? AND levy_year = ? AND business_date <= ?
GROUP BY village_id
"""
_BY_HOUSEHOLD = f"""
SELECT village_id, household_id, {_SUMS}
WHERE station_id {{stations}} AND insurance = ? AND levy_year = ? AND business_date <= ?
AND village_id IN ({{marks}}) GROUP BY village_id, household_id
"""
_NOBODY = 0


Sums = Counter[str]
"""What is entered, by the keys of the declared figures."""


@dataclass
class Entered:
    """Figures by village; what went with villages that left, and what came with others.

    ``moved_out``: entered at this station, in no village of its division any more.
    ``moved_in``: entered at another station, counted in the villages.
    """

    villages: dict[int, Sums] = field(default_factory=dict)
    moved_out: Sums = field(default_factory=Sums)
    moved_in: Sums = field(default_factory=Sums)


def collect_entered(
    desk: Desk, insurance: Insurance, levy_year: int, period: HalfMonth, division: Division
) -> Entered:
    """Return what was entered for an insurance and year by the end of a period."""
    starts = (period.first_day.isoformat(),) * _STARTS
    chosen = (insurance, levy_year, period.last_day.isoformat())
    entered, doubtful = Entered(), []
    own = {place.village_id for place in division.villages}
    for village_id, *sums in desk.store.rows(_BY_VILLAGE, (*starts, desk.station_id, *chosen)):
        if division.is_told_by_household(village_id):
            doubtful.append(village_id)
        else:
            _place(entered, own, division.village_of(village_id, _NOBODY), sums)
    if doubtful:
        for row in _told(desk, "= ?", doubtful, starts, chosen):
            _place(entered, own, division.village_of(row[0], row[1]), row[2:])
    outside = division.villages_from_outside()
    if outside:
        for row in _told(desk, "<> ?", outside, starts, chosen):
            place = division.village_of(row[0], row[1])
            if place in own:
                _place(entered, own, place, row[2:])
                entered.moved_in.update(_sums(row[2:]))
    return entered


def _place(entered: Entered, own: set[int], place: int | None, sums: Iterable[Any]) -> None:
    if place in own and place is not None:
        entered.villages.setdefault(place, Sums()).update(_sums(sums))
    else:
        entered.moved_out.update(_sums(sums))


def _sums(sums: Iterable[Any]) -> dict[str, int]:
    return {each.key: int(value) for each, value in zip(ENTERED, sums, strict=True)}


def _told(
    desk: Desk,
    stations: str,
    villages: Sequence[int],
    starts: tuple[str, ...],
    chosen: tuple[Any, ...],
) -> list[tuple[Any, ...]]:
    sql = _BY_HOUSEHOLD.format(stations=stations, marks=", ".join("?" * len(villages)))
    return desk.store.rows(sql, (*starts, desk.station_id, *chosen, *villages))
