"""Slips that wait too long for their statement, told at the counter.

Nothing walks the station here: terminals and days are found by index, and only the days that
no statement covers are looked at. What statements cover is reconciled when they come.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.money import format_yuan
from models.bureau.reconciliation.coverage import Extent, coverage_of, gaps, read_extents
from models.bureau.reconciliation.rules import read_rules
from models.bureau.reconciliation.values import Days
from models.ledger.corrections import holder_of, slip_fen
from models.station.desk import Desk

_DAY = dt.timedelta(days=1)
_MOST = 200
"""How many slips are counted; beyond, it is only said that there are more."""

_NEXT_TERMINAL = (
    "SELECT terminal, slip_date AS first_day FROM slip WHERE station_id = ? AND terminal > ? "
    "ORDER BY terminal, slip_date LIMIT 1"
)
_WAITING = f"""
SELECT s.slip_date AS day, {slip_fen("s")} AS amount_fen FROM slip s
JOIN payment p ON p.station_id = s.station_id AND p.id = s.payment_id
WHERE s.station_id = ? AND s.terminal = ? AND s.slip_date BETWEEN ? AND ?
 AND p.kind NOT IN ('void', 'refund')
 AND NOT EXISTS (SELECT 1 FROM statement_clearing c WHERE c.station_id = s.station_id
  AND c.payment_id = s.payment_id AND c.slip_id = s.id)
 AND NOT EXISTS (SELECT 1 FROM payment v WHERE v.station_id = s.station_id
  AND v.reverses_id = {holder_of("s.payment_id")} AND v.kind = 'void')
 AND NOT EXISTS (SELECT 1 FROM statement_exception e
  JOIN statement_decision d ON d.station_id = e.station_id AND d.exception_id = e.id
  WHERE e.station_id = s.station_id
  AND e.subject = 'only_in_books - ' || s.payment_id || '/' || s.id)
ORDER BY s.slip_date LIMIT ?
"""


class _Terminal(NamedTuple):
    terminal: str
    first_day: dt.date


class _Slip(NamedTuple):
    day: dt.date
    amount_fen: int


@dataclass(frozen=True)
class OverdueSlips:
    """Slips older than the station lets them wait, of days that no statement covers.

    ``since`` is the day of the oldest; ``is_more``: there are more than were counted.
    """

    count: int
    amount_fen: int
    since: dt.date | None
    days: int
    is_more: bool = False

    @property
    def words(self) -> str:
        """What the counter says; empty where nothing is overdue."""
        if not self.count:
            return ""
        many = "以上" if self.is_more else ""
        return (
            f"POS {self.count} 笔{many} {format_yuan(self.amount_fen)} 元超过 {self.days} 天"
            "没有对账单"
        )


def overdue_slips(desk: Desk) -> OverdueSlips:
    """Return the slips of the station that have waited too long for a statement."""
    rules = read_rules(desk)
    if not rules.days:
        return OverdueSlips(0, 0, None, 0)
    last = desk.business_date - dt.timedelta(days=rules.days) - _DAY
    found, extents = list[_Slip](), read_extents(desk)
    for each in _terminals(desk):
        for days in _open_days(extents, each, last):
            if len(found) < _MOST:
                given = (desk.station_id, each.terminal, *(day.isoformat() for day in days))
                found += desk.store.query(_Slip, _WAITING, (*given, _MOST - len(found)))
    return OverdueSlips(
        len(found),
        sum(each.amount_fen for each in found),
        min((each.day for each in found), default=None),
        rules.days,
        is_more=len(found) == _MOST,
    )


def _open_days(extents: list[Extent], terminal: _Terminal, last: dt.date) -> list[Days]:
    """Return the days of a terminal that no statement covers, with the last of what one does."""
    ranges = coverage_of(extents, [terminal.terminal])[terminal.terminal]
    covered = [
        (
            first,
            end if any(begins <= end + _DAY <= until for begins, until in ranges) else end - _DAY,
        )
        for first, end in ranges
    ]
    return gaps([each for each in covered if each[0] <= each[1]], terminal.first_day, last)


def _terminals(desk: Desk) -> list[_Terminal]:
    """Return the station's terminals and the day of each one's first slip, by index."""
    found: list[_Terminal] = []
    while True:
        after = found[-1].terminal if found else ""
        following = desk.store.first(_Terminal, _NEXT_TERMINAL, (desk.station_id, after))
        if following is None:
            return found
        found.append(following)
