"""Taking the figures of a half-monthly report from the ledger."""

from collections import defaultdict

from models.base.dates import HalfMonth
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.cash.overdue import overdue_cash
from models.checks.head import head_of_day
from models.ledger.entry import COUNTS_AS
from models.levy.notice import InsuranceRules
from models.station.desk import Desk
from models.villages.division import Division, division_on
from reports.progress.boundaries import boundary_notes
from reports.progress.corrections import gather_corrections
from reports.progress.entered import Figures, gather_entered
from reports.progress.figures import (
    ChannelFigures,
    InsuranceProgress,
    ProgressReport,
    ProgressRow,
    total_of,
)
from reports.progress.funders import gather_funders
from reports.progress.hardship import gather_hardship
from reports.progress.pace import pace_of, phases_on
from reports.progress.standards import standard_notes


def gather_progress(desk: Desk, period: HalfMonth) -> ProgressReport:
    """Return the half-monthly report of the desk's station for a period."""
    notice = desk.notice
    division = division_on(desk, period.last_day)
    insurances = tuple(
        _insurance_progress(desk, insurance, rules, period, division)
        for insurance, rules in notice.insurances.items()
    )
    return ProgressReport(
        notice=notice.id,
        notice_title=notice.title,
        document=notice.document,
        station=desk.township,
        period=period,
        insurances=insurances,
        channels=_channels(desk, period),
        notes=(
            *_notes(desk, period, insurances),
            *boundary_notes(desk, division, insurances),
        ),
        ledger_head=head_of_day(desk, period.last_day).text,
        phases=phases_on(notice.phases, period.last_day),
        corrections=gather_corrections(desk, period),
    )


def _insurance_progress(
    desk: Desk,
    insurance: Insurance,
    rules: InsuranceRules,
    period: HalfMonth,
    division: Division,
) -> InsuranceProgress:
    # The latest target of a village comes last and stays.
    targets = {
        row[0]: row[1:]
        for row in desk.store.rows(
            "SELECT village_id, target_people, last_year_people FROM target "
            "WHERE station_id = ? AND insurance = ? AND levy_year = ? "
            "AND coalesce(counts_from, '') <= ? ORDER BY coalesce(counts_from, '')",
            (desk.station_id, insurance, rules.levy_year, period.last_day.isoformat()),
        )
    }
    entered = gather_entered(desk, insurance, rules.levy_year, period, division)
    hardship = gather_hardship(desk, insurance, rules, period.last_day, division)
    rows = [
        ProgressRow(
            village=place.name,
            target=targets.get(place.village_id, (None, None))[0],
            last_year_people=targets.get(place.village_id, (None, None))[1],
            hardship_people=hardship.people[place.village_id],
            hardship_covered=hardship.covered[place.village_id],
            **vars(entered.villages.get(place.village_id, Figures())),
        )
        for place in division.villages
    ]
    whole = targets.get(None, (None, None))
    total = total_of(rows, *whole)
    year, day = rules.levy_year, period.last_day
    return InsuranceProgress(
        insurance=insurance,
        levy_year=rules.levy_year,
        last_year_people=whole[1],
        rows=tuple(rows),
        total=total,
        moved_out=_moved("划出", entered.moved_out),
        moved_in=_moved("划入", entered.moved_in),
        funders=gather_funders(desk, insurance, year, day, division),
        categories=hardship.categories,
        pace=pace_of(desk.notice, insurance, day, total.people_to_date, total.target),
    )


def _moved(title: str, figures: Figures) -> ProgressRow | None:
    return ProgressRow(village=title, target=None, **vars(figures)) if figures else None


def _channels(desk: Desk, period: HalfMonth) -> tuple[ChannelFigures, ...]:
    payments: dict[str, int] = defaultdict(int)
    amounts: dict[str, int] = defaultdict(int)
    rows = desk.store.rows(
        "SELECT channel, kind, count(*), sum(amount_fen) FROM payment WHERE station_id = ? "
        "AND business_date BETWEEN ? AND ? GROUP BY channel, kind ORDER BY channel",
        (desk.station_id, period.first_day.isoformat(), period.last_day.isoformat()),
    )
    for channel, kind, count, amount_fen in rows:
        payments[channel] += COUNTS_AS[kind] * count
        amounts[channel] += int(amount_fen)
    return tuple(
        ChannelFigures(channel, payments[channel], amounts[channel]) for channel in payments
    )


def _notes(
    desk: Desk, period: HalfMonth, insurances: tuple[InsuranceProgress, ...]
) -> tuple[str, ...]:
    """What a reader of the figures must know: discrepancies, provisional standards, gaps."""
    notes = [table.discrepancy for table in desk.notice.targets if table.discrepancy]
    standing = desk.notice_on(period.last_day)
    for each in insurances:
        title = INSURANCE_TITLES[each.insurance]
        rules = standing.insurances[each.insurance]
        if rules.standard is not None and rules.standard.is_provisional:
            notes.append(
                f"{title} {each.levy_year} 年度个人缴费标准为初定数，"
                f"最终以{rules.standard.decided_by}文件为准"
            )
        if each.total.target is None:
            notes.append(f"{title}：任务分解表没有本站任务数，不计完成率")
        notes += _other_years(desk, each, period)
    overdue = overdue_cash(desk, period.last_day).note
    late = (overdue,) if overdue else ()
    return (*notes, *standard_notes(desk, period.last_day), *late)


def _other_years(desk: Desk, each: InsuranceProgress, period: HalfMonth) -> list[str]:
    """Newborns may be enrolled for their year of birth; say what the table leaves out."""
    rows = desk.store.rows(
        "SELECT levy_year, sum(people), sum(amount_fen) FROM payment_line WHERE station_id = ? "
        "AND insurance = ? AND levy_year <> ? AND business_date <= ? GROUP BY levy_year",
        (desk.station_id, each.insurance, each.levy_year, period.last_day.isoformat()),
    )
    return [
        f"另有 {year} 年度参保 {people} 人、个人缴费 {format_yuan(int(amount_fen))} 元，不在上表内"
        for year, people, amount_fen in rows
    ]
