"""Registration slips as A5 sheets across, one page wide: people, what it rests on, who signs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.counter.receipt.values import PrintedLine, PrintedReceipt
from reports.receipt_paper.parts import (
    entered_lines,
    groups_of,
    later_lines,
    marks_of,
    money_lines,
    place_words,
    standing_lines,
    title_of,
)
from reports.rendering.sheet import (
    Workbook,
    cells_for,
    in_yuan,
    new_workbook,
    write_across,
    write_note,
)

_A5 = 11
_HEADINGS = ("序号", "姓名", "证件号码", "险种", "年度", "类别", "标准", "资金方出", "本人缴费")
_LAST = len(_HEADINGS) - 1
_MONEY = 6


def write_slips_workbook(
    slips: Sequence[PrintedReceipt], path: Path, *, overwrite: bool = False
) -> None:
    """Write the slips of an entry to an xlsx file, a sheet each.

    Raises BadInput where it cannot be written.
    """
    with new_workbook(path, slips[0].business_date, overwrite=overwrite) as book:
        for number, each in enumerate(slips, 1):
            _write(book, each, "登记单" if len(slips) == 1 else f"登记单 {number}")


def _write(book: Workbook, receipt: PrintedReceipt, name: str) -> None:
    sheet = book.add_sheet(name)
    sheet.set_paper(_A5)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    cells = _set_widths(sheet, receipt)
    line = _head(book, sheet, receipt)
    line = _table(book, sheet, line, receipt)
    line = _notes(book, sheet, line, receipt, cells)
    sheet.set_row(line, 30)
    write_across(sheet, line, (0, 2), "缴款人：", book.style("plain"))
    write_across(sheet, line, (3, 5), f"经办人：{receipt.operator}", book.style("plain"))
    seal = f"{receipt.station}劳动保障站（盖章）"
    write_across(sheet, line, (6, _LAST), seal, book.style("middle"))
    sheet.print_area(0, 0, line, _LAST)


def _texts(number: int, line: PrintedLine) -> tuple[str, ...]:
    return (
        str(number),
        f"{line.name}{'（已退）' if line.is_reversed else ''}",
        line.masked_number,
        INSURANCE_TITLES[line.insurance].removeprefix("城乡居民"),
        f"{line.levy_year}",
        line.category,
    )


def _set_widths(sheet: Any, receipt: PrintedReceipt) -> float:
    rows = [_texts(number, line) for number, line in enumerate(receipt.lines, 1)]
    widths = [
        cells_for([heading, *(row[place] for row in rows if place < len(row))])
        for place, heading in enumerate(_HEADINGS)
    ]
    for place in range(_MONEY, _LAST + 1):
        widths[place] = max(widths[place], 11.0)
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    return sum(widths)


def _head(book: Workbook, sheet: Any, receipt: PrintedReceipt) -> int:
    sheet.set_row(0, 26)
    title = f"{receipt.station}劳动保障站{title_of(receipt)}"
    write_across(sheet, 0, (0, _LAST), title, book.style("title"))
    marks = "".join(f"【{mark}】" for mark in marks_of(receipt))
    write_across(sheet, 1, (0, 3), f"收据号 {receipt.number}  {marks}", book.style("plain"))
    write_across(sheet, 1, (4, _LAST), f"{receipt.business_date}", book.style("right"))
    return 2


def _table(book: Workbook, sheet: Any, line: int, receipt: PrintedReceipt) -> int:
    for place, heading in enumerate(_HEADINGS):
        sheet.write_string(line, place, heading, book.style("head"))
    sheet.repeat_rows(line)
    for number, each in enumerate(receipt.lines, 1):
        line += 1
        for place, text in enumerate(_texts(number, each)):
            style = "text" if place in {1, 5} else "centred"
            sheet.write_string(line, place, text, book.style(style))
        paid_by_funders = sum(share.amount_fen for share in each.shares)
        amounts = (each.standard_fen, paid_by_funders, each.amount_fen)
        for place, amount_fen in enumerate(amounts, _MONEY):
            sheet.write_number(line, place, in_yuan(amount_fen), book.style("money"))
    line += 1
    words = f"合计 {receipt.people} 人  人民币（大写）{receipt.amount_words}"
    write_across(sheet, line, (0, _LAST - 1), words, book.style("text", is_total=True))
    total = book.style("money", is_total=True)
    sheet.write_number(line, _LAST, in_yuan(receipt.amount_fen), total)
    return line + 1


def _notes(book: Workbook, sheet: Any, line: int, receipt: PrintedReceipt, cells: float) -> int:
    notes = []
    for place in receipt.places:
        notes.append(place_words(place))
        notes += [
            f"　{group.title}：{'；'.join(group.terms)}" for group in groups_of(receipt, place)
        ]
    notes.append("  ".join(money_lines(receipt)))
    notes += later_lines(receipt)
    notes.append("    ".join(entered_lines(receipt)))
    notes.append("；".join(standing_lines(receipt)))
    for note in notes:
        write_note(sheet, line, (0, _LAST), note, book.style("note"), cells)
        line += 1
    return line
