"""Which reports are due: every half-month that has ended, where the notice asks for them."""

import datetime as dt

from models.dates import HalfMonth
from models.desk import Desk

_LAST = "SELECT max(first_day) FROM submission WHERE station_id = ?"
_FIRST = "SELECT min(business_date) FROM payment WHERE station_id = ?"


def periods_due(desk: Desk) -> tuple[HalfMonth, ...]:
    """Return the ended periods whose report was not sent, oldest first. Two queries at most.

    They begin after the last one sent, or with the first entry of the ledger. A notice that
    asks for no half-monthly report makes none due.
    """
    if desk.notice.duties.report_every != "half_month":
        return ()
    period = next_period(desk)
    due = []
    while period is not None and period.last_day < desk.business_date:
        due.append(period)
        period = period.following()
    return tuple(due)


def next_period(desk: Desk) -> HalfMonth | None:
    """Return the period whose report comes next; None where nothing was entered or sent yet."""
    for sql, is_sent in ((_LAST, True), (_FIRST, False)):
        day = desk.store.rows(sql, (desk.station_id,))[0][0]
        if day is not None:
            period = HalfMonth.containing(dt.date.fromisoformat(day))
            return period.following() if is_sent else period
    return None
