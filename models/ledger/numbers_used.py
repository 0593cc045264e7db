"""Which receipt numbers a span of days used, and for what."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

_USED = """
SELECT year, kind, min(serial), max(serial), count(*) FROM payment
WHERE station_id = ? AND business_date >= ? AND business_date <= ? GROUP BY year, kind
ORDER BY year, kind
"""


@dataclass(frozen=True)
class ReceiptsUsed:
    """The numbers of one year: first, last, and how many of each kind of entry.

    ``between`` are the numbers from the first to the last that belong to other days: entries
    need not be made in the order of their days.
    """

    first: str
    last: str
    by_kind: dict[str, int]
    between: int

    @property
    def numbers(self) -> int:
        """How many numbers were used."""
        return sum(self.by_kind.values())


def receipts_used(desk: Desk, first: dt.date, last: dt.date) -> tuple[ReceiptsUsed, ...]:
    """Return the numbers used in a span, year by year."""
    years: dict[int, list[tuple[str, int, int, int]]] = defaultdict(list)
    span = (desk.station_id, first.isoformat(), last.isoformat())
    for year, kind, lowest, highest, count in desk.store.rows(_USED, span):
        years[year].append((kind, lowest, highest, count))
    return tuple(_used(year, rows) for year, rows in years.items())


def _used(year: int, rows: list[tuple[str, int, int, int]]) -> ReceiptsUsed:
    lowest, highest = min(row[1] for row in rows), max(row[2] for row in rows)
    by_kind = {kind: int(count) for kind, _, _, count in rows}
    between = highest - lowest + 1 - sum(by_kind.values())
    return ReceiptsUsed(
        receipt_number(year, lowest), receipt_number(year, highest), by_kind, between
    )
