"""The rows of a list on the screen: title, heads, values, total and notes, made when in sight."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from models.base.text import wrap
from reports.listing.grid import Grid, Row
from reports.listing.view import View, total_of
from tui.widgets.lines import LazyLines, TextLine


@dataclass(frozen=True)
class ListRow:
    """A row of the screen: of which list, its values or its text, and its number in the list.

    ``number`` is nought for what is no row of the list.
    """

    grid: Grid
    values: Row | None = None
    text: str = ""
    number: int = 0
    is_heads: bool = False

    def line(self, columns: Sequence[int]) -> TextLine:
        """Return it with some of its columns."""
        text = self.text
        if self.is_heads:
            text = self.grid.heads_line(columns)
        elif self.values is not None:
            text = self.grid.line(self.values, columns)
        return TextLine(text, is_strong=not self.number and (self.is_heads or self._is_marked))

    @property
    def _is_marked(self) -> bool:
        return self.values is not None or self.text == self.grid.title


@dataclass(frozen=True)
class _Part:
    """A list with the places of the rows that are seen, and what stands around them."""

    grid: Grid
    over: tuple[ListRow, ...]
    places: tuple[int, ...]
    below: tuple[ListRow, ...]

    def __len__(self) -> int:
        return len(self.over) + len(self.places) + len(self.below)

    def __getitem__(self, at: int) -> ListRow:
        if at < len(self.over):
            return self.over[at]
        number = at - len(self.over) + 1
        if number > len(self.places):
            return self.below[number - len(self.places) - 1]
        return ListRow(self.grid, self.grid.rows[self.places[number - 1]], number=number)


class ListRows:
    """The rows of one list, or of several one below the other; none is made before its time.

    ``places`` are the rows of each that are seen. Lists of which nothing is left are left out.
    """

    def __init__(
        self, grids: Sequence[Grid], places: Sequence[tuple[int, ...]], view: View, cells: int
    ) -> None:
        seen = list(zip(grids, places, strict=True))
        if view.is_narrow:
            seen = [each for each in seen if each[1]] or seen[:1]
        self._parts = [
            _part(grid, own, is_first=not at, cells=cells) for at, (grid, own) in enumerate(seen)
        ]
        self._ends = list(accumulate(map(len, self._parts)))

    def __len__(self) -> int:
        return self._ends[-1]

    def __getitem__(self, at: int) -> ListRow:
        part = bisect_right(self._ends, at)
        return self._parts[part][at - (self._ends[part] - len(self._parts[part]))]

    @property
    def first(self) -> int:
        """The position of the first row with values; of the title where there is none."""
        return len(self._parts[0].over) if self._parts[0].places else 0

    def count_of(self, grid: Grid) -> int:
        """Return how many rows of a list are seen."""
        return next(len(each.places) for each in self._parts if each.grid is grid)

    def lines(self, columns_of: Callable[[Grid], Sequence[int]]) -> LazyLines:
        """Return them as lines, with those columns of each list that are in sight."""
        columns = {id(each.grid): columns_of(each.grid) for each in self._parts}
        return LazyLines(len(self), lambda at: (row := self[at]).line(columns[id(row.grid)]))


def _part(grid: Grid, places: tuple[int, ...], *, is_first: bool, cells: int) -> _Part:
    """Return a list's rows; the heads of the first stand over the table already."""
    over = [ListRow(grid, text=grid.title)]
    for words in filter(None, (grid.facts, grid.words_over)):
        over += _wrapped(grid, words, cells)
    if not is_first:
        over.append(ListRow(grid, is_heads=True))
    total = total_of(grid, places)
    below = [ListRow(grid, total)] if total is not None else []
    for note in grid.notes:
        below += _wrapped(grid, note, cells)
    return _Part(grid, tuple(over), places, (*below, ListRow(grid)))


def _wrapped(grid: Grid, words: str, cells: int) -> Iterator[ListRow]:
    return (ListRow(grid, text=text) for text in wrap(words, cells))
