"""A list of text lines with a cursor, drawn on textual's line API.

Only rows that change are sent, which on a thin line is what makes a list usable. The
text is shown as it is: nothing in it is read as markup.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self, overload

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from models.base.text import fit
from tui.widgets.tones import segments_of

PLAIN = Style()
_BOLD = Style(bold=True)
_DIM = Style(dim=True)
CURSOR = Style(reverse=True)
CURSOR_AWAY = Style(bold=True, underline=True)


@dataclass(frozen=True)
class TextLine:
    """One row; ``is_strong`` is bold, ``is_faint`` dim."""

    text: str
    is_strong: bool = False
    is_faint: bool = False


class LazyLines(Sequence[TextLine]):
    """Rows that are made when they come into sight; ``make`` returns the same row every time."""

    def __init__(self, count: int, make: Callable[[int], TextLine]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> TextLine: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[TextLine, ...]: ...

    def __getitem__(self, at: int | slice) -> TextLine | tuple[TextLine, ...]:
        if isinstance(at, slice):
            return tuple(self._make(each) for each in range(*at.indices(self._count)))
        if not 0 <= at < self._count:
            raise IndexError(at)
        return self._make(at)


class Lines(ScrollView, can_focus=True):
    """Rows of text; the cursor moves by arrow keys, and by ``move`` from outside.

    Without ``can_focus`` its screen moves the cursor while a field has the focus.
    """

    DEFAULT_CSS = """
    Lines { height: 1fr; scrollbar-size: 0 0; background: transparent; }
    Lines:focus { background-tint: transparent 0%; }
    """
    BINDINGS = [  # noqa: RUF012  (textual's own convention)
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        lines: "Lines"
        position: int

        @property
        def control(self) -> "Lines":
            """The list, by which handlers select."""
            return self.lines

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row."""

        lines: "Lines"
        position: int

        @property
        def control(self) -> "Lines":
            """The list, by which handlers select."""
            return self.lines

    def __init__(
        self, *, has_cursor: bool = True, can_focus: bool = True, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.can_focus = can_focus
        self._rows: tuple[TextLine, ...] | LazyLines = ()
        self._has_cursor = has_cursor
        self.position = 0

    def focus(self, scroll_visible: bool = True) -> Self:
        """Take the focus at once: textual's own way is overtaken by keys typed ahead."""
        self.screen.set_focus(self, scroll_visible)
        return self

    def show(self, rows: Sequence[TextLine], position: int = 0) -> None:
        """Replace all rows; only rows in sight that differ are drawn again."""
        before = self._rows
        self._rows = rows if isinstance(rows, LazyLines) else tuple(rows)
        old = self.position
        self.position = max(0, min(position, len(rows) - 1))
        if (before, old) == (self._rows, self.position):
            return
        if len(before) != len(rows):
            # Without the layout that a reactive change of the size would ask for.
            self.set_reactive(Lines.virtual_size, Size(self.size.width, len(rows)))
        top = self.scroll_offset.y
        for row in range(top, min(max(len(before), len(rows)), top + self.size.height)):
            changed = before[row : row + 1] != self._rows[row : row + 1]
            if changed or (row in (old, self.position) and old != self.position):
                self._redraw(row)
        self._keep_in_sight()

    def move(self, by: int) -> None:
        """Move the cursor by some rows, within the list."""
        if not self._rows:
            return
        if not self._has_cursor:
            last = max(0, len(self._rows) - self.size.height)
            self.scroll_to_row(max(0, min(self.scroll_offset.y + by, last)))
            return
        old = self.position
        self.position = max(0, min(old + by, len(self._rows) - 1))
        if old != self.position:
            self._redraw(old)
            self._redraw(self.position)
            self._keep_in_sight()
            self.post_message(self.Moved(self, self.position))

    def action_move(self, by: int) -> None:
        """Move by arrow keys."""
        self.move(by)

    def action_page(self, direction: int) -> None:
        """Move by a screenful."""
        self.move(direction * max(1, self.size.height - 1))

    def action_choose(self) -> None:
        """Tell that Enter was pressed on the row under the cursor."""
        if self._rows and self._has_cursor:
            self.post_message(self.Chosen(self, self.position))

    def on_focus(self) -> None:
        """Draw the cursor as active."""
        self._redraw(self.position)

    def on_blur(self) -> None:
        """Draw the cursor as inactive."""
        self._redraw(self.position)

    def on_resize(self) -> None:
        """Show the cursor's row within the new height."""
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll only as far as the cursor needs, once it is known how many rows there are."""
        if not self.size.height:
            return
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if not top <= self.position < top + height:
            line = self.position if self.position < top else self.position - height + 1
            self.scroll_to_row(line)

    def scroll_to_row(self, row: int) -> None:
        """Put a row at the top.

        Forced: textual allows scrolling only after a layout that knew of the rows, and
        showing other rows asks for none.
        """
        self.scroll_to(y=row, animate=False, force=True)

    def _redraw(self, row: int) -> None:
        self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen."""
        row, cells = y + self.scroll_offset.y, self.size.width
        if row >= len(self._rows):
            return Strip.blank(cells)
        line = self._rows[row]
        style = _BOLD if line.is_strong else _DIM if line.is_faint else PLAIN
        if self._has_cursor and row == self.position:
            style = CURSOR if self.has_focus or not self.can_focus else CURSOR_AWAY
            return Strip([Segment(fit(line.text, cells), style)], cells)
        return Strip(segments_of(fit(line.text, cells), style), cells)
