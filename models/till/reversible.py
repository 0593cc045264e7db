"""Which payments of a household can still be taken back, for the clerk to choose from."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from models.closing.pos import counted_batches
from models.desk import Desk
from models.levy.terms import Insurance
from models.till.number import receipt_number
from models.till.refund import RefundRequest, pending_refunds

_LINES = """
SELECT p.id, p.year, p.serial, p.business_date, p.channel, q.name, l.insurance,
 l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a
  WHERE a.adjusts_line_id = l.id)
FROM payment_line l JOIN payment p ON p.id = l.payment_id JOIN person q ON q.id = l.person_id
JOIN in_force f ON f.line_id = l.id
WHERE p.id IN (SELECT payment_id FROM payment_line WHERE station_id = ? AND household_id = ?)
ORDER BY p.id DESC, l.id
"""
_SLIPS = """
SELECT payment_id, terminal, batch FROM slip
WHERE payment_id IN (SELECT payment_id FROM payment_line WHERE station_id = ? AND household_id = ?)
ORDER BY id
"""


@dataclass(frozen=True)
class Reversible:
    """A payment with people still in force; ``amount_fen`` is what would go back.

    ``waiting`` is the refund asked for it already. ``terminal`` and ``batch`` are those of
    its slip, empty where it has none; ``is_settled``: the terminal has settled that batch.
    """

    receipt: str
    paid_on: dt.date
    channel: str
    names: tuple[str, ...]
    insurances: tuple[Insurance, ...]
    amount_fen: int
    terminal: str = ""
    batch: str = ""
    is_settled: bool = False
    waiting: RefundRequest | None = None

    def way_back(self, today: dt.date) -> Literal["void", "refund"]:
        """Return how it is taken back: voided on its day until the batch is settled."""
        return "void" if self.paid_on == today and not self.is_settled else "refund"


def reversible_payments(desk: Desk, household_id: int) -> tuple[Reversible, ...]:
    """Return a household's payments that can be taken back, newest first. Five queries."""
    scope = (desk.station_id, household_id)
    slips = {row[0]: row[1:] for row in desk.store.rows(_SLIPS, scope)}
    waiting = {each.receipt: each for each in pending_refunds(desk)}
    settled = counted_batches(desk, desk.business_date)
    payments: dict[tuple[int, str, str, str], list[tuple[str, Insurance, int]]] = defaultdict(list)
    for payment_id, year, serial, day, channel, name, insurance, amount_fen in desk.store.rows(
        _LINES, scope
    ):
        key = payment_id, receipt_number(year, serial), day, channel
        payments[key].append((name, insurance, int(amount_fen)))
    found = []
    for (payment_id, receipt, day, channel), lines in payments.items():
        terminal, batch = slips.get(payment_id, ("", ""))
        found.append(
            Reversible(
                receipt=receipt,
                paid_on=dt.date.fromisoformat(day),
                channel=channel,
                names=tuple(dict.fromkeys(name for name, _, _ in lines)),
                insurances=tuple(dict.fromkeys(insurance for _, insurance, _ in lines)),
                amount_fen=sum(amount_fen for _, _, amount_fen in lines),
                terminal=terminal,
                batch=batch,
                is_settled=(terminal, batch) in settled,
                waiting=waiting.get(receipt),
            )
        )
    return tuple(found)
