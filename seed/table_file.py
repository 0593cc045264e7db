"""Tables as people send them: one reader for xlsx, xls and csv, whatever is being imported.

Headers are found by name or alias, in any order, below any letterhead; cells come out
as clean text, so that what follows checks texts and nothing else.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.errors import BadInput
from seed.grid_file import Grid, read_grids

_HEADER_ROWS = 30
_TOTALS = ("合计", "总计", "小计", "共计")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")


@dataclass(frozen=True)
class Column:
    """A column to look for. ``aliases`` are other headers it may have."""

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Row:
    """One line of data. ``number`` counts from 1, as the spreadsheet shows it.

    ``cells`` has every column that was asked for, by its name; empty if the file lacks it.
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """What a file holds. ``letters`` are the spreadsheet's names of the columns found.

    ``unread_sheets`` are further visible sheets with such a table: only the first is read.
    """

    file_name: str
    sheet_name: str
    rows: tuple[Row, ...]
    letters: Mapping[str, str]
    unknown_headers: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Header:
    """The row of a grid most like a header, counted from 0, and the columns it lacks."""

    grid: Grid
    position: int
    missing: tuple[str, ...]


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read the table with these columns from an xlsx, xls or csv file.

    The table is on the first visible sheet of which one of the first 30 rows holds all
    required headers. Rows with nothing in these columns and lines of totals are left out.
    Raises BadInput, in one sentence that names the file, if it cannot be read, if there
    is no such sheet or if two of its columns have the same header.
    """
    names = _names_by_header(columns)
    headers = [_find_header(grid, columns, names) for grid in read_grids(path)]
    fitting = [header for header in headers if not header.missing]
    if not fitting:
        nearest = min((header.missing for header in headers), key=len, default=_wanted(columns))
        raise BadInput(
            f"{path.name}：前 {_HEADER_ROWS} 行里没有完整的表头，"
            f"缺少{'、'.join(f'“{name}”' for name in nearest)}，请补上列名后重试"
        )
    header = fitting[0]
    if header.grid.fault:
        raise BadInput(header.grid.fault)
    titles = header.grid.cells[header.position]
    found = _positions(titles, names, f"{path.name} 第 {header.position + 1} 行")
    return Table(
        path.name,
        header.grid.sheet_name,
        tuple(_rows(header, columns, found)),
        {name: column_letter(position) for name, position in found.items()},
        tuple(title for title in titles if title and _header_key(title) not in names),
        tuple(each.grid.sheet_name for each in fitting[1:]),
    )


def column_letter(position: int) -> str:
    """Return a spreadsheet's name of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _names_by_header(columns: Sequence[Column]) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in columns:
        for header in (column.name, *column.aliases):
            if names.setdefault(_header_key(header), column.name) != column.name:
                raise ValueError(f"two columns claim the header {header}")
    return names


def _header_key(title: str) -> str:
    """Return a header as it is compared: without spaces, line breaks, asterisks, widths."""
    plain = unicodedata.normalize("NFKC", title).translate(_ZERO_WIDTH).translate(_BRACKETS)
    return "".join(plain.split()).strip("*").lower()


def _wanted(columns: Sequence[Column]) -> tuple[str, ...]:
    required = tuple(column.name for column in columns if column.is_required)
    return required or tuple(column.name for column in columns)


def _find_header(grid: Grid, columns: Sequence[Column], names: Mapping[str, str]) -> _Header:
    best = _Header(grid, 0, _wanted(columns))
    for position, row in enumerate(grid.cells[:_HEADER_ROWS]):
        present = {names.get(_header_key(title)) for title in row} - {None}
        missing = tuple(
            column.name for column in columns if column.is_required and column.name not in present
        )
        if present and len(missing) < len(best.missing):
            best = _Header(grid, position, missing)
    return best


def _positions(titles: Sequence[str], names: Mapping[str, str], place: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, title in enumerate(titles):
        name = names.get(_header_key(title))
        if name is None:
            continue
        if name in found:
            letters = f"{column_letter(found[name])} 列和 {column_letter(position)} 列"
            raise BadInput(f"{place}：{letters}都是“{name}”，请只保留一列")
        found[name] = position
    return found


def _rows(header: _Header, columns: Sequence[Column], found: Mapping[str, int]) -> Iterator[Row]:
    required = [found[column.name] for column in columns if column.is_required]
    rows = header.grid.cells[header.position + 1 :]
    for number, row in enumerate(rows, start=header.position + 2):
        cells = {column.name: "" for column in columns}
        for name, position in found.items():
            if position < len(row):
                cells[name] = row[position]
        if any(cells.values()) and not _is_total(row, required):
            yield Row(number, cells)


def _is_total(row: Sequence[str], required: Sequence[int]) -> bool:
    """Say whether a row is a line of totals: its first text says so and it is nobody's.

    A total may well stand in a required column (金额), so one empty required cell is enough.
    """
    first = next(position for position, cell in enumerate(row) if cell)
    if not "".join(row[first].split()).startswith(_TOTALS):
        return False
    others = [position for position in required if position != first]
    return not others or any(position >= len(row) or not row[position] for position in others)
