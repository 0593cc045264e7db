"""Cash that should have been deposited: daily (日清日结), weekly from remote villages (日清周结).

Where a notice states no number of days, nothing is overdue: the program invents no rule. Of a day
that the station closed, what had been recorded by then counts: a deposit dated back afterwards
takes nothing off what its close or a report stated.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.base.money import format_yuan
from models.cash.remote_villages import remote_marks, remote_on
from models.ledger.journal import cash_in_till
from models.levy.round import Duties
from models.station.desk import Desk

_TAKEN = """
SELECT l.business_date AS day, l.village_id, sum(l.amount_fen) AS amount_fen FROM payment p
JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id
WHERE p.station_id = ? AND p.channel = 'cash' AND p.business_date <= ? AND p.id <= ?
GROUP BY l.business_date, l.village_id HAVING sum(l.amount_fen) <> 0
"""


_KNOWN = """
SELECT coalesce(min(last_payment_id), ?) AS payment_id, coalesce(min(last_journal_id), ?)
 AS journal_id FROM day_close WHERE station_id = ? AND scope = 'station' AND business_date >= ?
"""
_ALL = 2**62


class _Known(NamedTuple):
    """The last rows of the ledger that count for a day."""

    payment_id: int
    journal_id: int


class _Taken(NamedTuple):
    day: dt.date
    village_id: int
    amount_fen: int


@dataclass(frozen=True)
class CashTaken:
    """Cash of a day, net of what was paid back on it, and whether it may wait a week."""

    day: dt.date
    is_remote: bool
    amount_fen: int


@dataclass(frozen=True)
class OverdueCash:
    """Cash that is past its day: how much, since which day it was due, told in a sentence.

    ``since`` is the first day on which some of it should have been at the bank. ``note`` is
    empty where nothing is overdue.
    """

    amount_fen: int
    since: dt.date | None
    note: str


NOTHING_OVERDUE = OverdueCash(0, None, "")


def due_day(taken: CashTaken, duties: Duties) -> dt.date | None:
    """Return the last day for the deposit of cash; None where the notice states no rule.

    A notice that gives remote villages no days of their own gives them those of the others.
    """
    days = duties.deposit_days
    if taken.is_remote and duties.remote_deposit_days is not None:
        days = duties.remote_deposit_days
    return None if days is None else taken.day + dt.timedelta(days=days)


def find_overdue(
    taken: Iterable[CashTaken], till_fen: int, duties: Duties, today: dt.date
) -> OverdueCash:
    """Return what of the cash in the till is past its day.

    What left the till is taken to be the cash that was due first.
    """
    dues: dict[dt.date, int] = defaultdict(int)
    for each in taken:
        due = due_day(each, duties)
        if due is None:
            return NOTHING_OVERDUE
        dues[due] += max(0, each.amount_fen)
    gone_fen = sum(dues.values()) - till_fen
    overdue_fen, since = 0, None
    for due in sorted(dues):
        left_fen = dues[due] - min(gone_fen, dues[due])
        gone_fen -= dues[due] - left_fen
        if left_fen and due < today:
            overdue_fen += left_fen
            since = since or due
    if since is None:
        return NOTHING_OVERDUE
    days = (today - since).days
    return OverdueCash(
        overdue_fen,
        since,
        f"现金 {format_yuan(overdue_fen)} 元应在 {since} 前缴存，已逾期 {days} 天"
        f"（{duties.deposit_clause}）",
    )


def overdue_cash(desk: Desk, day: dt.date) -> OverdueCash:
    """Return the cash overdue on a day, by what its close knew. At most four queries."""
    duties = desk.notice.duties
    if duties.deposit_days is None:
        return NOTHING_OVERDUE
    asked = (_ALL, _ALL, desk.station_id, day.isoformat())
    known = desk.store.query(_Known, _KNOWN, asked)[0]
    till_fen = cash_in_till(desk, day, known.journal_id)
    if till_fen <= 0:
        return NOTHING_OVERDUE
    marks = remote_marks(desk)
    taken = [
        CashTaken(each.day, each.village_id in remote_on(marks, each.day), each.amount_fen)
        for each in desk.store.query(
            _Taken, _TAKEN, (desk.station_id, day.isoformat(), known.payment_id)
        )
    ]
    return find_overdue(taken, till_fen, duties, day)
