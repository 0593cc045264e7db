"""What comes from outside: statements, self-paid rows, transfers; and what is posted in public."""

import datetime as dt
from typing import Literal

from models.base.terms import Insurance, Settlement
from models.store.tables.declare import Numbered

StatementKind = Literal["purchase", "void", "refund"]
RuleName = Literal["limit_fen", "days"]


class StatementFile(Numbered, frozen=True, kw_only=True):
    """An acquirer's statement (对账单), once by its digest."""

    name: str
    digest: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class StatementCoverage(Numbered, frozen=True, kw_only=True):
    """The days of a terminal that a statement covers."""

    file_id: int
    terminal: str
    first_day: dt.date
    last_day: dt.date


class StatementPeriod(Numbered, frozen=True, kw_only=True):
    """The days of a statement, for one of its merchants; '' where it names none.

    ``is_stated``: the file says so itself, else they are those of its lines.
    """

    file_id: int
    merchant: str
    first_day: dt.date
    last_day: dt.date
    is_stated: bool


class StatementLine(Numbered, frozen=True, kw_only=True):
    """A line of a statement, kept once; one that stands twice has a second ``occurrence``."""

    file_id: int
    row: int
    merchant: str
    terminal: str
    batch: str
    trace: str
    day: dt.date
    time: str
    kind: StatementKind
    amount_fen: int
    reference: str
    card_tail: str
    fee_fen: int
    original_trace: str
    original_reference: str
    occurrence: int


class StatementDetail(Numbered, frozen=True, kw_only=True):
    """What a further file says of a known line, more than was known or otherwise.

    What it does not say is '' or 0; ``kind`` is told only where a line by its sign is a refund.
    """

    line_id: int
    file_id: int
    row: int
    kind: Literal["", "refund"]
    batch: str
    trace: str
    time: str
    merchant: str
    reference: str
    card_tail: str
    fee_fen: int
    original_trace: str
    original_reference: str


class StatementClearing(Numbered, frozen=True, kw_only=True):
    """A line matched with an entry's slip, and so cleared; each at most once."""

    line_id: int
    payment_id: int
    slip_id: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class StatementException(Numbered, frozen=True, kw_only=True):
    """A line without an entry, an entry without a line, or two that differ."""

    kind: str
    line_id: int | None
    payment_id: int | None
    slip_id: int | None
    subject: str
    found_on: dt.date
    operator_id: int
    recorded_at: str


class StatementDecision(Numbered, frozen=True, kw_only=True):
    """What a person decided about an exception, once."""

    exception_id: int
    decision: str
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class StatementRule(Numbered, frozen=True, kw_only=True):
    """What the station has set for reconciling: an amount in fen, or a number of days."""

    name: RuleName
    value: int
    business_date: dt.date
    operator_id: int
    recorded_at: str


class Transfer(Numbered, frozen=True, kw_only=True):
    """What a funder has transferred (到账)."""

    insurance: Insurance
    levy_year: int
    funder: str
    category: str
    settlement: Settlement
    amount_fen: int
    received_on: dt.date
    paper: str
    operator_id: int
    recorded_at: str


class Repayment(Numbered, frozen=True, kw_only=True):
    """A share paid back to a person (先征后补) out of a transfer."""

    share_id: int
    transfer_id: int


class PublicPosting(Numbered, frozen=True, kw_only=True):
    """A list of subsidised people posted in a village (公示), from one day until another."""

    village_id: int
    insurance: Insurance
    levy_year: int
    category: str
    posted_on: dt.date
    until: dt.date
    place: str
    operator_id: int
    recorded_at: str


class PublicPostingLine(Numbered, frozen=True, kw_only=True):
    """One person on a posted list."""

    posting_id: int
    person_id: int
    name: str
    id_number: str
    amount_fen: int


class Objection(Numbered, frozen=True, kw_only=True):
    """What somebody said against a line of a posted list."""

    line_id: int
    raised_on: dt.date
    raised_by: str
    content: str
    operator_id: int
    recorded_at: str


class ObjectionOutcome(Numbered, frozen=True, kw_only=True):
    """How an objection ended."""

    objection_id: int
    resolved_on: dt.date
    is_upheld: bool
    reason: str
    operator_id: int
    recorded_at: str


class Filing(Numbered, frozen=True, kw_only=True):
    """The filing of a category's people with a bureau (备案)."""

    insurance: Insurance
    levy_year: int
    category: str
    bureau: str
    filed_on: dt.date
    paper: str
    people: int
    operator_id: int
    recorded_at: str
