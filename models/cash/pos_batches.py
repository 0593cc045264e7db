"""What the books say a terminal's settlement slip should add up to, batch by batch.

A terminal adds up whatever it printed since it settled last, whatever the days: a batch is closed
by its total, and may span two days.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.ledger.corrections import is_taken_back_by, papers_of, slip_fen
from models.station.desk import Desk

Batch = tuple[str, str]
"""A terminal and the number of its batch."""

BATCH_DAYS = 7
"""How many days apart slips of one batch are at most: its number comes round again later."""

_OF_DAY = """
SELECT DISTINCT s.terminal, s.batch FROM payment p
JOIN slip s ON s.station_id = p.station_id AND s.payment_id = p.id
WHERE p.station_id = ? AND p.business_date = ? AND p.kind IN ('payment', 'collect')
UNION SELECT b.terminal, b.batch FROM batch_left_open b
JOIN day_close c ON c.station_id = b.station_id AND c.id = b.close_id
WHERE b.station_id = ? AND c.business_date >= ? AND c.business_date <= ?
"""
_SLIPS = f"""
SELECT s.id AS slip_id, s.payment_id, s.terminal, s.batch, {slip_fen("s")} AS amount_fen
FROM slip s
JOIN payment p ON p.station_id = s.station_id AND p.id = s.payment_id
WHERE s.station_id = ? AND s.slip_date >= ? AND s.slip_date <= ?
AND p.kind IN ('payment', 'collect') AND ({{batches}}) ORDER BY s.id
"""
_VOIDS = f"""
SELECT v.id AS void_id, {papers_of("v.reverses_id")} AS reverses_id, v.amount_fen FROM payment v
WHERE v.station_id = ? AND v.channel = 'pos' AND v.kind = 'void'
AND NOT {is_taken_back_by("v.id")} AND (v.reverses_id IN ({{payments}}) OR v.reverses_id IN
 (SELECT m.entry_id FROM correction m WHERE m.station_id = ? AND m.papers_id IN ({{payments}}))
 OR v.reverses_id IN
 (SELECT g.entry_id FROM handed_in g WHERE g.station_id = ? AND g.papers_id IN ({{payments}})))
ORDER BY v.id
"""
_TOTALLED = """
SELECT terminal, batch, sales, expected_fen, counted_fen, business_date FROM day_close_pos
WHERE station_id = ? AND business_date >= ? AND business_date <= ? ORDER BY id
"""
_SETTLED = (
    "SELECT count(*) FROM day_close_pos WHERE station_id = ? AND terminal = ? AND batch = ? "
    "AND business_date >= ? AND business_date <= ?"
)


class _Key(NamedTuple):
    terminal: str
    batch: str


class _SlipOfBatch(NamedTuple):
    slip_id: int
    payment_id: int
    terminal: str
    batch: str
    amount_fen: int


class _Void(NamedTuple):
    void_id: int
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


class _Totalled(NamedTuple):
    terminal: str
    batch: str
    sales: int
    expected_fen: int
    counted_fen: int
    business_date: dt.date


def batch_totals(desk: Desk, day: dt.date, also: Iterable[Batch] = ()) -> dict[Batch, BatchTotal]:
    """Return by the books the batches that a day is closed by. Three queries.

    They are those with a sale on the day, those that a close of the days before left open, and
    those named, each with all its slips, whatever their days. A void takes back the slips of what
    it names, the first one first; a refund has no slip of its own, and so no batch. A correction
    takes nothing back: the slip stays as it was.
    """
    before, after = _around(day)
    scope = (desk.station_id, day.isoformat())
    found = desk.store.query(_Key, _OF_DAY, (*scope, desk.station_id, before, day.isoformat()))
    keys = sorted({*map(tuple, found), *also})
    if not keys:
        return {}
    batches = " OR ".join("s.terminal = ? AND s.batch = ?" for _ in keys)
    asked = (desk.station_id, before, after, *(part for key in keys for part in key))
    slips: dict[int, list[_Slip]] = defaultdict(list)
    for each in desk.store.query(_SlipOfBatch, _SLIPS.format(batches=batches), asked):
        slips[each.payment_id].append(_Slip((each.terminal, each.batch), each.amount_fen))
    _take_voids_off(desk, slips)
    standing: dict[Batch, list[int]] = defaultdict(list)
    for slip in (slip for of_payment in slips.values() for slip in of_payment):
        standing[slip.batch].append(slip.amount_fen)
    return {
        batch: BatchTotal(*batch, sum(fen > 0 for fen in amounts), sum(amounts))
        for batch, amounts in sorted(standing.items())
    }


def _take_voids_off(desk: Desk, slips: Mapping[int, list[_Slip]]) -> None:
    if not slips:
        return
    sql = _VOIDS.format(payments=", ".join("?" * len(slips)))
    asked = (desk.station_id, *slips)
    for void in desk.store.query(_Void, sql, asked * 3):
        left = -void.amount_fen
        for slip in slips[void.reverses_id]:
            part = min(left, slip.amount_fen)
            left -= part
            slip.amount_fen -= part


def counted_batches(desk: Desk, day: dt.date) -> dict[Batch, CountedBatch]:
    """Return the last total recorded of each batch, by closes of the days around a day."""
    return {(each.terminal, each.batch): CountedBatch(*each[:5]) for each in _totalled(desk, day)}


def open_batches(desk: Desk, day: dt.date) -> tuple[BatchTotal, ...]:
    """Return the batches of a day that wait for a total, or have changed since theirs."""
    counted = counted_batches(desk, day)
    return tuple(
        each
        for key, each in batch_totals(desk, day).items()
        if key not in counted
        or (counted[key].expected_fen, counted[key].sales) != (each.amount_fen, each.sales)
    )


def totals_by_batch(desk: Desk, day: dt.date) -> dict[Batch, list[dt.date]]:
    """Return for which days a total was recorded of each batch, among the days around a day."""
    found: dict[Batch, list[dt.date]] = defaultdict(list)
    for each in _totalled(desk, day):
        found[each.terminal, each.batch].append(each.business_date)
    return dict(found)


def is_settled(totals: Mapping[Batch, Iterable[dt.date]], batch: Batch, slip_date: dt.date) -> bool:
    """Whether a slip's batch was totalled for its day or soon after; see ``totals_by_batch``."""
    last = slip_date + dt.timedelta(days=BATCH_DAYS)
    return any(slip_date <= day <= last for day in totals.get(batch, ()))


def is_batch_settled(desk: Desk, terminal: str, batch: str, slip_date: dt.date) -> bool:
    """Whether the total of a slip's batch was recorded: the terminal voids it no more."""
    last = slip_date + dt.timedelta(days=BATCH_DAYS)
    span = (slip_date.isoformat(), last.isoformat())
    return desk.store.number(_SETTLED, (desk.station_id, terminal, batch, *span)) > 0


def _totalled(desk: Desk, day: dt.date) -> list[_Totalled]:
    return desk.store.query(_Totalled, _TOTALLED, (desk.station_id, *_around(day)))


def _around(day: dt.date) -> tuple[str, str]:
    """Return the first and the last day that a batch of a day can touch."""
    days = dt.timedelta(days=BATCH_DAYS)
    return (day - days).isoformat(), (day + days).isoformat()
