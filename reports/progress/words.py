"""What the half-monthly report says in words: titles, the round's standing, the tables beside."""

from collections import defaultdict

from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES
from reports.listing.values import Cell, Column, Listing
from reports.progress.corrections import KIND_TITLES
from reports.progress.declared import FIGURES
from reports.progress.figures import InsuranceProgress, ProgressReport
from reports.progress.goals import goal_words

_INSURANCE = Column("险种", "insurance")
_VILLAGE = Column("村(社区)", "village")
_LEADING = (_INSURANCE, Column("参保年度", "levy_year", "number"), _VILLAGE)
_FUNDERS = (
    _INSURANCE, _VILLAGE, Column("资金来源", "funder"), Column("结算方式", "settlement"),
    Column("资助人数", "people", "number"), Column("金额", "amount_fen", "money"),
)  # fmt: skip
_CATEGORIES = (
    _INSURANCE, _VILLAGE, Column("困难类别", "category"), Column("应保人数", "people", "number"),
    Column("已保人数", "covered", "number"), Column("未保人数", "missing", "number"),
    Column("参保率", "rate", "rate"),
)  # fmt: skip
_CORRECTIONS = (
    Column("日期", "business_date", "date"), Column("凭证号", "receipt"), Column("办理", "kind"),
    Column("更正的收据", "corrects"), Column("原日期", "corrected_on", "date"), _INSURANCE,
    _VILLAGE, Column("人次", "people", "number"), Column("金额", "amount_fen", "money"),
    Column("原因", "reason"),
)  # fmt: skip


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


def pace_words(each: InsuranceProgress) -> str:
    """Return how far time and people are, and how many a day are needed to the goal."""
    pace = each.pace
    if pace is None:
        return ""
    words = (
        f"征缴期 {pace.opens} 至 {pace.closes}，时间已过 {pace.time_rate:.2%}，"
        f"剩 {pace.days_left} 天"
    )
    if pace.missing is None:
        return words
    is_asked = any(goal.group == "residents" for goal in each.goals)
    goal = f"要求的 {pace.goal_rate:.2%} " if is_asked else "任务数"
    if not pace.missing:
        return f"{words}；已达到{goal.rstrip()}"
    needed = f"，每天需 {pace.per_day:,} 人" if pace.per_day is not None else "，征缴期已过"
    return f"{words}；距{goal}还差 {pace.missing:,} 人{needed}"


def standing_words(each: InsuranceProgress) -> tuple[str, ...]:
    """Return how far an insurance is: in its window, and to the rates the notice asks for."""
    return tuple(filter(None, (pace_words(each), goal_words(each), growth_words(each))))


def growth_words(each: InsuranceProgress) -> str:
    """Return how many had enrolled by the same day of last year; nothing where it is unknown."""
    before, growth = each.total.same_day_last_year, each.total.growth_rate
    if before is None:
        return ""
    compared = "" if growth is None else f"，同比 {growth:+.2%}"
    return f"上年同期 {before:,} 人{compared}"


def phase_words(report: ProgressReport) -> str:
    """Return the phase of the notice on the last day of the period."""
    return f"所处阶段：{'、'.join(report.phases)}" if report.phases else "通知的各阶段都不在这一天"


def villages_listing(report: ProgressReport) -> Listing:
    """Return every line of every insurance with all its figures, for a csv file."""
    figures = [one for one in FIGURES if any(one in each.columns for each in report.insurances)]
    columns = (*_LEADING, *(Column(one.heading, one.key, one.kind) for one in figures))
    rows = tuple(
        (
            INSURANCE_TITLES[each.insurance], each.levy_year, row.village,
            *(each.values(row)[one.key] for one in figures),
        )
        for each in report.insurances
        for row in (*each.rows, each.total)
    )  # fmt: skip
    return _beside(report, "半月报", "半月报各村数字", columns, rows)


def funders_listing(report: ProgressReport) -> Listing:
    """Return what each funder bears to date, village by village."""
    rows = [
        (
            INSURANCE_TITLES[each.insurance], one.village, one.funder,
            SETTLEMENT_TITLES[one.settlement], one.people, one.amount_fen,
        )
        for each in report.insurances
        for one in each.funders
    ]  # fmt: skip
    total = ("合计", None, None, None, sum(row[4] for row in rows), sum(row[5] for row in rows))
    return _beside(report, "资金来源", "资助按资金来源（累计）", _FUNDERS, tuple(rows), total)


def funders_by_station(report: ProgressReport) -> tuple[tuple[Cell, ...], ...]:
    """Return what each funder bears to date, the whole station together."""
    sums: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in report.insurances:
        for one in each.funders:
            settled = SETTLEMENT_TITLES[one.settlement]
            figures = sums[INSURANCE_TITLES[each.insurance], "全站", one.funder, settled]
            figures[0] += one.people
            figures[1] += one.amount_fen
    return tuple((*key, *figures) for key, figures in sums.items())


def categories_listing(report: ProgressReport) -> Listing:
    """Return the hardship people by village and category; who holds two is in both."""
    rows = tuple(
        _category_row(each, one.village, one.category, one.people, one.covered)
        for each in report.insurances
        for one in each.categories
    )
    notes = ("持有几个类别的人在每个类别里都计；“困难群体”合计每人只计一次，见各险种的表",)
    return _beside(report, "困难群体", "困难群体参保情况（按类别）", _CATEGORIES, rows, notes=notes)


def categories_by_station(each: InsuranceProgress) -> tuple[tuple[Cell, ...], ...]:
    """Return one insurance's hardship people by category, the whole station together."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in each.categories:
        sums[one.category][0] += one.people
        sums[one.category][1] += one.covered
    return tuple(_category_row(each, "全站", name, *figures) for name, figures in sums.items())


def corrections_listing(report: ProgressReport) -> Listing:
    """Return the entries of the period that correct earlier half-months."""
    rows = tuple(
        (
            each.business_date, each.receipt, KIND_TITLES.get(each.kind, each.kind), each.corrects,
            each.corrected_on, INSURANCE_TITLES[each.insurance], each.village, each.people,
            each.amount_fen, each.reason,
        )
        for each in report.corrections
    )  # fmt: skip
    note = "更正计入办理的这一期；更早各期的报表不变" if rows else "本期没有更正以前各期的业务"
    people = sum(each.people for each in report.corrections)
    fen = sum(each.amount_fen for each in report.corrections)
    total = ("合计", None, None, None, None, None, None, people, fen, None)
    return _beside(report, "更正", "本期对以前各期的更正", _CORRECTIONS, rows, total, (note,))


def _category_row(
    each: InsuranceProgress, village: str, category: str, people: int, covered: int
) -> tuple[Cell, ...]:
    rate = covered / people if people else None
    title = INSURANCE_TITLES[each.insurance]
    return (title, village, category, people, covered, people - covered, rate)


def _beside(
    report: ProgressReport,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    total: tuple[Cell, ...] | None = None,
    notes: tuple[str, ...] = (),
) -> Listing:
    """Return one of the report's tables as a list under the report's own heading."""
    return Listing(
        name=name,
        station=report.station,
        title=f"{station_name(report)} {title}",
        dated=report.period.last_day,
        facts=(f"报告期：{period_title(report)}", "单位：人、元"),
        columns=columns,
        rows=rows,
        total=total,
        notes=(*notes, *report.head_words),
        signatures=(),
        period=str(report.period),
    )
