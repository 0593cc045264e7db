"""Reconciling a station: match, clear what agrees, number what does not."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.base.errors import BadInput
from models.bureau.reconciliation.books import read_entries
from models.bureau.reconciliation.coverage import coverage_of, read_extents, standing
from models.bureau.reconciliation.lines import read_lines
from models.bureau.reconciliation.match import match
from models.bureau.reconciliation.record import (
    Decided,
    KnownException,
    clear_pairs,
    number_findings,
    read_cleared,
    read_exceptions,
)
from models.bureau.reconciliation.rules import StatementRules, read_rules
from models.bureau.reconciliation.suggest import Suggestion, Suggestions
from models.bureau.reconciliation.terms import State
from models.bureau.reconciliation.values import (
    BookEntry,
    Coverage,
    EntryKey,
    Finding,
    Matching,
    Pair,
    StatementLine,
)
from models.station.desk import Desk
from models.station.operators import operator_named
from models.station.rights import may


@dataclass(frozen=True)
class Case:
    """One exception with its number, what might explain it, and what was decided.

    ``number`` is 0 for one that came about since the last run. ``vanished`` ones are kept:
    a slip typed in later, or a later statement, left nothing to settle.
    """

    number: int
    finding: Finding
    suggestion: Suggestion
    found_on: dt.date
    state: State
    decided: Decided | None = None

    @property
    def amount_fen(self) -> int:
        """How much it is about: the larger of its sides."""
        sides = (self.finding.line, self.finding.entry)
        return max(abs(each.amount_fen) for each in sides if each is not None)

    @property
    def line(self) -> StatementLine | None:
        """The statement's side: the exception's, else the suggested one."""
        return self.finding.line or self.suggestion.line

    @property
    def entry(self) -> BookEntry | None:
        """The books' side: the exception's, else the suggested one."""
        return self.finding.entry or self.suggestion.entry


@dataclass(frozen=True)
class Reconciliation:
    """A station's statements against its books; ``newly_cleared`` lines by this run.

    Entries of before ``waits_from`` have waited for their statement too long under ``rules``.
    """

    matching: Matching
    lines: tuple[StatementLine, ...]
    entries: tuple[BookEntry, ...]
    coverage: Coverage
    cases: tuple[Case, ...]
    rules: StatementRules
    waits_from: dt.date
    newly_cleared: int = 0

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """The exceptions nobody has settled yet, by day."""
        return tuple(each for each in self.cases if each.state == "open")

    @property
    def on_last_day(self) -> tuple[BookEntry, ...]:
        """The entries that wait because a statement ends with their day."""
        return tuple(each for each in self.matching.waiting if self.is_on_last_day(each))

    def is_on_last_day(self, entry: BookEntry) -> bool:
        """Say whether an entry is of the last day that statements cover of its terminal."""
        return standing(self.coverage, entry.terminal, entry.day) == "last_day"

    def is_overdue(self, entry: BookEntry) -> bool:
        """Say whether an entry has waited too long for a statement, none of which covers it."""
        is_old = entry.day < self.waits_from
        return is_old and standing(self.coverage, entry.terminal, entry.day) != "covered"

    @property
    def overdue(self) -> tuple[BookEntry, ...]:
        """The entries of open exceptions that no statement covers, and wait too long."""
        alone = (each.finding.entry for each in self.open_cases if each.finding.line is None)
        return tuple(each for each in alone if each is not None and self.is_overdue(each))


def reconcile(desk: Desk) -> Reconciliation:
    """Match everything again, clear what newly agrees, number new exceptions: one transaction.

    Run again without anything new, it changes nothing.
    """
    with desk.writing("clear_statement"):
        return reconcile_in_transaction(desk)


def see_reconciliation(desk: Desk) -> Reconciliation:
    """Reconcile; for whoever only reads (审计) read how everything stands."""
    who = operator_named(desk.store, desk.station_id, desk.operator)
    if who is not None and who.role is not None and not may(who.role, "clear_statement"):
        return read_reconciliation(desk)
    return reconcile(desk)


def reconcile_in_transaction(desk: Desk) -> Reconciliation:
    """Do what ``reconcile`` does, inside the ``writing`` of whoever calls."""
    cleared = read_cleared(desk)
    settled = set(cleared.values())
    found = read_reconciliation(desk)
    fresh = [
        each
        for each in found.matching.pairs
        if each.line.line_id not in cleared and each.entry.entry_key not in settled
    ]
    known = {each.finding.subject for each in found.cases if each.number}
    new = [each for each in found.matching.findings if each.subject not in known]
    if not fresh and not new:
        return found
    number_findings(desk, new)
    clear_pairs(desk, fresh)
    if fresh:
        desk.record("clear_statement", f"statement_line {fresh[0].line.line_id}", f"{len(fresh)}")
    return replace(read_reconciliation(desk), newly_cleared=len(fresh))


def read_reconciliation(desk: Desk) -> Reconciliation:
    """Return how statements and books stand to each other now; writes nothing."""
    lines, entries, rules = read_lines(desk), read_entries(desk), read_rules(desk)
    used = {each.terminal for each in entries} | {each.terminal for each in lines}
    coverage = coverage_of(read_extents(desk), used)
    cleared, known = read_cleared(desk), read_exceptions(desk)
    waits_from = desk.business_date - dt.timedelta(days=rules.days) if rules.days else dt.date.min
    matching = match(
        lines,
        entries,
        coverage,
        cleared,
        agreed=_agreed(cleared, known),
        waits_from=waits_from,
    )
    suggestions = Suggestions(matching, coverage, rules.days)
    cases = _cases(desk, matching, known, lines, entries, suggestions)
    return Reconciliation(
        matching,
        tuple(lines),
        tuple(entries),
        coverage,
        tuple(sorted(cases, key=_order)),
        rules,
        waits_from,
    )


def find_case(cases: Iterable[Case], number: int) -> Case:
    """Return the exception with a number; raises BadInput where there is none."""
    for case in cases:
        if number and case.number == number:
            return case
    raise BadInput(f"没有第 {number} 号对账差异，请在「对账」里看编号")


def _agreed(cleared: Mapping[int, EntryKey], known: Iterable[KnownException]) -> set[int]:
    """Return the lines that were cleared because a person said so."""
    same = [each for each in known if each.decision == "same"]
    lines = {each.line_id for each in same}
    entries = {each.entry_key for each in same}
    return {line_id for line_id, key in cleared.items() if line_id in lines or key in entries}


def _cases(
    desk: Desk,
    matching: Matching,
    known: Sequence[KnownException],
    lines: Iterable[StatementLine],
    entries: Iterable[BookEntry],
    suggestions: Suggestions,
) -> Iterable[Case]:
    now = {each.subject: each for each in matching.findings}
    by_line = {each.line_id: each for each in lines}
    by_entry = {each.entry_key: each for each in entries}
    for each in known:
        finding = now.get(each.subject)
        is_there = finding is not None
        if finding is None:
            line = by_line.get(each.line_id) if each.line_id is not None else None
            entry = by_entry.get(each.entry_key) if each.entry_key is not None else None
            finding = Finding(each.kind, line, entry)
        yield Case(
            number=each.number,
            finding=finding,
            suggestion=suggestions.of(finding) if is_there else Suggestion(""),
            found_on=each.found_on,
            state="settled" if each.decided else "open" if is_there else "vanished",
            decided=each.decided,
        )
    numbered = {each.subject for each in known}
    for finding in matching.findings:
        if finding.subject not in numbered:
            yield Case(0, finding, suggestions.of(finding), desk.business_date, "open")


def _order(case: Case) -> tuple[object, ...]:
    return case.finding.day, case.finding.terminal, case.number


def agreed_pair(case: Case) -> Pair | None:
    """Return the two sides of an exception where there is one of each, else None."""
    if case.line is None or case.entry is None:
        return None
    return Pair(case.line, case.entry)
