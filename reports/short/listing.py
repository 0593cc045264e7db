"""A short report as lists: a sheet and a chart of bars for each insurance, and the channels."""

from collections.abc import Iterator, Sequence

from models.ledger.entry import CHANNEL_TITLES
from reports.listing.values import Cell, Column, Listing, Section
from reports.people_lists.chosen import short_title
from reports.progress.figures import InsuranceProgress, ProgressRow
from reports.short.figures import ShortInsurance, ShortReport
from reports.short.text import as_of_words, insurance_words, note_words

_ROWS_OF_A_PAGE = 45
_CHANNELS = (
    Column("渠道", "channel"),
    Column("笔数", "payments", "number"),
    Column("金额", "amount_fen", "money"),
)
_DAYS = (
    Column("险种", "insurance"),
    Column("日期", "day", "date"),
    Column("参保人数", "people", "number"),
    Column("个人缴费", "personal_fen", "money"),
)


def short_listings(report: ShortReport) -> tuple[Listing, ...]:
    """Return the villages of each insurance, the days of a week, the channels."""
    return tuple(_listings(report))


def _listings(report: ShortReport) -> Iterator[Listing]:
    for of in report.insurances:
        yield _villages(report, of)
    if report.is_week:
        days = tuple(
            (insurance_words(of.progress), each.day, each.people, each.personal_fen)
            for of in report.insurances
            for each in of.days
        )
        yield _listing(report, "每日", _DAYS, days)
    taken = [each for each in report.channels if each.payments or each.amount_fen]
    rows = tuple((CHANNEL_TITLES[each.channel], each.payments, each.amount_fen) for each in taken)
    total = ("合计", sum(each.payments for each in taken), sum(each.amount_fen for each in taken))
    yield _listing(report, "收款渠道", _CHANNELS, rows, total)


def _villages(report: ShortReport, of: ShortInsurance) -> Listing:
    each = of.progress
    columns = (
        Column("村(社区)", "village"),
        Column("应参保" if each.is_by_rate else "任务数", "whole", "number"),
        Column(report.spoken, "people_this_period", "number"),
        Column("累计", "people_to_date", "number"),
        Column("参保率" if each.is_by_rate else "完成率", "rate", "rate"),
        Column("名次", "rank", "number"),
        Column(f"{report.spoken}缴费", "personal_fen_this_period", "money"),
        Column("累计缴费", "personal_fen_to_date", "money"),
        Column("困难应保", "hardship_people", "number"),
        Column("困难已保", "hardship_covered", "number"),
    )
    has_rates = all(each.rate_of(row) is not None for row in each.rows)
    return _listing(
        report,
        insurance_words(each),
        columns,
        tuple(_row(each, row) for row in each.rows),
        _row(each, each.total),
        section=Section("险种", insurance_words(each)),
        sheet=short_title(each.insurance),
        bars=("village", "rate") if has_rates else None,
        is_beside=False,
    )


def _row(each: InsuranceProgress, row: ProgressRow) -> tuple[Cell, ...]:
    return (
        row.village,
        row.denominator if each.is_by_rate else row.target,
        row.people_this_period,
        row.people_to_date,
        each.rate_of(row),
        each.ranks.get(row.village) if row is not each.total else None,
        row.personal_fen_this_period,
        row.personal_fen_to_date,
        row.hardship_people,
        row.hardship_covered,
    )


def _listing(
    report: ShortReport,
    what: str,
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell] | None = None,
    *,
    section: Section | None = None,
    sheet: str = "",
    bars: tuple[str, str] | None = None,
    is_beside: bool = True,
) -> Listing:
    return Listing(
        name=f"{report.name}{what}" if is_beside else report.name,
        station=report.station,
        title=f"{report.station}劳动保障站 {report.name} {what}",
        dated=report.last,
        facts=(as_of_words(report), "单位：人、元"),
        columns=columns,
        rows=rows,
        total=total,
        notes=tuple(note_words(report)),
        signatures=(),
        sheet=sheet or what,
        section=section,
        bars=bars,
        is_beside=is_beside,
        is_one_page=not is_beside and len(rows) <= _ROWS_OF_A_PAGE,
    )
