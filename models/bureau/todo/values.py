"""What waits, as a person reads it: how much, since when, and who may do it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

TaskKind = Literal[
    "close", "deposit", "reports", "refunds", "exceptions", "slips", "applications",
    "confirmations", "expiring", "duplicates", "postings", "uninsured",
]  # fmt: skip

TASK_TITLES: dict[TaskKind, str] = {
    "close": "日结",
    "deposit": "缴存现金",
    "reports": "上报半月报",
    "refunds": "复核退费",
    "exceptions": "对账差异",
    "slips": "等对账单",
    "applications": "退费申请",
    "confirmations": "确认类别",
    "expiring": "类别将到期",
    "duplicates": "重复核查",
    "postings": "公示报送",
    "uninsured": "未参保答复",
}
"""Every kind of work, the most pressing first."""

TASK_ACTS: dict[TaskKind, str] = {
    "close": "close_day",
    "deposit": "deposit",
    "reports": "submit_report",
    "refunds": "refund",
    "exceptions": "settle_statement",
    "slips": "import_statement",
    "applications": "step_refund",
    "confirmations": "confirm",
    "expiring": "change_certification",
    "duplicates": "resolve_duplicate",
    "postings": "post_list",
    "uninsured": "answer_uninsured",
}
"""By which act of the table of rights each is done."""


class Waiting(NamedTuple):
    """How many wait, and the day of the oldest."""

    number: int
    since: dt.date | None


@dataclass(frozen=True)
class Task:
    """Work of one kind that waits. ``since`` is the oldest day, of what expires the next one.

    ``is_own``: the operator's role may do it. ``is_late``: it should have been done already.
    """

    kind: TaskKind
    count: int
    since: dt.date | None
    words: str
    is_own: bool = True
    is_late: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return TASK_TITLES[self.kind]
