"""Explained quotes on one page of paper: a table of the household, then the reasons."""

from pathlib import Path
from typing import Any

from models.base.money import short_yuan
from models.base.text import mask_id
from reports.explanation.figures import Explained, ExplainedFamily, ExplainedMember
from reports.explanation.text import answer_line, part_lines
from reports.rendering.sheet import (
    Workbook,
    cells_for,
    in_yuan,
    new_workbook,
    write_across,
    write_note,
)

_HEADINGS = (
    "姓名", "关系", "证件号码", "险种", "身份", "标准", "资助", "现在缴", "之后退", "自己负担",
    "待遇起",
)  # fmt: skip
_LAST = len(_HEADINGS) - 1
_MONEY = range(5, 10)
_SIGNED = ("经办人：", "参保人（家属）签字：", "年    月    日")


def write_explanation_workbook(
    family: ExplainedFamily, path: Path, *, overwrite: bool = False
) -> None:
    """Write an explained household (or one member of it) to an xlsx file of one page.

    Raises BadInput where the file cannot be written.
    """
    with new_workbook(path, family.on, overwrite=overwrite) as book:
        sheet = book.add_sheet("缴费说明")
        sheet.fit_to_pages(1, 1)
        rows = [
            (member, part, _texts(member, part))
            for member in family.members
            for part in member.parts
        ]
        cells = _widths(sheet, [texts for _, _, texts in rows])
        line = _head(book, sheet, family)
        line = _table(book, sheet, line, rows)
        line = _reasons(book, sheet, line + 1, family, cells)
        sheet.set_row(line, 30)
        for place, words in enumerate(_SIGNED):
            first = place * 4
            write_across(sheet, line, (first, min(first + 3, _LAST)), words, book.style("plain"))
        sheet.print_area(0, 0, line, _LAST)


def _texts(member: ExplainedMember, part: Explained) -> list[str]:
    quote = part.quote
    insurance = part.title.removeprefix("城乡居民")
    texts = [member.name, member.relation, mask_id(member.id_number), insurance]
    if quote.refused is not None:
        return [*texts, *[""] * 7]
    amounts = (
        quote.standard_fen, quote.subsidy_fen, quote.due_now_fen, quote.reimbursed_fen,
        part.own_fen,
    )  # fmt: skip
    return [
        *texts,
        quote.category or "",
        *(short_yuan(amount_fen or 0) for amount_fen in amounts),
        str(quote.benefit_from),
    ]


def _widths(sheet: Any, rows: list[list[str]]) -> float:
    widths = [
        cells_for([heading, *(row[place] for row in rows)], least=7)
        for place, heading in enumerate(_HEADINGS)
    ]
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    return sum(widths)


def _head(book: Workbook, sheet: Any, family: ExplainedFamily) -> int:
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, _LAST), "城乡居民参保缴费说明", book.style("title"))
    place = (
        f"{family.station}劳动保障站    {family.village} {family.number} 户    户主 {family.head}"
    )
    write_across(sheet, 1, (0, _LAST), f"{place}    {family.on}", book.style("plain"))
    grounds = f"依据：{family.notice_title}（{family.document}）"
    write_across(sheet, 2, (0, _LAST), grounds, book.style("plain"))
    return 3


def _table(
    book: Workbook,
    sheet: Any,
    line: int,
    rows: list[tuple[ExplainedMember, Explained, list[str]]],
) -> int:
    for place, heading in enumerate(_HEADINGS):
        sheet.write_string(line, place, heading, book.style("head"))
    for _, part, texts in rows:
        line += 1
        if part.quote.refused is not None:
            for place in range(4):
                sheet.write_string(line, place, texts[place], book.style("text"))
            said = answer_line(part) if part.paid else part.quote.refused.message
            write_across(sheet, line, (4, _LAST), said, book.style("text"))
            continue
        amounts = dict(zip(_MONEY, _amounts(part), strict=True))
        for place, text in enumerate(texts):
            if place in amounts:
                sheet.write_number(line, place, in_yuan(amounts[place]), book.style("money"))
            else:
                sheet.write_string(line, place, text, book.style("text"))
    return line + 1


def _amounts(part: Explained) -> tuple[int, int, int, int, int]:
    quote = part.quote
    return (
        quote.standard_fen or 0,
        quote.subsidy_fen or 0,
        quote.due_now_fen or 0,
        quote.reimbursed_fen or 0,
        part.own_fen,
    )


def _reasons(book: Workbook, sheet: Any, line: int, family: ExplainedFamily, cells: float) -> int:
    """Write each person's reasons; people with the very same reasons stand together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for member in family.members:
        for part in member.parts:
            groups.setdefault((part.title, *part_lines(part)), []).append(member.name)
    sheet.write_string(line, 0, "说明", book.style("heading"))
    line += 1
    for lines, names in groups.items():
        title, reasons = lines[0], lines[1:]
        write_across(sheet, line, (0, _LAST), f"{'、'.join(names)}：{title}", book.style("plain"))
        for reason in reasons:
            line += 1
            write_note(sheet, line, (0, _LAST), f"　　{reason}", book.style("note"), cells)
        line += 1
    for remark in family.remarks:
        write_note(sheet, line, (0, _LAST), f"全家：{remark}", book.style("note"), cells)
        line += 1
    return line + 1
