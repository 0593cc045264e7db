"""A list on the screen: narrowed, ordered, opened row by row, written as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.text import width
from models.station.desk import Desk
from reports.listing.grid import Grid
from reports.listing.naming import receipt_in, thing_of
from reports.listing.view import View, places_in, villages_in
from tui.actions import Place
from tui.background.long_work import do_long
from tui.background.process import Work
from tui.screens.choose_village import VillagesScreen
from tui.screens.filtered import FilteredScreen
from tui.screens.listing_rows import ListRow, ListRows
from tui.screens.open_thing import open_thing
from tui.screens.station_lists import Written
from tui.widgets.bindings import bindings_of
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome
from tui.widgets.rows_shown import place_words, rows_shown


@dataclass(frozen=True)
class Writing:
    """How a list is written to a file, in another process: asked with the view behind the rest."""

    work: Work
    given: tuple[Any, ...]


class ListingScreen(FilteredScreen[None]):
    """One list, or several one below the other; left and right move over the columns."""

    PLACE: ClassVar[Place] = "listing"
    LIST: ClassVar[str] = "#table"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("listing")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk, title: str, grids: tuple[Grid, ...], writing: Writing) -> None:
        super().__init__()
        self.desk, self._title, self._writing = desk, title, writing
        self._first, self._sort_key = 0, ""
        self.view = View()
        self._use(grids)

    async def show_grids(self, grids: tuple[Grid, ...]) -> None:
        """Show the list as it is now, in the same view; the cursor stays where it is."""
        position = self.query_one("#table", Lines).position
        view, self.view = self.view, View()
        self._use(grids)
        await self._look(view)
        self.query_one("#table", Lines).move(position - self._rows.first)

    def _use(self, grids: tuple[Grid, ...]) -> None:
        self._grids = grids
        self._places: tuple[tuple[int, ...], ...] = tuple(
            tuple(range(len(grid.rows))) for grid in grids
        )
        self._rows = ListRows(grids, self._places, View(), 80)

    def compose(self) -> ComposeResult:
        """Title with the place in the list, heads, table, filter, message, keys."""
        yield Bar(id="title")
        yield Line(id="heads", classes="strong")
        yield Lines(id="table")
        yield FilterLine()
        yield Outcome(id="message")
        yield Keys(self.PLACE)

    def on_mount(self) -> None:
        """Show the table from its first column, the cursor on its first row."""
        table = self.query_one("#table", Lines)
        self._show(to_first=True)
        table.focus()
        self.say(self.hint)
        self.watch(table, "scroll_y", self._show_place)

    def on_resize(self) -> None:
        """Use the room of a larger terminal."""
        self._show()
        self.call_after_refresh(self._show_place)

    async def show_narrowed(self) -> None:
        """Show the rows in which is found what is typed."""
        await self._look(replace(self.view, text=self.filter_text))

    async def _look(self, view: View) -> None:
        """Show the rows of a view; the cursor is on the first."""
        seen, grids, initials = self._places, self._grids, self.initials
        before, self.view = self.view, view
        self._places = await self.read(
            lambda: tuple(
                places_in(grid, view, initials, (before, places))
                for grid, places in zip(grids, seen, strict=True)
            )
        )
        self._show(to_first=True)

    def _show(self, *, to_first: bool = False) -> None:
        """Show the columns in sight of the rows that are seen."""
        table, cells = self.query_one("#table", Lines), self.app.size.width
        self._rows = ListRows(self._grids, self._places, self.view, cells - 1)
        position = self._rows.first if to_first else table.position
        table.show(self._rows.lines(self._columns), position)
        if to_first:
            table.scroll_to_row(0)
        self._show_place()

    def _columns(self, grid: Grid) -> tuple[int, ...]:
        views = grid.views(self.app.size.width)
        return views[min(self._first, len(views) - 1)]

    def _show_place(self) -> None:
        """Put over the table the heads of the list at its top, and which part of it is in sight."""
        shown = rows_shown(self.query_one("#table", Lines))
        rows = [self._rows[at] for at in range(shown.start, min(shown.stop, len(self._rows)))]
        if not rows:
            return
        grid = rows[0].grid
        columns = self._columns(grid)
        self.query_one("#heads", Line).show(grid.heads_line(columns))
        numbers = [row.number for row in rows if row.grid is grid and row.number] or [0]
        place = place_words(numbers[0], numbers[-1], self._rows.count_of(grid))
        words = [self._title, *filter(None, [self.view.words(grid)]), place]
        if len(columns) < len(grid.columns):
            words.append(_columns_words(columns, len(grid.columns)))
        while len(words) > 2 and width("  ".join(words)) > self.app.size.width:
            words.pop()  # how it is narrowed matters more than which part is in sight
        self.query_one("#title", Bar).show("  ".join(words))

    @property
    def hint(self) -> str:
        """What can be done with a row of the list."""
        named = {column.named for grid in self._grids for column in grid.columns}
        words = ["回车打开光标这一行"] if named - {"nothing"} else []
        words += ["Ctrl+Z 撤销、退费它的收据"] if "receipt" in named else []
        return "，".join(words)

    @property
    def _row(self) -> ListRow:
        """The row under the cursor."""
        return self._rows[self.query_one("#table", Lines).position]

    def action_shift(self, by: int) -> None:
        """Move over the columns, as far as there are any."""
        most = max(len(grid.views(self.app.size.width)) for grid in self._grids)
        self._first, self._sort_key = max(0, min(most - 1, self._first + by)), ""
        self._show()

    async def action_sort(self) -> None:
        """Order by the column at the left edge: upwards, downwards, then as it was."""
        self._sort_key = self._sort_key or self._edge_key()
        await self._look(self.view.sorted_next(self._sort_key))

    async def action_sort_by_next(self) -> None:
        """Order by the column after the one at the left edge, and again by the next."""
        keys = self._row.grid.keys
        here = self._sort_key or self._edge_key()
        at = keys.index(here) + 1 if here in keys else 0
        self._sort_key = keys[at % len(keys)]
        await self._look(replace(self.view, order=None).sorted_next(self._sort_key))

    def _edge_key(self) -> str:
        """Return the key of the first column beside those that stay."""
        grid = self._row.grid
        columns, staying = self._columns(grid), grid.staying(self.app.size.width)
        return grid.keys[next((at for at in columns if at >= staying), columns[0])]

    async def action_village(self) -> None:
        """Choose a village of the list; where one is chosen, show all again."""
        if self.view.village:
            await self._look(replace(self.view, village=""))
            return
        villages = villages_in(self._grids)
        if not villages:
            self.refuse("这张表没有村(社区)一栏，不能按村看")
            return

        async def chosen(village: str | None) -> None:
            if village is not None:
                await self._look(replace(self.view, village=village))

        self.say("")
        self.app.push_screen(VillagesScreen(villages), chosen)

    @on(Lines.Chosen, "#table")
    async def action_open_family(self) -> None:
        """Open what the row under the cursor names: a family, a receipt, a period, a case."""
        row = self._row
        thing = thing_of(row.grid, row.values) if row.number and row.values else None
        if thing is None:
            self.refuse("这一行没有写户编号、收据号，打不开")
            return
        await open_thing(self, self.desk, thing)

    async def action_reverse(self) -> None:
        """Take back or refund the receipt that the row under the cursor names."""
        row = self._row
        receipt = receipt_in(row.grid, row.values) if row.number and row.values else None
        if receipt is None:
            self.refuse("这一行没有写收据号，没有可撤销、退费的")
            return
        await open_thing(self, self.desk, receipt)

    async def told(self, words: str | None) -> None:
        """Say what was done on a screen that was opened from here."""
        self.say(words or "")

    def action_export(self) -> None:
        """Write the list as it stands into the current folder; never over an existing file."""
        given = (*self._writing.given, self.view, self.initials if self.view.text else {})
        self.say("")
        do_long(
            self, self.desk, "正在写文件", self._writing.work, given, self._written, self.refuse
        )

    def _written(self, written: Written) -> None:
        self.say(written.words)


def _columns_words(columns: Sequence[int], count: int) -> str:
    """Return which columns are in sight, without those that stay apart at the left."""
    first = last = columns[-1]
    while first - 1 in columns:
        first -= 1
    until = f"-{last + 1}" if last > first else ""
    return f"第 {first + 1}{until} 列，共 {count} 列"
