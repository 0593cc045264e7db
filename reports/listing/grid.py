"""A list for a narrow screen: its first columns stay, the others pass by whole columns.

The rows are kept as the values they are: a row becomes text when it comes into sight, so that
a list of a whole township opens as quickly as one of a village.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.base.text import fit, width
from reports.listing.values import Cell, Column, Listing

_GAP = "  "
_WHO = ("name", "head")
_LEADING, _MOST_LEADING = 2, 4
_VILLAGE, _VILLAGE_HEADING = "village", "村(社区)"

Row = Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """A list whose columns have their widths in cells.

    ``leading`` are how many columns at the left make a row recognisable. ``of_village`` is the
    village that the whole list is about, where it is one.
    """

    title: str
    facts: str
    words_over: str
    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    total: Row | None
    notes: tuple[str, ...]
    leading: int
    of_village: str = ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns."""
        return tuple(column.key for column in self.columns)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns, each as wide as its column."""
        return tuple(
            fit(column.heading, cells, right=column.is_right)
            for column, cells in zip(self.columns, self.widths, strict=True)
        )

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What stands in each row, in which words are looked for."""
        return tuple(" ".join(self.texts_of(row)) for row in self.rows)

    def texts_of(self, row: Row) -> list[str]:
        """Return the values of a row as people read them."""
        return [column.text_of(value) for column, value in zip(self.columns, row, strict=True)]

    def line(self, row: Row, columns: Sequence[int]) -> str:
        """Return some columns of a row as a line."""
        return _GAP.join(
            fit(self.columns[at].text_of(row[at]), self.widths[at], right=self.columns[at].is_right)
            for at in columns
        )

    def heads_line(self, columns: Sequence[int]) -> str:
        """Return the heads of some columns as a line."""
        return _GAP.join(self.heads[at] for at in columns)

    def value(self, row: Row, key: str) -> Cell:
        """Return what stands in a row under a key; None where there is no such column."""
        return row[self.keys.index(key)] if key in self.keys else None

    def village_of(self, row: Row) -> str:
        """Return the village of a row; empty where it names none."""
        if self.of_village:
            return self.of_village
        value = self.value(row, _VILLAGE)
        return value if isinstance(value, str) else ""

    def views(self, cells: int) -> tuple[tuple[int, ...], ...]:
        """Return which columns are in sight at each step to the right, until the last one is.

        Only whole columns, as many as fit. Every column is in one of the views.
        """
        last, staying = len(self.columns) - 1, self.staying(cells)
        views = [self._view(start, staying, cells) for start in range(staying, last + 1)]
        leading = tuple(range(staying))
        if not views or views[0][:staying] != leading:
            views = [leading, *views]
        end = next(at for at, view in enumerate(views) if last in view)
        return tuple(views[: end + 1])

    def _view(self, start: int, staying: int, cells: int) -> tuple[int, ...]:
        """Return the columns that stay and those from ``start`` on.

        Those that stay give way, all or in part, to one too wide to stand beside them.
        """
        while staying and self._cells([*range(staying), start]) > cells:
            staying -= 1
        shown = [*range(staying), start]
        for place in range(start + 1, len(self.columns)):
            if self._cells([*shown, place]) > cells:
                break
            shown.append(place)
        return tuple(shown)

    def staying(self, cells: int) -> int:
        """Return how many columns stay: the leading ones, as far as half the screen holds them."""
        staying = self.leading
        while staying > 1 and self._cells(range(staying)) > cells // 2:
            staying -= 1
        return staying

    def _cells(self, columns: Sequence[int]) -> int:
        return sum(self.widths[place] for place in columns) + len(_GAP) * (len(columns) - 1)


def grid_of(listing: Listing) -> Grid:
    """Return a list as a grid, with all its rows."""
    rows = tuple(map(tuple, listing.rows))
    section = listing.section
    is_of_village = section is not None and section.heading == _VILLAGE_HEADING
    return Grid(
        title=listing.title,
        facts="    ".join(listing.facts),
        words_over=listing.words_over,
        columns=listing.columns,
        widths=_widths(listing, rows),
        rows=rows,
        total=listing.total,
        notes=listing.notes,
        leading=_leading(listing),
        of_village=section.value if section is not None and is_of_village else "",
    )


def _widths(listing: Listing, rows: Sequence[Row]) -> tuple[int, ...]:
    """Return how wide each column is: every value that occurs is measured once."""
    total = (listing.total,) if listing.total is not None else ()
    return tuple(
        max(
            width(column.heading),
            *(width(column.text_of(value)) for value in {row[at] for row in (*rows, *total)}),
            0,
        )
        for at, column in enumerate(listing.columns)
    )


def _leading(listing: Listing) -> int:
    """Return the columns up to the name, where it stands near the left; otherwise the first two.

    A figure says nothing of whose row it is: before the first one they end.
    """
    keys = [column.key for column in listing.columns]
    named = next((place + 1 for place, key in enumerate(keys) if key in _WHO), 0)
    figures = [place for place, column in enumerate(listing.columns) if column.is_right]
    wanted = named if 0 < named <= _MOST_LEADING else _LEADING
    return min([wanted, len(keys), *(place for place in figures if place)])
