"""Taking the figures of a short report from the ledger, as the half-monthly report takes them."""

import datetime as dt

from models.base import clock
from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from models.ledger.channels import CHANNEL_TITLES
from models.station.desk import Desk
from models.villages.division import Division, division_on
from reports.progress.channels import gather_channels
from reports.progress.entered import gather_entered
from reports.progress.figures import ChannelFigures, InsuranceProgress
from reports.progress.other_years import gather_other_years
from reports.progress.villages import gather_villages
from reports.short.figures import DayTotal, ShortInsurance, ShortReport

Days = tuple[dt.date, dt.date]


def week_of(day: dt.date) -> Days:
    """Return Monday and Sunday of the week in which a day lies."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def gather_short(
    desk: Desk, days: Days, insurance: Insurance | None = None, known_before: str = ""
) -> ShortReport:
    """Return the short report of the days from the first to the last.

    ``known_before``: the desk's store is seen as it was known at this moment (as the store keeps
    it); otherwise all is in it that is known now. Without an insurance they are those of the
    round that are collected in these days, or for which something was entered in them. Raises
    BadInput for an insurance that the round does not have.
    """
    first, last = days
    standing, division = desk.as_known_on(last), division_on(desk, last)
    if insurance is not None and insurance not in standing.notices:
        raise BadInput(f"{last} 没有征收{INSURANCE_TITLES[insurance]}的轮次，请核对险种")
    wanted = list(standing.notices) if insurance is None else [insurance]
    found = {name: _progress(standing, name, days, division) for name in wanted}
    shown = [name for name in wanted if insurance or _is_of(standing, found[name], days)] or wanted
    known_at = clock.in_china(known_before or clock.timestamp())
    stands_on, is_over = _stands_on(desk.business_date, days, known_at, is_until=bool(known_before))
    return ShortReport(
        station=desk.township,
        first=first,
        last=last,
        known_at=known_at,
        stands_on=stands_on,
        is_over=is_over,
        is_until=bool(known_before),
        insurances=tuple(
            ShortInsurance(found[name], _each_day(standing, name, days, division, stands_on))
            for name in shown
        ),
        channels=_channels(desk, days),
        left_out=tuple((name, found[name].levy_year) for name in wanted if name not in shown),
    )


def _progress(
    desk: Desk, insurance: Insurance, days: Days, division: Division
) -> InsuranceProgress:
    year = desk.insurances[insurance].levy_year
    found = gather_villages(desk, insurance, days, division)
    return InsuranceProgress(
        insurance=insurance,
        levy_year=year,
        last_year_people=None,
        rows=found.rows,
        total=found.total,
        moved_out=found.moved_out,
        moved_in=found.moved_in,
        is_by_rate=found.is_by_rate,
        other_years=gather_other_years(desk, desk.present[insurance], insurance, year, days),
    )


def _is_of(desk: Desk, each: InsuranceProgress, days: Days) -> bool:
    """Whether an insurance is collected in the days, or something of it was entered in them."""
    window, row = desk.insurances[each.insurance].window, each.total
    is_open = window.opens <= days[1] and days[0] <= window.closes
    return is_open or bool(row.people_this_period or row.personal_fen_this_period)


def _each_day(
    desk: Desk, insurance: Insurance, days: Days, division: Division, stands_on: dt.date
) -> tuple[DayTotal, ...]:
    """Return the totals of a week's days so far, and of later ones with entries; of a day none."""
    first, last = days
    if first == last:
        return ()
    year = desk.insurances[insurance].levy_year
    totals = []
    for place in range((last - first).days + 1):
        day = first + dt.timedelta(days=place)
        lines = gather_entered(desk, insurance, year, (day, day), division).villages.values()
        people = sum(line["people_this_period"] for line in lines)
        fen = sum(line["personal_fen_this_period"] for line in lines)
        if day <= stands_on or people or fen:
            totals.append(DayTotal(day, people, fen))
    return tuple(totals)


def _channels(desk: Desk, days: Days) -> tuple[ChannelFigures, ...]:
    order = list(CHANNEL_TITLES)
    found = gather_channels(desk, *days)
    return tuple(sorted(found, key=lambda each: order.index(each.channel)))


def _stands_on(
    business_date: dt.date, days: Days, known_at: dt.datetime, *, is_until: bool
) -> tuple[dt.date, bool]:
    """Return the day a report speaks of, and whether that was over at the moment.

    Midnight is the end of a day. By the clock the days may long be over, or not have begun, as
    the business date can be set: the report then stands at the end of its last day so far.
    """
    by_clock = (known_at - dt.timedelta(seconds=1)).date()
    first, last = days
    if first <= by_clock <= last:
        return by_clock, known_at.time() == dt.time()
    if is_until and by_clock > last:
        return last, True
    return min(last, max(first, business_date)), True
