"""A list as a workbook: one sheet, one page wide, heads repeated, native numbers and dates."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.errors import BadInput
from reports.listing.values import Cell, Column, Listing, sheets_of
from reports.rendering.charts import add_bar_page
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

_STYLE = {"number": "count"}
_LEAST = {"text": 6, "number": 7, "count": 7, "money": 12, "rate": 9, "date": 11}
_WIDEST = 40.0
_HEADINGS = 2
_LAST_ROW = 1_048_000
_SMALLER = "请缩小范围（一个村、一个险种或一段日期），或改用「写成 csv 文件」"
_FIRST_ROW = _HEADINGS + 1
_PAPER_CELLS = 100.0
"""How many cells of the body's font fit on A4 across, between the margins."""
_MOST_BREAKS = 1023
"""More a spreadsheet does not take."""
_HAND_HEIGHT = 20.0
"""Room to write a line by hand."""


def write_listing_workbook(listing: Listing, path: Path, *, overwrite: bool = False) -> None:
    """Write the list to an xlsx file, whole or not at all; raises as ``new_workbook``.

    A stream of rows is written in constant memory: its columns state their widths.
    """
    write_listings_workbook((listing,), path, overwrite=overwrite)


def write_listings_workbook(
    listings: Sequence[Listing], path: Path, *, overwrite: bool = False
) -> None:
    """Write the lists of a report, sheet by sheet; as ``write_listing_workbook``."""
    is_stream = any(not isinstance(each.rows, Sequence) for each in listings)
    dated = listings[0].dated
    with new_workbook(path, dated, overwrite=overwrite, is_stream=is_stream) as book:
        for parts in sheets_of(listings):
            write_listing_sheet(book, *parts)


def write_listing_sheet(book: Workbook, *parts: Listing) -> None:
    """Add a sheet with a list to a workbook, or with several of equal columns under one head."""
    listing = parts[0]
    columns = (*listing.columns, *listing.by_hand)
    last = len(columns) - 1
    sheet = book.add_sheet(listing.sheet_name)
    widths = _widths(parts)
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
    sheet.freeze_panes(_FIRST_ROW, 1)
    line = _HEADINGS
    for part in parts:
        line = _write_part(book, sheet, line, part, widths, is_alone=len(parts) == 1)
    if parts[-1].signatures:
        line += 1
        sheet.set_row(line, 30)
        words = "          ".join(parts[-1].signatures)
        write_across(sheet, line, (0, last), words, book.style("plain"))
    sheet.print_area(0, 0, line, last)
    if listing.pages_by:
        _break_pages(sheet, listing, sum(widths))
    if listing.is_upright:
        sheet.set_portrait()
    if listing.is_one_page:
        sheet.fit_to_pages(1, 1)
    if listing.bars:
        _add_bars(book, listing)


def _write_part(
    book: Workbook, sheet: Any, line: int, part: Listing, widths: list[float], *, is_alone: bool
) -> int:
    """Write what stands over a list, its rows, total and notes below a line; return the last."""
    columns, last = (*part.columns, *part.by_hand), len(widths) - 1
    empty, least = [""] * len(part.by_hand), _HAND_HEIGHT if part.by_hand else 0.0
    if part.words_over:
        line += 1
        write_across(sheet, line, (0, last), part.words_over, book.style("heading"))
    before = line
    for row in part.rows:
        line += 1
        if line > _LAST_ROW:
            raise BadInput(f"{part.title}超过 {_LAST_ROW} 行，一张工作表写不下；{_SMALLER}")
        _write_row(book, sheet, line, columns, (*row, *empty), widths, least)
    if is_alone and line > before:
        sheet.autofilter(before, 0, line, last)
    if line > before:
        _offer_choices(sheet, part, before + 1, line)
    if part.total is not None:
        line += 1
        total = (*part.total, *empty)
        _write_row(book, sheet, line, columns, total, widths, least, is_total=True)
    for note in part.notes:
        line += 1
        write_note(sheet, line, (0, last), note, book.style("note"), sum(widths))
    return line


