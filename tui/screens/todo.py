"""What waits at the station (待办); Enter goes where it is done."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType

from models.base.dates import HalfMonth
from models.bureau.submission.due import periods_due
from models.bureau.todo.counts import days_not_closed
from models.bureau.todo.gather import gather_tasks
from models.bureau.todo.values import Task, TaskKind
from models.search.narrow import Initials
from models.station.desk import Desk
from reports.listing.grid import Grid, grid_of
from reports.listing.view import View
from reports.todo import todo_listing
from tui.actions import Place
from tui.background.long_work import do_long
from tui.screens.choose_command import open_command
from tui.screens.listing import ListingScreen, Writing
from tui.screens.station_lists import (
    APPLICATIONS,
    EXPIRING,
    REFUNDS_WAITING,
    Written,
    listing_grids,
    write_listing,
    write_seen,
)
from tui.widgets.bindings import bindings_of
from tui.widgets.lines import Lines

_COMMANDS: dict[TaskKind, tuple[str, ...]] = {
    "deposit": ("deposit",),
    "confirmations": ("confirm",),
    "postings": ("posting",),
    "slips": ("import", "statement"),
}
"""What is done in the form of a command."""

_LISTS: dict[TaskKind, str] = {
    "refunds": REFUNDS_WAITING,
    "expiring": EXPIRING,
    "applications": APPLICATIONS,
}
"""What is done row by row, from a list."""


class TodoScreen(ListingScreen):
    """A row for each kind of work; what the operator may do stands first."""

    PLACE: ClassVar[Place] = "todo"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("todo")

    def __init__(self, desk: Desk, tasks: tuple[Task, ...], grid: Grid) -> None:
        super().__init__(desk, "待办", (grid,), Writing(write_todo, ()))
        self._tasks = {each.title: each for each in tasks}

    @property
    def hint(self) -> str:
        """What can be done with a row."""
        return "回车去办光标这一件" if self._tasks else ""

    @on(Lines.Chosen, "#table")
    async def action_open_family(self) -> None:
        """Go where the work under the cursor is done."""
        row = self._row
        if not row.number or row.values is None:
            self.refuse("把光标移到一件待办上，再按回车")
            return
        self.say("")
        kind = self._tasks[str(row.values[0])].kind
        if kind in _COMMANDS:
            open_command(self.app, self.desk, _COMMANDS[kind], self.told)
        elif kind in _LISTS:
            self._open_list(_LISTS[kind])
        else:
            await _OPENED[kind](self)

    def _open_list(self, title: str) -> None:
        given = (title, HalfMonth.containing(self.desk.business_date))

        def show(grids: tuple[Grid, ...]) -> None:
            writing = Writing(write_listing, given)
            self.app.push_screen(ListingScreen(self.desk, title, grids, writing), self.told)

        do_long(self, self.desk, f"正在汇总{title}", listing_grids, given, show, self.refuse)

    async def open_close(self) -> None:
        """Close the oldest day that was not."""
        from tui.screens.close_day import CloseScreen, read_day

        waiting = await self.read(days_not_closed, self.desk)
        desk = self.desk.on(waiting.since or self.desk.business_date)
        day = await self.read(read_day, desk)
        self.app.push_screen(CloseScreen(desk, day), self.told)

    async def open_report(self) -> None:
        """Show the first report that is due."""
        from tui.screens.report import ReportScreen

        due = await self.read(periods_due, self.desk)
        self.app.push_screen(ReportScreen(self.desk, due[0] if due else None), self.told)

    async def open_exceptions(self) -> None:
        """Show what statements and books do not agree on."""
        from tui.screens.reconcile import ReconcileScreen

        self.app.push_screen(ReconcileScreen(self.desk), self.told)

    async def open_duplicates(self) -> None:
        """Show who may be enrolled twice."""
        from tui.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen(self.desk), self.told)

    async def open_uninsured(self) -> None:
        """Show the uninsured by group: doubtful answers first."""
        from tui.screens.uninsured import UninsuredScreen

        self.app.push_screen(UninsuredScreen(self.desk), self.told)

    async def told(self, words: Any) -> None:
        """Show what still waits, and say what was done."""
        self.desk = await self.read(self.desk.refreshed)
        tasks, grid = await self.read(read_todo, self.desk)
        self._tasks = {each.title: each for each in tasks}
        await self.show_grids((grid,))
        self.say(words or "")


_OPENED: dict[TaskKind, Callable[[TodoScreen], Awaitable[None]]] = {
    "close": TodoScreen.open_close,
    "reports": TodoScreen.open_report,
    "exceptions": TodoScreen.open_exceptions,
    "duplicates": TodoScreen.open_duplicates,
    "uninsured": TodoScreen.open_uninsured,
}
"""What has a screen of its own."""


def read_todo(desk: Desk) -> tuple[tuple[Task, ...], Grid]:
    """Return what waits, and the list of it."""
    tasks = gather_tasks(desk)
    return tasks, grid_of(todo_listing(desk, tasks))


def write_todo(desk: Desk, view: View, initials: Initials) -> Written:
    """Write what waits, as it is seen, into the current folder."""
    return write_seen(desk, (todo_listing(desk, gather_tasks(desk)),), view, initials)
