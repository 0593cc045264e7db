"""What each funder bears, village by village, to the end of a period."""

import datetime as dt
from collections import defaultdict

from models.base.terms import Insurance, Settlement
from models.station.desk import Desk
from models.villages.division import Division
from reports.progress.figures import FunderFigures

_SHARES = """
SELECT l.village_id, {household}, s.funder, s.settlement, sum(l.people), sum(s.amount_fen)
FROM line_share s JOIN payment_line l ON l.id = s.line_id
WHERE l.station_id IN ({stations}) AND l.insurance = ? AND l.levy_year = ?
AND l.business_date <= ? GROUP BY l.village_id, {household}, s.funder, s.settlement
"""


def gather_funders(
    desk: Desk, insurance: Insurance, levy_year: int, day: dt.date, division: Division
) -> tuple[FunderFigures, ...]:
    """Return every funder's part under the villages of a day, in the order of the report."""
    is_divided = bool(division.changes)
    sql = _SHARES.format(
        household="l.household_id" if is_divided else "l.village_id",
        stations=", ".join("?" * len(division.stations)),
    )
    names = {place.village_id: place.name for place in division.villages}
    sums: dict[tuple[int, str, Settlement], list[int]] = defaultdict(lambda: [0, 0])
    rows = desk.store.rows(sql, (*division.stations, insurance, levy_year, day.isoformat()))
    for village_id, household_id, funder, settlement, people, fen in rows:
        place = division.village_of(village_id, household_id)
        if place in names and place is not None:
            figures = sums[place, funder, settlement]
            figures[0] += int(people)
            figures[1] += int(fen)
    order = {village_id: number for number, village_id in enumerate(names)}
    return tuple(
        FunderFigures(names[village_id], funder, settlement, *sums[village_id, funder, settlement])
        for village_id, funder, settlement in sorted(
            sums, key=lambda each: (order[each[0]], each[1], each[2])
        )
        if any(sums[village_id, funder, settlement])
    )
