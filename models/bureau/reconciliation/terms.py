"""The kinds of exceptions between a statement and the books, and how each may be settled."""

from typing import Literal

from models.store.tables.bureau import StatementKind

ExceptionKind = Literal[
    "only_in_statement",
    "only_in_books",
    "amount_differs",
    "duplicated",
    "reversal_only_in_statement",
    "reversal_only_in_books",
    "date_differs",
    "reference_differs",
]
Decision = Literal["same", "suspense", "entered", "refunded", "not_ours", "voided"]
State = Literal["open", "settled", "vanished"]
"""``vanished``: later entries or statements left nothing to settle."""

STATEMENT_TITLES: dict[StatementKind, str] = {
    "purchase": "消费",
    "void": "撤销",
    "refund": "退货",
}
KIND_TITLES: dict[ExceptionKind, str] = {
    "only_in_statement": "仅对账单有",
    "only_in_books": "仅台账有",
    "amount_differs": "金额不符",
    "duplicated": "对账单重复",
    "reversal_only_in_statement": "撤销仅对账单有",
    "reversal_only_in_books": "撤销仅台账有",
    "date_differs": "日期不符",
    "reference_differs": "号码不符",
}
STATE_TITLES: dict[State, str] = {"open": "待处理", "settled": "已处理", "vanished": "已核对上"}
DECISION_TITLES: dict[Decision, str] = {
    "same": "同一笔",
    "suspense": "挂账",
    "entered": "已补录",
    "refunded": "已退款",
    "not_ours": "非本站业务",
    "voided": "已撤销",
}
_MEANINGS: dict[Decision, tuple[str, ...]] = {
    "same": ("核对为同一笔",),
    "suspense": ("挂账待查", "待查"),
    "entered": ("已更正", "已补录更正"),
    "refunded": ("单机多刷已退", "已退", "已退费", "已退货"),
    "not_ours": ("非本站",),
    "voided": (),
}
DECISIONS: dict[ExceptionKind, tuple[Decision, ...]] = {
    "only_in_statement": ("same", "suspense", "entered", "refunded", "not_ours", "voided"),
    "only_in_books": ("same", "suspense", "entered", "voided"),
    "amount_differs": ("suspense", "entered", "refunded", "voided"),
    "duplicated": ("suspense", "refunded", "not_ours", "voided"),
    "reversal_only_in_statement": ("same", "suspense", "entered", "not_ours"),
    "reversal_only_in_books": ("same", "suspense", "entered", "refunded"),
    "date_differs": ("same", "suspense", "entered", "not_ours"),
    "reference_differs": ("same", "suspense", "entered", "not_ours"),
}


def decision_named(text: str) -> Decision | None:
    """Return the decision a word means: its name, its title or what people also call it."""
    for decision, title in DECISION_TITLES.items():
        if text in (decision, title, *_MEANINGS[decision]):
            return decision
    return None
