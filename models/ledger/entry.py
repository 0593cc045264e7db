"""Ledger entries: what is posted as one, drafted from quotes by a pure function."""

import datetime as dt
from dataclasses import dataclass

from models.base.terms import Insurance
from models.ledger.cash_papers import CashPaper
from models.ledger.channels import CHANNEL_TITLES as CHANNEL_TITLES  # noqa: PLC0414
from models.ledger.slip import PosSlip
from models.levy.family import Household, MemberQuote
from models.levy.values import ShareAmount
from models.store.tables.ledger import EntryKind

COUNTS_AS: dict[EntryKind, int] = {
    "payment": 1,
    "collect": 1,
    "void": -1,
    "refund": -1,
    "return": 0,
}
"""How an entry of each kind counts among the payments of a day or a channel.

``collect`` and ``return`` are differences (补收, 退还差额): a standard was revised after the
payment, or a category certified, ended or renewed for its day.
"""


@dataclass(frozen=True)
class Line:
    """One person's part of an entry.

    In a reversal all amounts and ``people`` are negative; in a difference the amounts are
    changes of the line it adjusts, and ``people`` is 0.
    """

    village_id: int
    household_id: int
    person_id: int
    id_number: str
    insurance: Insurance
    levy_year: int
    category: str
    tier_fen: int | None
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    amount_fen: int
    is_late: bool
    benefit_from: dt.date | None
    shares: tuple[ShareAmount, ...]
    people: int = 1
    reverses_line_id: int | None = None
    adjusts_line_id: int | None = None


@dataclass(frozen=True)
class Entry:
    """What is posted as one: a payment, the void or refund of one, or a difference."""

    kind: EntryKind
    channel: str
    business_date: dt.date
    lines: tuple[Line, ...]
    slips: tuple[PosSlip, ...] = ()
    cash: CashPaper | None = None
    chose_members: bool = False
    reason: str = ""
    reverses_id: int | None = None

    @property
    def amount_fen(self) -> int:
        """What the lines add up to; negative where money goes back."""
        return sum(line.amount_fen for line in self.lines)

    @property
    def people(self) -> int:
        """How many people it concerns, each once, for however many insurances."""
        return len({line.person_id for line in self.lines})


def draft_line(household: Household, each: MemberQuote, on: dt.date) -> Line:
    """Return the ledger line for a member who can pay on a day; the quote is no refusal.

    The category is the one that counted, else the first that is held on the day.
    """
    quote, member = each.quote, each.member
    assert quote.refused is None and quote.levy_year is not None
    held = [holding.category for holding in member.holdings if holding.is_held_on(on)]
    return Line(
        village_id=household.village_id,
        household_id=household.household_id,
        person_id=member.person_id,
        id_number=member.id_number,
        insurance=quote.insurance,
        levy_year=quote.levy_year,
        category=quote.category or (held[0] if held else ""),
        tier_fen=quote.tier_fen,
        standard_fen=quote.standard_fen or 0,
        subsidy_fen=quote.subsidy_fen or 0,
        reimbursed_fen=quote.reimbursed_fen or 0,
        amount_fen=quote.due_now_fen or 0,
        is_late=quote.late,
        benefit_from=quote.benefit_from,
        shares=quote.shares,
    )
