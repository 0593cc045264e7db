"""Which answer counts of all that were given about somebody: a pure rule.

The newest counts. Of one village what it sent last stands for what it sent before; where two
villages, or two rows of one file, say different things, nothing counts until somebody at the
station chooses. What is done by hand settles all that was said before.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["none", "answered", "conflict", "unclear"]


@dataclass(frozen=True)
class Answer:
    """One answer about somebody; ``return_id`` is None for what was done by hand.

    ``reason`` is empty for words that nobody understood, which ``said`` keeps.
    """

    return_id: int | None
    village: str
    source: str
    reason: str
    said: str
    note: str
    phone: str
    on: dt.date

    def __str__(self) -> str:
        return f"{self.source}：{self.reason or self.said}"


@dataclass(frozen=True)
class Standing:
    """What counts, and the answers that are open: contradictory, or not understood."""

    state: State = "none"
    answer: Answer | None = None
    open: tuple[Answer, ...] = ()
    phone: str = ""

    @property
    def reason(self) -> str:
        """The reason that counts; empty where none does."""
        return self.answer.reason if self.answer and self.state == "answered" else ""


def standing_of(answers: Sequence[Answer]) -> Standing:
    """Return what counts of the answers about one person, given in the order they came."""
    by_hand = [at for at, each in enumerate(answers) if each.return_id is None]
    settled = answers[by_hand[-1]] if by_hand else None
    since = answers[by_hand[-1] + 1 :] if by_hand else answers
    phone = next((each.phone for each in reversed(answers) if each.phone), "")
    last: dict[str, list[Answer]] = {}
    for each in since:
        if not each.reason and not each.said:
            continue
        told = last.setdefault(each.village, [])
        if told and told[0].return_id != each.return_id:
            told.clear()
        told.append(each)
    present = [each for told in last.values() for each in told]
    clear = [each for each in present if each.reason]
    if len({each.reason for each in clear}) > 1:
        return Standing("conflict", None, tuple(clear), phone)
    unclear = tuple(each for each in present if not each.reason)
    if unclear:
        return Standing("unclear", None, (*clear, *unclear), phone)
    answer = clear[-1] if clear else settled
    return Standing("answered", answer, (), phone) if answer else Standing(phone=phone)
