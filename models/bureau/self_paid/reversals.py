"""Which reversal (退费、冲正) takes back which payment: a pure function of both, in any order.

A reversal takes back one payment of the same person, insurance, year and amount, paid not after
it, and the one whose voucher it names where it names one. Files come in any order, so pairs that
were made before may have to move: what counts is how many reversals find a payment, and each
payment is taken back once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from models.base.terms import Insurance
from models.store.tables.self_paid import ReturnedPart

Whose = tuple[Hashable, Insurance, int]
"""A person (or what stands for one that nobody knows), the insurance and the levy year."""


@dataclass(frozen=True)
class Payment:
    """A payment at the bureau, or the surplus of one, that a reversal may take back.

    ``is_standing``: an entry in force was made of it. ``is_back``: a reversal has taken it back
    already.
    """

    ref: str
    whose: Whose
    amount_fen: int
    paid_on: dt.date
    voucher: str = ""
    channel: str = ""
    is_standing: bool = False
    is_back: bool = False
    part: ReturnedPart = "whole"


@dataclass(frozen=True)
class Reversal:
    """What went back; ``is_done``: it has taken a payment back already."""

    ref: str
    whose: Whose
    amount_fen: int
    paid_on: dt.date
    voucher: str = ""
    original: str = ""
    channel: str = ""
    is_done: bool = False


def match_reversals(
    payments: Iterable[Payment], reversals: Iterable[Reversal]
) -> list[tuple[Reversal, Payment]]:
    """Return the reversals that can be done now, each with the payment it takes back.

    As many as there can be of all that has come, whatever was done first.
    """
    of: dict[tuple[Whose, int], tuple[list[Payment], list[Reversal]]] = defaultdict(
        lambda: ([], [])
    )
    for payment in payments:
        of[payment.whose, payment.amount_fen][0].append(payment)
    for reversal in reversals:
        of[reversal.whose, reversal.amount_fen][1].append(reversal)
    return [pair for own, back in of.values() for pair in _pairs(own, back)]


def can_take_back(reversal: Reversal, payment: Payment) -> bool:
    """Whether a reversal may be of this payment."""
    if (reversal.whose, reversal.amount_fen) != (payment.whose, payment.amount_fen):
        return False
    if reversal.original and payment.voucher and reversal.original != payment.voucher:
        return False
    return payment.paid_on <= reversal.paid_on


def _pairs(
    payments: Sequence[Payment], reversals: Sequence[Reversal]
) -> list[tuple[Reversal, Payment]]:
    """Lengthen the pairs there are, one reversal after the other, by alternating paths.

    On such a path what is taken back stays so, and one payment joins: that is the one this
    reversal takes back, though it may be another's by day or voucher.
    """
    partner: dict[int, int] = {}

    def lengthen(at: int, among: Sequence[int], seen: set[int]) -> int | None:
        """Find a payment for a reversal; return the one that was free."""
        for place in sorted(among, key=lambda each: _liking(reversals[at], payments[each])):
            if place in seen or not can_take_back(reversals[at], payments[place]):
                continue
            seen.add(place)
            freed = place if place not in partner else lengthen(partner[place], among, seen)
            if freed is not None:
                partner[place] = at
                return freed
        return None

    everything = range(len(payments))
    back = [place for place in everything if payments[place].is_back]
    for at, reversal in enumerate(reversals):
        if reversal.is_done:
            lengthen(at, back, set())
    found = []
    waiting = [at for at, reversal in enumerate(reversals) if not reversal.is_done]
    for at in sorted(waiting, key=lambda each: not reversals[each].original):
        freed = lengthen(at, everything, set())
        if freed is not None:
            found.append((reversals[at], payments[freed]))
    return found


def _liking(reversal: Reversal, payment: Payment) -> tuple[bool, bool, bool, int]:
    """Sort the likeliest first: by voucher, by channel, not standing, the latest."""
    named = reversal.original or reversal.voucher
    return (
        not named or named != payment.voucher,
        reversal.channel != payment.channel,
        payment.is_standing,
        -payment.paid_on.toordinal(),
    )
