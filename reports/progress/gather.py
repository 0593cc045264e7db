"""Taking the figures of a half-monthly report from the ledger."""

from typing import NamedTuple

from models.base.dates import HalfMonth
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.cash.overdue import overdue_cash
from models.checks.head import head_of_day
from models.levy.notice import Notice
from models.station.desk import Desk
from models.villages.division import Division, division_on
from reports.progress.boundaries import boundary_notes
from reports.progress.channels import gather_channels
from reports.progress.corrections import gather_corrections
from reports.progress.entered import Sums, gather_entered
from reports.progress.figures import (
    InsuranceProgress,
    ProgressReport,
    ProgressRow,
    total_of,
)
from reports.progress.funders import gather_funders
from reports.progress.hardship import gather_hardship
from reports.progress.pace import pace_of, phases_on
from reports.progress.standards import standard_notes

_TARGETS = """
SELECT village_id, target_people, last_year_people FROM target
WHERE station_id = ? AND insurance = ? AND levy_year = ?
AND coalesce(counts_from, '') <= ? ORDER BY coalesce(counts_from, '')
"""
_OTHER_YEARS = """
SELECT levy_year, sum(people) AS people, sum(amount_fen) AS amount_fen FROM payment_line
WHERE station_id = ? AND insurance = ? AND levy_year <> ? AND business_date <= ?
GROUP BY levy_year
"""


class _Target(NamedTuple):
    village_id: int | None
    target_people: int | None
    last_year_people: int | None


class _OtherYear(NamedTuple):
    levy_year: int
    people: int
    amount_fen: int


_NO_TARGET = _Target(None, None, None)


def gather_progress(desk: Desk, period: HalfMonth) -> ProgressReport:
    """Return the half-monthly report of the desk's station for a period."""
    standing = desk.on(period.last_day)
    notice = standing.notice
    division = division_on(desk, period.last_day)
    insurances = tuple(
        _insurance_progress(desk, standing.notices[insurance], insurance, period, division)
        for insurance in standing.notices
    )
    return ProgressReport(
        notice=notice.id,
        notice_title=notice.title,
        document=notice.document,
        station=desk.township,
        period=period,
        insurances=insurances,
        channels=gather_channels(desk, period.first_day, period.last_day),
        notes=(
            *_notes(standing, period, insurances),
            *boundary_notes(desk, division, insurances),
        ),
        ledger_head=head_of_day(desk, period.last_day).text,
        phases=phases_on(notice.phases, period.last_day),
        corrections=gather_corrections(desk, period),
    )


def _insurance_progress(
    desk: Desk,
    notice: Notice,
    insurance: Insurance,
    period: HalfMonth,
    division: Division,
) -> InsuranceProgress:
    rules = notice.insurances[insurance]
    # The latest target of a village comes last and stays.
    chosen = (desk.station_id, insurance, rules.levy_year, period.last_day.isoformat())
    targets = {each.village_id: each for each in desk.store.query(_Target, _TARGETS, chosen)}
    entered = gather_entered(desk, insurance, rules.levy_year, period, division)
    hardship = gather_hardship(desk, insurance, rules, period.last_day, division)
    rows = [
        ProgressRow(
            village=place.name,
            target=targets.get(place.village_id, _NO_TARGET).target_people,
            last_year_people=targets.get(place.village_id, _NO_TARGET).last_year_people,
            **hardship.villages.get(place.village_id, Sums()),
            **entered.villages.get(place.village_id, Sums()),
        )
        for place in division.villages
    ]
    whole = targets.get(None, _NO_TARGET)
    total = total_of(rows, whole.target_people, whole.last_year_people)
    year, day = rules.levy_year, period.last_day
    return InsuranceProgress(
        insurance=insurance,
        levy_year=rules.levy_year,
        last_year_people=whole.last_year_people,
        rows=tuple(rows),
        total=total,
        moved_out=_moved("划出", entered.moved_out),
        moved_in=_moved("划入", entered.moved_in),
        funders=gather_funders(desk, insurance, year, day, division),
        categories=hardship.categories,
        pace=pace_of(notice, insurance, day, total.people_to_date, total.target),
    )


def _moved(title: str, sums: Sums) -> ProgressRow | None:
    return ProgressRow(village=title, target=None, **sums) if any(sums.values()) else None


def _notes(
    desk: Desk, period: HalfMonth, insurances: tuple[InsuranceProgress, ...]
) -> tuple[str, ...]:
    """What a reader of the figures must know: discrepancies, provisional standards, gaps."""
    notices = {notice.id: notice for notice in desk.notices.values()}
    notes = [
        table.discrepancy
        for notice in notices.values()
        for table in notice.targets
        if table.discrepancy
    ]
    for each in insurances:
        title = INSURANCE_TITLES[each.insurance]
        rules = desk.insurances[each.insurance]
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
    chosen = (desk.station_id, each.insurance, each.levy_year, period.last_day.isoformat())
    return [
        f"另有 {other.levy_year} 年度参保 {other.people} 人、"
        f"个人缴费 {format_yuan(other.amount_fen)} 元，不在上表内"
        for other in desk.store.query(_OtherYear, _OTHER_YEARS, chosen)
    ]
