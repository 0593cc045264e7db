"""The station's lists to choose from; each opens as a table on the screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.dates import HalfMonth
from models.desk import Desk
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.station_lists import LISTS, listing_lines
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.working import do_long


class ListsScreen(Screen[None]):
    """The lists by name; those of a period are of the report's."""

    PLACE: ClassVar[Place] = "lists"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("lists")

    def __init__(self, desk: Desk, period: HalfMonth) -> None:
        super().__init__()
        self.desk, self.period = desk, period

    def compose(self) -> ComposeResult:
        """Title, names, message, keys."""
        yield Bar(f"名单和表  {self.desk.township}  {self.period.title}")
        yield Lines(id="names")
        yield Static(id="message", classes="strong", markup=False)
        yield Bar(footer_of("lists"))

    def on_mount(self) -> None:
        """Show the names, the cursor on the first."""
        lines = self.query_one("#names", Lines)
        lines.show([TextLine(f"  {title}") for title, _ in LISTS])
        lines.focus()

    @on(Lines.Chosen, "#names")
    def action_open(self) -> None:
        """Collect the list under the cursor and show it; several stand one below the other."""
        from tui.screens.listing import ListingScreen

        title, make = LISTS[self.query_one("#names", Lines).position]

        def show(texts: list[str]) -> None:
            self.app.push_screen(ListingScreen(self.desk, title, make, self.period, texts))

        self._say("")
        do_long(
            self, self.desk, f"正在汇总{title}", listing_lines, (make, self.period), show, self._say
        )

    def _say(self, message: str) -> None:
        self.query_one("#message", Static).update(message)

    def action_back(self) -> None:
        """Go back to the report."""
        self.dismiss(None)
