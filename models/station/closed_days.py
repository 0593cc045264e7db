"""What a sent report closes: nothing is entered any more for the days it covers."""

import datetime as dt
from typing import NamedTuple

from models.base.errors import RefusedByRule
from models.station.desk import Desk

_LAST_DAY = "SELECT max(last_day) AS last_day FROM submission WHERE station_id = ?"


class _LastDay(NamedTuple):
    last_day: dt.date | None


def last_day_sent(desk: Desk) -> dt.date | None:
    """Return the last day that a sent report covers, or None."""
    return desk.store.query(_LastDay, _LAST_DAY, (desk.station_id,))[0].last_day


def refuse_sent_period(desk: Desk, day: dt.date) -> None:
    """Raise RefusedByRule (``period_submitted``) for a business date whose report was sent.

    What is entered later is stated in the period in which it is entered.
    """
    closed = last_day_sent(desk)
    if closed is not None and day <= closed:
        raise RefusedByRule(
            f"业务日期 {day} 的半月报已上报（报到 {closed}），不能再记到这一天；"
            "请改用今天的业务日期，补录的计入本期",
            "period_submitted",
        )
