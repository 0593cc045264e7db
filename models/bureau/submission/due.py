"""Which reports are due: every half-month that has ended, where the notice asks for them."""

import datetime as dt
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.station.desk import Desk

_LAST = "SELECT max(first_day) AS day FROM submission WHERE station_id = ?"
_FIRST_ENTRY = "SELECT min(business_date) AS day FROM payment WHERE station_id = ?"


class _Day(NamedTuple):
    day: dt.date | None


def periods_due(desk: Desk) -> tuple[HalfMonth, ...]:
    """Return the ended periods whose report was not sent, oldest first. Two queries at most.

    They begin after the last one sent. A station that never sent one may have reported on
    paper before: of its periods only the last is due. A notice that asks for no half-monthly
    report makes none due.
    """
    if desk.notice.duties.report_every != "half_month":
        return ()
    period = next_period(desk)
    if period is None:
        last = HalfMonth.containing(desk.business_date).previous()
        return (last,) if _has_entries_until(desk, last.last_day) else ()
    due = []
    while period.last_day < desk.business_date:
        due.append(period)
        period = period.following()
    return tuple(due)


def next_period(desk: Desk) -> HalfMonth | None:
    """Return the period after the last one sent; None where none was, and any may be first."""
    day = desk.store.query(_Day, _LAST, (desk.station_id,))[0].day
    return None if day is None else HalfMonth.containing(day).following()


def leaves_out_earlier(desk: Desk, period: HalfMonth) -> bool:
    """Whether sending a period would be the station's first, after periods with entries.

    Those can then never be sent any more.
    """
    day_before = period.previous().last_day
    return next_period(desk) is None and _has_entries_until(desk, day_before)


def _has_entries_until(desk: Desk, day: dt.date) -> bool:
    first = desk.store.query(_Day, _FIRST_ENTRY, (desk.station_id,))[0].day
    return first is not None and first <= day
