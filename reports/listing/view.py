"""A list as it is looked at: narrowed to a village and to some words, ordered by a column.

Pure: the screen, the file that is written from it, and the tests ask the same functions.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.base.text import natural_key
from models.search.narrow import Initials, Needle
from reports.listing.grid import Grid, Row, grid_of
from reports.listing.values import Cell, Listing, masked

_SUMMED = ("number", "count", "money")


@dataclass(frozen=True)
class Order:
    """By which column a list is ordered, by its key."""

    key: str
    is_descending: bool = False


@dataclass(frozen=True)
class View:
    """What of a list is seen, and in which order; without any of it the list as it was made."""

    text: str = ""
    village: str = ""
    order: Order | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether rows are left out."""
        return bool(self.text.strip() or self.village)

    def words(self, grid: Grid) -> str:
        """Return what is seen of a list, as a title or a file says it; empty for all of it."""
        narrowed = " ".join(filter(None, (self.village, self.text.strip())))
        said = [f"筛选：{narrowed}"] if narrowed else []
        if self.order is not None and self.order.key in grid.keys:
            heading = grid.columns[grid.keys.index(self.order.key)].heading
            said.append(f"排序：{heading} {'从大到小' if self.order.is_descending else '从小到大'}")
        return "；".join(said)

    def sorted_next(self, key: str) -> "View":
        """Return the next order by a column: upwards, then downwards, then as the list was."""
        if self.order is None or self.order.key != key:
            return replace(self, order=Order(key))
        return replace(self, order=None if self.order.is_descending else Order(key, True))


def villages_in(grids: Sequence[Grid]) -> tuple[str, ...]:
    """Return the villages that the rows of a list name, in the order in which they come."""
    return tuple(
        dict.fromkeys(
            filter(None, (grid.village_of(row) for grid in grids for row in grid.rows))
        )
    )  # fmt: skip


def places_in(
    grid: Grid,
    view: View,
    initials: Initials | None = None,
    before: tuple[View, Sequence[int]] | None = None,
) -> tuple[int, ...]:
    """Return which rows of a list are seen, by their places, in the order in which they are.

    ``before`` is what was seen until now: where only more is typed, nothing else is looked at.
    """
    needle = Needle.typed(view.text, initials)
    if before is not None and _only_longer(view, before[0]):
        return tuple(at for at in before[1] if needle.finds(grid.texts[at]))
    found: Sequence[int] = range(len(grid.rows))
    if needle.words:
        found = needle.found_in(grid.texts)
    if view.village:
        found = [at for at in found if grid.village_of(grid.rows[at]) == view.village]
    if view.order is None or view.order.key not in grid.keys:
        return tuple(found)
    column = grid.keys.index(view.order.key)
    stated = [at for at in found if grid.rows[at][column] not in (None, "")]
    empty = [at for at in found if grid.rows[at][column] in (None, "")]
    orders = {value: _order_of(value) for value in {grid.rows[at][column] for at in stated}}
    stated.sort(key=lambda at: orders[grid.rows[at][column]], reverse=view.order.is_descending)
    return (*stated, *empty)


def _only_longer(view: View, before: View) -> bool:
    """Whether a view differs from the one before only by more that is typed."""
    is_longer = bool(before.text) and view.text.startswith(before.text)
    return is_longer and replace(view, text=before.text) == before


def _order_of(value: Cell) -> tuple[int, float, tuple[tuple[int, int, bytes], ...]]:
    """Return what orders values: numbers and days as such, before words; words as people read.

    Characters are ordered by GB 18030, which begins with the common ones by their pinyin.
    """
    if isinstance(value, int | float):
        return 0, value, ()
    if isinstance(value, dt.date):
        return 0, value.toordinal(), ()
    parts, _ = natural_key(str(value))
    return (
        1,
        0,
        tuple(
            (0, each, b"") if isinstance(each, int) else (1, 0, each.encode("gb18030", "replace"))
            for each in parts
            if each != ""
        ),
    )


def total_of(grid: Grid, places: Sequence[int]) -> Row | None:
    """Return the total of the rows that are seen.

    Of the whole list it is the list's own. Of a part, what was a column's sum is the sum of the
    part, and what was not is left out: it speaks of other rows.
    """
    if grid.total is None or len(places) == len(grid.rows):
        return grid.total
    rows = [grid.rows[at] for at in places]
    total: list[Cell] = []
    for at, (column, stated) in enumerate(zip(grid.columns, grid.total, strict=True)):
        is_figure = column.kind in _SUMMED and isinstance(stated, int)
        if is_figure and _sum(grid.rows, at) == stated:
            total.append(_sum(rows, at))
        elif at == 0 and isinstance(stated, str):
            total.append(stated)
        else:
            total.append(None if is_figure or stated is None else "")
    return tuple(total)


def _sum(rows: Sequence[Row], at: int) -> int:
    return sum(value for row in rows if isinstance(value := row[at], int))


def as_seen(
    listings: Sequence[Listing], view: View, initials: Initials | None = None
) -> tuple[Listing, ...]:
    """Return the lists of a report as they are seen, with a fact that says so.

    Looked for is what stands on a screen, where identity numbers are masked; the rows keep theirs
    whole. A part of which nothing is left is left out, unless nothing is left of any.
    """
    if view == View():
        return tuple(listings)
    seen = [_as_seen(each, view, initials) for each in listings]
    kept = [each for each in seen if each.rows] if view.is_narrow else seen
    return tuple(kept or seen[:1])


def _as_seen(listing: Listing, view: View, initials: Initials | None) -> Listing:
    rows = tuple(map(tuple, listing.rows))
    grid = grid_of(masked(replace(listing, rows=rows)))
    places = places_in(grid, view, initials)
    words = view.words(grid)
    left_out = f"（{len(places):,} 行，全部 {len(rows):,} 行）" if view.is_narrow else ""
    return replace(
        listing,
        facts=(*listing.facts, f"{words}{left_out}") if words else listing.facts,
        rows=tuple(rows[at] for at in places),
        total=total_of(grid, places),
        pages_by="" if view.order is not None else listing.pages_by,
    )
