"""Which receipt numbers a span of days used, and for what."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from models.desk import Desk
from models.till.number import receipt_number

_USED = """
SELECT year, kind, min(serial), max(serial), count(*) FROM payment
WHERE station_id = ? AND business_date >= ? AND business_date <= ? GROUP BY year, kind
ORDER BY year, kind
"""


@dataclass(frozen=True)
class ReceiptsUsed:
    """The numbers of one year: first, last, and how many of each kind of entry."""

    first: str
    last: str
    by_kind: dict[str, int]

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
    return tuple(
        ReceiptsUsed(
            receipt_number(year, min(row[1] for row in rows)),
            receipt_number(year, max(row[2] for row in rows)),
            {kind: int(count) for kind, _, _, count in rows},
        )
        for year, rows in years.items()
    )
