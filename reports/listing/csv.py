"""A list as csv: UTF-8 with a mark, so that a spreadsheet reads the Chinese.

A spreadsheet takes a cell that begins like a formula for one, a long number for a figure
whose last digits it rounds away, and a household number such as ``10-2`` for a day. Such a
text is written after a tab, which keeps it a text there and is squeezed away by every reader
of the program.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from reports.listing.values import Cell, Column, Listing
from reports.sheet import refuse_unwritable, write_whole

_RISKY = re.compile(r"[=+\-@\t\r]|\d{12,}$|0\d+$|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$")


def write_listing_csv(listing: Listing, path: Path, *, overwrite: bool = False) -> None:
    """Write heading and rows, and the total, whole or not at all; raises as ``write_whole``."""
    refuse_unwritable(path, overwrite=overwrite)
    write_whole(path, _pieces(listing))


def _pieces(listing: Listing) -> Iterator[bytes]:
    """Yield the file row by row, so that a stream of rows stays one."""
    line = StringIO(newline="")
    writer = csv.writer(line)

    def written(cells: list[str]) -> bytes:
        line.seek(0)
        line.truncate()
        writer.writerow(cells)
        return line.getvalue().encode()

    yield BOM_UTF8
    yield written([column.heading for column in listing.columns])
    for row in listing.rows:
        yield written(_cells(listing.columns, row))
    if listing.total is not None:
        yield written(_cells(listing.columns, listing.total))


def _cells(columns: tuple[Column, ...], row: object) -> list[str]:
    return [_cell(column, value) for column, value in zip(columns, row, strict=True)]  # type: ignore[call-overload]


def _cell(column: Column, value: Cell) -> str:
    if value is None:
        return ""
    text = column.text_of(value).replace(",", "") if column.is_right else str(value)
    if column.kind == "text" and _RISKY.match(text):
        return f"\t{text}"
    return text
