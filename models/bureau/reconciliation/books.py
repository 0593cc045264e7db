"""What the books say passed through the POS: slips, and what was taken back of them.

A slip is known by the entry it came with, however often that was corrected, and bears the number
of the receipt that stands for it now; what a correction takes back never passed the terminal.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from models.bureau.reconciliation.values import BookEntry
from models.ledger.corrections import holder_of, is_taken_back_by, papers_of, slip_fen
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind

_SLIPS = (
    "SELECT s.payment_id, s.id AS slip_id, p.year, p.serial, p.kind, s.terminal, s.batch, "
    f"s.trace, s.slip_date, {slip_fen('s')} AS amount_fen, s.slip_time, s.merchant, s.reference, "
    "s.card_tail FROM slip s "
    f"JOIN payment p ON p.station_id = s.station_id AND p.id = {holder_of('s.payment_id')} "
    "WHERE s.station_id = ? ORDER BY s.id"
)
_REVERSALS = (
    f"SELECT v.id AS payment_id, v.year, v.serial, v.kind, {papers_of('v.reverses_id')} "
    "AS reverses_id, v.business_date, v.amount_fen FROM payment v WHERE v.station_id = ? "
    "AND v.channel = 'pos' AND v.kind IN ('void', 'refund') AND v.amount_fen < 0 "
    f"AND NOT {is_taken_back_by('v.id')} ORDER BY v.id"
)


class _Slip(NamedTuple):
    payment_id: int
    slip_id: int
    year: int
    serial: int
    kind: EntryKind
    terminal: str
    batch: str
    trace: str
    slip_date: dt.date
    amount_fen: int
    slip_time: str
    merchant: str
    reference: str
    card_tail: str

    def entry(self) -> BookEntry:
        """Return what the slip says, as of a payment."""
        return BookEntry(
            payment_id=self.payment_id,
            slip_id=self.slip_id,
            receipt=receipt_number(self.year, self.serial),
            kind="purchase",
            terminal=self.terminal,
            batch=self.batch,
            trace=self.trace,
            day=self.slip_date,
            amount_fen=self.amount_fen,
            time=self.slip_time,
            merchant=self.merchant,
            reference=self.reference,
            card_tail=self.card_tail,
        )


class _Reversal(NamedTuple):
    payment_id: int
    year: int
    serial: int
    kind: Literal["void", "refund"]
    reverses_id: int
    business_date: dt.date
    amount_fen: int


def read_entries(desk: Desk) -> list[BookEntry]:
    """Return every slip of a payment, and every void and refund of one, in two queries."""
    payments: dict[int, list[BookEntry]] = defaultdict(list)
    own: dict[int, list[BookEntry]] = defaultdict(list)
    for slip in desk.store.query(_Slip, _SLIPS, (desk.station_id,)):
        is_reversal = slip.kind in ("void", "refund")
        (own if is_reversal else payments)[slip.payment_id].append(slip.entry())
    found = [entry for entries in payments.values() for entry in entries]
    for each in _as_acted(desk.store.query(_Reversal, _REVERSALS, (desk.station_id,))):
        found += _reversals(each, payments[each.reverses_id], own[each.payment_id])
    return found


def _as_acted(reversals: Sequence[_Reversal]) -> Iterator[_Reversal]:
    """Yield reversals, the voids of entries that share their papers as the one act they were."""
    voids: dict[int, _Reversal] = {}
    for each in reversals:
        if each.kind != "void":
            yield each
            continue
        known = voids.get(each.reverses_id, each._replace(amount_fen=0))
        whole_fen = known.amount_fen + each.amount_fen
        voids[each.reverses_id] = known._replace(amount_fen=whole_fen)
    yield from voids.values()


def _reversals(
    reversal: _Reversal, slips: Sequence[BookEntry], own: Sequence[BookEntry]
) -> Iterator[BookEntry]:
    """Yield what an entry takes back of each slip of its payment; the amounts are negative.

    A part of a payment made with several slips cannot be told by slip: it stands as one.
    """
    amounts = [-slip.amount_fen for slip in slips]
    if len(slips) == 1 or sum(amounts) != reversal.amount_fen:
        slips, amounts = slips[:1], [reversal.amount_fen]
    for slip, part_fen in zip(slips, amounts, strict=False):
        entry = replace(
            slip,
            payment_id=reversal.payment_id,
            receipt=receipt_number(reversal.year, reversal.serial),
            kind=reversal.kind,
            trace="",
            day=reversal.business_date,
            amount_fen=part_fen,
            time="",
            reference="",
            original_trace=slip.trace,
            original_reference=slip.reference,
        )
        printed = [each for each in own if len(slips) == 1 or -abs(each.amount_fen) == part_fen]
        yield _with_slip(entry, printed[0]) if len(printed) == 1 else entry


def _with_slip(entry: BookEntry, slip: BookEntry) -> BookEntry:
    """Return a void or refund with the numbers of the slip the terminal printed for it."""
    return replace(
        entry,
        terminal=slip.terminal,
        batch=slip.batch,
        trace=slip.trace,
        day=slip.day,
        time=slip.time,
        reference=slip.reference,
        merchant=slip.merchant or entry.merchant,
        card_tail=slip.card_tail or entry.card_tail,
    )
