"""A screen of text to read: explanations and help."""

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from models.base.text import width, wrap
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine

_COLUMNS_WITHIN = 24


def _hang_of(line: str) -> int:
    """Return how far further rows stand in: under the last column, if the line has columns."""
    gaps = [width(line[: gap.end()]) for gap in re.finditer(r"(?<=\S) {2,}(?=\S)", line)]
    return max((each for each in gaps if each <= _COLUMNS_WITHIN), default=0)


class ReadingScreen(Screen[None]):
    """Lines of text under a title; Esc or Enter goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,f5", "dismiss", "返回", priority=True)
    ]

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """Title, text, the way back."""
        yield Bar(self._title)
        yield Lines(has_cursor=False)
        yield Bar("上下键翻看  Esc 返回")

    def on_mount(self) -> None:
        """Show the text."""
        self._show()
        self.query_one(Lines).focus()

    def on_resize(self) -> None:
        """Break the text anew."""
        self._show()

    def _show(self) -> None:
        """Break the text to the screen's width."""
        cells = self.app.size.width - 1
        rows = [row for line in self._lines for row in wrap(line, cells, hang=_hang_of(line))]
        lines = self.query_one(Lines)
        lines.show([TextLine(row, is_strong=row.startswith("【")) for row in rows])
