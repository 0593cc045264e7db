"""The list for the bureau that pays people back: whole identity numbers, room for accounts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.bureau.funders.repay import Owed
from reports.receivables.owed import NOTHING, OwedReport, PayList, pay_list_title
from reports.rendering.sheet import (
    ROW_HEIGHT,
    Workbook,
    cells_for,
    in_yuan,
    lines_of,
    new_workbook,
    write_across,
)

_HEADERS = (
    "序号", "姓名", "证件号码", "村(社区)", "户编号", "类别", "收据", "缴费日期", "应退金额（元）",
    "开户银行", "户名", "银行账号",
)  # fmt: skip
_MONEY, _LAST = 8, len(_HEADERS) - 1
_SIGNED = ("填表人：", "复核人：", "负责人：", "（盖章）    年   月   日")
_HEADINGS = 3
_WIDEST = 24.0
_LINE_HEIGHT = 20.0
"""Room to write an account number by hand."""


def write_pay_list(report: OwedReport, path: Path, *, overwrite: bool = False) -> None:
    """Write the list to an xlsx file; raises BadInput or StoreFailure as ``new_workbook``.

    One sheet a funder, insurance and year: each bureau gets its own people only.
    """
    with new_workbook(path, report.as_of, overwrite=overwrite) as book:
        for number, each in enumerate(report.lists, 1):
            sheet = book.add_sheet("付款名单" if number == 1 else f"付款名单{number}")
            _sheet(book, sheet, report, each)
        if report.paid_too_much:
            _recover(book, report)
        if not report.lists and not report.paid_too_much:
            sheet = book.add_sheet("付款名单")
            _heading(book, sheet, report, "先征后补付款名单", _widths(()))
            write_across(sheet, _HEADINGS, (0, _LAST), NOTHING, book.style("plain"))
            sheet.print_area(0, 0, _HEADINGS, _LAST)


def _sheet(book: Workbook, sheet: Any, report: OwedReport, each: PayList) -> None:
    title = f"{pay_list_title(each)}付款名单"
    line = _people(book, sheet, report, title, each.people) + 1
    total = book.style("text", is_total=True)
    write_across(sheet, line, (0, _MONEY - 1), f"合计 {len(each.people)} 人", total)
    money = book.style("money", is_total=True)
    sheet.write_number(line, _MONEY, in_yuan(each.amount_fen), money)
    for place in range(_MONEY + 1, _LAST + 1):
        sheet.write_blank(line, place, None, total)
    line += 2
    sheet.set_row(line, 30)
    for place, words in enumerate(_SIGNED):
        write_across(sheet, line, (place * 3, place * 3 + 2), words, book.style("plain"))
    sheet.print_area(0, 0, line, _LAST)


def _recover(book: Workbook, report: OwedReport) -> None:
    """Write who was paid back before the payment was refunded."""
    sheet = book.add_sheet("应收回")
    title = "先征后补已付、后又退费，应收回名单"
    line = _people(book, sheet, report, title, report.paid_too_much)
    sheet.print_area(0, 0, line, _LAST)


def _people(
    book: Workbook, sheet: Any, report: OwedReport, title: str, people: Sequence[Owed]
) -> int:
    """Write the heading and a line a person; return the last line used."""
    rows = [_texts(number, each) for number, each in enumerate(people, 1)]
    widths = _widths(rows)
    _heading(book, sheet, report, title, widths)
    for place, heading in enumerate(_HEADERS):
        sheet.write_string(_HEADINGS, place, heading, book.style("head"))
    line = _HEADINGS
    for each, texts in zip(people, rows, strict=True):
        line += 1
        high = max(lines_of(text, cells) for text, cells in zip(texts, widths, strict=True))
        sheet.set_row(line, max(_LINE_HEIGHT, ROW_HEIGHT * high))
        for place, text in enumerate(texts):
            if place == 0:
                sheet.write_number(line, place, int(text), book.style("centred"))
            elif place == _MONEY:
                sheet.write_number(line, place, in_yuan(abs(each.amount_fen)), book.style("money"))
            else:
                sheet.write_string(line, place, text, book.style("text"))
    sheet.repeat_rows(_HEADINGS)
    sheet.freeze_panes(_HEADINGS + 1, 2)
    return line


def _heading(
    book: Workbook, sheet: Any, report: OwedReport, title: str, widths: Sequence[float]
) -> None:
    """Write the title and whose list it is, over columns of these widths."""
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, _LAST), title, book.style("title"))
    whose = f"填报单位：{report.station}劳动保障站    截至 {report.as_of}"
    write_across(sheet, 1, (0, 7), whose, book.style("plain"))
    write_across(sheet, 1, (8, _LAST), "银行账户由付款单位核实填写", book.style("right"))
    write_across(sheet, 2, (0, _LAST), f"文件依据：{report.document}", book.style("plain"))


def _texts(number: int, each: Owed) -> list[str]:
    return [
        str(number),
        each.name,
        each.id_number,
        each.village,
        each.household,
        each.category,
        each.receipt,
        each.paid_on.isoformat(),
        "",
        *[""] * (_LAST - _MONEY),
    ]


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    widths = [
        min(_WIDEST, cells_for([heading, *(row[place] for row in rows)], 4) + 2)
        for place, heading in enumerate(_HEADERS)
    ]
    widths[9:] = 22.0, 12.0, 26.0
    return widths
