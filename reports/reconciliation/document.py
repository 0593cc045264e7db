"""Exceptions and the report as plain values for JSON; amounts in fen, cards as their last four."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from models.bureau.reconciliation.run import Case, Reconciliation
from models.bureau.reconciliation.terms import DECISIONS, KIND_TITLES
from models.bureau.reconciliation.values import BookEntry, StatementLine
from reports.reconciliation.gather import DayRow, ReconcileReport, Side


def case_document(case: Case) -> dict[str, Any]:
    """Return one exception with what each side says."""
    finding, suggestion = case.finding, case.suggestion
    return {
        "number": case.number,
        "kind": finding.kind,
        "title": KIND_TITLES[finding.kind],
        "state": case.state,
        "day": finding.day,
        "terminal": finding.terminal,
        "amount_fen": case.amount_fen,
        "statement": _line(finding.line) if finding.line else None,
        "books": _entry(finding.entry) if finding.entry else None,
        "suggestion": {
            "why": suggestion.why,
            "statement": _line(suggestion.line) if suggestion.line else None,
            "books": _entry(suggestion.entry) if suggestion.entry else None,
        },
        "decisions": DECISIONS[finding.kind] if case.state == "open" else (),
        "decided": case.decided,
        "found_on": case.found_on,
    }


def waiting_document(entry: BookEntry, found: Reconciliation) -> dict[str, Any]:
    """Return one entry that waits for its statement, and whether the last one ends with its day."""
    return {
        **_entry(entry),
        "terminal": entry.terminal,
        "on_last_day": found.is_on_last_day(entry),
    }


def kind_counts(cases: Iterable[Case]) -> dict[str, int]:
    """Return how many exceptions there are of each kind, kinds without any as 0."""
    found = Counter(each.finding.kind for each in cases)
    return {kind: found[kind] for kind in KIND_TITLES}


def reconcile_document(report: ReconcileReport) -> dict[str, Any]:
    """Return the report."""
    balance = report.balance
    return {
        "station": report.station,
        "period": {"from": report.first, "to": report.last},
        "terminal": report.terminal,
        "rows": [_row(each) for each in report.rows],
        "total": _row(report.total),
        "balance": {
            "matched_statement": _side(balance.matched_statement),
            "matched_books": _side(balance.matched_books),
            "statement_in_exceptions": _side(balance.statement_in_exceptions),
            "books_in_exceptions": _side(balance.books_in_exceptions),
            "waiting": _side(balance.waiting),
            "voids_that_cancel": balance.voids_that_cancel,
        },
        "overdue": {**_side(report.overdue), "days": report.wait_days},
        "on_last_day": _side(report.on_last_day),
        "open": kind_counts(report.open_cases),
        "settled": kind_counts(report.settled_cases),
        "exceptions": [case_document(each) for each in report.cases],
    }


def _row(row: DayRow) -> dict[str, Any]:
    return {
        "day": row.day,
        "terminal": row.terminal if row.day else "",
        "statement": _side(row.statement),
        "fee_fen": row.fee_fen,
        "books": _side(row.books),
        "difference_fen": row.difference_fen,
        "matched": _side(row.matched),
        "waiting": _side(row.waiting),
        "open": row.open_cases,
        "settled": row.settled_cases,
    }


def _side(side: Side) -> dict[str, int]:
    return {"count": side.count, "amount_fen": side.amount_fen}


def _line(line: StatementLine) -> dict[str, Any]:
    return {
        "row": line.row,
        "kind": line.kind,
        "batch": line.batch,
        "trace": line.trace,
        "day": line.day,
        "time": line.time,
        "amount_fen": line.amount_fen,
        "fee_fen": line.fee_fen,
        "merchant": line.merchant,
        "reference": line.reference,
        "card_tail": line.card_tail,
    }


def _entry(entry: BookEntry) -> dict[str, Any]:
    return {
        "receipt": entry.receipt,
        "kind": entry.kind,
        "batch": entry.batch,
        "trace": entry.trace,
        "day": entry.day,
        "amount_fen": entry.amount_fen,
        "merchant": entry.merchant,
        "reference": entry.reference,
        "card_tail": entry.card_tail,
    }
