"""A list on the screen: its heads and first columns stay, rows and other columns move."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.dates import HalfMonth
from models.base.errors import LaobaoError
from models.base.text import wrap
from models.people.households.families import household_numbered
from models.station.desk import Desk
from reports.listing.grid import Grid, grid_line
from tui.actions import Place
from tui.background.long_work import do_long
from tui.screens.desk_screen import DeskScreen
from tui.screens.station_lists import StationList, Written, write_listing
from tui.widgets.bindings import bindings_of
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.rows_shown import place_words, rows_shown

_VILLAGE, _HOUSEHOLD = "村(社区)", "户编号"
"""The columns by which a row names a family."""


@dataclass(frozen=True)
class _Row:
    """A row of the screen: of which grid, its cells or its text, and its number in the list."""

    grid: Grid
    cells: tuple[str, ...] = ()
    text: str = ""
    number: int = 0
    is_strong: bool = False


class ListingScreen(DeskScreen[None]):
    """One list, or several one below the other; left and right move over the columns."""

    PLACE: ClassVar[Place] = "listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("listing")
    CSS = "#message { min-height: 1; }"

    def __init__(
        self, desk: Desk, chosen: StationList, period: HalfMonth, grids: tuple[Grid, ...]
    ) -> None:
        super().__init__()
        self._desk, self._list, self._period = desk, chosen, period
        self._grids, self._first = grids, 0
        self._rows: list[_Row] = []

    def compose(self) -> ComposeResult:
        """Title with the place in the list, heads, table, message, keys."""
        yield Bar(id="title")
        yield Line(id="heads", classes="strong")
        yield Lines(id="table")
        yield Outcome(id="message")
        yield Keys("listing")

    def on_mount(self) -> None:
        """Show the table from its first column."""
        table = self.query_one("#table", Lines)
        self._show()
        table.focus()
        self.watch(table, "scroll_y", self._show_place)

    def on_resize(self) -> None:
        """Use the room of a larger terminal."""
        self._show()
        self.call_after_refresh(self._show_place)

    def _show(self) -> None:
        """Show the columns in sight of every row."""
        table, cells = self.query_one("#table", Lines), self.app.size.width
        self._rows = [
            row for place, grid in enumerate(self._grids) for row in _rows(grid, place, cells - 1)
        ]
        shown = {id(grid): self._columns(grid) for grid in self._grids}
        lines = [
            TextLine(grid_line(row.cells, shown[id(row.grid)]) if row.cells else row.text,
                     is_strong=row.is_strong)
            for row in self._rows
        ]  # fmt: skip
        table.show(lines, table.position)
        self._show_place()

    def _columns(self, grid: Grid) -> tuple[int, ...]:
        views = grid.views(self.app.size.width)
        return views[min(self._first, len(views) - 1)]

    def _show_place(self) -> None:
        """Put over the table the heads of the list at its top, and which part of it is in sight."""
        shown = rows_shown(self.query_one("#table", Lines))
        rows = self._rows[shown.start : shown.stop]
        if not rows:
            return
        grid = rows[0].grid
        columns = self._columns(grid)
        self.query_one("#heads", Line).show(grid_line(grid.heads, columns))
        numbers = [row.number for row in rows if row.grid is grid and row.number] or [0]
        place = place_words(numbers[0], numbers[-1], len(grid.rows), has_more=grid.is_cut)
        words = [self._list.title, place]
        if len(columns) < len(grid.heads):
            words.append(_columns_words(columns, len(grid.heads)))
        self.query_one("#title", Bar).show("  ".join(words))

    def action_shift(self, by: int) -> None:
        """Move over the columns, as far as there are any."""
        most = max(len(grid.views(self.app.size.width)) for grid in self._grids)
        self._first = max(0, min(most - 1, self._first + by))
        self._show()

    @on(Lines.Chosen, "#table")
    async def action_open_family(self) -> None:
        """Open the family of the row under the cursor at the counter, where it names one."""
        row = self._rows[self.query_one("#table", Lines).position]
        heads = (each.strip() for each in row.grid.heads)
        named = dict(zip(heads, (each.strip() for each in row.cells), strict=False))
        number, village = named.get(_HOUSEHOLD, ""), named.get(_VILLAGE, "")
        if not row.number or not number:
            self.refuse("这一行没有写户编号，打不开家庭")
            return
        wanted = f"{village}/{number}" if village else number
        try:
            household_id = await self.read(household_numbered, self._desk, wanted)
        except LaobaoError as error:
            self.refuse(error.message)
            return
        for each in reversed(list(self.app.screen_stack)):
            # The counter, which knows this screen; a list that it does not know of stays.
            show = getattr(each, "open_household", None)
            if show is not None:
                each.call_later(show, household_id, "从名单打开的家庭")
                return
            self.app.pop_screen()

    def action_export(self) -> None:
        """Write the whole list into the current folder; never over an existing file."""
        given = (self._list.title, self._period)
        self.say("")
        do_long(self, self._desk, "正在写文件", write_listing, given, self._written, self.refuse)

    def _written(self, written: Written) -> None:
        self.say(written.words)


def _columns_words(columns: tuple[int, ...], count: int) -> str:
    """Return which columns are in sight, without those that stay apart at the left."""
    first = last = columns[-1]
    while first - 1 in columns:
        first -= 1
    until = f"-{last + 1}" if last > first else ""
    return f"第 {first + 1}{until} 列，共 {count} 列"


def _rows(grid: Grid, place: int, cells: int) -> Iterator[_Row]:
    """Yield a list as rows; the heads of the first stand over the table already."""
    yield _Row(grid, text=grid.title, is_strong=True)
    for words in filter(None, (grid.facts, grid.words_over)):
        yield from (_Row(grid, text=text) for text in wrap(words, cells))
    if place:
        yield _Row(grid, cells=grid.heads, is_strong=True)
    for number, row in enumerate(grid.rows, 1):
        yield _Row(grid, cells=row, number=number)
    if grid.total is not None:
        yield _Row(grid, cells=grid.total, is_strong=True)
    if grid.is_cut:
        yield _Row(grid, text=f"只显示前 {len(grid.rows):,} 行，F2 导出全部")
    for note in grid.notes:
        yield from (_Row(grid, text=text) for text in wrap(note, cells))
    yield _Row(grid)