def _offer_choices(sheet: Any, part: Listing, first: int, last: int) -> None:
    """Offer what is usually written in the columns to be filled in; other words are taken too."""
    for place, column in enumerate(part.by_hand, len(part.columns)):
        if column.choices:
            offered = {
                "validate": "list",
                "source": list(column.choices),
                "error_type": "information",
                "error_title": column.heading,
                "error_message": "一般从下拉里选；确实不是这几样的，点“确定”照写",
            }
            sheet.data_validation(first, place, last, place, offered)


def _break_pages(sheet: Any, listing: Listing, cells: float) -> None:
    """Begin a page with each new value of a column, as wide as the paper.

    A spreadsheet that fits a sheet to the paper by itself takes no breaks; so the scale is stated.
    """
    assert isinstance(listing.rows, Sequence)
    place = [column.key for column in listing.columns].index(listing.pages_by)
    values = [row[place] for row in listing.rows]
    breaks = [_FIRST_ROW + at for at in range(1, len(values)) if values[at] != values[at - 1]]
    sheet.set_print_scale(max(10, min(100, int(100 * _PAPER_CELLS / cells))))
    sheet.set_h_pagebreaks(breaks[:_MOST_BREAKS])


def _add_bars(book: Workbook, listing: Listing) -> None:
    """Add a page with the rates of a list as bars, as far as there are any."""
    assert listing.bars is not None
    keys = [column.key for column in listing.columns]
    names, rates = map(keys.index, listing.bars)
    rated = sum(row[rates] is not None for row in listing.rows)
    if rated:
        name = listing.sheet_name
        heading = f"{listing.title}：{listing.columns[rates].heading}"
        first, second = (_FIRST_ROW, names), (_FIRST_ROW, rates)
        add_bar_page(book, f"{name}图", name, heading, first, second, rated)


def _widths(parts: Sequence[Listing]) -> list[float]:
    """Return each column's width: as stated, or wide enough for what stands in it."""
    rows: list[Sequence[Cell]] = []
    for part in parts:
        rows += part.rows if isinstance(part.rows, Sequence) else ()
        rows += [part.total] if part.total is not None else []
    widths = []
    for place, column in enumerate(parts[0].columns):
        texts = [column.heading, *(column.text_of(row[place]) for row in rows)]
        least = _LEAST[column.kind]
        room = 2 if column.kind == "text" else 0  # the indent, and what a line break needs
        widths.append(column.cells or min(_WIDEST, cells_for(texts, least) + room))
    return widths + [column.cells or _WIDEST for column in parts[0].by_hand]


def _write_row(
    book: Workbook,
    sheet: Any,
    line: int,
    columns: Sequence[Column],
    row: Sequence[Cell],
    widths: Sequence[float],
    least: float,
    *,
    is_total: bool = False,
) -> None:
    """Write a row, high enough for its texts and at least ``least`` points."""
    lines = 1
    for column, value, cells in zip(columns, row, widths, strict=True):
        if column.kind == "text" and isinstance(value, str) and len(value) * 2 + 3 > cells:
            lines = max(lines, lines_of(value, cells))
    if lines > 1 or least:
        sheet.set_row(line, max(least, ROW_HEIGHT * lines))
    for place, (column, value) in enumerate(zip(columns, row, strict=True)):
        style = book.style(_STYLE.get(column.kind, column.kind), is_total=is_total)
        if value is None or isinstance(value, str):
            sheet.write_string(line, place, column.text_of(value), style)
        elif isinstance(value, dt.date):
            sheet.write_datetime(line, place, dt.datetime.combine(value, dt.time()), style)
        elif column.kind == "money":
            assert isinstance(value, int)
            sheet.write_number(line, place, in_yuan(value), style)
        else:
            sheet.write_number(line, place, value, style)
