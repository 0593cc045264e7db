"""The half-monthly report as a workbook: a form a bureau accepts, one sheet an insurance."""

from pathlib import Path
from typing import Any

from models.levy.notice import INSURANCE_TITLES
from models.money import format_yuan
from models.till.entry import CHANNEL_TITLES
from reports.progress.figures import InsuranceProgress, ProgressReport, ProgressRow
from reports.progress.text import NO_FIGURE, SIGNATURES, insurance_title, report_title
from reports.sheet import Workbook, cells_for, in_yuan, new_workbook

# Heading group, heading, style, attribute: the columns of the form after the village.
_COLUMNS = (
    ("任务", "任务数", "count", "target"),
    ("参保人数", "本期", "count", "people_this_period"),
    ("参保人数", "累计", "count", "people_to_date"),
    ("参保人数", "完成率", "rate", "rate"),
    ("个人缴费（元）", "本期", "money", "personal_fen_this_period"),
    ("个人缴费（元）", "累计", "money", "personal_fen_to_date"),
    ("资助（累计）", "人数", "count", "subsidised_people_to_date"),
    ("资助（累计）", "金额（元）", "money", "subsidy_fen_to_date"),
    ("困难群体", "应保", "count", "hardship_people"),
    ("困难群体", "已保", "count", "hardship_covered"),
    ("困难群体", "参保率", "rate", "hardship_rate"),
)
_LAST = len(_COLUMNS)
_FIRST_ROW = 4
_RATE = next(place for place, column in enumerate(_COLUMNS, 1) if column[3] == "rate")
DEFINITIONS = (
    ("任务数", "乡镇合计为通知任务分解表所列；各村为站内分配数，未分配的不填"),
    ("本期、累计", "按入账日期计，撤销和退费已扣除；一人一险种一年度只计一次"),
    ("完成率", "累计参保人数除以任务数"),
    ("个人缴费", "向本人收取的金额，先征后补的按全额计入"),
    ("资助", "各资金来源负担的金额，含先征后补之后退回本人的部分"),
    ("困难群体应保", "期末持有困难类别认定、应在本站参保的人数"),
    ("困难群体已保", "其中已参保（含免缴登记）的人数"),
)


def write_progress_workbook(report: ProgressReport, path: Path, *, overwrite: bool = False) -> None:
    """Write the report to an xlsx file; raises BadInput or StoreFailure as ``new_workbook``."""
    with new_workbook(path, report.period.last_day, overwrite=overwrite) as book:
        for each in report.insurances:
            _insurance_sheet(book, report, each)
        _notes_sheet(book, report)


def _insurance_sheet(book: Workbook, report: ProgressReport, each: InsuranceProgress) -> None:
    sheet = book.add_sheet(INSURANCE_TITLES[each.insurance])
    _heading(book, sheet, report, each)
    for offset, row in enumerate(each.rows):
        _write_row(book, sheet, _FIRST_ROW + offset, row)
    last = _FIRST_ROW + len(each.rows)
    _write_row(book, sheet, last, each.total, is_total=True)
    if each.rows:
        sheet.conditional_format(
            _FIRST_ROW,
            _RATE,
            last - 1,
            _RATE,
            {
                "type": "data_bar",
                "bar_color": "#9BC2E6",
                "bar_solid": True,
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            },
        )
    _set_widths(sheet, each)
    end = _footing(book, sheet, report, last + 1)
    sheet.repeat_rows(0, _FIRST_ROW - 1)
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.print_area(0, 0, end, _LAST)


def _heading(book: Workbook, sheet: Any, report: ProgressReport, each: InsuranceProgress) -> None:
    """Write title, what the form is of, and the headings in two levels."""
    period = report.period
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, _LAST, report_title(report), book.style("title"))
    sheet.merge_range(1, 0, 1, 5, f"险种：{insurance_title(each)}", book.style("plain"))
    dates = f"{period.title}（{period.first_day} 至 {period.last_day}）"
    sheet.merge_range(1, 6, 1, _LAST, f"报告期：{dates}", book.style("right"))
    sheet.merge_range(2, 0, 3, 0, "村（社区）", book.style("head"))
    place = 1
    while place <= _LAST:
        group = _COLUMNS[place - 1][0]
        same = [position for position, column in enumerate(_COLUMNS, 1) if column[0] == group]
        if len(same) > 1:
            sheet.merge_range(2, same[0], 2, same[-1], group, book.style("head"))
        else:
            sheet.write_string(2, place, group, book.style("head"))
        place = same[-1] + 1
    for place, (_, heading, _, _) in enumerate(_COLUMNS, 1):
        sheet.write_string(3, place, heading, book.style("head"))


