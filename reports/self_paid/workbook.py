"""The open exceptions of paid data as a workbook: a sheet for each kind."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.bureau.self_paid.values import STATE_TITLES, PaidState
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
from reports.self_paid.exceptions import (
    DUE,
    HEADINGS,
    PAID,
    WHAT_TO_DO,
    PaidExceptions,
    heading_of,
    texts_of,
    title_of,
)

_LAST = len(HEADINGS) - 1
_WIDEST = 60


def write_exception_workbook(
    report: PaidExceptions, path: Path, *, overwrite: bool = False
) -> None:
    """Write a sheet for each kind; raises BadInput where the file cannot be written."""
    with new_workbook(path, report.on, overwrite=overwrite) as book:
        for state in report.states:
            _sheet(book, report, state)
        if not report.rows:
            sheet = book.add_sheet("例外")
            words = f"{title_of(report)}：没有待处理的例外"
            write_across(sheet, 0, (0, 5), words, book.style("plain"))
            sheet.print_area(0, 0, 0, 5)


def _sheet(book: Workbook, report: PaidExceptions, state: PaidState) -> None:
    sheet = book.add_sheet(STATE_TITLES[state])
    rows = [texts_of(each) for each in report.of(state)]
    widths = _widths(sheet, rows)
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, _LAST), title_of(report), book.style("title"))
    write_across(sheet, 1, (0, _LAST), heading_of(report, state), book.style("heading"))
    write_note(sheet, 2, (0, _LAST), WHAT_TO_DO[state], book.style("note"), sum(widths))
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(3, place, heading, book.style("head"))
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 2)
    line = 3
    for each, texts in zip(report.of(state), rows, strict=True):
        line += 1
        amounts = {PAID: each.finding.row.amount_fen, DUE: each.finding.due_fen}
        sheet.set_row(line, _height(texts, widths))
        for place, text in enumerate(texts):
            amount_fen = amounts.get(place)
            if place in amounts and amount_fen is not None:
                sheet.write_number(line, place, in_yuan(amount_fen), book.style("money"))
            else:
                sheet.write_string(line, place, text, book.style("text"))
    line += 1
    write_across(sheet, line, (0, PAID - 1), "合计", book.style("text", is_total=True))
    total = in_yuan(report.amount_fen(state))
    sheet.write_number(line, PAID, total, book.style("money", is_total=True))
    sheet.print_area(0, 0, line, _LAST)


def _widths(sheet: Any, rows: Sequence[Sequence[str]]) -> list[float]:
    widths = [
        min(cells_for([heading, *(row[place] for row in rows)]), _WIDEST)
        for place, heading in enumerate(HEADINGS)
    ]
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    return widths


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    rows = [lines_of(text, cells) for text, cells in zip(texts, widths, strict=True)]
    return ROW_HEIGHT * max(rows)
