"""A clock that was set back is told: what is entered by it would stand before what was entered."""

import datetime as dt
from typing import NamedTuple

from models.base import clock
from models.station.desk import Desk

_LAST = "SELECT recorded_at FROM audit WHERE station_id = ? ORDER BY id DESC LIMIT 1"
_LEAST = dt.timedelta(minutes=10)
"""Clocks are set right by minutes every day, and machines of a county differ by as much."""
_HOURS = dt.timedelta(hours=48)


class _Recorded(NamedTuple):
    recorded_at: str


def clock_words(desk: Desk) -> str:
    """Return by how much the clock stands before the last record; empty else. One query.

    A demonstration is of a day long past, whenever it was made: its clock tells nothing.
    """
    if desk.is_demonstration:
        return ""
    last = desk.store.first(_Recorded, _LAST, (desk.station_id,))
    if last is None:
        return ""
    back = clock.in_china(last.recorded_at) - clock.in_china(clock.timestamp())
    if back < _LEAST:
        return ""
    if back < _HOURS:
        hours, minutes = divmod(int(back.total_seconds()) // 60, 60)
        by = f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分钟"
    else:
        by = f"{back.days} 天"
    return f"电脑时钟比上一笔记录早 {by}，请先校准时间"
