"""The rows of the reconciliation's screen, eighty cells wide."""

from collections.abc import Sequence

from models.base.money import format_yuan
from models.base.text import fit
from models.bureau.reconciliation.run import Case, Reconciliation
from models.bureau.reconciliation.terms import KIND_TITLES
from models.bureau.reconciliation.values import BookEntry


def heading() -> str:
    """Return the heads over the exceptions."""
    return (
        f"  {fit('编号', 6)}{fit('情况', 16)}{fit('日期', 12)}{fit('终端号', 10)}"
        f"{fit('凭证号', 8)}{fit('对账单', 12, right=True)}{fit('台账', 12, right=True)}"
    )


def case_row(case: Case) -> str:
    """Return an exception as one row."""
    finding = case.finding
    side = finding.line or finding.entry
    amounts = [
        format_yuan(each.amount_fen) if each else "" for each in (finding.line, finding.entry)
    ]
    return (
        f"  {fit(str(case.number), 6)}{fit(KIND_TITLES[finding.kind], 16)}"
        f"{fit(str(finding.day), 12)}{fit(finding.terminal, 10)}"
        f"{fit(side.shown_trace if side else '', 8)}"
        + "".join(fit(each, 12, right=True) for each in amounts)
    )


def waiting_row(entry: BookEntry) -> str:
    """Return what waits for its statement as one row."""
    return (
        f"  {fit('', 6)}{fit('等对账单', 16)}{fit(str(entry.day), 12)}{fit(entry.terminal, 10)}"
        f"{fit(entry.shown_trace, 8)}{fit('', 12)}"
        f"{fit(format_yuan(entry.amount_fen), 12, right=True)}"
    )


def fold_row(found: Reconciliation, waiting: Sequence[BookEntry], *, is_folded: bool) -> str:
    """Return the one row that stands for all that waits."""
    last_day = sum(map(found.is_on_last_day, waiting))
    ends = f"，其中 {last_day} 笔是对账单的最后一天，可能在下一份里" if last_day else ""
    return f"{'+' if is_folded else '-'} 等对账单 {len(waiting)} 笔{ends}"
