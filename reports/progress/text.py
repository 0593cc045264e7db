"""The half-monthly report as text: for a line printer, and in short for the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import cut, fit, width, wrap
from models.ledger.entry import CHANNEL_TITLES
from reports.listing.text import listing_table
from reports.listing.values import SIGNATURES, Column
from reports.progress.declared import BY_KEY, Declared
from reports.progress.figures import InsuranceProgress, ProgressReport, ProgressRow
from reports.progress.words import (
    categories_by_station,
    categories_listing,
    corrections_listing,
    funders_by_station,
    funders_listing,
    insurance_title,
    period_title,
    phase_words,
    report_title,
    standing_words,
    station_name,
)
from reports.rendering.text_table import text_table

_VILLAGE = "村(社区)"
_SUMMARY = ("target", "people_this_period", "people_to_date", "rate")
"""On the screen, before the bar: target, people of the period and to date, rate."""
_BY_RATE = {
    "target": Column("应参保", "denominator", "count"),
    "rate": Column("参保率", "enrolment_rate", "rate"),
}
"""What stands in their place where the notice asks for a rate."""
_PAPER_CELLS = 132
_LEFT_OUT_FIRST = (
    "permanent_people", "growth_rate", "same_day_last_year", "to_target", "permanent_rate", "rank",
    "subsidised_people_to_date",
)  # fmt: skip
"""What is left out first where the paper has no room; the workbook has it."""
_PROSE_CELLS = 110
_LEAST_NAME_CELLS = 12
_BESIDE_BAR_CELLS = 56
_SCREEN_CELLS = 78
_VILLAGE_CELLS = 16


def progress_text(report: ProgressReport) -> str:
    """Return the whole report as text, at most 132 cells wide. Amounts are in yuan."""
    lines = [
        report_title(report),
        "",
        f"填报单位：{station_name(report)}    报告期：{period_title(report)}    单位：人、元",
        *wrap(f"文件依据：{report.document}", _PROSE_CELLS),
        phase_words(report),
    ]
    for each in report.insurances:
        lines += ["", insurance_title(each), _table(each)]
        for words in standing_words(each):
            lines += wrap(words, _PROSE_CELLS)
    for title, table in _beside(report):
        lines += ["", title, table]
    lines += ["", "本期收款渠道", _channels(report)]
    if report.printed_notes:
        lines += ["", "说明："]
    for number, note in enumerate(report.printed_notes, 1):
        first, *rest = wrap(note, _PROSE_CELLS)
        lines += [f"{number:2}. {first}", *(f"    {line}" for line in rest)]
    lines += ["", "", "".join(fit(words, 26) for words in SIGNATURES).rstrip()]
    return "\n".join(lines)


def _table(each: InsuranceProgress) -> str:
    """Draw one insurance; names too long for the paper are cut, figures never.

    What still has no room is left out column by column; the workbook has it.
    """
    printed = [one for one in each.columns if one.short]
    for left_out in range(len(_LEFT_OUT_FIRST) + 1):
        gone = _LEFT_OUT_FIRST[:left_out]
        table = _drawn(each, [_column(one) for one in printed if one.key not in gone])
        if _cells_over(table) <= 0:
            break
    return table


def _drawn(each: InsuranceProgress, columns: Sequence[Column]) -> str:
    headers = (_VILLAGE, *(column.heading for column in columns))
    rows = [_cells(each, row, columns) for row in each.rows]
    total = _cells(each, each.total, columns)

    def drawn(name_cells: int) -> str:
        named = [[cut(name, name_cells), *figures] for name, *figures in rows]
        return text_table(headers, named, right=range(1, len(headers)), total=total)

    longest = max((width(row.village) for row in each.rows), default=0)
    table = drawn(longest)
    over = _cells_over(table)
    return drawn(max(_LEAST_NAME_CELLS, longest - over)) if over > 0 else table


def _cells_over(table: str) -> int:
    return width(table.partition("\n")[0]) - _PAPER_CELLS


def _column(figure: Declared) -> Column:
    return Column(figure.short, figure.key, figure.kind)


def _cells(each: InsuranceProgress, row: ProgressRow, columns: Iterable[Column]) -> list[str]:
    values = each.values(row)
    return [row.village, *(column.text_of(values[column.key]) for column in columns)]


def _beside(report: ProgressReport) -> list[tuple[str, str]]:
    """Return the tables beside the villages': by funder, by hardship category, corrections."""
    by_category = [row for each in report.insurances for row in categories_by_station(each)]
    categories = replace(categories_listing(report), rows=by_category)
    tables = (
        (
            "资助按资金来源（累计）",
            replace(funders_listing(report), rows=funders_by_station(report)),
        ),
        ("困难群体按类别", categories),
        ("本期对以前各期的更正", corrections_listing(report)),
    )
    return [(title, listing_table(listing)) for title, listing in tables if listing.rows]


