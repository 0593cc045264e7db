"""A list on the screen: a table wider than the screen moves sideways."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.dates import HalfMonth
from models.desk import Desk
from models.text import skip, width
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.station_lists import Make, write_listing
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.working import do_long

_STEP = 20


class ListingScreen(Screen[None]):
    """One list, or several one below the other; left and right move over the columns."""

    PLACE: ClassVar[Place] = "listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("listing")

    def __init__(
        self, desk: Desk, title: str, make: Make, period: HalfMonth, texts: list[str]
    ) -> None:
        super().__init__()
        self._desk, self._title, self._from = desk, title, 0
        self._listing = make, period
        self._texts = texts

    def compose(self) -> ComposeResult:
        """Title, table, message, keys."""
        yield Bar(self._title)
        yield Lines(id="table")
        yield Static(id="message", classes="strong", markup=False)
        yield Bar(footer_of("listing"))

    def on_mount(self) -> None:
        """Show the table from its first column."""
        self._show()
        self.query_one("#table").focus()

    def _show(self) -> None:
        table = self.query_one("#table", Lines)
        table.show([TextLine(skip(text, self._from)) for text in self._texts], table.position)

    def action_shift(self, by: int) -> None:
        """Move over the columns, as far as there are any."""
        widest = max(map(width, self._texts), default=0)
        most = max(0, widest - self.app.size.width)
        self._from = max(0, min(most, self._from + by * _STEP))
        self._show()

    def action_export(self) -> None:
        """Write the whole list into the current folder; never over an existing file."""
        do_long(
            self, self._desk, "正在写文件", write_listing, self._listing, self._written, self._say
        )

    def _written(self, path: Path) -> None:
        self._say(f"已写入 {path}")

    def _say(self, message: str) -> None:
        self.query_one("#message", Static).update(message)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
