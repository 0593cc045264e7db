"""A list as a workbook: one sheet, one page wide, heads repeated, native numbers and dates."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.errors import BadInput
from reports.listing.values import Cell, Column, Listing
from reports.rendering.sheet import (
    ROW_HEIGHT,
    Workbook,
    cells_for,
    in_yuan,
    lines_of,
    new_workbook,
    write_across,
    write_note,
)

_STYLE = {"text": "text", "number": "count", "money": "money", "rate": "rate", "date": "date"}
_LEAST = {"text": 6, "number": 7, "money": 12, "rate": 9, "date": 11}
_WIDEST = 40.0
_HEADINGS = 2
_LAST_ROW = 1_048_000
_SMALLER = "请缩小范围（一个村、一个险种或一段日期），或改用 --csv"
FIRST_ROW = _HEADINGS + 1
"""The first row of a list on its sheet, counted from nought."""


def write_listing_workbook(listing: Listing, path: Path, *, overwrite: bool = False) -> None:
    """Write the list to an xlsx file, whole or not at all; raises as ``new_workbook``.

    A stream of rows is written in constant memory: its columns state their widths.
    """
    write_listings_workbook((listing,), path, overwrite=overwrite)


def write_listings_workbook(
    listings: Sequence[Listing], path: Path, *, overwrite: bool = False
) -> None:
    """Write lists that belong together, a sheet each; as ``write_listing_workbook``."""
    is_stream = any(not isinstance(each.rows, Sequence) for each in listings)
    dated = listings[0].dated
    with new_workbook(path, dated, overwrite=overwrite, is_stream=is_stream) as book:
        for each in listings:
            write_listing_sheet(book, each, each.name)


def write_listing_sheet(book: Workbook, listing: Listing, sheet_name: str) -> None:
    """Add a sheet with the list to a workbook."""
    columns, last = listing.columns, len(listing.columns) - 1
    sheet = book.add_sheet(sheet_name)
    widths = _widths(listing)
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, last), listing.title, book.style("title"))
    write_note(
        sheet, 1, (0, last), "    ".join(listing.facts), book.style("note"), sum(widths)
    )  # fmt: skip
    for place, column in enumerate(columns):
        sheet.write_string(_HEADINGS, place, column.heading, book.style("head"))
    sheet.repeat_rows(0, _HEADINGS)
    sheet.freeze_panes(FIRST_ROW, 1)
    line = _HEADINGS
    for line, row in enumerate(listing.rows, FIRST_ROW):
        if line > _LAST_ROW:
            raise BadInput(f"{listing.title}超过 {_LAST_ROW} 行，一张工作表写不下；{_SMALLER}")
        _write_row(book, sheet, line, columns, row, widths)
    if line > _HEADINGS:
        sheet.autofilter(_HEADINGS, 0, line, last)
    if listing.total is not None:
        line += 1
        _write_row(book, sheet, line, columns, listing.total, widths, is_total=True)
    for note in listing.notes:
        line += 1
        write_note(sheet, line, (0, last), note, book.style("note"), sum(widths))
    if listing.signatures:
        line += 1
        sheet.set_row(line, 30)
        words = "          ".join(listing.signatures)
        write_across(sheet, line, (0, last), words, book.style("plain"))
    sheet.print_area(0, 0, line, last)


def _widths(listing: Listing) -> list[float]:
    """Return each column's width: as stated, or wide enough for what stands in it."""
    rows = listing.rows if isinstance(listing.rows, Sequence) else ()
    rows = [*rows, listing.total] if listing.total is not None else rows
    widths = []
    for place, column in enumerate(listing.columns):
        texts = [column.heading, *(column.text_of(row[place]) for row in rows)]
        least = _LEAST[column.kind]
        room = 2 if column.kind == "text" else 0  # the indent, and what a line break needs
        widths.append(column.cells or min(_WIDEST, cells_for(texts, least) + room))
    return widths


def _write_row(
    book: Workbook,
    sheet: Any,
    line: int,
    columns: Sequence[Column],
    row: Sequence[Cell],
    widths: Sequence[float],
    *,
    is_total: bool = False,
) -> None:
    lines = 1
    for column, value, cells in zip(columns, row, widths, strict=True):
        if column.kind == "text" and isinstance(value, str) and len(value) * 2 + 3 > cells:
            lines = max(lines, lines_of(value, cells))
    if lines > 1:
        sheet.set_row(line, ROW_HEIGHT * lines)
    for place, (column, value) in enumerate(zip(columns, row, strict=True)):
        style = book.style(_STYLE[column.kind], is_total=is_total)
        if value is None or isinstance(value, str):
            sheet.write_string(line, place, column.text_of(value), style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(line, place, dt.datetime.combine(value, dt.time()), style)
        elif column.kind == "money":
            assert isinstance(value, int)
            sheet.write_number(line, place, in_yuan(value), style)
        else:
            sheet.write_number(line, place, value, style)
