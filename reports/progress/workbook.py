"""The half-monthly report as a workbook: a form a bureau accepts, one sheet an insurance."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.ledger.entry import CHANNEL_TITLES
from reports.listing.values import SIGNATURES
from reports.listing.workbook import write_listing_sheet
from reports.progress.cover import cover_sheet, write_figure
from reports.progress.declared import FIGURES, Declared
from reports.progress.figures import InsuranceProgress, ProgressReport, ProgressRow
from reports.progress.words import (
    categories_listing,
    corrections_listing,
    funders_listing,
    insurance_title,
    period_title,
    report_title,
    standing_words,
    station_name,
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

_GROUPS, _HEADINGS, _FIRST_ROW = 3, 4, 5
_WIDEST_NAME = 30.0
_LINES_ON_A_PAGE = 44
_DATA_BAR = {
    "type": "data_bar",
    "bar_color": "#BDD7EE",
    "bar_solid": True,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
_NOTES_WIDTHS = (22, 14, 20, 64)
DEFINITIONS = (
    ("任务数", "乡镇合计为通知任务分解表所列；各村为站内分配数，未分配的不填"),
    ("本期、累计", "按入账日期计，撤销和退费已扣除；一人一险种一年度只计一次"),
    ("上年人数", "任务分解表所列上年参保缴费人数；各村没有的不填"),
    ("完成率、名次", "累计参保人数除以任务数；按完成率在本站各村中排名，相同的并列"),
    ("未缴人数", "任务数减累计参保人数，超额的为 0"),
    ("每天需", "距通知要求的完成率（没有规定按任务数）还差的人数，除以征缴期剩余天数，进到整人"),
    ("个人缴费", "向本人收取的金额，先征后补的按全额计入"),
    ("资助", "各资金来源负担的金额，含先征后补之后退回本人的部分"),
    ("困难群体应保", "期末持有困难类别认定、应在本站参保的人数"),
    ("困难群体已保", "其中已参保（含免缴登记）的人数"),
    ("困难群体参保率", "困难群体已保人数除以应保人数"),
    ("按类别", "持有几个类别的人在每个类别里都计；合计每人只计一次"),
    ("更正", "本期办理的撤销、退费、补退差额，所更正的业务在更早的报告期"),
    ("时间进度", "征缴期已过的天数除以征缴期总天数"),
)
_ADDED = {
    "denominator": (
        "应参保人数",
        "文件所列；或户籍人口加非本地户籍应参保，减职工参保、异地参保、服役、死亡、迁出等，各据文件",
    ),
    "enrolment_rate": ("参保率", "累计参保人数除以应参保人数；通知要求参保率的，名次按参保率排"),
    "permanent_rate": ("常住人口参保率", "累计参保人数除以常住人口"),
    "same_day_last_year": (
        "上年同期、同比",
        "上一年度到上年同一天的参保人数，按台账或参保历史；增长为与它相比",
    ),
}
"""What figures mean that not every report has."""


def write_progress_workbook(report: ProgressReport, path: Path, *, overwrite: bool = False) -> None:
    """Write the report to an xlsx file; raises BadInput or StoreFailure as ``new_workbook``."""
    with new_workbook(path, report.period.last_day, overwrite=overwrite) as book:
        fill_progress_workbook(book, report)


def fill_progress_workbook(book: Workbook, report: ProgressReport) -> None:
    """Add the report's sheets to a workbook."""
    cover_sheet(book, report)
    for each in report.insurances:
        _insurance_sheet(book, report, each)
    for listing in (funders_listing, categories_listing, corrections_listing):
        made = listing(report)
        write_listing_sheet(book, made)
    _notes_sheet(book, report)


def _columns(each: InsuranceProgress) -> tuple[Declared, ...]:
    """Return the columns of the form after the village: its figures, group by group."""
    groups = dict.fromkeys(one.group for one in FIGURES)
    return tuple(one for group in groups for one in each.columns if one.group == group)


def _insurance_sheet(book: Workbook, report: ProgressReport, each: InsuranceProgress) -> None:
    sheet = book.add_sheet(INSURANCE_TITLES[each.insurance])
    widths = _widths(each)
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    _heading(book, sheet, report, each)
    for offset, row in enumerate(each.rows):
        sheet.set_row(_FIRST_ROW + offset, ROW_HEIGHT * lines_of(row.village, widths[0]))
        _write_row(book, sheet, _FIRST_ROW + offset, each, row)
    last = _FIRST_ROW + len(each.rows)
    _write_row(book, sheet, last, each, each.total)
    wanted = "enrolment_rate" if each.is_by_rate else "rate"
    rate = [place for place, one in enumerate(_columns(each), 1) if one.key == wanted]
    if each.rows and rate:
        sheet.conditional_format(_FIRST_ROW, rate[0], last - 1, rate[0], _DATA_BAR)
    notes = (*standing_words(each), *report.printed_notes)
    end = _footing(book, sheet, notes, last + 1, widths)
    sheet.fit_to_pages(1, _pages(each, notes, widths))
    sheet.repeat_rows(0, _FIRST_ROW - 1)
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.print_area(0, 0, end, len(_columns(each)))


def _widths(each: InsuranceProgress) -> list[float]:
    """Return the width of each column; columns of one kind are of one width."""
    rows = (*each.rows, each.total)
    names = cells_for((row.village for row in rows), 10) + 2
    money = [
        format_yuan(getattr(row, column.key))
        for row in rows
        for column in _columns(each)
        if column.kind == "money"
    ]
    kinds = {"count": 9.0, "rate": 10.0, "money": cells_for(money, 12)}
    return [min(names, _WIDEST_NAME), *(kinds[column.kind] for column in _columns(each))]


