"""What the books say a terminal's settlement slip should add up to, batch by batch."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from models.ledger.corrections import is_taken_back_by, papers_of, slip_fen
from models.station.desk import Desk

Batch = tuple[str, str]
"""A terminal and the number of its batch."""

_VOIDS = f"""
SELECT {papers_of("v.reverses_id")} AS reverses_id, v.amount_fen FROM payment v
WHERE v.station_id = ? AND v.business_date = ? AND v.channel = 'pos' AND v.kind = 'void'
AND NOT {is_taken_back_by("v.id")} ORDER BY v.id
"""
_SLIPS = f"""
SELECT s.payment_id, s.terminal, s.batch, {slip_fen("s")} AS amount_fen FROM slip s
JOIN payment p ON p.station_id = s.station_id AND p.id = s.payment_id
WHERE p.station_id = ? AND p.business_date = ? AND p.kind IN ('payment', 'collect')
ORDER BY s.id
"""
_TOTALLED = """
SELECT terminal, batch, sales, expected_fen, counted_fen FROM day_close_pos
WHERE station_id = ? AND business_date = ? ORDER BY id
"""
_SETTLED = (
    "SELECT count(*) FROM day_close_pos WHERE station_id = ? AND terminal = ? AND batch = ? "
    "AND business_date = ?"
)


class _SlipOfDay(NamedTuple):
    payment_id: int
    terminal: str
    batch: str
    amount_fen: int


class _Void(NamedTuple):
    reverses_id: int
    amount_fen: int


@dataclass
class _Slip:
    """A slip, and what voids have left of its amount."""

    batch: Batch
    amount_fen: int


@dataclass(frozen=True)
class BatchTotal:
    """A batch by the books: sales less voids, how many and how much in fen."""

    terminal: str
    batch: str
    sales: int
    amount_fen: int

    @property
    def key(self) -> Batch:
        """What it is known by."""
        return self.terminal, self.batch


class CountedBatch(NamedTuple):
    """A batch as the books have it and as the terminal's slip states it, in fen."""

    terminal: str
    batch: str
    sales: int
    expected_fen: int
    counted_fen: int

    @property
    def difference_fen(self) -> int:
        """Above zero where the terminal has more than the books."""
        return self.counted_fen - self.expected_fen


def batch_totals(desk: Desk, day: dt.date) -> dict[Batch, BatchTotal]:
    """Return the batches of a day by the books. Two queries.

    A void takes back the slips of what it names, the first one first; a refund has no slip
    of its own, and so no batch. A correction takes nothing back: the slip stays as it was.
    """
    scope = (desk.station_id, day.isoformat())
    slips: dict[int, list[_Slip]] = defaultdict(list)
    for each in desk.store.query(_SlipOfDay, _SLIPS, scope):
        slips[each.payment_id].append(_Slip((each.terminal, each.batch), each.amount_fen))
    for void in desk.store.query(_Void, _VOIDS, scope):
        left = -void.amount_fen
        for slip in slips.get(void.reverses_id, ()):
            part = min(left, slip.amount_fen)
            left -= part
            slip.amount_fen -= part
    standing: dict[Batch, list[int]] = defaultdict(list)
    for slip in (slip for of_payment in slips.values() for slip in of_payment):
        standing[slip.batch].append(slip.amount_fen)
    return {
        batch: BatchTotal(*batch, sum(fen > 0 for fen in amounts), sum(amounts))
        for batch, amounts in sorted(standing.items())
    }


def counted_batches(desk: Desk, day: dt.date) -> dict[Batch, CountedBatch]:
    """Return the last total recorded of each batch of a day."""
    rows = desk.store.query(CountedBatch, _TOTALLED, (desk.station_id, day.isoformat()))
    return {(each.terminal, each.batch): each for each in rows}


def open_batches(desk: Desk, day: dt.date) -> tuple[BatchTotal, ...]:
    """Return the batches of a day that wait for a total, or have changed since theirs."""
    counted = counted_batches(desk, day)
    return tuple(
        each
        for key, each in batch_totals(desk, day).items()
        if key not in counted
        or (counted[key].expected_fen, counted[key].sales) != (each.amount_fen, each.sales)
    )


def is_batch_settled(desk: Desk, terminal: str, batch: str, day: dt.date) -> bool:
    """Whether a terminal's total was recorded: the terminal takes no more voids of the batch."""
    asked = (desk.station_id, terminal, batch, day.isoformat())
    return desk.store.number(_SETTLED, asked) > 0
