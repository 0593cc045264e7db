"""A list for a narrow screen: its first columns stay, the others pass by whole columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from models.base.text import fit, width
from reports.listing.values import Cell, Listing

_GAP = "  "
_MOST_ROWS = 2000
_WHO = ("name", "head")
_LEADING, _MOST_LEADING = 2, 4


@dataclass(frozen=True)
class Grid:
    """A list whose every cell is text, fitted to its column; ``heads`` are those of the columns.

    ``leading`` are how many columns at the left make a row recognisable. ``is_cut``: there are
    more rows than the ``rows``.
    """

    title: str
    facts: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None
    notes: tuple[str, ...]
    leading: int
    is_cut: bool

    def views(self, cells: int) -> tuple[tuple[int, ...], ...]:
        """Return which columns are in sight at each step to the right, until the last one is.

        Only whole columns, as many as fit. Every column is in one of the views.
        """
        last, staying = len(self.heads) - 1, self._staying(cells)
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
        for place in range(start + 1, len(self.heads)):
            if self._cells([*shown, place]) > cells:
                break
            shown.append(place)
        return tuple(shown)

    def _staying(self, cells: int) -> int:
        """Return how many columns stay: the leading ones, as far as half the screen holds them."""
        staying = self.leading
        while staying > 1 and self._cells(range(staying)) > cells // 2:
            staying -= 1
        return staying

    def _cells(self, columns: Sequence[int]) -> int:
        return sum(width(self.heads[place]) for place in columns) + len(_GAP) * (len(columns) - 1)


def grid_line(row: Sequence[str], columns: Sequence[int]) -> str:
    """Return the cells of some columns of a row, or of the heads, as a line."""
    return _GAP.join(row[place] for place in columns)


def grid_of(listing: Listing) -> Grid:
    """Return a list as a grid; of a very long one the beginning."""
    taken = list(islice(listing.rows, _MOST_ROWS + 1))
    rows = [_texts(listing, row) for row in taken[:_MOST_ROWS]]
    total = None if listing.total is None else _texts(listing, listing.total)
    heads = [column.heading for column in listing.columns]
    widths = [max(map(width, cells)) for cells in zip(heads, *rows, total or heads, strict=True)]

    def fitted(row: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            fit(text, cells, right=column.is_right)
            for text, cells, column in zip(row, widths, listing.columns, strict=True)
        )

    return Grid(
        title=listing.title,
        facts="    ".join(listing.facts),
        heads=fitted(heads),
        rows=tuple(map(fitted, rows)),
        total=None if total is None else fitted(total),
        notes=listing.notes,
        leading=_leading(listing),
        is_cut=len(taken) > _MOST_ROWS,
    )


def _texts(listing: Listing, row: Sequence[Cell]) -> list[str]:
    return [column.text_of(value) for column, value in zip(listing.columns, row, strict=True)]


def _leading(listing: Listing) -> int:
    """Return the columns up to the name, where it stands near the left; otherwise the first two.

    A figure says nothing of whose row it is: before the first one they end.
    """
    keys = [column.key for column in listing.columns]
    named = next((place + 1 for place, key in enumerate(keys) if key in _WHO), 0)
    figures = [place for place, column in enumerate(listing.columns) if column.is_right]
    wanted = named if 0 < named <= _MOST_LEADING else _LEADING
    return min([wanted, len(keys), *(place for place in figures if place)])
