"""Files whose every sheet is read, whatever of its columns a sheet has: acquirers' exports.

Headers are found as in ``table_file``; beside the columns asked for, the rest is kept under
its own titles, so that what a file calls by no known name can be told by what it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from seed.grid_file import Grid, read_grids
from seed.table_file import no_heading
from seed.table_heading import Column, header_key, header_keys, is_column_numbers
from seed.table_row import Row, column_letter, surplus

_HEADER_ROWS = 30

Needs = Sequence[tuple[str, ...]]
"""Groups of columns: of each group a sheet has at least one."""


@dataclass(frozen=True)
class Sheet:
    """A sheet with such a table. ``head`` are the rows above its headings.

    ``found`` says where each known column stands, ``unknown`` each other title. The cells of
    a row stand under both, what is under no heading that is read by the column's letter. Of
    several headings of one column the first of its names is read.
    """

    name: str
    head: tuple[tuple[str, ...], ...]
    found: Mapping[str, int]
    unknown: Mapping[str, int]
    rows: tuple[Row, ...]

    def named(self, column: str) -> str:
        """Return a column as a person sees it: its name, its letter, and its sheet if named."""
        position = self.found.get(column, self.unknown.get(column))
        letter = "" if position is None else f"（{column_letter(position)}列）"
        return f"{column}{letter}"


def read_sheets(path: Path, columns: Sequence[Column], needs: Needs) -> list[Sheet]:
    """Return every visible sheet with what is needed; rows without a cell are left out.

    Raises BadInput, in one sentence that names the file, if it cannot be read or has no such
    sheet: then with what the nearest one lacks.
    """
    ranks = _ranks(columns)
    sheets, lacking = list[Sheet](), [tuple(map("”或“".join, needs))]
    for grid in read_grids(path):
        position, missing = _header_of(grid, ranks, needs)
        if missing:
            lacking.append(missing)
            continue
        if grid.fault:
            raise BadInput(grid.fault)
        sheets.append(_sheet(grid, position, ranks))
    if not sheets:
        raise no_heading(path, min(lacking, key=len))
    return sheets


Ranks = Mapping[str, tuple[str, int]]
"""By heading as compared, the column it names and which of its names it is."""


def _ranks(columns: Sequence[Column]) -> Ranks:
    found: dict[str, tuple[str, int]] = {}
    for column in columns:
        for rank, title in enumerate((column.name, *column.aliases)):
            if found.setdefault(header_key(title), (column.name, rank))[0] != column.name:
                raise ValueError(f"two columns claim the header {title}")
    return found


def _named(title: str, ranks: Ranks) -> tuple[str, int] | None:
    """Return the column that a heading names; what it adds in brackets may be left out."""
    return next((ranks[key] for key in header_keys(title) if key in ranks), None)


def _header_of(grid: Grid, ranks: Ranks, needs: Needs) -> tuple[int, tuple[str, ...]]:
    """Return the row most like a header, counted from 0, and what it lacks."""
    best: tuple[int, tuple[str, ...]] = (0, tuple(map("”或“".join, needs)))
    for position, row in enumerate(grid.cells[:_HEADER_ROWS]):
        present = {named[0] for cell in row if (named := _named(cell, ranks))}
        missing = tuple("”或“".join(group) for group in needs if not present & set(group))
        if present and len(missing) < len(best[1]):
            best = position, missing
    return best


def _sheet(grid: Grid, header: int, ranks: Ranks) -> Sheet:
    found: dict[str, int] = {}
    unknown: dict[str, int] = {}
    best: dict[str, int] = {}
    for position, title in enumerate(grid.cells[header]):
        name, rank = _named(title, ranks) or ("", 0)
        if not name and title:
            unknown.setdefault(title, position)
        elif name and rank < best.get(name, rank + 1):
            found[name], best[name] = position, rank
    places = {**found, **unknown}
    rows = []
    width = max(at + 1 for at, title in enumerate(grid.cells[header]) if title)
    for number, row in enumerate(grid.cells[header + 1 :], start=header + 2):
        cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        rest = set(range(len(row))).difference(places.values())
        cells |= {column_letter(at): row[at] for at in sorted(rest) if row[at]}
        if any(cells.values()) and not is_column_numbers(row):
            rows.append(Row(number, cells, fault=surplus(row, width)))
    head = tuple(tuple(row) for row in grid.cells[:header])
    return Sheet(grid.sheet_name, head, found, unknown, tuple(rows))
