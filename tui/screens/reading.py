"""A screen of text to read: explanations, help, and what a command printed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.printed_tables import Shown, Table, blocks_of, is_wide, rows_of_blocks, steps
from tui.widgets.rows_shown import rows_shown

_KEYS = "上下键翻看  Esc 返回"
_KEYS_WIDE = "上下键翻看  左右键看别的列  Esc 返回"


class ReadingScreen(Screen[None]):
    """Lines of text under a title; Esc or Enter goes back.

    A table that is wider than the screen moves by whole columns, its first ones staying; its
    heads stay over it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1,f5", "dismiss", "返回", priority=True),
        Binding("left", "shift(-1)", show=False),
        Binding("right", "shift(1)", show=False),
    ]

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__()
        self._title = title
        self._blocks = blocks_of(lines)
        self._has_tables = any(isinstance(each, Table) for each in self._blocks)
        self._step = 0
        self._rows: list[Shown] = []

    def compose(self) -> ComposeResult:
        """Title, heads where there are any, text, the way back."""
        yield Bar(self._title)
        if self._has_tables:
            yield Line(id="heads", classes="strong")
        yield Lines(has_cursor=False)
        yield Bar(_KEYS, id="keys")

    def on_mount(self) -> None:
        """Show the text."""
        self._show()
        lines = self.query_one(Lines)
        lines.focus()
        if self._has_tables:
            self.watch(lines, "scroll_y", self._show_heads)

    def on_resize(self) -> None:
        """Break the text anew."""
        self._show()

    def action_shift(self, by: int) -> None:
        """Move over the columns of wide tables, as far as there are any."""
        most = steps(self._blocks, self._cells)
        self._step = max(0, min(most - 1, self._step + by))
        lines = self.query_one(Lines)
        top = lines.scroll_offset.y
        self._show()
        lines.scroll_to_row(top)

    @property
    def _cells(self) -> int:
        return self.app.size.width - 1

    def _show(self) -> None:
        """Break the text to the screen's width."""
        self._rows = list(rows_of_blocks(self._blocks, self._cells, self._step))
        self.query_one(Lines).show([each.line for each in self._rows])
        has_more = any(is_wide(each, self._cells) for each in self._blocks)
        self.query_one("#keys", Bar).show(_KEYS_WIDE if has_more else _KEYS)
        if self._has_tables:
            self._show_heads()

    def _show_heads(self) -> None:
        """Keep the heads of the table at the top of the screen over it."""
        top = rows_shown(self.query_one(Lines)).start
        row = self._rows[top] if top < len(self._rows) else None
        self.query_one("#heads", Line).show(row.heads if row else "")
