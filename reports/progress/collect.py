"""Taking the figures of a half-monthly report from the ledger."""

import datetime as dt
from collections import Counter, defaultdict

from models.dates import HalfMonth
from models.desk import Desk
from models.levy.eligibility import check_eligibility
from models.levy.enrolment import is_in_school, is_insured_elsewhere
from models.levy.notice import InsuranceRules
from models.levy.terms import INSURANCE_TITLES, Insurance
from models.levy.values import Applicant, Trail
from models.money import format_yuan
from reports.progress.figures import (
    ChannelFigures,
    InsuranceProgress,
    ProgressReport,
    ProgressRow,
    total_of,
)

_ENTERED = """
SELECT village_id, sum(CASE WHEN business_date >= ? THEN people ELSE 0 END), sum(people),
 sum(CASE WHEN business_date >= ? THEN amount_fen ELSE 0 END), sum(amount_fen),
 sum(CASE WHEN subsidy_fen <> 0 THEN people ELSE 0 END), sum(subsidy_fen)
FROM payment_line
WHERE station_id = ? AND insurance = ? AND levy_year = ? AND business_date <= ?
GROUP BY village_id
"""
_HARDSHIP = """
SELECT h.village_id, p.born, p.enrolment,
 (SELECT coalesce(sum(l.people), 0) FROM payment_line l WHERE l.person_id = p.id
  AND l.insurance = ? AND l.levy_year = ? AND l.business_date <= ?)
FROM person p JOIN household h ON h.id = p.household_id
WHERE p.station_id = ? AND p.id IN (SELECT c.person_id FROM certification c
 WHERE c.station_id = ? AND c.category IN ({marks})
 AND (c.certified_from IS NULL OR c.certified_from <= ?) AND (c.until IS NULL OR c.until >= ?))
"""


def collect_progress(desk: Desk, period: HalfMonth) -> ProgressReport:
    """Return the half-monthly report of the desk's station for a period."""
    notice = desk.notice
    villages = desk.store.rows(
        "SELECT id, name FROM village WHERE station_id = ? ORDER BY position, id",
        (desk.station_id,),
    )
    insurances = tuple(
        _insurance_progress(desk, insurance, rules, period, villages)
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
        notes=_notes(desk, period, insurances),
    )


def _insurance_progress(
    desk: Desk,
    insurance: Insurance,
    rules: InsuranceRules,
    period: HalfMonth,
    villages: list[tuple[int, str]],
) -> InsuranceProgress:
    targets = {
        row[0]: row[1:]
        for row in desk.store.rows(
            "SELECT village_id, target_people, last_year_people FROM target "
            "WHERE station_id = ? AND insurance = ? AND levy_year = ?",
            (desk.station_id, insurance, rules.levy_year),
        )
    }
    start, end = period.first_day.isoformat(), period.last_day.isoformat()
    entered = {
        row[0]: [int(figure) for figure in row[1:]]
        for row in desk.store.rows(
            _ENTERED, (start, start, desk.station_id, insurance, rules.levy_year, end)
        )
    }
    people, covered = _hardship(desk, insurance, rules, period.last_day)
    rows = []
    for village_id, name in villages:
        figures = entered.get(village_id, [0] * 6)
        rows.append(
            ProgressRow(
                village=name,
                target=targets[village_id][0] if village_id in targets else None,
                people_this_period=figures[0],
                people_to_date=figures[1],
                personal_fen_this_period=figures[2],
                personal_fen_to_date=figures[3],
                subsidised_people_to_date=figures[4],
                subsidy_fen_to_date=figures[5],
                hardship_people=people[village_id],
                hardship_covered=covered[village_id],
            )
        )
    whole = targets.get(None, (None, None))
    return InsuranceProgress(
        insurance=insurance,
        levy_year=rules.levy_year,
        last_year_people=whole[1],
        rows=tuple(rows),
        total=total_of(rows, whole[0]),
    )


def _hardship(
    desk: Desk, insurance: Insurance, rules: InsuranceRules, day: dt.date
) -> tuple[Counter[int], Counter[int]]:
    """Count per village the hardship people who are to enrol, and those enrolled."""
    people: Counter[int] = Counter()
    covered: Counter[int] = Counter()
    categories = [each.name for each in desk.notice.categories if each.is_hardship]
    if not categories:
        return people, covered
    end, station = day.isoformat(), desk.station_id
    sql = _HARDSHIP.format(marks=", ".join("?" * len(categories)))
    rows = desk.store.rows(
        sql, (insurance, rules.levy_year, end, station, station, *categories, end, end)
    )
    for village_id, born, enrolment, entered in rows:
        if entered > 0:
            covered[village_id] += 1
        if entered > 0 or _is_to_enrol(desk, insurance, rules, born, enrolment, day):
            people[village_id] += 1
    return people, covered


def _is_to_enrol(
    desk: Desk, insurance: Insurance, rules: InsuranceRules, born: str, enrolment: str, day: dt.date
) -> bool:
    applicant = Applicant(
        born=dt.date.fromisoformat(born),
        is_in_school=is_in_school(enrolment, insurance),
        is_insured_elsewhere=is_insured_elsewhere(enrolment, insurance),
    )
    if applicant.born > day:
        return False
    switches = desk.notice.interpretations
    return check_eligibility(rules, applicant, day, switches, Trail(switches)) is None


def _channels(desk: Desk, period: HalfMonth) -> tuple[ChannelFigures, ...]:
    payments: dict[str, int] = defaultdict(int)
    amounts: dict[str, int] = defaultdict(int)
    rows = desk.store.rows(
        "SELECT channel, kind, count(*), sum(amount_fen) FROM payment WHERE station_id = ? "
        "AND business_date BETWEEN ? AND ? GROUP BY channel, kind ORDER BY channel",
        (desk.station_id, period.first_day.isoformat(), period.last_day.isoformat()),
    )
    for channel, kind, count, amount_fen in rows:
        payments[channel] += count if kind == "payment" else -count
        amounts[channel] += int(amount_fen)
    return tuple(
        ChannelFigures(channel, payments[channel], amounts[channel]) for channel in payments
    )


def _notes(
    desk: Desk, period: HalfMonth, insurances: tuple[InsuranceProgress, ...]
) -> tuple[str, ...]:
    """What a reader of the figures must know: discrepancies, provisional standards, gaps."""
    notes = [table.discrepancy for table in desk.notice.targets if table.discrepancy]
    for each in insurances:
        title = INSURANCE_TITLES[each.insurance]
        rules = desk.notice.insurances[each.insurance]
        if rules.standard is not None and rules.standard.is_provisional:
            notes.append(
                f"{title} {each.levy_year} 年度个人缴费标准为初定数，"
                f"最终以{rules.standard.decided_by}文件为准"
            )
        if each.total.target is None:
            notes.append(f"{title}：任务分解表没有本站任务数，不计完成率")
        notes += _other_years(desk, each, period)
    return tuple(notes)


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
