"""What a day brought in."""

from dataclasses import dataclass

from models.desk import Desk


@dataclass(frozen=True)
class Takings:
    """Payments of a business day, net of reversals, and their amount in fen."""

    payments: int
    amount_fen: int


def takings_of_day(desk: Desk) -> Takings:
    """Return the station's takings of the desk's business date."""
    rows = desk.store.rows(
        "SELECT coalesce(sum(CASE WHEN kind = 'payment' THEN 1 ELSE -1 END), 0), "
        "coalesce(sum(amount_fen), 0) FROM payment WHERE station_id = ? AND business_date = ?",
        (desk.station_id, desk.business_date.isoformat()),
    )
    return Takings(int(rows[0][0]), int(rows[0][1]))
