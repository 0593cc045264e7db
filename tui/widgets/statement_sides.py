"""An exception of the reconciliation as lines of text: both sides, what differs marked ``*``."""

from models.base.money import format_yuan
from models.base.text import cut, fit, wrap
from models.bureau.reconciliation.decide import DecidedException
from models.bureau.reconciliation.run import Case
from models.bureau.reconciliation.terms import (
    DECISION_TITLES,
    DECISIONS,
    KIND_TITLES,
    STATE_TITLES,
    STATEMENT_TITLES,
)
from models.bureau.reconciliation.values import BookEntry, StatementLine

_LABEL_CELLS, _SIDE_CELLS, _CELLS = 12, 33, 80
_Shown = tuple[str, str, str]


def case_line(case: Case) -> str:
    """Return what an exception is, in one line."""
    finding = case.finding
    parts = (
        f"第 {case.number} 号" if case.number else "还没有编号",
        KIND_TITLES[finding.kind],
        f"{finding.day} 终端 {finding.terminal}",
        STATE_TITLES[case.state] if case.state != "open" else f"{case.found_on} 发现",
    )
    return "  ".join(parts)


def side_lines(case: Case) -> list[str]:
    """Return both sides in two columns of 80 cells, then why it may have come about.

    A side the exception does not have is the suggested one, or what a void takes back.
    """
    line, entry = case.line, case.entry or case.finding.about_entry
    shown = [("", *_heads(case)), *_rows(line, entry)]
    lines = [_line(*each, is_head=not each[0], has_both=bool(line and entry)) for each in shown]
    why = case.suggestion.why
    return lines + (["", *wrap(f"提示：{why}", _CELLS, hang=6)] if why else [])


def decision_line(case: Case) -> str:
    """Return what was decided, or what can be."""
    decided = case.decided
    if decided is not None:
        title = DECISION_TITLES[decided.decision]
        return f"{decided.decided_on} {decided.operator} 处理为“{title}”：{decided.reason}"
    if case.state == "vanished":
        return "以后的补录、更正或对账单已使它核对上，不用处理"
    choices = "，".join(f"{each} {DECISION_TITLES[each]}" for each in DECISIONS[case.finding.kind])
    return f"待处理，结果可为：{choices}"


def settled_line(settled: DecidedException) -> str:
    """Return what a decision did, in one line."""
    line = f"第 {settled.number} 号已处理：{DECISION_TITLES[settled.decision]}"
    if not settled.cleared_fen:
        return line
    return f"{line}，已核销 {format_yuan(settled.cleared_fen)} 元"


def _heads(case: Case) -> tuple[str, str]:
    finding = case.finding
    line = f"对账单 第 {case.line.row} 行" if case.line else "对账单 没有"
    if case.line and finding.line is None:
        line += "（提示）"
    if case.entry:
        book = f"台账 收据 {case.entry.receipt}{'' if finding.entry else '（提示）'}"
    elif finding.about_entry:
        what = "被重复的" if finding.kind == "duplicated" else "被退的"
        book = f"台账 收据 {finding.about_entry.receipt}（{what}）"
    else:
        book = "台账 没有"
    return line, book


def _rows(line: StatementLine | None, entry: BookEntry | None) -> list[_Shown]:
    ours, theirs = _texts(line), _texts(entry)
    rows = [(label, ours[label], theirs[label]) for label in ours]
    return [*rows, ("手续费", format_yuan(line.fee_fen) if line else "", "")]


def _texts(side: StatementLine | BookEntry | None) -> dict[str, str]:
    if side is None:
        labels = (
            "类型", "日期", "时间", "终端号", "批次号", "凭证号", "参考号", "商户号", "卡号末四位",
            "金额",
        )  # fmt: skip
        return dict.fromkeys(labels, "")
    return {
        "类型": STATEMENT_TITLES[side.kind],
        "日期": str(side.day),
        "时间": side.time,
        "终端号": side.terminal,
        "批次号": side.batch,
        "凭证号": side.shown_trace,
        "参考号": side.reference,
        "商户号": side.merchant,
        "卡号末四位": side.card_tail,
        "金额": format_yuan(side.amount_fen),
    }


def _line(label: str, left: str, right: str, *, is_head: bool, has_both: bool) -> str:
    differs = has_both and not is_head and bool(left and right) and left != right
    mark = "*" if differs else " "
    shown = fit(cut(left, _SIDE_CELLS - 1), _SIDE_CELLS) + cut(right, _SIDE_CELLS)
    return f"{mark} {fit(label, _LABEL_CELLS)}{shown}".rstrip()
