"""What a day brought in."""

from dataclasses import dataclass

from models.desk import Desk
from models.till.entry import COUNTS_AS


@dataclass(frozen=True)
class Takings:
    """Payments of a business day, net of reversals, and their amount in fen."""

    payments: int
    amount_fen: int


def takings_of_day(desk: Desk) -> Takings:
    """Return the station's takings of the desk's business date."""
    rows = desk.store.rows(
        "SELECT kind, count(*), sum(amount_fen) FROM payment "
        "WHERE station_id = ? AND business_date = ? GROUP BY kind",
        (desk.station_id, desk.business_date.isoformat()),
    )
    return Takings(
        sum(COUNTS_AS[kind] * count for kind, count, _ in rows),
        sum(int(amount_fen) for _, _, amount_fen in rows),
    )
