"""The cover of the half-monthly workbook: the summary, and the villages against the time line."""

from typing import Any

from models.base.terms import INSURANCE_TITLES
from models.ledger.entry import CHANNEL_TITLES
from reports.listing.values import NO_FIGURE, SIGNATURES
from reports.progress.declared import FIGURES, Declared
from reports.progress.figures import InsuranceProgress, ProgressReport
from reports.progress.words import (
    period_title,
    phase_words,
    report_title,
    standing_words,
    station_name,
)
from reports.rendering.charts import add_progress_chart
from reports.rendering.sheet import (
    ROW_HEIGHT,
    Workbook,
    in_yuan,
    lines_of,
    write_across,
    write_note,
)

_SHEET = "汇总"
_NAME, _FIGURE, _LEAST = 26.0, 15.0, 8
"""The width of the names' column and of each figure's, and how many of those there are at least."""
_MOST_VILLAGES = 60
_CHART_ROWS = 24


def cover_sheet(book: Workbook, report: ProgressReport) -> None:
    """Add the cover: one line an insurance, channels, standing of the round, signatures, chart."""
    sheet = book.add_sheet(_SHEET)
    end = max(_LEAST, len(_summary_figures(report)))
    sheet.set_column(0, 0, _NAME)
    sheet.set_column(1, end, _FIGURE)
    sheet.set_row(0, 28)
    write_across(sheet, 0, (0, end), report_title(report), book.style("title"))
    whose = f"填报单位：{station_name(report)}    报告期：{period_title(report)}    单位：人、元"
    write_across(sheet, 1, (0, end), whose, book.style("plain"))
    line = _summary(book, sheet, report, 3)
    cells = _NAME + end * _FIGURE
    for words in (
        phase_words(report),
        *_standing(report),
        _channel_words(report),
        *report.head_words,
    ):
        write_note(sheet, line, (0, end), words, book.style("note"), cells)
        line += 1
    sheet.set_row(line, 30)
    write_across(sheet, line, (0, end), "          ".join(SIGNATURES), book.style("plain"))
    last = _villages(book, sheet, report, line + 2)
    sheet.print_area(0, 0, last, end)


def _summary(book: Workbook, sheet: Any, report: ProgressReport, line: int) -> int:
    sheet.write_string(line, 0, "险种", book.style("head"))
    sheet.set_row(line, 30)
    summary = _summary_figures(report)
    for place, figure in enumerate(summary, 1):
        sheet.write_string(line, place, figure.cover, book.style("head"))
    for each in report.insurances:
        line += 1
        title = f"{INSURANCE_TITLES[each.insurance]} {each.levy_year}"
        sheet.write_string(line, 0, title, book.style("text"))
        for place, figure in enumerate(summary, 1):
            value = getattr(each.total, figure.key)
            write_figure(sheet, line, place, figure, value, book.style(figure.kind))
    return line + 2


def _summary_figures(report: ProgressReport) -> tuple[Declared, ...]:
    """Return the columns of the summary: what can be stated of an insurance at least."""
    return tuple(
        one
        for one in FIGURES
        if one.cover and any(one in each.columns for each in report.insurances)
    )


def write_figure(
    sheet: Any, line: int, place: int, figure: Declared, value: Any, style: Any
) -> None:
    """Write a figure into a cell; a dash where there is none."""
    if value is None:
        sheet.write_string(line, place, NO_FIGURE, style)
    else:
        sheet.write_number(line, place, in_yuan(value) if figure.kind == "money" else value, style)


def _standing(report: ProgressReport) -> list[str]:
    return [
        f"{INSURANCE_TITLES[each.insurance]}：{words}"
        for each in report.insurances
        for words in standing_words(each)
    ]


def _channel_words(report: ProgressReport) -> str:
    channels = "、".join(
        f"{CHANNEL_TITLES[each.channel]} {each.payments} 笔 {in_yuan(each.amount_fen):,.2f} 元"
        for each in report.channels
    )
    return f"本期收款：{channels or '没有'}"


def _villages(book: Workbook, sheet: Any, report: ProgressReport, line: int) -> int:
    """Draw the villages' chart, and below it the rates it is of; return the last row."""
    rated = [each for each in report.insurances if each.ranks]
    names = [row.village for row in report.insurances[0].rows] if report.insurances else []
    if not rated or len(names) > _MOST_VILLAGES:
        return line
    chart_at, line = line, line + _CHART_ROWS
    sheet.set_row(line, 30)
    sheet.write_string(line, 0, "村（社区）", book.style("head"))
    for place, each in enumerate(rated):
        title = INSURANCE_TITLES[each.insurance].removeprefix("城乡居民")
        rate = "参保率" if each.is_by_rate else "完成率"
        sheet.write_string(line, 1 + 2 * place, f"{title}{rate}", book.style("head"))
        sheet.write_string(line, 2 + 2 * place, f"{title}时间进度", book.style("head"))
    for offset, name in enumerate(names, 1):
        sheet.set_row(line + offset, ROW_HEIGHT * lines_of(name, _NAME))
        sheet.write_string(line + offset, 0, name, book.style("text"))
        for place, each in enumerate(rated):
            _rates(book, sheet, line + offset, 1 + 2 * place, each, name)
    last = line + len(names)
    rates = dict.fromkeys("参保率" if each.is_by_rate else "完成率" for each in rated)
    title = f"各村{'、'.join(rates)}与时间进度"
    add_progress_chart(book, sheet, _SHEET, (line, last), len(rated), chart_at, title)
    return last


def _rates(
    book: Workbook, sheet: Any, line: int, place: int, each: InsuranceProgress, village: str
) -> None:
    rate = next((each.rate_of(row) for row in each.rows if row.village == village), None)
    if rate is None:
        sheet.write_string(line, place, NO_FIGURE, book.style("rate"))
    else:
        sheet.write_number(line, place, rate, book.style("rate"))
    if each.pace is not None:
        sheet.write_number(line, place + 1, each.pace.time_rate, book.style("rate"))
