"""Printed text with tables in it: prose is broken into rows, a wide table moves by columns.

A table is known by its rule of hyphens (``reports.rendering.text_table``), which also says where
its columns are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.base.text import width, wrap
from reports.listing.grid import Grid
from reports.listing.values import Column
from tui.widgets.lines import TextLine

_RULE = re.compile(r"-+(?:  -+)+ *")
_COLUMN = re.compile(r"-+")
_COLUMNS_WITHIN = 24
_WHO, _MOST_LEADING = "姓名", 4


@dataclass(frozen=True)
class Table:
    """A table as printed: its lines, and the same as a grid."""

    lines: tuple[str, ...]
    grid: Grid


@dataclass(frozen=True)
class Shown:
    """A row of the screen; ``heads`` are those of the table it is a row of, but for its own."""

    line: TextLine
    heads: str = ""


Block = Table | str


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """Return printed lines with the tables among them told apart."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]):
            cells = width(lines[at + 1])
            end = at
            while end < len(lines) and lines[end].strip() and width(lines[end]) == cells:
                end += 1
            if end > at + 1:
                blocks.append(_table(tuple(lines[at:end])))
                at = end
                continue
        blocks.append(lines[at])
        at += 1
    return blocks


def is_wide(block: Block, cells: int) -> bool:
    """Whether a table has more columns than there is room for."""
    return isinstance(block, Table) and width(block.lines[0]) > cells


def steps(blocks: Sequence[Block], cells: int) -> int:
    """Return how many steps to the right there are, until the last column of every table."""
    wide = [each for each in blocks if isinstance(each, Table) and is_wide(each, cells)]
    return max((len(each.grid.views(cells)) for each in wide), default=1)


def rows_of_blocks(blocks: Sequence[Block], cells: int, step: int) -> Iterator[Shown]:
    """Yield the rows of the screen, wide tables so many steps to the right."""
    for block in blocks:
        if isinstance(block, Table):
            yield from _table_rows(block, cells, step)
        else:
            for row in wrap(block, cells, hang=_hang_of(block)):
                yield Shown(TextLine(row, is_strong=row.startswith("【")))


def _table_rows(table: Table, cells: int, step: int) -> Iterator[Shown]:
    grid = table.grid
    columns = tuple(range(len(grid.columns)))
    if is_wide(table, cells):
        views = grid.views(cells)
        columns = views[min(step, len(views) - 1)]
    heads = grid.heads_line(columns)
    yield Shown(TextLine(heads, is_strong=True))
    for row in grid.rows:
        yield Shown(TextLine(grid.line(row, columns)), heads)


def _table(lines: tuple[str, ...]) -> Table:
    rule = lines[1]
    spans = [found.span() for found in _COLUMN.finditer(rule)]
    spans[-1] = (spans[-1][0], width(rule))
    heads, *rows = (_cells_of(line, spans) for line in lines)
    grid = Grid(
        title="",
        facts="",
        words_over="",
        columns=tuple(Column(head, str(at)) for at, head in enumerate(heads)),
        widths=tuple(end - start for start, end in spans),
        rows=tuple(rows),
        total=None,
        notes=(),
        leading=_leading(heads),
    )
    return Table(lines, grid)


def _leading(heads: Sequence[str]) -> int:
    """Return how many columns stay: those up to the name, where it is near the left, or one."""
    named = [place for place, head in enumerate(heads[:_MOST_LEADING]) if head.strip() == _WHO]
    return named[0] + 1 if named else 1


def _cells_of(line: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return what stands in each column of a line; places are counted in cells."""
    texts = [""] * len(spans)
    at = place = 0
    for character in line:
        while place + 1 < len(spans) and at >= spans[place + 1][0]:
            place += 1
        if at < spans[place][1]:
            texts[place] += character
        at += width(character)
    return tuple(texts)


def _hang_of(line: str) -> int:
    """Return how far further rows stand in: under the last column, if the line has columns."""
    gaps = [width(line[: gap.end()]) for gap in re.finditer(r"(?<=\S) {2,}(?=\S)", line)]
    return max((each for each in gaps if each <= _COLUMNS_WITHIN), default=0)
