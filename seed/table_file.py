"""Tables as people send them: one reader for xlsx, xls and csv, whatever is being imported.

Headers are found by name or alias, in any order, below any letterhead, in one row or two;
every sheet with such a table is a part of it; cells come out as clean text, so that what
follows checks texts and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.base.errors import BadInput
from seed.grid_file import Grid, read_grids
from seed.table_heading import Column, Heading, Names, find_heading, wanted
from seed.table_row import Row, column_letter, rows_below

__all__ = ["Column", "Row", "RowFault", "Table", "named_column", "read_layout", "read_table"]

_SHOWN = 5


@dataclass(frozen=True)
class RowFault:
    """What is wrong in one row: where (as a spreadsheet shows it) and why.

    Row 0 stands for the whole file, or the whole ``sheet``: ``column`` is then a heading, or
    empty. The sheet is named where a file has several.
    """

    row: int
    column: str
    reason: str
    sheet: str = ""

    @property
    def place(self) -> str:
        """Where it is: ``近山村表 第 3 行 姓名（B列）``."""
        sheet = f"{self.sheet}表" if self.sheet else ""
        row = f"第 {self.row} 行" if self.row else ""
        return " ".join(part for part in (sheet, row, self.column) if part)


@dataclass(frozen=True)
class Table:
    """What a file holds.

    ``rows`` are of all the sheets that have such a table, in their order; ``sheets`` names
    them, ``heads`` has for each what stands above its headings. ``letters`` are the
    spreadsheet's names of the columns found, ``titles`` their headings as written. ``totals``
    are the lines of totals, which are no rows. ``hints`` say what was not read, and what was
    read although it does not show.
    """

    file_name: str
    sheets: tuple[str, ...]
    rows: tuple[Row, ...]
    letters: Mapping[str, str]
    unknown_headers: tuple[str, ...] = ()
    totals: tuple[Row, ...] = ()
    hints: tuple[RowFault, ...] = ()
    heads: tuple[tuple[str, ...], ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read the table with these columns from an xlsx, xls or csv file.

    Every visible sheet of which one of the first 30 rows, or two of them together, hold all
    required headers is a part. Rows with nothing in these columns, lines of totals, repeated
    headings and what is signed below are left out. Raises BadInput, in one sentence that names
    the file, if it cannot be read, if there is no such sheet, if two of its columns have the
    same header, or if a sheet is nearly such a table: it would be left out in silence.
    """
    return read_layout(path, {"": columns})[1]


def read_layout(path: Path, layouts: Mapping[str, Sequence[Column]]) -> tuple[str, Table]:
    """Read a table that may have one of several layouts; the first that fits, with its name.

    Raises BadInput as ``read_table`` does, naming what the nearest layout lacks.
    """
    grids = read_grids(path)
    lacking: list[tuple[str, ...]] = []
    for layout, columns in layouts.items():
        names = Names.of(columns)
        headings = [find_heading(grid, columns, names) for grid in grids]
        fitting = [heading for heading in headings if not heading.missing]
        if fitting:
            if not fitting[0].grid.sheet_name:  # a text read with several separators
                headings = fitting = fitting[:1]
            return layout, _table(path, columns, fitting, headings)
        lacking += [heading.missing for heading in headings] or [wanted(columns)]
    raise no_heading(path, min(lacking, key=len))


def no_heading(path: Path, missing: Sequence[str]) -> BadInput:
    """Return that a file has no such table, and what the nearest to it lacks."""
    return BadInput(
        f"{path.name}：前 30 行里没有完整的表头，"
        f"缺少{'、'.join(f'“{name}”' for name in missing)}，请补上列名后重试"
    )


def named_column(where: Table | Row, column: str) -> str:
    """Return a column as a person sees it: its name and its letter."""
    letter = where.letters.get(column)
    return f"{column}（{letter}列）" if letter else column


def fault_at(row: Row, column: str, reason: str) -> RowFault:
    """Return what is wrong in a cell of a row."""
    return RowFault(row.number, named_column(row, column), reason, row.sheet)


def fault_lines(title: str, faults: Sequence[RowFault]) -> list[str]:
    """Return faults as lines to print, each with its row and column."""
    return [f"  {title}：{f'{each.place}：' if each.place else ''}{each.reason}" for each in faults]


