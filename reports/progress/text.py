"""The half-monthly report as text: for a line printer, and in short for the screen."""

from models.levy.terms import INSURANCE_TITLES
from models.money import format_yuan
from models.text import cut, fit, width, wrap
from models.till.entry import CHANNEL_TITLES
from reports.progress.figures import InsuranceProgress, ProgressReport, ProgressRow
from reports.table import text_table

_HEADERS = (
    "村(社区)", "任务", "本期", "累计", "完成率", "本期个人缴费", "累计个人缴费", "资助人数",
    "资助金额", "困难应保", "已保", "参保率",
)  # fmt: skip
_NUMBERS = range(1, len(_HEADERS))
_PAPER_CELLS = 132
_PROSE_CELLS = 110
_LEAST_NAME_CELLS = 12
_BAR_CELLS = 22
_SCREEN_CELLS = 78
_VILLAGE_CELLS = 16
NO_FIGURE = "-"
SIGNATURES = ("填表人：", "复核人：", "负责人：", "（盖章）    年   月   日")


def progress_text(report: ProgressReport) -> str:
    """Return the whole report as text, at most 132 cells wide. Amounts are in yuan."""
    lines = [
        report_title(report),
        "",
        f"填报单位：{station_name(report)}    报告期：{period_title(report)}    单位：人、元",
        *wrap(f"文件依据：{report.document}", _PROSE_CELLS),
    ]
    for each in report.insurances:
        lines += ["", insurance_title(each), _table(each)]
    lines += ["", "本期收款渠道", _channels(report)]
    if report.printed_notes:
        lines += ["", "说明："]
    for number, note in enumerate(report.printed_notes, 1):
        first, *rest = wrap(note, _PROSE_CELLS)
        lines += [f"{number:2}. {first}", *(f"    {line}" for line in rest)]
    lines += ["", "", "".join(fit(words, 26) for words in SIGNATURES).rstrip()]
    return "\n".join(lines)


def station_name(report: ProgressReport) -> str:
    """Return the name of the station that reports."""
    return f"{report.station}劳动保障站"


def report_title(report: ProgressReport) -> str:
    """Return the title of the form; a round of two insurances is called “两险”."""
    what = "“两险”" if len(report.insurances) == 2 else "保险费"
    return f"{station_name(report)} 城乡居民{what}征缴进度半月报"


def period_title(report: ProgressReport) -> str:
    """Return the period with its first and last day."""
    period = report.period
    return f"{period.title}（{period.first_day} 至 {period.last_day}）"


def insurance_title(each: InsuranceProgress) -> str:
    """Return an insurance with its levy year, and what was paid the year before."""
    last_year = each.last_year_people
    before = f"（上年参保缴费 {last_year:,} 人）" if last_year is not None else ""
    return f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度{before}"


def rate_text(rate: float | None) -> str:
    """Return a rate as a percentage with two decimals; a dash where there is none."""
    return NO_FIGURE if rate is None else f"{rate:.2%}"


def _table(each: InsuranceProgress) -> str:
    """Draw one insurance; names too long for the paper are cut, figures never."""
    rows, total = [_cells(row) for row in each.rows], _cells(each.total)

    def drawn(name_cells: int) -> str:
        named = [[cut(name, name_cells), *figures] for name, *figures in rows]
        return text_table(_HEADERS, named, right=_NUMBERS, total=total)

    longest = max((width(row.village) for row in each.rows), default=0)
    table = drawn(longest)
    over = width(table.partition("\n")[0]) - _PAPER_CELLS
    return drawn(max(_LEAST_NAME_CELLS, longest - over)) if over > 0 else table


def _cells(row: ProgressRow) -> list[str]:
    return [
        row.village,
        NO_FIGURE if row.target is None else f"{row.target:,}",
        f"{row.people_this_period:,}",
        f"{row.people_to_date:,}",
        rate_text(row.rate),
        format_yuan(row.personal_fen_this_period),
        format_yuan(row.personal_fen_to_date),
        f"{row.subsidised_people_to_date:,}",
        format_yuan(row.subsidy_fen_to_date),
        f"{row.hardship_people:,}",
        f"{row.hardship_covered:,}",
        rate_text(row.hardship_rate),
    ]


def _channels(report: ProgressReport) -> str:
    rows = [
        [CHANNEL_TITLES[each.channel], f"{each.payments:,}", format_yuan(each.amount_fen)]
        for each in report.channels
    ]
    payments = sum(each.payments for each in report.channels)
    amount_fen = sum(each.amount_fen for each in report.channels)
    total = ["合计", f"{payments:,}", format_yuan(amount_fen)]
    return text_table(("渠道", "笔数", "金额（元）"), rows, right=(1, 2), total=total)


def progress_summary(report: ProgressReport) -> str:
    """Return the report in at most 78 cells for the screen: people and bars, village by village."""
    lines: list[str] = []
    for each in report.insurances:
        title = f"【{insurance_title(each)}】"
        lines += [title, _summary_row("村(社区)", "任务", "本期", "累计", "完成率", "")]
        lines += [_summary_of(row) for row in each.rows]
        lines += [_summary_of(each.total), ""]
    for note in report.notes:
        lines += wrap(f"注：{note}", _SCREEN_CELLS)
    return "\n".join(lines)


def _summary_of(row: ProgressRow) -> str:
    done = 0 if row.rate is None else max(0, min(_BAR_CELLS, int(row.rate * _BAR_CELLS)))
    bar = "" if row.rate is None else "#" * done + "." * (_BAR_CELLS - done)
    return _summary_row(
        row.village,
        NO_FIGURE if row.target is None else f"{row.target:,}",
        f"{row.people_this_period:,}",
        f"{row.people_to_date:,}",
        rate_text(row.rate),
        bar,
    )


def _summary_row(village: str, *cells: str) -> str:
    numbers = "".join(fit(cell, 9, right=True) for cell in cells[:4])
    return f"{fit(village, _VILLAGE_CELLS)}{numbers}  {cells[4]}"
