"""A short list in two columns, so that all of it is on the screen at once."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from models.base.text import fit
from tui.widgets.lines import CURSOR, CURSOR_AWAY, PLAIN, Lines, TextLine


class TwoColumns(Lines):
    """The first half of the rows left, the rest right of it; the cursor goes through both."""

    DEFAULT_CSS = "TwoColumns { overflow: hidden; }"  # nothing to scroll: no scrollbar is loaded

    @property
    def _half(self) -> int:
        return max(1, (len(self._rows) + 1) // 2)

    def show(self, rows: Sequence[TextLine], position: int = 0) -> None:
        """Replace all rows, and put the cursor on one."""
        super().show(rows, position)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the screen: a row of each half."""
        cells = self.size.width // 2
        parts = []
        for row in (y, y + self._half):
            is_there = y < self._half and row < len(self._rows)
            text = self._rows[row].text if is_there else ""
            is_chosen = is_there and row == self.position
            style = (CURSOR if self.has_focus else CURSOR_AWAY) if is_chosen else PLAIN
            parts.append(Segment(fit(text, cells), style))
        return Strip(parts, 2 * cells)

    def _redraw(self, row: int) -> None:
        self.refresh(Region(0, row % self._half, self.size.width, 1))

    def _keep_in_sight(self) -> None:
        """All of it is in sight."""
