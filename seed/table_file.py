"""Tables as people send them: one reader for xlsx, xls and csv, whatever is being imported.

Headers are found by name or alias, in any order, below any letterhead; cells come out
as clean text, so that what follows checks texts and nothing else.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.base.errors import BadInput
from seed.grid_file import Grid, read_grids

_HEADER_ROWS = 30
_TOTALS = ("合计", "总计", "小计", "共计")
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")
_NUMBER = re.compile(
    r"\(?第?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])\)?"
)
_MOST_NUMBERED = 100
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Column:
    """A column to look for. ``aliases`` are other headers it may have.

    ``is_numbered``: there are several, with a number somewhere in the header (成员1姓名,
    姓名2, 成员三), or with the same header again and again. Their cells are named by the
    name and the number: ``姓名1``, ``姓名2``; the first without a number has none.

    ``pattern``: instead of a name of its own it has every header that the expression matches as
    a whole (2018医保, 2019年度); their cells are named by the header as it is compared.
    """

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    is_numbered: bool = False
    pattern: re.Pattern[str] | None = None

    @property
    def is_one(self) -> bool:
        """Whether a table has it once at most, under its own name."""
        return not self.is_numbered and self.pattern is None


@dataclass(frozen=True)
class Row:
    """One line of data. ``number`` counts from 1, as the spreadsheet shows it.

    ``cells`` has every column that was asked for, by its name; empty if the file lacks it.
    """

    number: int
    cells: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """What a file holds. ``letters`` are the spreadsheet's names of the columns found.

    ``unread_sheets`` are further visible sheets with such a table: only the first is read.
    ``totals`` are the lines of totals, which are no rows.
    """

    file_name: str
    sheet_name: str
    rows: tuple[Row, ...]
    letters: Mapping[str, str]
    unknown_headers: tuple[str, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    totals: tuple[Row, ...] = ()
    other_letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Header:
    """The row of a grid most like a header, counted from 0, and the columns it lacks."""

    grid: Grid
    position: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Names:
    """Columns by their headers as compared; those of numbered columns without the number."""

    single: Mapping[str, str]
    numbered: Mapping[str, str]
    patterns: tuple[re.Pattern[str], ...]

    def cell_names(self, titles: Sequence[str]) -> list[str | None]:
        """Return what the cells under these headers are named; None for an unknown header."""
        seen: Counter[str] = Counter()
        return [self._cell_name(header_key(title), seen) for title in titles]

    def _cell_name(self, key: str, seen: Counter[str]) -> str | None:
        if key in self.single:
            return self.single[key]
        if key in self.numbered:
            name = self.numbered[key]
            seen[name] += 1
            return name if seen[name] == 1 else f"{name}{seen[name]}"
        for match in _NUMBER.finditer(key):
            name = self.numbered.get(key[: match.start()] + key[match.end() :], "")
            if name:
                return f"{name}{_as_number(match[1])}"
        return key if any(each.fullmatch(key) for each in self.patterns) else None


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read the table with these columns from an xlsx, xls or csv file.

    The table is on the first visible sheet of which one of the first 30 rows holds all
    required headers. Rows with nothing in these columns and lines of totals are left out.
    Raises BadInput, in one sentence that names the file, if it cannot be read, if there
    is no such sheet or if two of its columns have the same header.
    """
    return read_layout(path, {"": columns})[1]


def read_layout(path: Path, layouts: Mapping[str, Sequence[Column]]) -> tuple[str, Table]:
    """Read a table that may have one of several layouts; the first that fits, with its name.

    Raises BadInput as ``read_table`` does, naming what the nearest layout lacks.
    """
    grids = read_grids(path)
    lacking: list[tuple[str, ...]] = []
    for layout, columns in layouts.items():
        names = _names_by_header(columns)
        headers = [_find_header(grid, columns, names) for grid in grids]
        fitting = [header for header in headers if not header.missing]
        if fitting:
            return layout, _table(path, columns, names, fitting)
        lacking += [header.missing for header in headers] or [_wanted(columns)]
    raise BadInput(
        f"{path.name}：前 {_HEADER_ROWS} 行里没有完整的表头，"
        f"缺少{'、'.join(f'“{name}”' for name in min(lacking, key=len))}，请补上列名后重试"
    )


