"""A matching in the making: what is still to be placed, and the ways to place it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.bureau.reconciliation.coverage import standing
from models.bureau.reconciliation.numbers import differing_numbers
from models.bureau.reconciliation.terms import ExceptionKind
from models.bureau.reconciliation.values import (
    BookEntry,
    Coverage,
    EntryKey,
    Finding,
    Pair,
    StatementLine,
)


class Placing:
    """Lines and entries, and where they were put.

    What is still to be placed stands in ``lines`` and ``entries``; ``entry_of`` has the
    entry that a placed line belongs to, whether or not the two agree. Entries of before
    ``waits_from`` have waited for their statement too long.
    """

    def __init__(
        self,
        lines: Iterable[StatementLine],
        entries: Iterable[BookEntry],
        coverage: Coverage,
        cleared: Mapping[int, EntryKey],
        waits_from: dt.date,
    ) -> None:
        ordered = sorted(lines, key=_as_told)
        self.lines = {each.line_id: each for each in ordered}
        by_key = sorted(entries, key=lambda each: (*each.key, *each.entry_key))
        self.entries = {each.entry_key: each for each in by_key}
        self.all_entries = dict(self.entries)
        self.coverage, self.cleared, self.waits_from = coverage, cleared, waits_from
        self.reversals: dict[int, list[BookEntry]] = defaultdict(list)
        for each in self.entries.values():
            if each.kind != "purchase":
                self.reversals[each.slip_id].append(each)
        self.pairs: list[Pair] = []
        self.findings: list[Finding] = []
        self.cancelled: list[tuple[StatementLine, StatementLine]] = []
        self.cancelled_entries: list[tuple[BookEntry, BookEntry]] = []
        self.entry_of: dict[int, BookEntry] = {}

    def is_voided(self, entry: BookEntry) -> bool:
        """Say whether the void of a payment's slip has its line already."""
        voids = [each for each in self.reversals[entry.slip_id] if each.kind == "void"]
        return bool(voids) and all(each.entry_key not in self.entries for each in voids)

    def reversal(self, entry: BookEntry, kind: str) -> BookEntry | None:
        """Return the void or refund of a payment's slip that has no line yet."""
        for each in self.reversals[entry.slip_id]:
            if each.kind == kind and each.entry_key in self.entries:
                return each
        return None

    def is_due(self, entry: BookEntry) -> bool:
        """Say whether the statement should have an entry: it covers its day, or is overdue."""
        if entry.day < self.waits_from:
            return True
        return standing(self.coverage, entry.terminal, entry.day) == "covered"

    def join(self, line: StatementLine, entry: BookEntry) -> None:
        """Place a line and the entry it belongs to, as agreeing or as how they differ."""
        if line.amount_fen != entry.amount_fen:
            self.find("amount_differs", line, entry)
        elif differing_numbers(line, entry):
            self.find("reference_differs", line, entry)
        else:
            self.pair(line, entry)

    def pair(self, line: StatementLine, entry: BookEntry) -> None:
        """Place a line and an entry as agreeing."""
        self.pairs.append(Pair(line, entry))
        self._place(line, entry)

    def cancel(self, purchase: StatementLine, void: StatementLine) -> None:
        """Place a purchase and its void, of which the books know nothing."""
        self.cancelled.append((purchase, void))
        del self.lines[purchase.line_id], self.lines[void.line_id]

    def find(
        self,
        kind: ExceptionKind,
        line: StatementLine | None = None,
        entry: BookEntry | None = None,
        about: StatementLine | None = None,
        about_entry: BookEntry | None = None,
    ) -> None:
        """Place a line, an entry or both as an exception; see ``Finding`` for the rest."""
        if about is not None and about_entry is None:
            about_entry = self.entry_of.get(about.line_id)
        self.findings.append(Finding(kind, line, entry, about, about_entry))
        self._place(line, entry)

    def _place(self, line: StatementLine | None, entry: BookEntry | None) -> None:
        if line is not None:
            del self.lines[line.line_id]
            if entry is not None:
                self.entry_of[line.line_id] = entry
        if entry is not None:
            del self.entries[entry.entry_key]


def _as_told(line: StatementLine) -> tuple[object, ...]:
    """Return an order of lines that does not follow from which file came first."""
    return *line.key, line.time, line.amount_fen, line.line_id
