"""A list on the screen: a table wider than the screen moves sideways."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.desk import Desk
from models.proof.check import one_moment
from models.text import skip, width
from reports.listing.text import listing_table
from reports.listing.values import Listing
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.working import do_long

_MOST_ROWS = 2000
_STEP = 20


Make = Callable[[], tuple[Listing, ...]]


class ListingScreen(Screen[None]):
    """One list, or several one below the other; left and right move over the columns."""

    PLACE: ClassVar[Place] = "listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("listing")

    def __init__(self, desk: Desk, title: str, make: Make, texts: list[str]) -> None:
        super().__init__()
        self._desk, self._title, self._make, self._from = desk, title, make, 0
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
        from reports.listing.workbook import write_listings_workbook

        def write() -> Path:
            with one_moment(self._desk.store):
                listings = self._make()
                path = Path.cwd() / f"{listings[0].file_stem}.xlsx"
                write_listings_workbook(listings, path)
            return path

        do_long(self, self._desk, "正在写文件", write, self._written, self._say)

    def _written(self, path: Path) -> None:
        self._say(f"已写入 {path}")

    def _say(self, message: str) -> None:
        self.query_one("#message", Static).update(message)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def listing_lines(make: Make) -> list[str]:
    """Return lists as lines, one list below the other."""
    return [line for listing in make() for line in _lines(listing)]


def _lines(listing: Listing) -> list[str]:
    """Return a list as lines; of a very long one the beginning, and that the rest is left out."""
    rows = tuple(islice(listing.rows, _MOST_ROWS + 1))
    shown = replace(listing, rows=rows[:_MOST_ROWS])
    lines = [listing.title, "    ".join(listing.facts), *listing_table(shown).splitlines()]
    if len(rows) > _MOST_ROWS:
        lines.append(f"只显示前 {_MOST_ROWS} 行，F2 导出全部")
    return [*lines, *listing.notes, ""]
