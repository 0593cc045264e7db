"""The same day of last year (同期): how many had enrolled by then, village by village.

The ledger tells where last year was a round of the station, else the enrolment history where it
states the days of payment. Where neither does, nothing is compared, and the reason is told.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from models.base.dates import HalfMonth, add_months
from models.base.terms import Insurance
from models.station.desk import Desk
from models.store.acts import days_of_acts
from models.store.tables.people import EnrolmentList
from models.villages.division import Division
from reports.progress.entered import Entered, gather_entered

_HISTORY = """
SELECT {household} AS household_id, h.village_id, count(*) AS people,
 sum(CASE WHEN e.paid_on IS NULL THEN 1 ELSE 0 END) AS without_day,
 sum(CASE WHEN e.paid_on <= ? THEN 1 ELSE 0 END) AS by_day
FROM enrolled_year e JOIN person p ON p.station_id = e.station_id AND p.id = e.person_id
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
WHERE e.station_id = ? AND e.insurance = ? AND e.levy_year = ? AND e.is_enrolled = 1{known}
AND NOT EXISTS (SELECT 1 FROM enrolled_year l WHERE l.station_id = e.station_id
 AND l.person_id = e.person_id AND l.insurance = e.insurance AND l.levy_year = e.levy_year
 AND l.id > e.id{known_later})
GROUP BY {household}, h.village_id
"""
_ENTERED = (
    "SELECT count(*) FROM payment_line WHERE station_id = ? AND insurance = ? AND levy_year = ? "
    "AND business_date <= ?"
)


class _Home(NamedTuple):
    household_id: int
    village_id: int
    people: int
    without_day: int
    by_day: int


@dataclass(frozen=True)
class LastYear:
    """People by village on the same day of last year; ``reason`` says why there are none.

    ``whole`` are those of the whole year, by village; empty where nobody is known.
    """

    villages: dict[int, int]
    reason: str = ""
    whole: dict[int, int] = field(default_factory=dict)


def gather_last_year(
    desk: Desk,
    insurance: Insurance,
    levy_year: int,
    period: HalfMonth,
    division: Division,
    today: dt.date,
) -> LastYear:
    """Return who had enrolled for the year before by the same day, under the villages of now.

    The same day is the end of the same half-month (of 28 February it may be the 29th), while
    the period runs that of ``today``.
    """
    before, day = levy_year - 1, period.last_day
    same_day = replace(period, year=period.year - 1).last_day
    if today < day:
        same_day = add_months(today, -12)
    own = next((e for e in desk.rounds if e.collects(insurance, before, day)), None)
    if own is not None:
        chosen = (desk.station_id, insurance, before, same_day.isoformat())
        if own.opened_on <= same_day or desk.store.number(_ENTERED, chosen):
            entered = gather_entered(desk, insurance, before, (same_day, same_day), division)
            whole = gather_entered(desk, insurance, before, (day, day), division)
            places = [place.village_id for place in division.villages]
            return LastYear(
                {each: _people(entered, each) for each in places},
                whole={each: _people(whole, each) for each in places},
            )
    return _of_history(desk, insurance, before, (same_day, day), division)


def _people(entered: Entered, village_id: int) -> int:
    return entered.villages[village_id]["people_to_date"] if village_id in entered.villages else 0


def _of_history(
    desk: Desk,
    insurance: Insurance,
    year: int,
    days: tuple[dt.date, dt.date],
    division: Division,
) -> LastYear:
    same_day, day = days
    lists = days_of_acts(desk.store, desk.station_id, EnrolmentList)
    known = desk.known_until(day)
    later = [list_id for list_id, recorded_on in lists.items() if recorded_on > known]
    marks = ", ".join("?" * len(later))
    household = "h.id" if division.changes else "0"
    sql = _HISTORY.format(
        household=household,
        known=f" AND e.list_id NOT IN ({marks})" if later else "",
        known_later=f" AND l.list_id NOT IN ({marks})" if later else "",
    ).replace("GROUP BY 0, ", "GROUP BY ")
    chosen = (same_day.isoformat(), desk.station_id, insurance, year, *later, *later)
    homes = desk.store.query(_Home, sql, chosen)
    people, without_day = sum(e.people for e in homes), sum(e.without_day for e in homes)
    if not people:
        return LastYear({}, f"台账和参保历史里都没有 {year} 年度")
    counted: Counter[int] = Counter({place.village_id: 0 for place in division.villages})
    entered = gather_entered(desk, insurance, year, (day, day), division)
    whole = Counter({place: _people(entered, place) for place in counted})  # newborns
    for each in homes:
        village_id = division.home_of(each.household_id, each.village_id)
        if village_id in counted and village_id is not None:
            counted[village_id] += each.by_day
            whole[village_id] += each.people
    if without_day:
        reason = f"参保历史里 {year} 年度有 {without_day:,} 人没有缴费日期"
        return LastYear({}, reason, dict(whole))
    return LastYear(dict(counted), whole=dict(whole))
