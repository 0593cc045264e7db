"""The receivables as a workbook: the figures, the money received, the people behind each row."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.base.text import cut
from models.bureau.funders.transfer import SETTLEMENT_TITLES
from reports.receivables.gather import ReceivableReport, ReceivableRow, SettlementGroup
from reports.receivables.text import (
    HEADERS,
    NOTHING,
    PEOPLE_HEADERS,
    TRANSFER_HEADERS,
    all_transfers,
    group_title,
    owed_line,
    person_cells,
    report_title,
    row_cells,
    total_cells,
    transfer_cells,
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

_SIGNED = ("填表人：", "复核人：", "负责人：", "（盖章）    年   月   日")
_WHOSE = ("险种", "类别", "资金来源", "方式")
_TITLE_HEIGHT, _SIGNED_HEIGHT = 28, 30
_WIDEST = 36.0


def write_receivable_workbook(
    report: ReceivableReport, path: Path, *, overwrite: bool = False
) -> None:
    """Write the report to an xlsx file; raises BadInput or StoreFailure as ``new_workbook``."""
    with new_workbook(path, report.as_of, overwrite=overwrite) as book:
        _figures(book, report)
        if all_transfers(report):
            _transfers(book, report)
        if any(row.shares for row in report.rows):
            _people(book, report)


def _figures(book: Workbook, report: ReceivableReport) -> None:
    sheet = book.add_sheet("资金往来")
    cells = [row_cells(row) for row in report.rows]
    cells += [total_cells(group) for group in report.groups]
    widths = _begin(book, sheet, report_title(report), report, HEADERS, cells)
    last, line = len(HEADERS) - 1, 3
    for group in report.groups:
        line += 1
        write_across(sheet, line, (0, last), group_title(group.settlement), book.style("heading"))
        line = _head(book, sheet, line + 1, HEADERS)
        for row in group.rows:
            line += 1
            _row(book, sheet, line, row, row_cells(row)[:3], widths)
        line += 1
        _row(book, sheet, line, group, ["合计", "", ""], widths, is_total=True)
        line += 1
    if not report.groups:
        line += 1
        write_across(sheet, line, (0, last), NOTHING, book.style("plain"))
    if report.owed_people:
        write_note(sheet, line + 1, (0, last), owed_line(report), book.style("note"), sum(widths))
        line += 1
    line += 2
    sheet.set_row(line, _SIGNED_HEIGHT)
    for words, span in zip(_SIGNED, ((0, 0), (1, 1), (2, 3), (4, last)), strict=True):
        write_across(sheet, line, span, words, book.style("plain"))
    sheet.print_area(0, 0, line, last)


def _row(
    book: Workbook,
    sheet: Any,
    line: int,
    of: ReceivableRow | SettlementGroup,
    names: list[str],
    widths: list[float],
    *,
    is_total: bool = False,
) -> None:
    _high_enough(sheet, line, names, widths)
    for place, text in enumerate(names):
        sheet.write_string(line, place, text, book.style("text", is_total=is_total))
    sheet.write_number(line, 3, of.people, book.style("count", is_total=is_total))
    money = book.style("money", is_total=is_total)
    for place, amount_fen in enumerate((of.due_fen, of.transferred_fen, of.difference_fen), 4):
        sheet.write_number(line, place, in_yuan(amount_fen), money)


def _transfers(book: Workbook, report: ReceivableReport) -> None:
    sheet, transfers = book.add_sheet("到账记录"), all_transfers(report)
    cells = [transfer_cells(each) for each in transfers]
    title = f"{report.station}劳动保障站  资助资金到账记录"
    widths = _begin(book, sheet, title, report, TRANSFER_HEADERS, cells)
    line = _head(book, sheet, 3, TRANSFER_HEADERS)
    for each, texts in zip(transfers, cells, strict=True):
        line += 1
        _texts_and_money(book, sheet, line, texts, {5: each.amount_fen}, widths)
    _end(sheet, line, len(TRANSFER_HEADERS))


def _people(book: Workbook, report: ReceivableReport) -> None:
    """Write everybody behind the rows on one sheet, numbers masked, ready to be filtered."""
    sheet, headers = book.add_sheet("人员名单"), (*_WHOSE, *PEOPLE_HEADERS)
    people = [
        (share.amount_fen, [*_whose(row), *person_cells(share)])
        for row in report.rows
        for share in row.shares
    ]
    title = f"{report.station}劳动保障站  资助人员名单"
    widths = _begin(book, sheet, title, report, headers, [texts for _, texts in people])
    line = _head(book, sheet, 3, headers)
    for amount_fen, texts in people:
        line += 1
        _texts_and_money(book, sheet, line, texts, {len(headers) - 1: amount_fen}, widths)
    sheet.autofilter(3, 0, line, len(headers) - 1)
    _end(sheet, line, len(headers))


def _whose(row: ReceivableRow) -> list[str]:
    insurance = f"{INSURANCE_TITLES[row.insurance][-4:]} {row.levy_year}"
    return [insurance, row.category, row.funder, SETTLEMENT_TITLES[row.settlement]]


def _begin(
    book: Workbook,
    sheet: Any,
    title: str,
    report: ReceivableReport,
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
) -> list[float]:
    """Write the title and whose sheet it is; return the widths the columns were given."""
    widths = [
        min(_WIDEST, cells_for([heading, *(row[place] for row in cells)], 8) + 2)
        for place, heading in enumerate(headers)
    ]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    last = len(headers) - 1
    sheet.set_row(0, _TITLE_HEIGHT)
    write_across(sheet, 0, (0, last), title, book.style("title"))
    write_across(sheet, 1, (0, 2), f"截至 {report.as_of}", book.style("plain"))
    write_across(sheet, 1, (3, last), "单位：人、元", book.style("right"))
    document = cut(f"文件依据：{report.document}", int(sum(widths)))
    write_across(sheet, 2, (0, last), document, book.style("plain"))
    return widths


def _head(book: Workbook, sheet: Any, line: int, headers: Sequence[str]) -> int:
    for place, heading in enumerate(headers):
        sheet.write_string(line, place, heading, book.style("head"))
    return line


def _texts_and_money(
    book: Workbook,
    sheet: Any,
    line: int,
    texts: Sequence[str],
    money_fen: dict[int, int],
    widths: list[float],
) -> None:
    _high_enough(sheet, line, texts, widths)
    for place, text in enumerate(texts):
        if place in money_fen:
            sheet.write_number(line, place, in_yuan(money_fen[place]), book.style("money"))
        else:
            sheet.write_string(line, place, text, book.style("text"))


def _high_enough(sheet: Any, line: int, texts: Sequence[str], widths: list[float]) -> None:
    rows = max(lines_of(text, cells) for text, cells in zip(texts, widths, strict=False))
    sheet.set_row(line, ROW_HEIGHT * rows)


def _end(sheet: Any, line: int, columns: int) -> None:
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 0)
    sheet.print_area(0, 0, line, columns - 1)
