"""Taking the reconciliation of some days: each terminal's day, and the exceptions in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.bureau.reconciliation.run import Case, read_reconciliation
from models.bureau.reconciliation.values import BookEntry, Finding, StatementLine
from models.station.desk import Desk

_One = TypeVar("_One", StatementLine, BookEntry)


@dataclass(frozen=True)
class Side:
    """How many lines or entries, and their net amount in fen."""

    count: int = 0
    amount_fen: int = 0


@dataclass(frozen=True)
class DayRow:
    """One day of one terminal; the total has neither. Amounts are net, in fen.

    ``matched`` is the statement's side of what agrees; ``waiting`` are entries that may still
    come: no statement covers them yet, or one ends with their day.
    """

    day: dt.date | None
    terminal: str
    statement: Side
    fee_fen: int
    books: Side
    matched: Side
    waiting: Side
    open_cases: int
    settled_cases: int

    @property
    def difference_fen(self) -> int:
        """What the statement has more than the books."""
        return self.statement.amount_fen - self.books.amount_fen


@dataclass(frozen=True)
class Balance:
    """How each side adds up: what agrees, what is in exceptions, what waits, in fen.

    What cancels adds up to nothing on either side.
    """

    matched_statement: Side
    matched_books: Side
    statement_in_exceptions: Side
    books_in_exceptions: Side
    waiting: Side
    voids_that_cancel: int


@dataclass(frozen=True)
class ReconcileReport:
    """The reconciliation of a station from one day to another, both counted.

    ``overdue`` are entries in open exceptions that no statement covers after ``wait_days``;
    ``on_last_day`` those of ``balance.waiting`` that may be in the next statement.
    """

    station: str
    document: str
    first: dt.date
    last: dt.date
    terminal: str
    rows: tuple[DayRow, ...]
    total: DayRow
    balance: Balance
    cases: tuple[Case, ...]
    overdue: Side
    on_last_day: Side
    wait_days: int

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """The exceptions nobody has settled."""
        return tuple(each for each in self.cases if each.state == "open")

    @property
    def settled_cases(self) -> tuple[Case, ...]:
        """The exceptions somebody has settled."""
        return tuple(each for each in self.cases if each.state == "settled")


def days_asked(
    desk: Desk, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[dt.date, dt.date]:
    """Return the first and last of some days, or of the half-month of the business date.

    Raises BadInput for a last day before the first.
    """
    half = HalfMonth.containing(desk.business_date)
    if first or last:
        begins, ends = first or dt.date.min, last or desk.business_date
        if ends < begins:
            raise BadInput(f"「到哪天止」{ends} 早于「从哪天起」{begins}，请核对")
        return begins, ends
    return half.first_day, half.last_day


def gather_reconciliation(
    desk: Desk, first: dt.date, last: dt.date, terminal: str = ""
) -> ReconcileReport:
    """Return the reconciliation of some days as it stands now; writes nothing."""

    def is_asked(each: StatementLine | BookEntry | Finding) -> bool:
        return first <= each.day <= last and terminal in ("", each.terminal)

    found = read_reconciliation(desk)
    matching = found.matching
    lines = list(filter(is_asked, found.lines))
    entries = list(filter(is_asked, found.entries))
    findings = matching.findings
    cases = tuple(each for each in found.cases if is_asked(each.finding))
    matched = [each.line for each in matching.pairs if is_asked(each.line)]
    waiting = list(filter(is_asked, matching.waiting))
    voids = [each.line for each in matching.pairs if each.line.kind == "void"]
    voids += [void for _, void in matching.cancelled]
    cancelled = [void for _, void in matching.cancelled_entries]
    balance = Balance(
        matched_statement=_side(matched),
        matched_books=_side([each.entry for each in matching.pairs if is_asked(each.entry)]),
        statement_in_exceptions=_side(
            [each.line for each in findings if each.line and is_asked(each.line)]
        ),
        books_in_exceptions=_side(
            [each.entry for each in findings if each.entry and is_asked(each.entry)]
        ),
        waiting=_side(waiting),
        voids_that_cancel=len([each for each in voids if is_asked(each)])
        + len([each for each in cancelled if is_asked(each)]),
    )
    sides: list[StatementLine | BookEntry] = [*lines, *entries]
    by_line, by_entry = _grouped(lines), _grouped(entries)
    by_matched, by_waiting = _grouped(matched), _grouped(waiting)
    by_case: dict[tuple[dt.date, str], list[Case]] = defaultdict(list)
    for case in cases:
        by_case[case.finding.day, case.finding.terminal].append(case)
    rows = tuple(
        _row(
            *key,
            by_line[key],
            by_entry[key],
            by_matched[key],
            by_waiting[key],
            by_case[key],
        )
        for key in sorted({(each.day, each.terminal) for each in sides})
    )
    return ReconcileReport(
        station=desk.township,
        document=desk.notice.document,
        first=first,
        last=last,
        terminal=terminal,
        rows=rows,
        total=_row(None, "合计", lines, entries, matched, waiting, cases),
        balance=balance,
        cases=cases,
        overdue=_side(filter(is_asked, found.overdue)),
        on_last_day=_side(filter(is_asked, found.on_last_day)),
        wait_days=found.rules.days,
    )


def _row(
    day: dt.date | None,
    terminal: str,
    lines: list[StatementLine],
    entries: list[BookEntry],
    matched: list[StatementLine],
    waiting: list[BookEntry],
    cases: Iterable[Case],
) -> DayRow:
    states = [each.state for each in cases]
    return DayRow(
        day=day,
        terminal=terminal,
        statement=_side(lines),
        fee_fen=sum(each.fee_fen for each in lines),
        books=_side(entries),
        matched=_side(matched),
        waiting=_side(waiting),
        open_cases=states.count("open"),
        settled_cases=states.count("settled"),
    )


def _grouped(sides: Iterable[_One]) -> dict[tuple[dt.date, str], list[_One]]:
    found: dict[tuple[dt.date, str], list[_One]] = defaultdict(list)
    for each in sides:
        found[each.day, each.terminal].append(each)
    return found


def _side(sides: Iterable[StatementLine | BookEntry]) -> Side:
    amounts = [each.amount_fen for each in sides]
    return Side(len(amounts), sum(amounts))
