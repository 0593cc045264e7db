"""What the books say passed through the POS: slips, and what was taken back of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.bureau.reconciliation.terms import StatementKind
from models.bureau.reconciliation.values import BookEntry
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

_SLIPS = (
    "SELECT s.payment_id, s.id, p.year, p.serial, p.kind, s.terminal, s.batch, s.trace, "
    "s.slip_date, s.amount_fen, s.slip_time, s.merchant, s.reference, s.card_tail "
    "FROM slip s JOIN payment p ON p.id = s.payment_id WHERE s.station_id = ? ORDER BY s.id"
)
_REVERSALS = (
    "SELECT id, year, serial, kind, reverses_id, business_date, amount_fen FROM payment "
    "WHERE station_id = ? AND channel = 'pos' AND kind IN ('void', 'refund') "
    "AND amount_fen < 0 ORDER BY id"
)


def read_entries(desk: Desk) -> list[BookEntry]:
    """Return every slip of a payment, and every void and refund of one, in two queries."""
    payments: dict[int, list[BookEntry]] = defaultdict(list)
    own: dict[int, list[BookEntry]] = defaultdict(list)
    for payment_id, slip_id, year, serial, kind, *rest in desk.store.rows(
        _SLIPS, (desk.station_id,)
    ):
        terminal, batch, trace, day, amount_fen, time, merchant, reference, card_tail = rest
        slip = BookEntry(
            payment_id=payment_id,
            slip_id=slip_id,
            receipt=receipt_number(year, serial),
            kind="purchase",
            terminal=terminal,
            batch=batch,
            trace=trace,
            day=dt.date.fromisoformat(day),
            amount_fen=int(amount_fen),
            time=time,
            merchant=merchant,
            reference=reference,
            card_tail=card_tail,
        )
        (own if kind in ("void", "refund") else payments)[payment_id].append(slip)
    found = [slip for slips in payments.values() for slip in slips]
    for row in desk.store.rows(_REVERSALS, (desk.station_id,)):
        payment_id, year, serial, kind, reverses_id, day, amount_fen = row
        template = (payment_id, receipt_number(year, serial), kind, dt.date.fromisoformat(day))
        found += _reversals(template, int(amount_fen), payments[reverses_id], own[payment_id])
    return found


def _reversals(
    template: tuple[int, str, StatementKind, dt.date],
    amount_fen: int,
    slips: Sequence[BookEntry],
    own: Sequence[BookEntry],
) -> Iterator[BookEntry]:
    """Yield what an entry takes back of each slip of its payment; the amounts are negative.

    A part of a payment made with several slips cannot be told by slip: it stands as one.
    """
    payment_id, receipt, kind, day = template
    amounts = [-slip.amount_fen for slip in slips]
    if len(slips) == 1 or sum(amounts) != amount_fen:
        slips, amounts = slips[:1], [amount_fen]
    for slip, part_fen in zip(slips, amounts, strict=False):
        entry = replace(
            slip,
            payment_id=payment_id,
            receipt=receipt,
            kind=kind,
            trace="",
            day=day,
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
