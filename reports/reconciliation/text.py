"""The reconciliation report as text: each terminal's day, how it adds up, the exceptions."""

from collections.abc import Sequence

from models.base.money import format_yuan
from models.bureau.reconciliation.run import Case
from models.bureau.reconciliation.terms import DECISION_TITLES, KIND_TITLES, STATE_TITLES
from reports.reconciliation.document import kind_counts
from reports.reconciliation.gather import DayRow, ReconcileReport, Side
from reports.rendering.text_table import text_table

HEADERS = (
    "日期", "终端号", "对账单笔数", "对账单金额", "手续费", "台账笔数", "台账金额", "差额",
    "已核对笔数", "已核对金额", "待对账笔数", "待处理", "已处理",
)  # fmt: skip
CASE_HEADERS = (
    "编号", "情况", "日期", "终端号", "批次号", "凭证号", "对账单金额", "台账金额", "收据", "状态",
    "说明",
)  # fmt: skip
KIND_HEADERS = ("情况", "待处理", "已处理")
NOTHING = "这几天没有对账单，也没有刷卡收费"
SIGNATURES = ("制表人：", "复核人：", "负责人：", "（盖章）    年   月   日")
NOTES = (
    "金额为净额：消费减去撤销和退货。手续费只列示，不从应缴入基金的金额里扣除。",
    "待对账：这台终端这一天还没有对账单。已处理的差异仍计入差额，直到补录、更正或核对为同一笔。",
)


def reconcile_lines(report: ReconcileReport) -> list[str]:
    """Return the report as lines."""
    lines = [report_title(report), f"{period_title(report)}    金额单位：元"]
    if not report.rows:
        return [*lines, "", NOTHING]
    rows = [row_cells(each) for each in report.rows]
    total = row_cells(report.total)
    lines += ["", text_table(HEADERS, rows, right=range(2, 13), total=total)]
    lines += ["", *balance_lines(report)]
    if report.cases:
        kinds = text_table(KIND_HEADERS, kind_cells(report), right=(1, 2))
        lines += ["", "差异情况", kinds, "", "差异明细", case_table(listed_cases(report))]
    return [*lines, "", *NOTES, "", "    ".join(SIGNATURES)]


def report_title(report: ReconcileReport) -> str:
    """Return the title."""
    return f"{report.station}劳动保障站  POS 收单对账表"


def period_title(report: ReconcileReport) -> str:
    """Return the days, and the terminal where it is only one."""
    only = f"  终端 {report.terminal}" if report.terminal else ""
    return f"{report.first} 至 {report.last}{only}"


def row_cells(row: DayRow) -> list[str]:
    """Return a row's cells."""
    return [
        str(row.day or ""),
        row.terminal,
        *_side_cells(row.statement),
        format_yuan(row.fee_fen),
        *_side_cells(row.books),
        format_yuan(row.difference_fen),
        *_side_cells(row.matched),
        f"{row.waiting.count:,}",
        str(row.open_cases),
        str(row.settled_cases),
    ]


def balance_lines(report: ReconcileReport) -> list[str]:
    """Return how each side adds up."""
    balance, total = report.balance, report.total
    return [
        f"对账单 {_yuan(total.statement)} = 已核对 {_yuan(balance.matched_statement)}"
        f" + 差异中对账单一方 {_yuan(balance.statement_in_exceptions)}",
        f"台账 {_yuan(total.books)} = 已核对 {_yuan(balance.matched_books)}"
        f" + 差异中台账一方 {_yuan(balance.books_in_exceptions)}"
        f" + 待对账 {_yuan(balance.waiting)}",
        f"消费与撤销相抵 {balance.voids_that_cancel} 笔",
    ]


def kind_cells(report: ReconcileReport) -> list[list[str]]:
    """Return how many exceptions there are of each kind that there is."""
    still, settled = kind_counts(report.open_cases), kind_counts(report.settled_cases)
    return [
        [title, str(still[kind]), str(settled[kind])]
        for kind, title in KIND_TITLES.items()
        if still[kind] or settled[kind]
    ]


def listed_cases(report: ReconcileReport) -> tuple[Case, ...]:
    """Return the exceptions to be listed: open or settled."""
    return tuple(each for each in report.cases if each.state != "vanished")


def case_table(cases: Sequence[Case]) -> str:
    """Return exceptions as a table."""
    return text_table(CASE_HEADERS, [case_cells(each) for each in cases], right=(0, 6, 7))


def case_cells(case: Case) -> list[str]:
    """Return an exception's cells; the last says what was decided and why, else the suggestion."""
    line, entry = case.finding.line, case.finding.entry
    side = line or entry
    assert side is not None
    decided = case.decided
    return [
        str(case.number or "-"),
        KIND_TITLES[case.finding.kind],
        str(case.finding.day),
        case.finding.terminal,
        side.batch,
        side.shown_trace,
        format_yuan(line.amount_fen) if line else "",
        format_yuan(entry.amount_fen) if entry else "",
        entry.receipt if entry else "",
        DECISION_TITLES[decided.decision] if decided else STATE_TITLES[case.state],
        f"{decided.reason}（{decided.operator} {decided.decided_on}）"
        if decided
        else case.suggestion.why,
    ]


def _side_cells(side: Side) -> tuple[str, str]:
    return f"{side.count:,}", format_yuan(side.amount_fen)


def _yuan(side: Side) -> str:
    return f"{format_yuan(side.amount_fen)}（{side.count:,} 笔）"
