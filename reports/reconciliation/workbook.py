"""The reconciliation report as a workbook: the days and how they add up, then the exceptions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.text import cut
from models.bureau.reconciliation.run import Case
from reports.reconciliation.gather import DayRow, ReconcileReport
from reports.reconciliation.text import (
    CASE_HEADERS,
    HEADERS,
    KIND_HEADERS,
    NOTES,
    NOTHING,
    SIGNATURES,
    balance_lines,
    case_cells,
    kind_cells,
    listed_cases,
    period_title,
    report_title,
    row_cells,
)
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

_TITLE_HEIGHT, _SIGNED_HEIGHT, _HEAD_HEIGHT = 28, 30, 32
_SIGNED_SPANS = ((0, 2), (3, 5), (6, 8), (9, 12))
_STATEMENT_FEN, _BOOKS_FEN = 6, 7
_WIDEST = 48.0


def write_reconcile_workbook(
    report: ReconcileReport, path: Path, *, overwrite: bool = False
) -> None:
    """Write the report to an xlsx file; raises BadInput or StoreFailure as ``new_workbook``."""
    with new_workbook(path, report.last, overwrite=overwrite) as book:
        _days(book, report)
        if listed_cases(report):
            _cases(book, report)


def _days(book: Workbook, report: ReconcileReport) -> None:
    sheet, last = book.add_sheet("对账汇总"), len(HEADERS) - 1
    cells = [row_cells(each) for each in (*report.rows, report.total)]
    heads = [heading.replace("笔数", "\n笔数").replace("金额", "\n金额") for heading in HEADERS]
    widths = [
        cells_for([*heading.split("\n"), *(row[place] for row in cells)], 7)
        for place, heading in enumerate(heads)
    ]
    _begin(book, sheet, report_title(report), report, widths)
    sheet.set_row(3, _HEAD_HEIGHT)
    for place, heading in enumerate(heads):
        sheet.write_string(3, place, heading, book.style("head"))
    line = 3
    for row in report.rows:
        line += 1
        _day(book, sheet, line, row)
    line += 1
    if report.rows:
        _day(book, sheet, line, report.total, is_total=True)
    else:
        write_across(sheet, line, (0, last), NOTHING, book.style("plain"))
    for text in (*balance_lines(report), *NOTES):
        line += 1
        write_note(sheet, line, (0, last), text, book.style("note"), sum(widths))
    line = _kinds(book, sheet, line + 1, report)
    line += 2
    sheet.set_row(line, _SIGNED_HEIGHT)
    for words, span in zip(SIGNATURES, _SIGNED_SPANS, strict=True):
        write_across(sheet, line, span, words, book.style("plain"))
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.print_area(0, 0, line, last)


def _day(book: Workbook, sheet: Any, line: int, row: DayRow, *, is_total: bool = False) -> None:
    def style(name: str) -> Any:
        return book.style(name, is_total=is_total)

    sheet.write_string(line, 0, str(row.day or ""), style("centred"))
    sheet.write_string(line, 1, row.terminal, style("centred"))
    counts = {
        2: row.statement.count, 5: row.books.count, 8: row.matched.count, 10: row.waiting.count,
        11: row.open_cases, 12: row.settled_cases,
    }  # fmt: skip
    money_fen = {
        3: row.statement.amount_fen, 4: row.fee_fen, 6: row.books.amount_fen,
        7: row.difference_fen, 9: row.matched.amount_fen,
    }  # fmt: skip
    for place, count in counts.items():
        sheet.write_number(line, place, count, style("count"))
    for place, amount_fen in money_fen.items():
        sheet.write_number(line, place, in_yuan(amount_fen), style("money"))


def _kinds(book: Workbook, sheet: Any, line: int, report: ReconcileReport) -> int:
    """Write how many exceptions of each kind there are; return the last row used."""
    kinds = kind_cells(report)
    if not kinds:
        return line
    spans = ((0, 1), (2, 2), (3, 3))
    line += 1
    for span, heading in zip(spans, KIND_HEADERS, strict=True):
        write_across(sheet, line, span, heading, book.style("head"))
    for title, still, settled in kinds:
        line += 1
        write_across(sheet, line, spans[0], title, book.style("text"))
        sheet.write_number(line, 2, int(still), book.style("count"))
        sheet.write_number(line, 3, int(settled), book.style("count"))
    return line


def _cases(book: Workbook, report: ReconcileReport) -> None:
    sheet, cases = book.add_sheet("差异明细"), listed_cases(report)
    cells = [case_cells(each) for each in cases]
    widths = [
        min(_WIDEST, cells_for([heading, *(row[place] for row in cells)]))
        for place, heading in enumerate(CASE_HEADERS)
    ]
    title = f"{report.station}劳动保障站  POS 收单对账差异明细"
    _begin(book, sheet, title, report, widths)
    for place, heading in enumerate(CASE_HEADERS):
        sheet.write_string(3, place, heading, book.style("head"))
    line = 3
    for case, texts in zip(cases, cells, strict=True):
        line += 1
        sheet.set_row(line, ROW_HEIGHT * lines_of(texts[-1], widths[-1]))
        _case(book, sheet, line, case, texts)
    sheet.autofilter(3, 0, line, len(CASE_HEADERS) - 1)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.print_area(0, 0, line, len(CASE_HEADERS) - 1)


def _case(book: Workbook, sheet: Any, line: int, case: Case, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(line, place, text, book.style("text"))
    for place, side in ((_STATEMENT_FEN, case.finding.line), (_BOOKS_FEN, case.finding.entry)):
        if side is None:
            sheet.write_blank(line, place, None, book.style("money"))
        else:
            sheet.write_number(line, place, in_yuan(side.amount_fen), book.style("money"))


def _begin(
    book: Workbook, sheet: Any, title: str, report: ReconcileReport, widths: Sequence[float]
) -> None:
    """Set the widths and write title, days and unit above the headings."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    last = len(widths) - 1
    sheet.set_row(0, _TITLE_HEIGHT)
    write_across(sheet, 0, (0, last), title, book.style("title"))
    write_across(sheet, 1, (0, 5), period_title(report), book.style("plain"))
    write_across(sheet, 1, (6, last), "单位：笔、元", book.style("right"))
    document = cut(f"文件依据：{report.document}", int(sum(widths)))
    write_across(sheet, 2, (0, last), document, book.style("plain"))