def _write_row(
    book: Workbook, sheet: Any, line: int, row: ProgressRow, *, is_total: bool = False
) -> None:
    sheet.write_string(line, 0, row.village, book.style("text", is_total=is_total))
    for place, (_, _, style, name) in enumerate(_COLUMNS, 1):
        value = getattr(row, name)
        if value is None:
            sheet.write_string(line, place, NO_FIGURE, book.style("none", is_total=is_total))
            continue
        number = in_yuan(value) if style == "money" else value
        sheet.write_number(line, place, number, book.style(style, is_total=is_total))


def _set_widths(sheet: Any, each: InsuranceProgress) -> None:
    rows = (*each.rows, each.total)
    sheet.set_column(0, 0, cells_for((row.village for row in rows), 10))
    for place, (_, heading, style, name) in enumerate(_COLUMNS, 1):
        texts = [heading]
        if style == "money":
            texts += [format_yuan(getattr(row, name)) for row in rows]
        elif style == "count":
            texts += [f"{getattr(row, name) or 0:,}" for row in rows]
        sheet.set_column(place, place, cells_for(texts, 8))


def _footing(book: Workbook, sheet: Any, report: ProgressReport, line: int) -> int:
    """Write the notes and the places for signatures; return the last line used."""
    document = f"文件依据：{report.document}。单位：人、元。"
    notes = [document, *report.notes]
    for offset, note in enumerate(notes):
        text = f"{'说明：' if not offset else '　　　'}{offset + 1}. {note}"
        sheet.merge_range(line + offset, 0, line + offset, _LAST, text, book.style("plain"))
    line += len(notes) + 1
    sheet.set_row(line, 24)
    for place, words in enumerate(SIGNATURES):
        first, last = place * 3, place * 3 + 2
        sheet.merge_range(line, first, line, last, words, book.style("plain"))
    return line


def _notes_sheet(book: Workbook, report: ProgressReport) -> None:
    """Write the channels of the period, and what each figure means."""
    sheet = book.add_sheet("渠道与说明")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 20)
    sheet.set_column(3, 3, 60)
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, 3, report_title(report), book.style("title"))
    sheet.merge_range(1, 0, 1, 3, f"报告期：{report.period.title}", book.style("plain"))
    sheet.write_string(3, 0, "本期收款渠道", book.style("strong"))
    for place, heading in enumerate(("渠道", "笔数", "金额（元）")):
        sheet.write_string(4, place, heading, book.style("head"))
    line = 5
    for each in report.channels:
        sheet.write_string(line, 0, CHANNEL_TITLES[each.channel], book.style("text"))
        sheet.write_number(line, 1, each.payments, book.style("count"))
        sheet.write_number(line, 2, in_yuan(each.amount_fen), book.style("money"))
        line += 1
    sheet.write_string(line, 0, "合计", book.style("text", is_total=True))
    payments = sum(each.payments for each in report.channels)
    amount_fen = sum(each.amount_fen for each in report.channels)
    sheet.write_number(line, 1, payments, book.style("count", is_total=True))
    sheet.write_number(line, 2, in_yuan(amount_fen), book.style("money", is_total=True))
    line += 2
    sheet.write_string(line, 0, "指标说明", book.style("strong"))
    for name, meaning in DEFINITIONS:
        line += 1
        sheet.write_string(line, 0, name, book.style("text"))
        sheet.merge_range(line, 1, line, 3, meaning, book.style("text"))
    line += 2
    sheet.write_string(line, 0, "注意事项", book.style("strong"))
    for note in report.notes or ("无",):
        line += 1
        sheet.set_row(line, 32)
        sheet.merge_range(line, 0, line, 3, note, book.style("wrap"))
    sheet.print_area(0, 0, line, 3)
