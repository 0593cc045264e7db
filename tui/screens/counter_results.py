"""The people listed at the counter: those found, or the families dealt with last."""

from textual.geometry import Size

from models.people.found import Found, with_beside
from models.people.worklist import recent_families
from models.search.find import MOST, find_people
from models.search.match import Match
from models.station.desk import Desk
from models.station.setting_up import Lacking
from tui.screens.counter_rows import found_cells, result_heading, result_line
from tui.screens.desk_screen import DeskScreen
from tui.widgets.line import Line
from tui.widgets.lines import Lines, TextLine

_SIDE_BY_SIDE = "-side-by-side"
"""Marks the screen that has room for the family beside the people found."""
_ROWS, _FAMILY, _AROUND = 7, 12, 6
"""The fewest people shown; rows that a family takes below them; rows of all that is around."""


class CounterResults(DeskScreen[None]):
    """The list, as long and as wide as the terminal lets it be."""

    # Not CSS: of the screen an app begins with, textual reads only this.
    DEFAULT_CSS = """
    #search-line { height: 1; }
    #search-label { width: 6; }
    #body { height: 1fr; }
    #found { height: auto; }
    #results { height: 7; }
    #family { height: 1fr; }
    #members { height: 1fr; }
    CounterResults.-side-by-side #body { layout: horizontal; }
    CounterResults.-side-by-side #found { height: 1fr; }
    CounterResults.-side-by-side #results { height: 1fr; }
    CounterResults.-side-by-side #family { width: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="counter")
        self.desk = desk
        self.searched = ""
        self.found: list[Found] = []
        self.lacking: tuple[Lacking, ...] = ()
        self.visited: list[int] = []

    @property
    def cells(self) -> int:
        """How wide the terminal is."""
        return self.app.size.width

    @property
    def card_cells(self) -> int:
        """How wide the card of the family is."""
        beside = found_cells(self.cells)
        return self.cells - beside if beside < self.cells else self.cells

    def lay_out(self, size: Size) -> None:
        """Give the list the room that there is: rows below one another, or its own side."""
        beside = found_cells(size.width)
        is_beside = beside < size.width
        self.set_class(is_beside, _SIDE_BY_SIDE)
        self.query_one("#found").styles.width = beside if is_beside else "100%"
        if is_beside:
            self.query_one("#results").styles.clear_rule("height")
        else:
            spare = size.height - _AROUND - _FAMILY
            self.query_one("#results").styles.height = max(_ROWS, spare)

    def read_found(self, text: str) -> list[Found]:
        """Read whom a text finds."""
        return with_beside(self.desk, lambda: find_people(self.desk, text))

    def read_recent(self) -> list[Found]:
        """Read the heads of the families dealt with last."""
        return with_beside(self.desk, lambda: recent_families(self.desk, self.visited, MOST))

    @property
    def matches(self) -> list[Match]:
        """Who is listed: the people found, or the families dealt with last."""
        return [each.match for each in self.found]

    def _show_first_steps(self) -> None:
        """List what a station without any entry still lacks, where people are found else."""
        from tui.screens.first_steps import HEADING, step_lines

        self.query_one("#heading", Line).show(HEADING)
        results = self.query_one("#results", Lines)
        results.show([TextLine(line) for line in step_lines(self.lacking)], results.position)

    def show_matches(self, position: int = 0) -> None:
        """List who was found, the cursor on one of them."""
        if self.lacking and not self.searched.strip():
            self._show_first_steps()
            return
        self.query_one("#heading", Line).show(result_heading(found_cells(self.cells)))
        cells, day = found_cells(self.cells), self.desk.business_date
        rows = [TextLine(result_line(each, day, cells)) for each in self.found]
        self.query_one("#results", Lines).show(rows, position)
