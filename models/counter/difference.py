"""A difference: how a payment in force is not what today's knowledge of its day asks; frozen."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from models.base.terms import Insurance, Settlement
from models.counter.paid_lines import Entered
from models.ledger.receipt_numbers import receipt_number
from models.levy.values import ShareAmount

Cause = Literal["standard", "category"]
CAUSE_TITLES: dict[Cause, str] = {"standard": "标准调整", "category": "认定变更"}
Amounts = tuple[int, int, int]
"""The standard, the subsidy and what of it comes back later, in fen."""


@dataclass(frozen=True)
class Difference:
    """How one payment in force differs from what is asked by now, for one cause; in fen.

    ``amount_fen`` is what the person still owes (positive) or gets back (negative);
    ``shares`` are the changes of the funders' parts. ``category`` is the one that counts from
    now on, ``former_category`` the one that was entered; ``basis`` says on what.
    ``present_household_id`` is where the person lives now, ``household_id`` and ``village_id``
    where the payment stands.
    ``round_number`` is of the round under whose notice it was paid. ``problem`` says why no
    new amount could be worked out; then all changes are 0.
    ``is_changed_later``: after the day asked for the payment was taken back, or settled.
    """

    cause: Cause
    line_id: int
    person_id: int
    name: str
    id_number: str
    present_household_id: int
    household_id: int
    household: str
    village: str
    village_id: int
    insurance: Insurance
    levy_year: int
    round_number: int
    former_category: str
    category: str
    tier_fen: int | None
    paid_on: dt.date
    is_late: bool
    benefit_from: dt.date | None
    receipt: str
    paid_standard_fen: int
    standard_fen: int = 0
    subsidy_fen: int = 0
    reimbursed_fen: int = 0
    shares: tuple[ShareAmount, ...] = ()
    basis: str = ""
    problem: str = ""
    is_changed_later: bool = False

    @property
    def amount_fen(self) -> int:
        """What the person owes (positive) or gets back (negative) at the counter."""
        return self.standard_fen - self.subsidy_fen + self.reimbursed_fen

    @property
    def new_standard_fen(self) -> int:
        """The standard by now."""
        return self.paid_standard_fen + self.standard_fen


@dataclass(frozen=True)
class Change:
    """What a difference changes: amounts and shares, or the problem that stands in the way."""

    cause: Cause
    category: str
    amounts: Amounts = (0, 0, 0)
    shares: tuple[ShareAmount, ...] = ()
    basis: str = ""
    problem: str = ""


def difference_of(
    entered: Entered, round_number: int, standard_fen: int, change: Change
) -> Difference:
    """Return the difference that a change makes for a payment that stands at ``standard_fen``."""
    paid = entered.paid
    new_standard_fen, subsidy_fen, reimbursed_fen = change.amounts
    return Difference(
        cause=change.cause,
        line_id=paid.line_id,
        person_id=paid.person_id,
        name=paid.name,
        id_number=paid.id_number,
        present_household_id=paid.present_household_id,
        household_id=paid.household_id,
        household=paid.household,
        village=paid.village,
        village_id=paid.village_id,
        insurance=paid.insurance,
        levy_year=paid.levy_year,
        round_number=round_number,
        former_category=entered.category,
        category=change.category,
        tier_fen=paid.tier_fen,
        paid_on=paid.paid_on,
        is_late=paid.is_late,
        benefit_from=paid.benefit_from,
        receipt=receipt_number(paid.year, paid.serial),
        paid_standard_fen=standard_fen,
        standard_fen=new_standard_fen,
        subsidy_fen=subsidy_fen,
        reimbursed_fen=reimbursed_fen,
        shares=change.shares,
        basis=change.basis,
        problem=change.problem,
        is_changed_later=paid.is_changed_later,
    )


def share_changes(
    before: Mapping[tuple[str, Settlement], int], after: Iterable[ShareAmount]
) -> tuple[ShareAmount, ...]:
    """Return by how much each funder's part changes, in the order of the parts."""
    asked = summed(after)
    changes = (
        ShareAmount(
            funder=funder,
            amount_fen=asked.get((funder, settlement), 0) - before.get((funder, settlement), 0),
            settlement=settlement,
        )
        for funder, settlement in dict.fromkeys((*before, *asked))
    )
    return tuple(each for each in changes if each.amount_fen)


def summed(shares: Iterable[ShareAmount]) -> dict[tuple[str, Settlement], int]:
    """Return shares by funder and settlement."""
    found: dict[tuple[str, Settlement], int] = defaultdict(int)
    for share in shares:
        found[share.funder, share.settlement] += share.amount_fen
    return dict(found)
