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
from tui.screens.desk_screen import DeskScreen
from tui.screens.station_lists import LISTS, listing_grids
from tui.widgets.bindings import bindings_of
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome


class ChooseListScreen(DeskScreen[None]):
    """The lists by name; those of a period are of the report's."""

    PLACE: ClassVar[Place] = "lists"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("lists")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk, period: HalfMonth) -> None:
        super().__init__()
        self.desk, self.period = desk, period

    def compose(self) -> ComposeResult:
        """Title, names, message, keys."""
        yield Bar(f"名单和表  {self.desk.township}  {self.period.title}")
        yield Lines(id="names")
        yield Outcome(id="message")
        yield Keys("lists")

    def on_mount(self) -> None:
        """Show the names, the cursor on the first."""
        lines = self.query_one("#names", Lines)
        lines.show([TextLine(f"  {each.title}") for each in LISTS])
        lines.focus()

    @on(Lines.Chosen, "#names")
    async def action_open(self) -> None:
        """Collect the list under the cursor and show it; several stand one below the other."""
        from tui.screens.listing import ListingScreen

        chosen = LISTS[self.query_one("#names", Lines).position]

        def show(grids: tuple[Grid, ...]) -> None:
            self.app.push_screen(ListingScreen(self.desk, chosen, self.period, grids))

        self.say("")
        try:
            await self.read(chosen.refuse, self.desk)
        except LaobaoError as error:
            self.refuse(error.message)
            return
        given = (chosen.title, self.period)
        do_long(self, self.desk, f"正在汇总{chosen.title}", listing_grids, given, show, self.refuse)