def _channels(report: ProgressReport) -> str:
    rows = [
        [CHANNEL_TITLES[each.channel], f"{each.payments:,}", format_yuan(each.amount_fen)]
        for each in report.channels
    ]
    payments = sum(each.payments for each in report.channels)
    amount_fen = sum(each.amount_fen for each in report.channels)
    total = ["合计", f"{payments:,}", format_yuan(amount_fen)]
    return text_table(("渠道", "笔数", "金额（元）"), rows, right=(1, 2), total=total)


BAR_LEGEND = "# 已完成  . 未完成  | 时间进度"
"""What a bar on the screen is made of."""


@dataclass(frozen=True)
class SummaryLine:
    """A line of the screen, within an insurance unless it is a note for all of them.

    ``row`` is the village's or the total it shows, if it shows one.
    """

    text: str
    insurance: Insurance | None = None
    row: ProgressRow | None = None


def progress_summary(report: ProgressReport, cells: int = _SCREEN_CELLS) -> list[SummaryLine]:
    """Return the report in lines of at most ``cells``: people and bars, village by village.

    ``summary_heads`` stand over them. A bar is the way to the target; ``|`` in it is how much
    of the time is over.
    """
    bar_cells = cells - _BESIDE_BAR_CELLS
    lines: list[SummaryLine] = []
    for each in report.insurances:
        words = [f"【{insurance_title(each)}】"]
        for said in standing_words(each):
            words += wrap(said, cells)
        lines += [SummaryLine(line, each.insurance) for line in words]
        time_rate = each.pace.time_rate if each.pace else None
        lines += [
            SummaryLine(_summary_of(each, row, time_rate, bar_cells), each.insurance, row)
            for row in (*each.rows, each.total)
        ]
        lines.append(SummaryLine("", each.insurance))
    for note in report.notes:
        lines += map(SummaryLine, wrap(f"注：{note}", cells))
    return lines


def summary_heads(each: InsuranceProgress | None = None) -> str:
    """Return the heads of the columns of the lines of the screen, of an insurance's lines."""
    return _summary_row(_VILLAGE, *(column.heading for column in _summary(each)), "完成进度")


def _summary(each: InsuranceProgress | None) -> tuple[Column, ...]:
    others = _BY_RATE if each is not None and each.is_by_rate else {}
    return tuple(others.get(key) or _column(BY_KEY[key]) for key in _SUMMARY)


def summary_section(each: InsuranceProgress, cells: int = _SCREEN_CELLS) -> str:
    """Return of which insurance and year lines of the screen are, and what their bars mean."""
    title = f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度"
    return f"{fit(title, cells - width(BAR_LEGEND))}{BAR_LEGEND}"


def _summary_of(
    each: InsuranceProgress, row: ProgressRow, time_rate: float | None, bar_cells: int
) -> str:
    rate = each.rate_of(row)
    return _summary_row(
        row.village,
        *(column.text_of(getattr(row, column.key)) for column in _summary(each)),
        "" if rate is None else _bar(rate, time_rate, bar_cells),
    )


def _bar(rate: float, time_rate: float | None, cells: int) -> str:
    done = max(0, min(cells, int(rate * cells)))
    bar = "#" * done + "." * (cells - done)
    if time_rate is None or not 0 < time_rate < 1:
        return bar
    at = int(time_rate * cells)
    return f"{bar[:at]}|{bar[at + 1 :]}"


def _summary_row(village: str, *cells: str) -> str:
    numbers = "".join(fit(cell, 9, right=True) for cell in cells[:4])
    return f"{fit(village, _VILLAGE_CELLS)}{numbers}  {cells[4]}"