def _table(
    path: Path, columns: Sequence[Column], names: _Names, fitting: Sequence[_Header]
) -> Table:
    header = fitting[0]
    if header.grid.fault:
        raise BadInput(header.grid.fault)
    titles = header.grid.cells[header.position]
    cell_names = names.cell_names(titles)
    found = _positions(cell_names, f"{path.name} 第 {header.position + 1} 行")
    others = {
        title: position
        for position, (title, name) in reversed(
            list(enumerate(zip(titles, cell_names, strict=True)))
        )
        if title and name is None
    }
    rows = list(_rows(header, columns, found, others))
    return Table(
        path.name,
        header.grid.sheet_name,
        tuple(row for row, is_total in rows if not is_total),
        {name: column_letter(position) for name, position in found.items()},
        tuple(
            title for title, name in zip(titles, cell_names, strict=True) if title and name is None
        ),
        tuple(each.grid.sheet_name for each in fitting[1:]),
        tuple(row for row, is_total in rows if is_total),
        {title: column_letter(position) for title, position in others.items()},
    )


def column_letter(position: int) -> str:
    """Return a spreadsheet's name of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _names_by_header(columns: Sequence[Column]) -> _Names:
    single: dict[str, str] = {}
    numbered: dict[str, str] = {}
    for column in columns:
        if column.pattern is not None:
            continue
        names = numbered if column.is_numbered else single
        for header in (column.name, *column.aliases):
            if names.setdefault(header_key(header), column.name) != column.name:
                raise ValueError(f"two columns claim the header {header}")
    return _Names(single, numbered, tuple(each.pattern for each in columns if each.pattern))


def _as_number(text: str) -> int:
    """Return the value of digits, or of a Chinese numeral up to 99."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def header_key(title: str) -> str:
    """Return a header as it is compared: without spaces, line breaks, asterisks, widths."""
    plain = unicodedata.normalize("NFKC", title).translate(_ZERO_WIDTH).translate(_BRACKETS)
    return "".join(plain.split()).strip("*").lower()


def _wanted(columns: Sequence[Column]) -> tuple[str, ...]:
    required = tuple(column.name for column in columns if column.is_required)
    return required or tuple(column.name for column in columns)


def _find_header(grid: Grid, columns: Sequence[Column], names: _Names) -> _Header:
    best = _Header(grid, 0, _wanted(columns))
    for position, row in enumerate(grid.cells[:_HEADER_ROWS]):
        present = set(names.cell_names(row)) - {None}
        missing = tuple(
            column.name
            for column in columns
            if column.is_required and not _is_present(column, present)
        )
        if present and len(missing) < len(best.missing):
            best = _Header(grid, position, missing)
    return best


def _is_present(column: Column, present: Collection[str | None]) -> bool:
    """Say whether a header row has a column; of a numbered one, one with a number."""
    if column.pattern is not None:
        return any(each and column.pattern.fullmatch(each) for each in present)
    if not column.is_numbered:
        return column.name in present
    return any(f"{column.name}{number}" in present for number in range(_MOST_NUMBERED))


def _positions(cell_names: Sequence[str | None], place: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, name in enumerate(cell_names):
        if name is None:
            continue
        if name in found:
            letters = f"{column_letter(found[name])} 列和 {column_letter(position)} 列"
            raise BadInput(f"{place}：{letters}都是“{name}”，请只保留一列")
        found[name] = position
    return found


def _rows(
    header: _Header,
    columns: Sequence[Column],
    found: Mapping[str, int],
    others: Mapping[str, int],
) -> Iterator[tuple[Row, bool]]:
    """Yield each row with something in it, and whether it is a line of totals."""
    required = [found[each.name] for each in columns if each.is_required and each.name in found]
    rows = header.grid.cells[header.position + 1 :]
    for number, row in enumerate(rows, start=header.position + 2):
        cells = {column.name: "" for column in columns if column.is_one}
        for name, position in found.items():
            if position < len(row):
                cells[name] = row[position]
        if any(cells.values()):
            unknown = {
                title: row[position] for title, position in others.items() if position < len(row)
            }
            yield Row(number, cells, unknown), _is_total(row, required)


def _is_total(row: Sequence[str], required: Sequence[int]) -> bool:
    """Say whether a row is a line of totals: its first text says so and it is nobody's.

    A total may well stand in a required column (金额), so one empty required cell is enough.
    """
    first = next(position for position, cell in enumerate(row) if cell)
    if not "".join(row[first].split()).startswith(_TOTALS):
        return False
    others = [position for position in required if position != first]
    return not others or any(position >= len(row) or not row[position] for position in others)
