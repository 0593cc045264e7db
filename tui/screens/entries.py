"""The entries of the business date (今日流水): all of them, or the operator's own."""

from typing import ClassVar

from textual.binding import BindingType

from models.search.narrow import Initials
from models.station.desk import Desk
from reports.entries import entries_listings
from reports.listing.grid import Grid, grid_of
from reports.listing.view import View
from tui.actions import Place
from tui.screens.listing import ListingScreen, Writing
from tui.screens.station_lists import Written, write_seen
from tui.widgets.bindings import bindings_of


class EntriesScreen(ListingScreen):
    """The newest entry first, below them what they add up to by channel and by hour."""

    PLACE: ClassVar[Place] = "entries"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("entries")

    def __init__(self, desk: Desk, grids: tuple[Grid, ...]) -> None:
        self._is_mine = False
        title = f"今日流水  {desk.business_date}"
        super().__init__(desk, title, grids, Writing(write_entries, (False,)))

    def action_mine(self) -> None:
        """Show the operator's own entries alone, or all again."""
        self._is_mine = not self._is_mine
        self._writing = Writing(write_entries, (self._is_mine,))
        whose = "  本人" if self._is_mine else ""
        self._title = f"今日流水  {self.desk.business_date}{whose}"
        self._read()

    def _read(self, words: str | None = "") -> None:
        async def show(grids: tuple[Grid, ...]) -> None:
            await self.show_grids(grids)
            self.say(words or "")

        is_mine = self._is_mine
        self.read_long("正在汇总今日流水", lambda: entries_grids(self.desk, is_mine=is_mine), show)

    async def told(self, words: str | None) -> None:
        """Show the entries with what was done, and say it."""
        self._read(words)


def entries_grids(desk: Desk, *, is_mine: bool = False) -> tuple[Grid, ...]:
    """Return the entries as they are shown."""
    return tuple(map(grid_of, entries_listings(desk, is_mine=is_mine)))


def write_entries(desk: Desk, is_mine: bool, view: View, initials: Initials) -> Written:
    """Write the entries as they are seen into the current folder."""
    return write_seen(desk, entries_listings(desk, is_mine=is_mine), view, initials)
