"""A posted list as a page to hang up: A4 upright, headings on every page, room for the stamp."""

from pathlib import Path
from typing import Any

from models.base.text import mask_id
from models.bureau.public_posting.postings import PostedList
from reports.public_posting.text import HEADERS, posting_span, posting_subject, posting_title
from reports.rendering.sheet import (
    ROW_HEIGHT,
    Workbook,
    cells_for,
    in_yuan,
    lines_of,
    new_workbook,
    write_across,
)

_LAST = len(HEADERS) - 1
_HEADINGS = 3
_LINE_HEIGHT = 20.0
_NUMBER_CELLS, _MONEY_CELLS = 8.0, 18.0
_WIDEST_NAME, _WIDEST_CATEGORY = 24.0, 28.0


def write_posting_workbook(
    listed: PostedList, station: str, path: Path, *, overwrite: bool = False
) -> None:
    """Write a posted list to an xlsx file; raises BadInput or StoreFailure as ``new_workbook``."""
    posting = listed.posting
    with new_workbook(path, posting.posted_on, overwrite=overwrite) as book:
        sheet = book.add_sheet("公示名单")
        sheet.set_portrait()
        widths = _widths(listed)
        for place, cells in enumerate(widths):
            sheet.set_column(place, place, cells)
        sheet.set_row(0, 34)
        write_across(sheet, 0, (0, _LAST), posting_title(posting), book.style("title"))
        subject = f"{station}劳动保障站    {posting_subject(posting)}个人缴费资助"
        write_across(sheet, 1, (0, _LAST), subject, book.style("middle"))
        sheet.set_row(_HEADINGS, _LINE_HEIGHT)
        for place, heading in enumerate(HEADERS):
            sheet.write_string(_HEADINGS, place, heading, book.style("head"))
        line = _people(book, sheet, listed, widths)
        end = _footing(book, sheet, listed, line)
        sheet.repeat_rows(0, _HEADINGS)
        sheet.freeze_panes(_HEADINGS + 1, 0)
        sheet.print_area(0, 0, end, _LAST)


def _widths(listed: PostedList) -> list[float]:
    names = cells_for((each.name for each in listed.lines), 14)
    category = cells_for([listed.posting.category], 16)
    return [
        _NUMBER_CELLS,
        min(names, _WIDEST_NAME),
        24.0,
        min(category, _WIDEST_CATEGORY),
        _MONEY_CELLS,
    ]


def _people(book: Workbook, sheet: Any, listed: PostedList, widths: list[float]) -> int:
    """Write the people and their total; return the line after it."""
    text, middle, line = book.style("text"), book.style("centred"), _HEADINGS + 1
    category = listed.posting.category
    for number, each in enumerate(listed.lines, 1):
        rows = max(lines_of(each.name, widths[1]), lines_of(category, widths[3]))
        sheet.set_row(line, max(_LINE_HEIGHT, ROW_HEIGHT * rows))
        sheet.write_number(line, 0, number, middle)
        sheet.write_string(line, 1, each.name, text)
        sheet.write_string(line, 2, mask_id(each.id_number), middle)
        sheet.write_string(line, 3, category, middle)
        sheet.write_number(line, 4, in_yuan(each.amount_fen), book.style("money"))
        line += 1
    posting, total = listed.posting, book.style("text", is_total=True)
    sheet.set_row(line, _LINE_HEIGHT)
    write_across(sheet, line, (0, 3), f"合计 {posting.people} 人", total)
    sheet.write_number(line, 4, in_yuan(posting.amount_fen), book.style("money", is_total=True))
    return line + 1


def _footing(book: Workbook, sheet: Any, listed: PostedList, line: int) -> int:
    """Write period, place, telephone and stamp; return the last line used."""
    posting, plain = listed.posting, book.style("plain")
    words = (
        f"公示期：{posting_span(posting)}",
        f"公示地点：{posting.place or '_' * 30}",
        f"对名单有异议的，请在公示期内反映。监督电话：{'_' * 24}",
    )
    for offset, each in enumerate(words, 1):
        sheet.set_row(line + offset, _LINE_HEIGHT)
        write_across(sheet, line + offset, (0, _LAST), each, plain)
    line += len(words) + 2
    write_across(sheet, line, (2, _LAST), "（单位盖章）", book.style("right"))
    write_across(sheet, line + 1, (2, _LAST), "年     月     日", book.style("right"))
    return line + 1
