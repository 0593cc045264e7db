"""The closing of a day as lines of text: what is asked for, what is closed, what differs."""

from collections.abc import Mapping, Sequence

from models.base.money import format_yuan
from models.base.text import fit
from models.cash.day_close.values import DayCount
from models.cash.pos_batches import CountedBatch
from models.store.tables.cash import Scope

_TASKS: dict[Scope, str] = {
    "operator": "先清点、再填写：账面数在核对时才显示；本人日结，终端可以空着",
    "station": "先清点、再填写：账面数在核对时才显示；全站日结，每个终端都要填",
}
_HINTS: dict[Scope, str] = {
    "operator": "POS 结算单总额，元，可以空着",
    "station": "POS 结算单总额，元，必填；没有结算写 未结",
}
LEFT_OPEN = ("未结", "未结算", "没有结算")
"""What a clerk writes of a batch that its terminal has not settled."""
_MOST_ROWS = 8
"""Batches that are listed; of more, those that agree are only counted."""


def task_line(scope: Scope) -> str:
    """Return what to do, and whether every terminal is needed."""
    return _TASKS[scope]


def batch_hint(scope: Scope) -> str:
    """Return what stands in an empty field of a terminal."""
    return _HINTS[scope]


def closed_line(scope: Scope, closes: Mapping[Scope, int]) -> str:
    """Return that the day is closed already, by the operator or for the station; or nothing."""
    then = "之后补录的列入下一次日结"
    if scope in closes:
        return f"已日结：第 {closes[scope]} 号；{then}"
    if "station" in closes:
        return f"全站已日结：第 {closes['station']} 号；{then}"
    return ""


def others_line(scope: Scope, others: Sequence[str]) -> str:
    """Return who has not closed yet, before a station's totals are typed; or nothing."""
    return f"还没有日结：{'、'.join(others)}" if scope == "station" and others else ""


def count_rows(count: DayCount) -> list[str]:
    """Return what was counted beside the books, what differs first; differences are signed."""
    batches = sorted(count.batches, key=lambda each: not each.difference_fen)
    differing = sum(bool(each.difference_fen) for each in batches)
    shown = batches[: max(_MOST_ROWS, differing)]
    rows = [
        _row("", "账面", "清点", "差额"),
        _figures("现金", count.expected_fen, count.counted_fen, count.difference_fen),
        *map(_batch_row, shown),
    ]
    if len(shown) < len(batches):
        rows.append(f"  其余 {len(batches) - len(shown)} 个批次相符")
    return rows


def _batch_row(each: CountedBatch) -> str:
    what = f"终端 {each.terminal} 批次 {each.batch}"
    return _figures(what, each.expected_fen, each.counted_fen, each.difference_fen)


def _figures(what: str, expected_fen: int, counted_fen: int, difference_fen: int) -> str:
    sign = "+" if difference_fen > 0 else ""
    difference = f"{sign}{format_yuan(difference_fen)}"
    return _row(what, format_yuan(expected_fen), format_yuan(counted_fen), difference)


def _row(what: str, *figures: str) -> str:
    return f"  {fit(what, 26)}" + "".join(fit(each, 16, right=True) for each in figures)


def to_check(count: DayCount, reason: str) -> str:
    """Return what to do about a count that differs: nothing is closed before it was looked at."""
    then = (
        "查不清的再按一次 F2，照写明的原因日结"
        if reason
        else "查不清的在“差额的原因”里写明，再按 F2 日结"
    )
    lead = f"清点与账面不符，还没有日结。请复核；{then}，账不会因此改动"
    return "\n".join([lead, *count_rows(count)])
