"""What each funder bears, village by village, to the end of a period."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from models.base.terms import Insurance, Settlement
from models.station.desk import Desk
from models.villages.division import Division
from reports.progress.figures import FunderFigures

_SHARES = """
SELECT t.station_id, t.village_id, {household} AS household_id, t.funder, t.settlement,
 sum(CASE WHEN t.is_difference = 0 THEN t.people WHEN t.amount_fen <> 0 THEN 1 ELSE 0 END)
  AS people, sum(t.amount_fen) AS amount_fen
FROM (SELECT l.station_id, l.village_id, l.household_id, s.funder, s.settlement,
  coalesce(l.adjusts_line_id, l.reverses_line_id, l.id) AS line_id, sum(l.people) AS people,
  max(CASE WHEN l.people = 0 THEN 1 ELSE 0 END) AS is_difference, sum(s.amount_fen) AS amount_fen
 FROM line_share s JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
 WHERE l.station_id IN ({stations}) AND l.insurance = ? AND l.levy_year = ?
 AND l.business_date <= ?
 GROUP BY 1, 2, 3, 4, 5, 6) t
GROUP BY t.station_id, t.village_id, {household}, t.funder, t.settlement
"""


class _Borne(NamedTuple):
    station_id: int
    village_id: int
    household_id: int
    funder: str
    settlement: Settlement
    people: int
    amount_fen: int


def gather_funders(
    desk: Desk, insurance: Insurance, levy_year: int, day: dt.date, division: Division
) -> tuple[FunderFigures, ...]:
    """Return every funder's part under the villages of a day, in the order of the report."""
    is_divided = bool(division.changes)
    sql = _SHARES.format(
        household="t.household_id" if is_divided else "t.village_id",
        stations=", ".join("?" * len(division.stations)),
    )
    names = {place.village_id: place.name for place in division.villages}
    sums: dict[tuple[int, str, Settlement], list[int]] = defaultdict(lambda: [0, 0])
    chosen = (*division.stations, insurance, levy_year, day.isoformat())
    for each in desk.store.query(_Borne, sql, chosen):
        place = division.village_of(each.station_id, each.village_id, each.household_id)
        if place in names and place is not None:
            figures = sums[place, each.funder, each.settlement]
            figures[0] += each.people
            figures[1] += each.amount_fen
    order = {village_id: number for number, village_id in enumerate(names)}
    return tuple(
        FunderFigures(names[village_id], funder, settlement, *sums[village_id, funder, settlement])
        for village_id, funder, settlement in sorted(
            sums, key=lambda each: (order[each[0]], each[1], each[2])
        )
        if any(sums[village_id, funder, settlement])
    )
