"""A list as csv: UTF-8 with a mark, so that a spreadsheet reads the Chinese.

A spreadsheet takes a cell that begins like a formula for one, a long number for a figure
whose last digits it rounds away, and a household number such as ``10-2`` for a day. Such a
text is written after a tab, which keeps it a text there and is squeezed away by every reader
of the program.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path

from reports.listing.values import Cell, Column, Listing
from reports.sheet import refuse_unwritable, write_whole

_RISKY = re.compile(r"[=+\-@\t\r]|\d{12,}$|0\d+$|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$")

_FIGURE = re.compile(r"-\d{1,9}(\.\d\d)?")


def tables_of(listings: Iterable[Listing]) -> list[tuple[Listing, ...]]:
    """Return the lists of a report by the csv file they are written to."""
    return [tuple(each) for _, each in groupby(listings, key=lambda each: each.name)]


def write_table_csv(parts: Sequence[Listing], path: Path, *, overwrite: bool = False) -> None:
    """Write lists of equal columns as one table, whole or not at all; raises as ``write_whole``.

    A list alone keeps its total; parts of a report have none there.
    """
    refuse_unwritable(path, overwrite=overwrite)
    write_whole(path, _pieces(parts))


def _pieces(parts: Sequence[Listing]) -> Iterator[bytes]:
    """Yield the file row by row, so that a stream of rows stays one."""
    line = StringIO(newline="")
    writer = csv.writer(line)

    def written(cells: list[str]) -> bytes:
        line.seek(0)
        line.truncate()
        writer.writerow(cells)
        return line.getvalue().encode()

    yield BOM_UTF8
    first = parts[0]
    of = [first.section.heading] if first.section else []
    yield written([*of, *(column.heading for column in first.columns)])
    for part in parts:
        value = [_safe(part.section.value)] if part.section else []
        for row in part.rows:
            yield written([*value, *_cells(part.columns, row)])
    if first.section is None and first.total is not None:
        yield written(_cells(first.columns, first.total))


def _cells(columns: tuple[Column, ...], row: object) -> list[str]:
    return [_cell(column, value) for column, value in zip(columns, row, strict=True)]  # type: ignore[call-overload]


def _cell(column: Column, value: Cell) -> str:
    if value is None:
        return ""
    text = column.text_of(value).replace(",", "") if column.is_right else str(value)
    return _safe(text) if column.kind == "text" else text


def _safe(text: str) -> str:
    return f"\t{text}" if _RISKY.match(text) and not _FIGURE.fullmatch(text) else text
