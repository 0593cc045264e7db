"""Which receipt numbers a span of days used, and for what."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind

_USED = """
SELECT year, kind, min(serial) AS lowest, max(serial) AS highest, count(*) AS numbers FROM payment
WHERE station_id = ? AND business_date >= ? AND business_date <= ? GROUP BY year, kind
ORDER BY year, kind
"""


class _Used(NamedTuple):
    year: int
    kind: EntryKind
    lowest: int
    highest: int
    numbers: int


@dataclass(frozen=True)
class ReceiptsUsed:
    """The numbers of one year: first, last, and how many of each kind of entry.

    ``between`` are the numbers from the first to the last that belong to other days: entries
    need not be made in the order of their days.
    """

    first: str
    last: str
    by_kind: dict[EntryKind, int]
    between: int

    @property
    def numbers(self) -> int:
        """How many numbers were used."""
        return sum(self.by_kind.values())


def receipts_used(desk: Desk, first: dt.date, last: dt.date) -> tuple[ReceiptsUsed, ...]:
    """Return the numbers used in a span, year by year."""
    years: dict[int, list[_Used]] = defaultdict(list)
    span = (desk.station_id, first.isoformat(), last.isoformat())
    for each in desk.store.query(_Used, _USED, span):
        years[each.year].append(each)
    return tuple(_used(year, rows) for year, rows in years.items())


def _used(year: int, rows: list[_Used]) -> ReceiptsUsed:
    lowest, highest = min(row.lowest for row in rows), max(row.highest for row in rows)
    by_kind = {row.kind: row.numbers for row in rows}
    between = highest - lowest + 1 - sum(by_kind.values())
    return ReceiptsUsed(
        receipt_number(year, lowest), receipt_number(year, highest), by_kind, between
    )
