"""The reconciliation as lists: each terminal's day and how it adds up, then the exceptions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from models.base.money import format_yuan
from models.bureau.reconciliation.run import Case, Reconciliation
from models.bureau.reconciliation.terms import DECISION_TITLES, KIND_TITLES, STATE_TITLES
from models.bureau.reconciliation.values import BookEntry
from reports.listing.values import Cell, Column, Listing
from reports.reconciliation.document import kind_counts
from reports.reconciliation.gather import DayRow, ReconcileReport, Side

_DAYS = (
    Column("日期", "day", "date"),
    Column("终端号", "terminal"),
    Column("对账单笔数", "statement", "count"),
    Column("对账单金额", "statement_fen", "money"),
    Column("手续费", "fee_fen", "money"),
    Column("台账笔数", "books", "count"),
    Column("台账金额", "books_fen", "money"),
    Column("差额", "difference_fen", "money"),
    Column("已核对笔数", "matched", "count"),
    Column("已核对金额", "matched_fen", "money"),
    Column("待对账笔数", "waiting", "count"),
    Column("待处理", "open", "number"),
    Column("已处理", "settled", "number"),
)
_CASES = (
    Column("编号", "number", "number", names="case"),
    Column("情况", "kind"),
    Column("日期", "day", "date"),
    Column("终端号", "terminal"),
    Column("批次号", "batch"),
    Column("凭证号", "trace"),
    Column("对账单金额", "statement_fen", "money"),
    Column("台账金额", "books_fen", "money"),
    Column("收据", "receipt"),
    Column("状态", "state"),
    Column("说明", "remark"),
)
_NOTHING = "这几天没有对账单，也没有刷卡收费"
_SIGNATURES = ("制表人：", "复核人：", "负责人：", "（盖章）    年   月   日")
_NOTES = (
    "金额为净额：消费减去撤销和退货。手续费只列示，不从应缴入基金的金额里扣除。",
    "待对账：这一天还没有对账单，或是对账单的最后一天。",
    "已处理的差异仍计入差额，直到补录、更正或核对为同一笔。",
)
_WAITING = (
    Column("日期", "day", "date"),
    Column("终端号", "terminal"),
    Column("批次号", "batch"),
    Column("凭证号", "trace"),
    Column("金额", "amount_fen", "money"),
    Column("收据", "receipt"),
    Column("等什么", "why"),
)


def reconcile_listings(report: ReconcileReport) -> tuple[Listing, ...]:
    """Return the days, then the exceptions one by one where there are any."""
    cases = [each for each in report.cases if each.state != "vanished"]
    if not cases:
        return (_days(report),)
    return _days(report), _listing(report, "差异明细", _CASES, tuple(map(_case, cases)))


def case_listing(cases: Sequence[Case]) -> Listing:
    """Return exceptions as the bare table that a command prints."""
    return Listing("", "", "", dt.date.min, (), _CASES, tuple(map(_case, cases)))


def waiting_listing(entries: Sequence[BookEntry], found: Reconciliation) -> Listing:
    """Return what waits for its statement as the bare table that a command prints."""
    rows = tuple(
        (
            each.day,
            each.terminal,
            each.batch,
            each.shown_trace,
            each.amount_fen,
            each.receipt,
            "对账单的最后一天，可能在下一份里" if found.is_on_last_day(each) else "还没有对账单",
        )
        for each in entries
    )
    return Listing("", "", "", dt.date.min, (), _WAITING, rows)


def _listing(
    report: ReconcileReport,
    what: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
) -> Listing:
    only = (f"终端 {report.terminal}",) if report.terminal else ()
    return Listing(
        name=what,
        station=report.station,
        title=f"{report.station}劳动保障站  POS 收单对账{what}",
        dated=report.last,
        facts=(f"{report.first} 至 {report.last}", *only, "金额单位：元"),
        columns=columns,
        rows=rows,
        signatures=(),
        is_beside=True,
    )


def _days(report: ReconcileReport) -> Listing:
    has_days = bool(report.rows)
    notes = (*_balance(report), *_kinds(report), *_NOTES) if has_days else (_NOTHING,)
    return replace(
        _listing(report, "表", _DAYS, tuple(map(_day, report.rows))),
        name="对账汇总",
        total=_day(report.total) if has_days else None,
        notes=(*notes, f"文件依据：{report.document}"),
        signatures=_SIGNATURES,
        is_beside=False,
    )


def _kinds(report: ReconcileReport) -> tuple[str, ...]:
    """Return how many exceptions there are of each kind that there is."""
    still, settled = kind_counts(report.open_cases), kind_counts(report.settled_cases)
    kinds = [
        f"{title} 待处理 {still[kind]} 件、已处理 {settled[kind]} 件"
        for kind, title in KIND_TITLES.items()
        if still[kind] or settled[kind]
    ]
    return (f"差异情况：{'；'.join(kinds)}",) if kinds else ()


def _day(row: DayRow) -> tuple[Cell, ...]:
    return (
        row.day or "", row.terminal, row.statement.count, row.statement.amount_fen,
        row.fee_fen, row.books.count, row.books.amount_fen, row.difference_fen, row.matched.count,
        row.matched.amount_fen, row.waiting.count, row.open_cases, row.settled_cases,
    )  # fmt: skip


def _case(case: Case) -> tuple[Cell, ...]:
    """Return an exception's cells; the last says what was decided and why, else the suggestion."""
    line, entry = case.finding.line, case.finding.entry
    side = line or entry
    assert side is not None
    decided = case.decided
    return (
        case.number or "-",
        KIND_TITLES[case.finding.kind],
        case.finding.day,
        case.finding.terminal,
        side.batch,
        side.shown_trace,
        line.amount_fen if line else "",
        entry.amount_fen if entry else "",
        entry.receipt if entry else "",
        DECISION_TITLES[decided.decision] if decided else STATE_TITLES[case.state],
        f"{decided.reason}（{decided.operator} {decided.decided_on}）"
        if decided
        else case.suggestion.why,
    )


def _balance(report: ReconcileReport) -> tuple[str, ...]:
    """Return how each side adds up."""
    balance, total = report.balance, report.total
    return (
        f"对账单 {_yuan(total.statement)} = 已核对 {_yuan(balance.matched_statement)}"
        f" + 差异中对账单一方 {_yuan(balance.statement_in_exceptions)}",
        f"台账 {_yuan(total.books)} = 已核对 {_yuan(balance.matched_books)}"
        f" + 差异中台账一方 {_yuan(balance.books_in_exceptions)}"
        f" + 待对账 {_yuan(balance.waiting)}",
        f"消费与撤销相抵 {balance.voids_that_cancel} 笔",
        *_late(report),
    )


def _late(report: ReconcileReport) -> tuple[str, ...]:
    """Return what waits too long, and what may be in the next statement; nothing for none."""
    words = []
    if report.overdue.count:
        words.append(
            f"超过 {report.wait_days} 天没有对账单 {_yuan(report.overdue)}，"
            "已列入差异，请向收单机构查问"
        )
    if report.on_last_day.count:
        words.append(f"对账单最后一天、等下一份的 {_yuan(report.on_last_day)}")
    return tuple(words)


def _yuan(side: Side) -> str:
    return f"{format_yuan(side.amount_fen)}（{side.count:,} 笔）"