def _table(
    path: Path, columns: Sequence[Column], fitting: Sequence[Heading], all_of: Sequence[Heading]
) -> Table:
    for heading in all_of:
        _refuse_nearly(path, columns, heading)
    rows, totals, hints = list[Row](), list[Row](), list[RowFault]()
    letters: dict[str, str] = {}
    written: dict[str, str] = {}
    unknown: dict[str, None] = {}
    for heading in fitting:
        if heading.grid.fault:
            raise BadInput(heading.grid.fault)
        sheet = heading.grid.sheet_name if len(fitting) > 1 else ""
        _refuse_repeated(path, heading, sheet)
        for at, (title, name) in enumerate(zip(heading.titles, heading.names, strict=True)):
            if name is not None:
                letters.setdefault(name, column_letter(at))
                written.setdefault(name, title)
            elif title:
                unknown[title] = None
        footnotes = list[Row]()
        for row, kind in rows_below(heading, columns, sheet):
            {"row": rows, "total": totals, "footnote": footnotes}[kind].append(row)
        hints += _hints(heading.grid, heading, sheet, footnotes)
    hints += _unread(fitting, all_of)
    return Table(
        path.name,
        tuple(each.grid.sheet_name for each in fitting),
        tuple(rows),
        letters,
        tuple(unknown),
        tuple(totals),
        tuple(hints),
        tuple(
            tuple(text for row in each.grid.cells[: each.first] for text in row if text)
            for each in fitting
        ),
        written,
    )


def _refuse_nearly(path: Path, columns: Sequence[Column], heading: Heading) -> None:
    """Raise BadInput for a sheet with people that lacks a heading: it decides money, unread."""
    needed = wanted(columns)
    has = len(needed) - len(heading.missing)
    below = heading.grid.cells[heading.last + 1 :]
    if heading.missing and has >= 2 and has * 2 >= len(needed) and any(map(any, below)):
        missing = "、".join(f"“{name}”" for name in heading.missing)
        raise BadInput(
            f"{path.name}：工作表“{heading.grid.sheet_name}”也像名单，但缺少{missing}，"
            "整个文件没有读取；请补上列名，或删去这张工作表后重试"
        )


def _refuse_repeated(path: Path, heading: Heading, sheet: str) -> None:
    seen: dict[str, int] = {}
    for at, name in enumerate(heading.names):
        if name is not None and seen.setdefault(name, at) != at:
            place = f"{path.name} {f'{sheet}表 ' if sheet else ''}第 {heading.first + 1} 行"
            letters = f"{column_letter(seen[name])} 列和 {column_letter(at)} 列"
            raise BadInput(f"{place}：{letters}都是“{name}”，请只保留一列")


def _hints(grid: Grid, heading: Heading, sheet: str, footnotes: Sequence[Row]) -> list[RowFault]:
    """Return what of a sheet does not show and was read, and what shows and was not."""
    hints = []
    hidden = [each + 1 for each in grid.hidden_rows if heading.last < each < len(grid.cells)]
    if hidden:
        shown = "、".join(map(str, hidden[:_SHOWN]))
        more = f" 等 {len(hidden)} 行" if len(hidden) > _SHOWN else " 行"
        hints.append(RowFault(0, "", f"第 {shown}{more}是隐藏的，也读取了，请核对", sheet))
    columns = [
        heading.titles[each]
        for each in grid.hidden_columns
        if each < len(heading.titles) and heading.titles[each]
    ]
    if columns:
        named = "、".join(f"“{title[:20]}”" for title in columns[:_SHOWN])
        hints.append(RowFault(0, "", f"{named}列是隐藏的，也读取了，请核对", sheet))
    for row in footnotes:
        first = next((text for text in (*row.cells.values(), *row.others.values()) if text), "")
        reason = f"“{first[:20]}”像是表尾说明，没有读取"
        hints.append(RowFault(row.number, "", reason, sheet))
    return hints


def _unread(fitting: Sequence[Heading], all_of: Sequence[Heading]) -> list[RowFault]:
    names = [each.grid.sheet_name for each in all_of if each.missing and any(each.grid.cells)]
    names += [*fitting[0].grid.unshown]
    hidden = set(fitting[0].grid.unshown)
    return [
        RowFault(
            0, "", "工作表是隐藏的，没有读取" if name in hidden else "这张工作表没有读取", name
        )
        for name in names
    ]
