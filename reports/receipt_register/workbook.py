"""The register on paper, one page wide."""

from pathlib import Path

from reports.receipt_register.gather import ReceiptRegister
from reports.receipt_register.text import (
    AMOUNT,
    HEADINGS,
    PEOPLE,
    PRINTS,
    span_of,
    summary_lines,
    texts_of,
    title_of,
)
from reports.rendering.sheet import cells_for, in_yuan, new_workbook, write_across, write_note

_LAST = len(HEADINGS) - 1


def write_register_workbook(
    register: ReceiptRegister, path: Path, *, overwrite: bool = False
) -> None:
    """Write the register to an xlsx file; raises BadInput where it cannot be written."""
    rows = [texts_of(row) for row in register.rows]
    with new_workbook(path, register.last, overwrite=overwrite) as book:
        sheet = book.add_sheet("收据登记簿")
        widths = [
            cells_for([heading, *(row[place] for row in rows)])
            for place, heading in enumerate(HEADINGS)
        ]
        widths[AMOUNT] = max(widths[AMOUNT], 14.0)
        for place, cells in enumerate(widths):
            sheet.set_column(place, place, cells)
        sheet.set_row(0, 28)
        write_across(sheet, 0, (0, _LAST), title_of(register), book.style("title"))
        write_across(sheet, 1, (0, _LAST), span_of(register), book.style("plain"))
        for place, heading in enumerate(HEADINGS):
            sheet.write_string(2, place, heading, book.style("head"))
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 1)
        line = 3
        for row, texts in zip(register.rows, rows, strict=True):
            numbers = {PEOPLE: row.people, PRINTS: row.prints}
            for place, text in enumerate(texts):
                if place == AMOUNT:
                    sheet.write_number(line, place, in_yuan(row.amount_fen), book.style("money"))
                elif place in numbers:
                    sheet.write_number(line, place, numbers[place], book.style("count"))
                else:
                    sheet.write_string(line, place, text, book.style("text"))
            line += 1
        total = book.style("text", is_total=True)
        write_across(sheet, line, (0, AMOUNT - 1), "净额", total)
        net = in_yuan(register.net_fen)
        sheet.write_number(line, AMOUNT, net, book.style("money", is_total=True))
        for words in summary_lines(register):
            line += 1
            write_note(sheet, line, (0, _LAST), words, book.style("note"), sum(widths))
        sheet.print_area(0, 0, line, _LAST)
