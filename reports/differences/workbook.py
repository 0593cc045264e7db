"""The settlement list on paper: one sheet an insurance, open differences, then settled ones."""

from pathlib import Path
from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.counter.differences import Difference
from reports.differences.gather import DifferenceReport, InsuranceDifferences
from reports.differences.text import HEADERS, figure_lines, row_of, sum_lines, title_of
from reports.rendering.sheet import (
    Workbook,
    cells_for,
    in_yuan,
    new_workbook,
    write_across,
    write_note,
)

_SETTLED = ("收据", "日期", "村(社区)", "户编号", "姓名", "证件号码", "补收(退还)", "依据")
_LAST = len(HEADERS)
_SIGNED = ("经办人：", "复核人：")


def write_difference_workbook(
    report: DifferenceReport, path: Path, *, overwrite: bool = False
) -> None:
    """Write the list to an xlsx file; raises BadInput where it cannot be written."""
    with new_workbook(path, report.on, overwrite=overwrite) as book:
        for each in report.insurances:
            _open_sheet(book, report, each)
            if each.settled:
                _settled_sheet(book, report, each)
        if not report.insurances:
            sheet = book.add_sheet("差额名单")
            write_across(sheet, 0, (0, 5), "没有填入或修订过标准，没有差额", book.style("plain"))
            sheet.print_area(0, 0, 0, 5)


def _open_sheet(book: Workbook, report: DifferenceReport, each: InsuranceDifferences) -> None:
    sheet = book.add_sheet(f"{INSURANCE_TITLES[each.insurance][-4:]}差额")
    rows = [row_of(one) for one in each.open]
    headings = ("序号", *HEADERS)
    widths = [6.0]
    for place, heading in enumerate(HEADERS):
        widths.append(cells_for([heading, *(row[place] for row in rows)]))
    line = _heading(book, sheet, report, each, widths)
    for place, heading in enumerate(headings):
        sheet.write_string(line, place, heading, book.style("head"))
    sheet.repeat_rows(line)
    sheet.freeze_panes(line + 1, 0)
    for number, (one, row) in enumerate(zip(each.open, rows, strict=True), 1):
        line += 1
        sheet.write_number(line, 0, number, book.style("count"))
        for place, text in enumerate(row[:6], 1):
            sheet.write_string(line, place, text, book.style("text"))
        for place, amount_fen in enumerate(_amounts(one), 7):
            _money(book, sheet, line, place, amount_fen)
    line += 1
    total = book.style("text", is_total=True)
    write_across(sheet, line, (0, 8), "合计", total)
    for place, sum_fen in ((9, each.to_collect.amount_fen), (10, each.to_return.amount_fen)):
        sheet.write_number(line, place, in_yuan(sum_fen), book.style("money", is_total=True))
    sheet.set_row(line + 2, 24)
    for place, words in enumerate(_SIGNED):
        write_across(sheet, line + 2, (place * 4, place * 4 + 3), words, book.style("plain"))
    sheet.print_area(0, 0, line + 2, _LAST)


def _amounts(one: Difference) -> tuple[int, int, int | None, int | None]:
    amount_fen = one.amount_fen
    return (
        one.paid_standard_fen,
        one.new_standard_fen,
        amount_fen if amount_fen > 0 else None,
        -amount_fen if amount_fen < 0 else None,
    )


def _money(book: Workbook, sheet: Any, line: int, place: int, amount_fen: int | None) -> None:
    if amount_fen is None:
        sheet.write_blank(line, place, None, book.style("money"))
    else:
        sheet.write_number(line, place, in_yuan(amount_fen), book.style("money"))


def _heading(
    book: Workbook,
    sheet: Any,
    report: DifferenceReport,
    each: InsuranceDifferences,
    widths: list[float],
) -> int:
    """Write title, figures and sums; return the line the table starts on."""
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    last = len(widths) - 1
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, last), f"{title_of(each)}标准调整差额名单", book.style("title"))
    whose = f"填报单位：{report.station}劳动保障站    截至 {report.on}"
    write_across(sheet, 1, (0, last), whose, book.style("plain"))
    line = 2
    for text in (*figure_lines(each), *sum_lines(each)):
        write_note(sheet, line, (0, last), text, book.style("note"), sum(widths))
        line += 1
    return line


def _settled_sheet(book: Workbook, report: DifferenceReport, each: InsuranceDifferences) -> None:
    sheet = book.add_sheet(f"{INSURANCE_TITLES[each.insurance][-4:]}已结清")
    rows = [
        [
            one.receipt,
            one.business_date.isoformat(),
            one.village,
            one.household,
            one.name,
            mask_id(one.id_number),
            "",
            one.reason,
        ]
        for one in each.settled
    ]
    widths = [
        cells_for([heading, *(row[place] for row in rows)], least=10)
        for place, heading in enumerate(_SETTLED)
    ]
    line = _heading(book, sheet, report, each, widths)
    for place, heading in enumerate(_SETTLED):
        sheet.write_string(line, place, heading, book.style("head"))
    sheet.repeat_rows(line)
    for one, row in zip(each.settled, rows, strict=True):
        line += 1
        for place, text in enumerate(row):
            if place == 6:
                _money(book, sheet, line, place, one.amount_fen)
            else:
                sheet.write_string(line, place, text, book.style("text"))
    sheet.print_area(0, 0, line, len(_SETTLED) - 1)
