"""What was entered by the end of a half-month, under the villages of that day.

One pass over a covering index gives it village by village. Only what stands under a
village of a former division is looked at again, by household where that village was divided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.station.desk import Desk
from models.villages.division import Division

_SUMS = """
 sum(CASE WHEN business_date >= ? THEN people ELSE 0 END), sum(people),
 sum(CASE WHEN business_date >= ? THEN amount_fen ELSE 0 END), sum(amount_fen),
 sum(CASE WHEN subsidy_fen <> 0 THEN people ELSE 0 END), sum(subsidy_fen)
FROM payment_line
"""
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


@dataclass(frozen=True)
class Figures:
    """What a report counts of entries; the order of the queries above."""

    people_this_period: int = 0
    people_to_date: int = 0
    personal_fen_this_period: int = 0
    personal_fen_to_date: int = 0
    subsidised_people_to_date: int = 0
    subsidy_fen_to_date: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        mine, others = vars(self), vars(other)
        return Figures(**{name: mine[name] + others[name] for name in mine})

    def __bool__(self) -> bool:
        return any(vars(self).values())


@dataclass
class Entered:
    """Figures by village; what went with villages that left, and what came with others.

    ``moved_out``: entered at this station, in no village of its division any more.
    ``moved_in``: entered at another station, counted in the villages.
    """

    villages: dict[int, Figures] = field(default_factory=dict)
    moved_out: Figures = Figures()
    moved_in: Figures = Figures()


def gather_entered(
    desk: Desk, insurance: Insurance, levy_year: int, period: HalfMonth, division: Division
) -> Entered:
    """Return what was entered for an insurance and year by the end of a period."""
    start, end = period.first_day.isoformat(), period.last_day.isoformat()
    chosen = (insurance, levy_year, end)
    entered, doubtful = Entered(), []
    own = {place.village_id for place in division.villages}
    for village_id, *sums in desk.store.rows(_BY_VILLAGE, (start, start, desk.station_id, *chosen)):
        if division.is_told_by_household(village_id):
            doubtful.append(village_id)
        else:
            _place(entered, own, division.village_of(village_id, _NOBODY), sums)
    if doubtful:
        for row in _told(desk, "= ?", doubtful, start, chosen):
            _place(entered, own, division.village_of(row[0], row[1]), row[2:])
    outside = division.villages_from_outside()
    if outside:
        for row in _told(desk, "<> ?", outside, start, chosen):
            place = division.village_of(row[0], row[1])
            if place in own:
                _place(entered, own, place, row[2:])
                entered.moved_in += Figures(*map(int, row[2:]))
    return entered


def _place(entered: Entered, own: set[int], place: int | None, sums: Iterable[Any]) -> None:
    figures = Figures(*map(int, sums))
    if place in own and place is not None:
        entered.villages[place] = entered.villages.get(place, Figures()) + figures
    else:
        entered.moved_out += figures


def _told(
    desk: Desk, stations: str, villages: Sequence[int], start: str, chosen: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    sql = _BY_HOUSEHOLD.format(stations=stations, marks=", ".join("?" * len(villages)))
    return desk.store.rows(sql, (start, start, desk.station_id, *chosen, *villages))
