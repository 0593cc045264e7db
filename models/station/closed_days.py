"""Into which days something may be entered: the one gate of whatever stands under a date.

A day that has not come is nobody's. What a sent report covers stays as it was sent. Into a day
that the station closed one goes on with a second person.
"""

import datetime as dt
from typing import Literal, NamedTuple

from models.base import clock
from models.base.errors import Denied
from models.station.approvals import SecondPerson, agreed
from models.station.desk import Desk

DayState = Literal["open", "closed", "sent", "future"]
"""What a day is to who would enter something: ``closed`` by the station, ``sent`` in a report."""

_WORDS: dict[DayState, str] = {
    "open": "",
    "closed": "这一天已日结，入账要第二人",
    "sent": "这一天已上报，不能入账",
    "future": "业务日期在今天之后，不能入账",
}
_LAST_DAY = "SELECT max(last_day) AS last_day FROM submission WHERE station_id = ?"
_CLOSE = (
    "SELECT max(id) FROM day_close WHERE station_id = ? AND business_date = ? AND scope = 'station'"
)


class _LastDay(NamedTuple):
    last_day: dt.date | None


def last_day_sent(desk: Desk) -> dt.date | None:
    """Return the last day that a sent report covers, or None."""
    return desk.store.query(_LastDay, _LAST_DAY, (desk.station_id,))[0].last_day


def station_close_of(desk: Desk, day: dt.date) -> int:
    """Return the number of the station's last close of a day; 0 where there is none."""
    return desk.store.number(_CLOSE, (desk.station_id, day.isoformat()))


def state_of_day(desk: Desk, day: dt.date) -> DayState:
    """Return what a business date is to who would enter something on it. Two queries."""
    if day > clock.today():
        return "future"
    sent = last_day_sent(desk)
    if sent is not None and day <= sent:
        return "sent"
    return "closed" if station_close_of(desk, day) else "open"


def day_words(state: DayState) -> str:
    """Return what a screen says of a day before anything is typed; nothing of an open one."""
    return _WORDS[state]


def refuse_future(day: dt.date) -> None:
    """Raise Denied (``future_date``) for a business date after the machine's."""
    if day > clock.today():
        raise Denied(
            f"业务日期 {day} 在今天（{clock.today()}）之后，不能记到还没有到的日子；请按 F8 核对",
            "future_date",
            str(day),
        )


def refuse_sent_period(desk: Desk, day: dt.date) -> None:
    """Raise Denied (``period_submitted``) for a business date whose report was sent.

    What is entered later is stated in the period in which it is entered.
    """
    closed = last_day_sent(desk)
    if closed is not None and day <= closed:
        raise Denied(
            f"业务日期 {day} 的半月报已上报（报到 {closed}），不能再记到这一天；"
            "请改用今天的业务日期，补录的计入本期",
            "period_submitted",
            str(day),
        )


def enter_day(
    desk: Desk, day: dt.date, second: SecondPerson | None = None, *, needs_second: bool = True
) -> None:
    """Let something be entered on a day; only inside ``writing``.

    ``needs_second`` is false where two people stand behind it already, and for what a bureau's
    file brings: that is no entry of the counter. Raises Denied for a day to come
    (``future_date``), of a sent report (``period_submitted``), or that the station closed and
    nobody else is named (``day_closed``); where somebody is, as ``agreed`` does.
    """
    refuse_future(day)
    refuse_sent_period(desk, day)
    number = station_close_of(desk, day) if needs_second else 0
    if not number:
        return
    if second is None:
        raise Denied(
            f"{day} 已全站日结（第 {number} 号），再记到这一天要另一个人同意；"
            "请写明「第二人」，或改用没有日结的业务日期",
            "day_closed",
            str(day),
        )
    agreed(desk, "late_entry", str(day), second)
