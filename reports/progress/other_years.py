"""What was entered for other levy years while a round ran: newborns, late payers, refunds."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from models.base.money import format_yuan
from models.base.terms import Insurance
from models.station.desk import Desk
from models.station.round import OpenRound
from reports.progress.figures import OtherYear

_OTHER_YEARS = """
SELECT levy_year, sum(people) AS people, sum(amount_fen) AS amount_fen,
 sum(CASE WHEN business_date >= ? THEN people ELSE 0 END) AS people_this_period,
 sum(CASE WHEN business_date >= ? THEN amount_fen ELSE 0 END) AS fen_this_period
FROM payment_line
WHERE station_id = ? AND insurance = ? AND levy_year <> ? AND business_date BETWEEN ? AND ?
GROUP BY levy_year ORDER BY levy_year
"""


class _Year(NamedTuple):
    levy_year: int
    people: int
    amount_fen: int
    people_this_period: int
    fen_this_period: int


def gather_other_years(
    desk: Desk,
    own: OpenRound,
    insurance: Insurance,
    levy_year: int,
    days: tuple[dt.date, dt.date],
) -> tuple[OtherYear, ...]:
    """Return the other years' figures since the round's window opened, and of the days alone.

    A station's first round has everything that was entered before it, too.
    """
    is_first = own is _first(desk, insurance)
    since = dt.date.min if is_first else own.bare.insurances[insurance].window.opens
    first, last = (day.isoformat() for day in days)
    chosen = (desk.station_id, insurance, levy_year, since.isoformat(), last)
    return tuple(
        OtherYear(
            levy_year=each.levy_year,
            people_this_period=each.people_this_period,
            people_to_date=each.people,
            personal_fen_this_period=each.fen_this_period,
            personal_fen_to_date=each.amount_fen,
        )
        for each in desk.store.query(_Year, _OTHER_YEARS, (first, first, *chosen))
    )


def _first(desk: Desk, insurance: Insurance) -> OpenRound:
    """Return the round in which the station first collected an insurance."""
    collecting = [each for each in desk.rounds if insurance in each.bare.insurances]
    return min(collecting, key=lambda each: each.bare.insurances[insurance].window.opens)


def other_year_notes(years: Iterable[OtherYear]) -> list[str]:
    """Return in words what the table leaves out."""
    return [
        f"另有 {each.levy_year} 年度参保 {each.people_to_date} 人、"
        f"个人缴费 {format_yuan(each.personal_fen_to_date)} 元，不在上表内"
        for each in years
    ]
