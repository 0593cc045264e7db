"""Colour and weight that carry a meaning: what is owed, paid, free of charge, or wants care.

The words themselves say it, so one table of words is enough for every screen, and nothing is
lost where there are no colours: there what is owed and what wants care stay bold.
"""

import re
from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from rich.text import Text

_AMOUNT = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_NOTHING = r"0(?:\.00)?(?![0-9,.])"

_MEANINGS: tuple[tuple[str, Style], ...] = (
    # What costs nothing, before what costs something.
    (rf"(?:应缴|应收|应补|补缴) {_NOTHING}|免缴|免费", Style(color="cyan")),
    (
        rf"(?:应缴|补缴|应补|应收|还差) {_AMOUNT}(?: 退{_AMOUNT})?|未缴|欠缴",
        Style(color="yellow", bold=True),
    ),
    (rf"已缴 {_AMOUNT}|已缴(?![0-9])|已参保|税务登记参保|税务收 {_AMOUNT}", Style(color="green")),
    (
        r"！[^；。\s]*|待选档次|标准未定|待确认|已撤销|已退费|逾期[^；。\s]*",
        Style(color="red", bold=True),
    ),
)
_WORDS = re.compile("|".join(f"({words})" for words, _ in _MEANINGS))


def meanings_of(text: str) -> Iterator[tuple[int, int, Style]]:
    """Yield the parts of a line that carry a meaning: from, up to (in characters), and how."""
    for found in _WORDS.finditer(text):
        assert found.lastindex is not None
        yield found.start(), found.end(), _MEANINGS[found.lastindex - 1][1]


def segments_of(text: str, ground: Style) -> list[Segment]:
    """Return a line in pieces, those that carry a meaning in its colour over the line's style."""
    pieces, at = [], 0
    for start, end, style in meanings_of(text):
        if start > at:
            pieces.append(Segment(text[at:start], ground))
        pieces.append(Segment(text[start:end], ground + style))
        at = end
    pieces.append(Segment(text[at:], ground))
    return pieces


def text_of(text: str) -> Text:
    """Return a line as text whose meanings are coloured."""
    shown = Text(text, no_wrap=True)
    for start, end, style in meanings_of(text):
        shown.stylize(style, start, end)
    return shown
