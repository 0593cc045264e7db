"""The station's lists to choose from; each opens as a table on the screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.dates import HalfMonth
from models.base.errors import LaobaoError
from models.station.desk import Desk
from reports.listing.grid import Grid
from tui.actions import Place
from tui.background.long_work import do_long
from tui.screens.filtered import FilteredScreen
from tui.screens.station_lists import LISTS, listing_grids, write_listing
from tui.widgets.bindings import bindings_of
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome


class ChooseListScreen(FilteredScreen[None]):
    """The lists by name; those of a period are of the report's."""

    PLACE: ClassVar[Place] = "lists"
    LIST: ClassVar[str] = "#names"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("lists")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk, period: HalfMonth) -> None:
        super().__init__()
        self.desk, self.period = desk, period
        self._shown = list(LISTS)

    def compose(self) -> ComposeResult:
        """Title, names, filter, message, keys."""
        yield Bar(f"名单和表  {self.desk.township}  {self.period.title}")
        yield Lines(id="names")
        yield FilterLine()
        yield Outcome(id="message")
        yield Keys("lists")

    def on_mount(self) -> None:
        """Show the names, the cursor on the first."""
        self.show_narrowed()
        self.query_one("#names").focus()

    def show_narrowed(self) -> None:
        """Show the names in which is found what is typed."""
        self._shown = self.narrowed(LISTS, lambda each: each.title)
        rows = [TextLine(f"  {each.title}") for each in self._shown]
        self.query_one("#names", Lines).show(rows)

    @on(Lines.Chosen, "#names")
    async def action_open(self) -> None:
        """Collect the list under the cursor and show it; several stand one below the other."""
        from tui.screens.listing import ListingScreen, Writing

        if not self._shown:
            return
        chosen = self._shown[self.query_one("#names", Lines).position]
        given = (chosen.title, self.period)

        def show(grids: tuple[Grid, ...]) -> None:
            writing = Writing(write_listing, given)
            self.app.push_screen(ListingScreen(self.desk, chosen.title, grids, writing))

        self.say("")
        try:
            await self.read(chosen.refuse, self.desk)
        except LaobaoError as error:
            self.refuse(error.message)
            return
        do_long(self, self.desk, f"正在汇总{chosen.title}", listing_grids, given, show, self.refuse)
