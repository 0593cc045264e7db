"""Reconciling a station: match, clear what agrees, number what does not."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from models.base.errors import BadInput
from models.bureau.reconciliation.books import read_entries
from models.bureau.reconciliation.match import match
from models.bureau.reconciliation.record import (
    Decided,
    clear_pairs,
    number_findings,
    read_cleared,
    read_coverage,
    read_exceptions,
    read_lines,
)
from models.bureau.reconciliation.suggest import Suggestion, Suggestions
from models.bureau.reconciliation.terms import State
from models.bureau.reconciliation.values import (
    BookEntry,
    Coverage,
    Finding,
    Matching,
    Pair,
    StatementLine,
)
from models.station.desk import Desk


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
    def line(self) -> StatementLine | None:
        """The statement's side: the exception's, else the suggested one."""
        return self.finding.line or self.suggestion.line

    @property
    def entry(self) -> BookEntry | None:
        """The books' side: the exception's, else the suggested one."""
        return self.finding.entry or self.suggestion.entry


@dataclass(frozen=True)
class Reconciliation:
    """A station's statements against its books; ``newly_cleared`` lines by this run."""

    matching: Matching
    lines: tuple[StatementLine, ...]
    entries: tuple[BookEntry, ...]
    coverage: Coverage
    cases: tuple[Case, ...]
    newly_cleared: int = 0

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """The exceptions nobody has settled yet, by day."""
        return tuple(each for each in self.cases if each.state == "open")


def reconcile(desk: Desk) -> Reconciliation:
    """Match everything again, clear what newly agrees, number new exceptions: one transaction.

    Run again without anything new, it changes nothing.
    """
    with desk.writing("clear_statement"):
        return reconcile_in_transaction(desk)


def reconcile_in_transaction(desk: Desk) -> Reconciliation:
    """Do what ``reconcile`` does, inside the ``writing`` of whoever calls."""
    cleared = read_cleared(desk)
    found = read_reconciliation(desk)
    fresh = [each for each in found.matching.pairs if each.line.line_id not in cleared]
    known = {each.finding.subject for each in found.cases if each.number}
    new = [each for each in found.matching.findings if each.subject not in known]
    if not fresh and not new:
        return found
    number_findings(desk, new)
    clear_pairs(desk, fresh)
    if fresh:
        desk.record("clear_statement", f"statement_line {fresh[0].line.line_id}", f"{len(fresh)}")
    numbered = read_reconciliation(desk)
    return Reconciliation(
        numbered.matching,
        numbered.lines,
        numbered.entries,
        numbered.coverage,
        numbered.cases,
        newly_cleared=len(fresh),
    )


def read_reconciliation(desk: Desk) -> Reconciliation:
    """Return how statements and books stand to each other now; writes nothing."""
    lines, entries, coverage = read_lines(desk), read_entries(desk), read_coverage(desk)
    matching = match(lines, entries, coverage, read_cleared(desk))
    return Reconciliation(
        matching,
        tuple(lines),
        tuple(entries),
        coverage,
        tuple(sorted(_cases(desk, matching, lines, entries, coverage), key=_order)),
    )


def find_case(cases: Iterable[Case], number: int) -> Case:
    """Return the exception with a number; raises BadInput where there is none."""
    for case in cases:
        if number and case.number == number:
            return case
    raise BadInput(f"没有第 {number} 号对账差异，请在「对账」里看编号")


def _cases(
    desk: Desk,
    matching: Matching,
    lines: Iterable[StatementLine],
    entries: Iterable[BookEntry],
    coverage: Coverage,
) -> Iterable[Case]:
    suggestions = Suggestions(matching, coverage)
    now = {each.subject: each for each in matching.findings}
    by_line = {each.line_id: each for each in lines}
    by_entry = {each.entry_key: each for each in entries}
    known = read_exceptions(desk)
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
