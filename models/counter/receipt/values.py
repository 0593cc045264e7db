"""What stands on a registration slip: frozen values, amounts in fen."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.money_words import amount_in_words
from models.base.terms import Insurance
from models.ledger.cash_papers import CashPaper
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.levy.values import ShareAmount
from models.store.tables.ledger import EntryKind

STATE_TITLES = {
    "valid": "有效",
    "corrected": "已更正",
    "voided": "已撤销",
    "refunded": "已退费",
    "partly_refunded": "部分退费",
}


@dataclass(frozen=True)
class ReceiptPlace:
    """A household on a receipt, as it is called now."""

    village: str
    number: str
    head: str


@dataclass(frozen=True)
class PrintedLine:
    """One person and insurance on a receipt.

    ``amount_fen`` was paid by the person; ``reimbursed_fen`` of it comes back later. The
    identity number is masked. ``clauses`` are the notice's, as it stood on the day.
    """

    household_id: int
    place: ReceiptPlace
    name: str
    masked_number: str
    insurance: Insurance
    levy_year: int
    category: str
    tier_fen: int | None
    standard_fen: int
    amount_fen: int
    reimbursed_fen: int
    shares: tuple[ShareAmount, ...]
    is_late: bool
    benefit_from: dt.date | None
    clauses: tuple[str, ...]
    is_reversed: bool


class LaterEntry(NamedTuple):
    """What happened to a receipt since: an entry of its own, with its number.

    ``is_correction``: it takes back what was posted right under the same papers.
    """

    kind: EntryKind
    year: int
    serial: int
    business_date: dt.date
    amount_fen: int
    people: int
    reason: str
    is_correction: bool

    @property
    def number(self) -> str:
        """Its number as printed."""
        return receipt_number(self.year, self.serial)


class Print(NamedTuple):
    """One time a household's slip was printed; the first is the original.

    ``household``: its number; empty for a paper of before 0.4, which was all households'.
    """

    copy: int
    printed_at: str
    operator: str
    reason: str
    household: str = ""

    @property
    def title(self) -> str:
        """How the paper is marked: 正本, or which reprint it is."""
        return "正本" if self.copy == 1 else f"补打 第 {self.copy - 1} 次"


@dataclass(frozen=True)
class PrintedReceipt:
    """An entry, or one household's part of it, as it is printed: a registration slip (缴费登记单).

    ``paid_on`` is set where that was another day, ``voucher`` where people paid by themselves;
    ``code`` shows a forged paper (``laobao receipt verify``); ``prints`` are all so far, oldest
    first. ``households`` and ``whole_fen`` are of the whole entry. ``corrects`` is the receipt in
    whose place it stands, ``corrected_by`` the one in its own.
    """

    station: str
    payment_id: int
    number: str
    kind: EntryKind
    business_date: dt.date
    lines: tuple[PrintedLine, ...]
    amount_fen: int
    channel: str
    slips: tuple[PosSlip, ...]
    cash: CashPaper | None
    paid_on: dt.date | None
    voucher: str
    operator: str
    recorded_at: str
    later: tuple[LaterEntry, ...]
    code: str
    prints: tuple[Print, ...]
    households: int
    whole_fen: int
    corrects: str = ""
    corrected_by: str = ""

    @property
    def places(self) -> tuple[ReceiptPlace, ...]:
        """The households, each once, in the order of the lines."""
        return tuple(dict.fromkeys(line.place for line in self.lines))

    @property
    def people(self) -> int:
        """How many people stand on it, each once."""
        return len({(line.place, line.name, line.masked_number) for line in self.lines})

    @property
    def amount_words(self) -> str:
        """The amount in Chinese capitals."""
        return amount_in_words(self.amount_fen)

    @property
    def state(self) -> str:
        """Whether it still counts: a key of ``STATE_TITLES``."""
        if self.corrected_by:
            return "corrected"
        kinds = {each.kind for each in self.later}
        if "void" in kinds and (self.kind == "collect" or all(x.is_reversed for x in self.lines)):
            return "voided"
        reversed_lines = [line.is_reversed for line in self.lines]
        if self.kind == "collect" or not any(reversed_lines):
            return "valid"
        return "refunded" if all(reversed_lines) else "partly_refunded"

    @property
    def last_print(self) -> Print | None:
        """The print this paper is; None for one that was never printed."""
        return self.prints[-1] if self.prints else None
