"""Statements in the store: what was imported, what is cleared, found and decided."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.base import clock
from models.bureau.reconciliation.terms import Decision, ExceptionKind
from models.bureau.reconciliation.values import Coverage, EntryKey, Finding, Pair, StatementLine
from models.ledger.accounts import PENDING_REMITTANCE, POS_CLEARING
from models.ledger.journal import insert_journal, journal_rows, net_lines
from models.station.desk import Desk

_LINE = (
    "id", "file_id", "row", "merchant", "terminal", "batch", "trace", "day", "time", "kind",
    "amount_fen", "reference", "card_tail", "fee_fen", "original_trace", "original_reference",
    "occurrence", "station_id",
)  # fmt: skip
_CLEARING = (
    "station_id", "line_id", "payment_id", "slip_id", "business_date", "operator_id",
    "recorded_at",
)  # fmt: skip
_EXCEPTION = (
    "id", "station_id", "kind", "line_id", "payment_id", "slip_id", "subject", "found_on",
    "operator_id", "recorded_at",
)  # fmt: skip
_EXCEPTIONS = (
    "SELECT e.id, e.kind, e.line_id, e.payment_id, e.slip_id, e.subject, e.found_on, "
    "d.decision, d.reason, d.business_date, o.login FROM statement_exception e "
    "LEFT JOIN statement_decision d ON d.exception_id = e.id "
    "LEFT JOIN operator o ON o.id = d.operator_id WHERE e.station_id = ? ORDER BY e.id"
)


@dataclass(frozen=True)
class Decided:
    """What a person decided about an exception, why, on which business date, and who."""

    decision: Decision
    reason: str
    decided_on: dt.date
    operator: str


@dataclass(frozen=True)
class KnownException:
    """An exception as it was found and numbered; ``decided`` is None while nobody decided."""

    number: int
    kind: ExceptionKind
    line_id: int | None
    entry_key: EntryKey | None
    subject: str
    found_on: dt.date
    decided: Decided | None


def read_lines(desk: Desk) -> list[StatementLine]:
    """Return every line of the station's statements."""
    columns = ", ".join(_LINE[:-1])
    rows = desk.store.rows(
        f"SELECT {columns} FROM statement_line WHERE station_id = ? ORDER BY id",
        (desk.station_id,),
    )
    return [
        StatementLine(
            line_id=row[0],
            row=row[2],
            merchant=row[3],
            terminal=row[4],
            batch=row[5],
            trace=row[6],
            day=dt.date.fromisoformat(row[7]),
            time=row[8],
            kind=row[9],
            amount_fen=int(row[10]),
            reference=row[11],
            card_tail=row[12],
            fee_fen=int(row[13]),
            original_trace=row[14],
            original_reference=row[15],
            occurrence=row[16],
        )
        for row in rows
    ]


def insert_lines(desk: Desk, file_id: int, lines: Iterable[StatementLine]) -> None:
    """Keep lines of a file; only inside ``writing``."""
    line_id = desk.store.next_id("statement_line")
    rows = [
        (
            number, file_id, each.row, each.merchant, each.terminal, each.batch, each.trace,
            each.day.isoformat(), each.time, each.kind, each.amount_fen, each.reference,
            each.card_tail, each.fee_fen, each.original_trace, each.original_reference,
            each.occurrence, desk.station_id,
        )
        for number, each in enumerate(lines, line_id)
    ]  # fmt: skip
    desk.store.insert_rows("statement_line", _LINE, rows)


def read_coverage(desk: Desk) -> Coverage:
    """Return the days of each terminal that statements cover."""
    found: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    rows = desk.store.rows(
        "SELECT terminal, first_day, last_day FROM statement_coverage WHERE station_id = ? "
        "ORDER BY id",
        (desk.station_id,),
    )
    for terminal, first, last in rows:
        found[terminal].append((dt.date.fromisoformat(first), dt.date.fromisoformat(last)))
    return {terminal: tuple(ranges) for terminal, ranges in found.items()}


def read_cleared(desk: Desk) -> Mapping[int, EntryKey]:
    """Return what each cleared line was cleared with."""
    rows = desk.store.rows(
        "SELECT line_id, payment_id, slip_id FROM statement_clearing WHERE station_id = ?",
        (desk.station_id,),
    )
    return {line_id: (payment_id, slip_id) for line_id, payment_id, slip_id in rows}


def clear_pairs(desk: Desk, pairs: Iterable[Pair]) -> int:
    """Clear pairs in the books, and return how many; only inside ``writing``.

    The whole amount moves from what the POS owes to the pending-remittance account: the
    fee is no part of what the fund is due. Of a void or refund it moves back.
    """
    operator_id, now, today = desk.operator_id(), clock.timestamp(), desk.business_date
    clearings, journal = [], list[tuple[object, ...]]()
    for pair in pairs:
        line_id = pair.line.line_id
        clearings.append(
            (desk.station_id, line_id, *pair.entry.entry_key, today.isoformat(), operator_id, now)
        )
        moved = net_lines({(PENDING_REMITTANCE, POS_CLEARING): pair.line.amount_fen})
        journal += journal_rows(desk.station_id, "clearing", line_id, today, moved)
    desk.store.insert_rows("statement_clearing", _CLEARING, clearings)
    insert_journal(desk, journal)
    return len(clearings)


def read_exceptions(desk: Desk) -> list[KnownException]:
    """Return every exception that was ever found, in the order of their numbers."""
    return [
        KnownException(
            number=row[0],
            kind=row[1],
            line_id=row[2],
            entry_key=None if row[3] is None else (row[3], row[4]),
            subject=row[5],
            found_on=dt.date.fromisoformat(row[6]),
            decided=None
            if row[7] is None
            else Decided(row[7], row[8], dt.date.fromisoformat(row[9]), row[10]),
        )
        for row in desk.store.rows(_EXCEPTIONS, (desk.station_id,))
    ]


def number_findings(desk: Desk, findings: Iterable[Finding]) -> None:
    """Number exceptions found for the first time; only inside ``writing``."""
    operator_id, now, today = desk.operator_id(), clock.timestamp(), desk.business_date
    number = desk.store.next_id("statement_exception")
    rows = [
        (
            number + position, desk.station_id, each.kind,
            each.line.line_id if each.line else None,
            *(each.entry.entry_key if each.entry else (None, None)),
            each.subject, today.isoformat(), operator_id, now,
        )
        for position, each in enumerate(findings)
    ]  # fmt: skip
    desk.store.insert_rows("statement_exception", _EXCEPTION, rows)
