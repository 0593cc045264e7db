"""What a count that differs from the books is refused with: the sentence, and the figures."""

from models.base.errors import RefusedByRule
from models.base.money import format_yuan
from models.cash.day_close.values import DayCount


class DayDiffers(RefusedByRule):
    """A count that is not what the books say, not accepted yet; ``count`` has all of it."""

    def __init__(self, count: DayCount) -> None:
        super().__init__(
            f"{_told(count)}。请复核；查不清的写明原因再日结，账不会因此改动", "day_differs"
        )
        self.count = count


def _told(count: DayCount) -> str:
    told = []
    if count.difference_fen:
        told.append(_difference("现金", count.expected_fen, count.counted_fen))
    told += [
        _difference(f"终端 {each.terminal} 批次 {each.batch} ", each.expected_fen, each.counted_fen)
        for each in count.batches
        if each.difference_fen
    ]
    return "；".join(told)


def _difference(what: str, expected_fen: int, counted_fen: int) -> str:
    word = "多" if counted_fen > expected_fen else "少"
    return (
        f"{what}账面 {format_yuan(expected_fen)} 元，实际 {format_yuan(counted_fen)} 元，"
        f"{word} {format_yuan(abs(counted_fen - expected_fen))} 元"
    )