def _pages(each: InsuranceProgress, notes: tuple[str, ...], widths: list[float]) -> int:
    """Return how many pages to print on: a little smaller, not a last page of signatures alone."""
    lines = _FIRST_ROW + 3 + sum(lines_of(row.village, widths[0]) for row in each.rows)
    lines += sum(lines_of(note, sum(widths)) for note in notes)
    return max(1, round(lines / _LINES_ON_A_PAGE))


def _heading(book: Workbook, sheet: Any, report: ProgressReport, each: InsuranceProgress) -> None:
    """Write title, whose form of which period it is, and the headings in two levels."""
    columns = _columns(each)
    end = len(columns)
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, end), report_title(report), book.style("title"))
    plain, middle, right = (book.style(name) for name in ("plain", "middle", "right"))
    first, second, half = end // 3, 2 * end // 3 + 1, end // 2
    write_across(sheet, 1, (0, first), f"填报单位：{station_name(report)}", plain)
    write_across(sheet, 1, (first + 1, second), f"报告期：{period_title(report)}", middle)
    write_across(sheet, 1, (second + 1, end), "单位：人、元", right)
    write_across(sheet, 2, (0, half), f"险种：{insurance_title(each)}", plain)
    write_across(sheet, 2, (half + 1, end), f"文件依据：{report.document}", right)
    head = book.style("head")
    sheet.set_row(_HEADINGS, 30)
    sheet.merge_range(_GROUPS, 0, _HEADINGS, 0, "村（社区）", head)
    for group in dict.fromkeys(column.group for column in columns):
        same = [place for place, column in enumerate(columns, 1) if column.group == group]
        if len(same) == 1:
            sheet.merge_range(_GROUPS, same[0], _HEADINGS, same[0], group, head)
            continue
        write_across(sheet, _GROUPS, (same[0], same[-1]), group, head)
        for place in same:
            sheet.write_string(_HEADINGS, place, columns[place - 1].under, head)


def _write_row(
    book: Workbook, sheet: Any, line: int, each: InsuranceProgress, row: ProgressRow
) -> None:
    is_total, values = row is each.total, each.values(row)
    sheet.write_string(line, 0, row.village, book.style("text", is_total=is_total))
    for place, column in enumerate(_columns(each), 1):
        style = book.style(column.kind, is_total=is_total)
        write_figure(sheet, line, place, column, values[column.key], style)


def _footing(
    book: Workbook, sheet: Any, notes: tuple[str, ...], line: int, widths: Sequence[float]
) -> int:
    """Write the notes and the places for signatures; return the last line used."""
    for number, note in enumerate(notes, 1):
        text = f"{'说明：' if number == 1 else '　　　'}{number}. {note}"
        write_note(sheet, line, (0, len(widths) - 1), text, book.style("note"), sum(widths))
        line += 1
    sheet.set_row(line, 30)
    each = len(widths) // len(SIGNATURES)
    for place, words in enumerate(SIGNATURES):
        write_across(
            sheet, line, (place * each, place * each + each - 1), words, book.style("plain")
        )
    return line


def _notes_sheet(book: Workbook, report: ProgressReport) -> None:
    """Write the channels of the period, what each figure means, and the notes."""
    sheet = book.add_sheet("渠道与说明")
    for place, cells in enumerate(_NOTES_WIDTHS):
        sheet.set_column(place, place, cells)
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, 3), report_title(report), book.style("title"))
    whose = f"填报单位：{station_name(report)}    报告期：{period_title(report)}"
    write_across(sheet, 1, (0, 3), whose, book.style("plain"))
    line = _channels(book, sheet, report, 3)
    sheet.write_string(line, 0, "指标说明", book.style("heading"))
    printed = {one.key for each in report.insurances for one in each.columns}
    added = tuple(words for key, words in _ADDED.items() if key in printed)
    for name, meaning in (*DEFINITIONS, *added):
        line += 1
        sheet.write_string(line, 0, name, book.style("text"))
        write_across(sheet, line, (1, 3), meaning, book.style("text"))
    line += 2
    sheet.write_string(line, 0, "说明", book.style("heading"))
    notes = [f"{number}. {note}" for number, note in enumerate(report.printed_notes, 1)]
    document = f"文件依据：{report.notice_title}（{report.document}）"
    for note in (document, *notes):
        line += 1
        write_note(sheet, line, (0, 3), note, book.style("note"), sum(_NOTES_WIDTHS))
    sheet.print_area(0, 0, line, 3)


def _channels(book: Workbook, sheet: Any, report: ProgressReport, line: int) -> int:
    """Write what came in by each channel; return the next line to write on."""
    sheet.write_string(line, 0, "本期收款渠道", book.style("heading"))
    for place, heading in enumerate(("渠道", "笔数", "金额（元）")):
        sheet.write_string(line + 1, place, heading, book.style("head"))
    figures = [
        (CHANNEL_TITLES[each.channel], each.payments, each.amount_fen) for each in report.channels
    ]
    figures.append(("合计", sum(row[1] for row in figures), sum(row[2] for row in figures)))
    for offset, (title, payments, amount_fen) in enumerate(figures, 1):
        last = offset == len(figures)
        sheet.write_string(line + 1 + offset, 0, title, book.style("text", is_total=last))
        sheet.write_number(line + 1 + offset, 1, payments, book.style("count", is_total=last))
        yuan = in_yuan(amount_fen)
        sheet.write_number(line + 1 + offset, 2, yuan, book.style("money", is_total=last))
    return line + len(figures) + 3
