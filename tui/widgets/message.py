"""What the program says, never cut in silence: as many rows as it needs, or a key to read on."""

from rich.text import Text

from models.base.text import cut, width, wrap
from tui.widgets.line import Line
from tui.widgets.tones import text_of

READ_ON = "……（F1 看全文）"
"""Stands at the end of what has no room; F1 shows all of it, over the help."""


def rows_of(text: str, cells: int, most: int) -> tuple[list[str], bool]:
    """Return a text in rows of at most ``cells`` cells, and whether more than ``most`` were needed.

    The last of those that are left then says how to read on.
    """
    rows = [row for line in text.splitlines() for row in wrap(line, cells)]
    if len(rows) <= most:
        return rows, False
    room = cells - width(READ_ON)
    last = rows[most - 1]
    kept = last if width(last) <= room else cut(last, room + 2).removesuffix("..")
    return [*rows[: most - 1], f"{kept}{READ_ON}"], True


class Message(Line):
    """One row, growing to as many as ``most`` for what is longer."""

    def __init__(
        self, text: str = "", id: str | None = None, classes: str | None = None, most: int = 3
    ) -> None:
        super().__init__(text, id=id, classes=classes)
        self._most = most
        self.rows: list[str] = []
        self.is_cut = False

    def show(self, text: str) -> None:
        """Show another text, in as much room as it needs."""
        if text != self.text:
            self.text = text
            self._fill()

    def on_resize(self) -> None:
        """Break the text anew."""
        self._fill()

    def _fill(self) -> None:
        cells = self.size.width or self.app.size.width
        rows, self.is_cut = rows_of(self.text, cells - 1, self._most)
        if max(1, len(rows)) != max(1, len(self.rows)):
            self.styles.height = max(1, len(rows))
        self.rows = rows
        self.refresh()

    def render(self) -> Text:
        """Show the rows, one below the other."""
        return Text("\n", no_wrap=True).join(text_of(row) for row in self.rows)
