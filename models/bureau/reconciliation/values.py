"""What is compared: a line of the statement, an entry of the books; and what came of it.

Amounts are fen, above zero where money came in, below where it went back.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.bureau.reconciliation.terms import ExceptionKind
from models.store.tables.bureau import StatementKind

SlipKey = tuple[str, str, str, dt.date]
"""Terminal, batch, trace and day: what makes a slip unique; traces are recycled."""

EntryKey = tuple[int, int]
"""The entry (payment, void, refund) and the slip of the payment it is or takes back."""

Days = tuple[dt.date, dt.date]
"""The first and the last of some days, both counted."""

Coverage = Mapping[str, tuple[Days, ...]]
"""By terminal, the first and last days of the statements that came."""


class StatementLine(NamedTuple):
    """One line of an acquirer's statement. ``line_id`` is 0 before it is kept.

    ``row`` is where the spreadsheet shows it; ``occurrence`` counts equal lines of one
    file; ``fee_fen`` stands as the file has it; ``original_trace`` and
    ``original_reference`` name what a void or refund takes back, where the file says so.
    """

    terminal: str
    batch: str
    trace: str
    day: dt.date
    kind: StatementKind
    amount_fen: int
    time: str = ""
    merchant: str = ""
    reference: str = ""
    card_tail: str = ""
    fee_fen: int = 0
    original_trace: str = ""
    original_reference: str = ""
    row: int = 0
    occurrence: int = 1
    line_id: int = 0

    @property
    def shown_trace(self) -> str:
        """The trace as people read it."""
        return self.trace

    @property
    def key(self) -> SlipKey:
        """The key of the slip that the terminal printed."""
        return self.terminal, self.batch, self.trace, self.day

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two lines of different files the same one, but for the occurrence."""
        return *self.key, self.kind, self.amount_fen


@dataclass(frozen=True)
class BookEntry:
    """One slip of a payment in the books, or what a void or refund takes back of one.

    A void or refund without a slip of its own has no ``trace``, and the terminal and batch
    of the slip it takes back; ``original_trace`` and ``original_reference`` are that slip's.
    """

    payment_id: int
    slip_id: int
    receipt: str
    kind: StatementKind
    terminal: str
    batch: str
    trace: str
    day: dt.date
    amount_fen: int
    time: str = ""
    merchant: str = ""
    reference: str = ""
    card_tail: str = ""
    original_trace: str = ""
    original_reference: str = ""

    @property
    def shown_trace(self) -> str:
        """The trace as people read it: of a void without a slip, the one it takes back."""
        return self.trace or f"原{self.original_trace}"

    @property
    def key(self) -> SlipKey:
        """The key of its slip."""
        return self.terminal, self.batch, self.trace, self.day

    @property
    def entry_key(self) -> EntryKey:
        """What tells it from every other entry."""
        return self.payment_id, self.slip_id


@dataclass(frozen=True)
class Pair:
    """A line and the entry it agrees with."""

    line: StatementLine
    entry: BookEntry


@dataclass(frozen=True)
class Finding:
    """An exception: the line, the entry, or both that do not agree.

    ``about`` is the line that a duplicate repeats or that a void takes back, ``about_entry``
    the entry of that line; both only say more about the exception.
    """

    kind: ExceptionKind
    line: StatementLine | None = None
    entry: BookEntry | None = None
    about: StatementLine | None = None
    about_entry: BookEntry | None = None

    @property
    def subject(self) -> str:
        """What makes it the same exception again."""
        line = self.line.line_id if self.line else "-"
        entry = "/".join(map(str, self.entry.entry_key)) if self.entry else "-"
        return f"{self.kind} {line} {entry}"

    @property
    def day(self) -> dt.date:
        """The day it counts on: the statement's where there is a line."""
        return _either(self.line, self.entry).day

    @property
    def terminal(self) -> str:
        """The terminal it counts under: the statement's where there is a line."""
        return _either(self.line, self.entry).terminal


@dataclass(frozen=True)
class Matching:
    """Where every line and every entry ended: each in exactly one of these.

    ``pairs`` agree. ``cancelled`` are a purchase and its void of which the books know
    nothing; ``cancelled_entries`` a payment and its void of which the statement knows
    nothing. ``waiting`` are entries that may still come: no statement covers their day yet, or
    it is the last day covered.
    """

    pairs: tuple[Pair, ...]
    cancelled: tuple[tuple[StatementLine, StatementLine], ...]
    cancelled_entries: tuple[tuple[BookEntry, BookEntry], ...]
    findings: tuple[Finding, ...]
    waiting: tuple[BookEntry, ...]

    @property
    def voids_that_cancel(self) -> int:
        """How many voids took back their purchase with nothing left to look at."""
        agreeing = sum(each.line.kind == "void" for each in self.pairs)
        return agreeing + len(self.cancelled) + len(self.cancelled_entries)


def _either(line: StatementLine | None, entry: BookEntry | None) -> StatementLine | BookEntry:
    side = line or entry
    assert side is not None
    return side
