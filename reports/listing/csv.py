"""A list as csv: UTF-8 with a mark, so that a spreadsheet reads the Chinese.

A spreadsheet takes a cell that begins like a formula for one, a long number for a figure
whose last digits it rounds away, and a household number such as ``10-2`` for a day. Such a
text is written after a tab, which keeps it a text there and is squeezed away by every reader
of the program.
"""

import csv
import datetime as dt
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from reports.listing.values import Cell, Column, Listing
from reports.rendering.sheet import refuse_unwritable, write_whole

_RISKY = re.compile(r"[=+\-@\t\r]|\d{12,}$|0\d+$|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$")

_FIGURE = re.compile(r"-\d{1,9}(\.\d\d)?")
_AMOUNT = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?")


def write_listing_csv(listing: Listing, path: Path, *, overwrite: bool = False) -> None:
    """Write heading and rows, and the total, whole or not at all; raises as ``write_whole``."""
    refuse_unwritable(path, overwrite=overwrite)
    write_whole(path, _pieces(listing))


def write_texts_csv(
    headings: Sequence[str], rows: Iterable[Sequence[str]], path: Path, *, overwrite: bool = False
) -> None:
    """Write a table whose cells are texts already; amounts lose their thousands separators."""
    listing = Listing(
        name="", station="", title="", dated=dt.date.min, facts=(),
        columns=tuple(Column(heading, heading) for heading in headings),
        rows=([cell.replace(",", "") if _AMOUNT.fullmatch(cell) else cell for cell in row]
              for row in rows),
    )  # fmt: skip
    write_listing_csv(listing, path, overwrite=overwrite)


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
    if column.kind == "text" and _RISKY.match(text) and not _FIGURE.fullmatch(text):
        return f"\t{text}"
    return text
