"""Where the counter leads without a family: reports, lists, the day's work, commands, the date."""

from typing import TYPE_CHECKING

from models.station.desk import Desk
from tui.screens.counter_clock import CounterClock

if TYPE_CHECKING:
    from models.base.dates import HalfMonth
    from reports.listing.grid import Grid


class CounterDoors(CounterClock):
    """The screens that are opened from the counter, whoever is open on it."""

    async def action_open_report(self) -> None:
        """Show the half-monthly report."""
        await self.load("tui.screens.report")
        from tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.desk), self.after)

    async def open_period(self, period: "HalfMonth") -> None:
        """Show the half-monthly report of a period."""
        await self.load("tui.screens.report")
        from tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.desk, period), self.after)

    async def action_open_short_report(self) -> None:
        """Show the short report of the day."""
        await self.load("tui.screens.short_report")
        from tui.screens.short_report import ShortReportScreen

        self.app.push_screen(ShortReportScreen(self.desk))

    async def action_open_duplicates(self) -> None:
        """Show who may be enrolled twice, first of all in the family that is open."""
        await self.load("tui.screens.duplicates")
        from tui.screens.duplicates import DuplicatesScreen

        household_id = self.household.household_id if self.household else None
        self.app.push_screen(DuplicatesScreen(self.desk, household_id), self.after)

    async def action_open_uninsured(self) -> None:
        """Go through those who are listed as uninsured, group by group."""
        await self.load("tui.screens.uninsured")
        from tui.screens.uninsured import UninsuredScreen

        self.app.push_screen(UninsuredScreen(self.desk), self.after)

    async def action_open_reconcile(self) -> None:
        """Go through what the acquirer's statements and the books do not agree on."""
        await self.load("tui.screens.reconcile")
        from tui.screens.reconcile import ReconcileScreen

        self.app.push_screen(ReconcileScreen(self.desk), self.after)

    def action_open_takings(self) -> None:
        """Show the entries of the day."""
        from tui.screens.entries import EntriesScreen, entries_grids

        def show(grids: "tuple[Grid, ...]") -> None:
            self.app.push_screen(EntriesScreen(self.desk, grids), self.after)

        self.read_long("正在汇总今日流水", lambda: entries_grids(self.desk), show)

    async def action_open_todo(self) -> None:
        """Show what waits for somebody to do it."""
        from tui.screens.todo import TodoScreen, read_todo

        read = await self.read(read_todo, self.desk)
        self.app.push_screen(TodoScreen(self.desk, *read), self.after)

    async def action_close_day(self) -> None:
        """Close the day: the operator's drawer, or the station."""
        await self.load("tui.screens.close_day")
        from tui.screens.close_day import CloseScreen, read_day

        day = await self.read(read_day, self.desk)
        self.app.push_screen(CloseScreen(self.desk, day), self.after)

    def action_open_command(self, name: str) -> None:
        """Fill in a command that has no screen of its own."""
        from tui.screens.choose_command import open_command

        open_command(self.app, self.desk, (name,), self.after)

    def action_open_commands(self) -> None:
        """Choose from all commands."""
        from tui.screens.choose_command import open_commands

        open_commands(self.app, self.desk, self.after)

    def action_set_business_date(self) -> None:
        """Ask for another business date."""
        from tui.screens.business_date import ask_business_date

        ask_business_date(self, self.desk, self._on_day)

    async def _on_day(self, desk: Desk, told: str) -> None:
        self.set_by_hand(desk)
        await self.after(told)
