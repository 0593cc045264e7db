"""The ledger and its books: nothing in them is ever changed. Amounts are integer fen."""

import datetime as dt
from typing import ClassVar, Literal

from models.base.terms import Insurance, Settlement
from models.store.tables.declare import Numbered, Row

EntryKind = Literal["payment", "void", "refund", "collect", "return"]
Source = Literal["payment", "transfer", "deposit", "clearing"]


class Payment(Numbered, frozen=True, kw_only=True):
    """A ledger entry: a payment, the void or refund of one, or a difference. Never changed."""

    kind: EntryKind
    year: int
    serial: int
    reverses_id: int | None
    channel: str
    business_date: dt.date
    amount_fen: int
    chose_members: bool
    reason: str
    operator_id: int
    recorded_at: str


class PaymentLine(Numbered, frozen=True, kw_only=True):
    """One person's part of an entry; ``people`` is 1, -1 in a reversal, 0 in a difference.

    ``benefit_from`` is None where no rule says from when benefits run.
    """

    payment_id: int
    reverses_line_id: int | None
    village_id: int
    household_id: int
    person_id: int
    id_number: str
    insurance: Insurance
    levy_year: int
    business_date: dt.date
    category: str
    tier_fen: int | None
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    amount_fen: int
    people: int
    is_late: bool
    benefit_from: dt.date | None
    adjusts_line_id: int | None = None


class LineOverride(Numbered, frozen=True, kw_only=True):
    """A line entered in spite of a refusal: which one, why, on what proof, approved by whom.

    ``approved_by`` is empty where the operator alone may allow it.
    """

    line_id: int
    code: str
    reason: str
    proof: str
    approved_by: str
    operator_id: int
    recorded_at: str


class LineShare(Numbered, frozen=True, kw_only=True):
    """One funder's part of a line, and how it is settled."""

    line_id: int
    funder: str
    settlement: Settlement
    amount_fen: int


class Slip(Numbered, frozen=True, kw_only=True):
    """A POS slip: unique by terminal, batch, trace and date, never by trace alone."""

    payment_id: int
    terminal: str
    batch: str
    trace: str
    slip_date: dt.date
    reference: str
    amount_fen: int
    merchant: str = ""
    authorisation: str = ""
    card_tail: str = ""
    slip_time: str = ""


class CashPaper(Numbered, frozen=True, kw_only=True):
    """The papers of a payment in cash: the tax bureau's levy list and its voucher."""

    payment_id: int
    levy_list: str
    voucher: str


class HandedIn(Numbered, frozen=True, kw_only=True):
    """An entry of a village's collection: its papers are those kept under ``papers_id``.

    That is the collection's first entry, whose own row names itself. The entries as they were
    entered add up to what the papers state; one that a correction made has a row as well.
    """

    entry_id: int
    papers_id: int


class Journal(Numbered, frozen=True, kw_only=True):
    """A line of the books: one amount from one account to another, and what it stands for."""

    source: Source
    source_id: int
    business_date: dt.date
    debit: str
    credit: str
    amount_fen: int


class RefundRequest(Numbered, frozen=True, kw_only=True):
    """A refund somebody asked for; another operator decides."""

    payment_id: int
    members: str
    channel: str
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class RefundDecision(Numbered, frozen=True, kw_only=True):
    """What became of a request: the refund that was made, or none."""

    request_id: int
    payment_id: int | None
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class ReceiptPrint(Numbered, frozen=True, kw_only=True):
    """A receipt as it was printed before schema 3, for all of its households on one paper."""

    payment_id: int
    copy: int
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class RegistrationPrint(Numbered, frozen=True, kw_only=True):
    """A household's registration slip (缴费登记单) as it was printed, every copy.

    Every copy after the first has its reason. ``content`` is all that stood on the paper, as
    JSON, ``code`` its check code. Papers of before schema 3 count as copies too. ``copy`` counts
    what was tried: which copy a paper is depends on those that were sent (``PrintOutcome``).
    ``way`` is where it went; None before schema 5, when every slip counted as sent.
    """

    payment_id: int
    household_id: int
    copy: int
    reason: str
    code: str
    content: str
    business_date: dt.date
    operator_id: int
    recorded_at: str
    way: str | None = None


class PrintOutcome(Numbered, frozen=True, kw_only=True):
    """What became of a slip that was to be printed: it was sent, or it was not.

    Without one nobody knows, until somebody says or it is printed again.
    """

    print_id: int
    is_sent: bool
    business_date: dt.date
    operator_id: int
    recorded_at: str


class VoucherRange(Numbered, frozen=True, kw_only=True):
    """Vouchers (税收票证) the tax bureau has issued to the station: from one number to another.

    ``head`` are the characters before the digits, which are ``digits`` wide.
    """

    head: str
    digits: int
    first: int
    last: int
    paper: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class VoucherSpoiled(Numbered, frozen=True, kw_only=True):
    """A voucher that is spoiled (作废), and why; it is handed back, not used."""

    voucher: str
    reason: str
    business_date: dt.date
    operator_id: int
    recorded_at: str


class InForce(Row, frozen=True, kw_only=True):
    """The one payment in force of a person, insurance and year; kept by triggers alone.

    Its key is the county's: nobody is charged twice, whatever the station.
    """

    KEY: ClassVar[tuple[str, ...]] = ("id_number", "insurance", "levy_year")
    id_number: str
    insurance: Insurance
    levy_year: int
    station_id: int
    line_id: int
