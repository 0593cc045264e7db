"""Taking the figures of a half-monthly report from the ledger."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.base.dates import HalfMonth
from models.base.terms import INSURANCE_TITLES, Insurance
from models.cash.overdue import overdue_cash
from models.checks.head import head_of_day
from models.levy.notice import Notice
from models.station.desk import Desk
from models.villages.division import Division, division_on
from reports.progress.boundaries import boundary_notes
from reports.progress.channels import gather_channels
from reports.progress.corrections import gather_corrections
from reports.progress.figures import (
    InsuranceProgress,
    ProgressReport,
)
from reports.progress.funders import gather_funders
from reports.progress.goals import (
    denominator_notes,
    goals_of,
    missing_notes,
)
from reports.progress.last_year import gather_last_year
from reports.progress.other_years import gather_other_years, other_year_notes
from reports.progress.pace import pace_of, phases_on
from reports.progress.standards import standard_notes
from reports.progress.villages import gather_villages


def gather_progress(desk: Desk, period: HalfMonth) -> ProgressReport:
    """Return the half-monthly report of the desk's station for a period.

    It covers the rounds present on the period's last day. What was recorded after that day does
    not count, so that the report of an ended period never changes. While the period runs, the
    time that has passed is that of the business date.
    """
    today = min(period.last_day, desk.business_date)
    standing = desk.as_known_on(period.last_day)
    notices = tuple({notice.id: notice for notice in standing.notices.values()}.values())
    division = division_on(desk, period.last_day)
    gathered = tuple(
        _insurance_progress(standing, insurance, period, division, today)
        for insurance in standing.notices
    )
    insurances = tuple(each.progress for each in gathered)
    return ProgressReport(
        notice=standing.notice.id,
        notice_title=standing.notice.title,
        document="；".join(_leading_first(standing.notice, notices)),
        station=desk.township,
        period=period,
        insurances=insurances,
        channels=gather_channels(desk, period.first_day, period.last_day),
        notes=(
            *_notes(standing, period, gathered),
            *boundary_notes(standing, division, insurances),
        ),
        ledger_head=head_of_day(desk, period.last_day).text,
        phases=tuple(phase for each in notices for phase in phases_on(each.phases, today)),
        corrections=gather_corrections(desk, period),
    )


def _leading_first(leading: Notice, notices: Iterable[Notice]) -> Iterable[str]:
    """Return the documents of the notices, the one that was opened last first."""
    return dict.fromkeys((leading.document, *(each.document for each in notices)))


@dataclass(frozen=True)
class _Gathered:
    """An insurance's figures, and what is to be said of them."""

    progress: InsuranceProgress
    notes: tuple[str, ...]
    without_last_year: str


def _insurance_progress(
    desk: Desk, insurance: Insurance, period: HalfMonth, division: Division, today: dt.date
) -> _Gathered:
    notice, day = desk.notices[insurance], period.last_day
    rules = notice.insurances[insurance]
    year = rules.levy_year
    last_year = gather_last_year(desk, insurance, year, period, division, today)
    found = gather_villages(desk, insurance, (period.first_day, day), division, last_year)
    total = found.total
    progress = InsuranceProgress(
        insurance=insurance,
        levy_year=year,
        last_year_people=total.last_year_people,
        rows=found.rows,
        total=total,
        moved_out=found.moved_out,
        moved_in=found.moved_in,
        funders=gather_funders(desk, insurance, year, day, division),
        categories=found.categories,
        pace=pace_of(
            notice,
            insurance,
            today,
            total.people_to_date,
            total.denominator if found.is_by_rate else total.target,
        ),
        is_by_rate=found.is_by_rate,
        goals=goals_of(notice, insurance, total),
        other_years=gather_other_years(
            desk, desk.present[insurance], insurance, year, (period.first_day, day)
        ),
    )
    names: dict[int | None, str] = {each.village_id: each.name for each in division.villages}
    names[None] = desk.township
    return _Gathered(
        progress,
        (*missing_notes(notice, progress), *denominator_notes(progress, found.stated, names)),
        last_year.reason,
    )


def _notes(desk: Desk, period: HalfMonth, gathered: Sequence[_Gathered]) -> tuple[str, ...]:
    """What a reader of the figures must know: discrepancies, provisional standards, gaps."""
    notices = {notice.id: notice for notice in desk.notices.values()}
    notes = [
        table.discrepancy
        for notice in notices.values()
        for table in notice.targets
        if table.discrepancy
    ]
    for each in gathered:
        progress = each.progress
        rules = desk.insurances[progress.insurance]
        if rules.standard is not None and rules.standard.is_provisional:
            notes.append(
                f"{INSURANCE_TITLES[progress.insurance]} {progress.levy_year} 年度个人缴费标准为"
                f"初定数，最终以{rules.standard.decided_by}文件为准"
            )
        notes += (*each.notes, *other_year_notes(progress.other_years))
    without = [
        f"{INSURANCE_TITLES[each.progress.insurance]}：{each.without_last_year}"
        for each in gathered
        if each.without_last_year
    ]
    if without:
        notes.append(f"不列同比：{'；'.join(without)}")
    overdue = overdue_cash(desk, period.last_day).note
    late = (overdue,) if overdue else ()
    told = {(each.progress.insurance, each.progress.levy_year) for each in gathered} | {
        (each.progress.insurance, other.levy_year)
        for each in gathered
        for other in each.progress.other_years
        if other.people_this_period or other.personal_fen_this_period
    }
    return (*notes, *standard_notes(desk, period.last_day, told), *late)
