"""A close read back from the store: the same whether it was made just now or a year ago."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from models.base.errors import BadInput
from models.cash.day_close.values import ChannelTakings, DayClose
from models.cash.pos_batches import CountedBatch
from models.checks.head import head_after
from models.ledger.corrections import (
    CORRECTED_FEN,
    IS_TAKEN_BACK,
    is_posted_by,
    is_taken_back_by,
)
from models.ledger.journal import TILL_MOVES
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.cash import Scope

_CLOSE = """
SELECT c.id, c.scope, c.business_date, c.operator_id, o.login, c.recorded_at, c.expected_fen,
 c.counted_fen, c.reason, c.last_payment_id, c.last_journal_id
FROM day_close c JOIN operator o ON o.station_id = c.station_id AND o.id = c.operator_id
WHERE c.station_id = ?
"""
_BEFORE = """
SELECT business_date, last_payment_id, last_journal_id FROM day_close
WHERE station_id = ? AND id < ? AND scope = ? AND (? = 'station' OR operator_id = ?)
AND business_date <= ? ORDER BY business_date DESC, id DESC LIMIT 1
"""
_ENTRIES = f"""
SELECT p.channel, p.amount_fen, p.business_date, p.year, p.serial,
 {is_taken_back_by("p.id")} OR {is_posted_by("p.id")} AS is_corrected FROM payment p
WHERE p.station_id = ? AND p.id <= ? AND p.business_date <= ?
AND (p.id > ? OR p.business_date > ?) AND (? = 'station' OR p.operator_id = ?) ORDER BY p.id
"""
_CASH = f"""
SELECT j.source, sum(CASE WHEN j.fen > 0 THEN j.fen ELSE 0 END) AS came_fen,
 sum(CASE WHEN j.fen < 0 THEN -j.fen ELSE 0 END) AS went_fen
FROM (SELECT j.id, j.station_id, j.source, j.source_id, j.business_date,
 j.fen + {CORRECTED_FEN} AS fen FROM ({TILL_MOVES}) j WHERE NOT {IS_TAKEN_BACK}) j
LEFT JOIN payment p ON j.source = 'payment' AND p.station_id = j.station_id AND p.id = j.source_id
LEFT JOIN deposit d ON j.source = 'deposit' AND d.station_id = j.station_id AND d.id = j.source_id
WHERE j.station_id = ? AND j.id <= ? AND j.business_date <= ?
AND (j.id > ? OR j.business_date > ?)
AND (? = 'station' OR coalesce(p.operator_id, d.operator_id) = ?) GROUP BY j.source
"""
_BATCHES = """
SELECT terminal, batch, sales, expected_fen, counted_fen FROM day_close_pos
WHERE station_id = ? AND close_id = ? ORDER BY terminal, batch
"""
_CLOSED_ON = """
SELECT c.scope, c.id FROM day_close c
JOIN operator o ON o.station_id = c.station_id AND o.id = c.operator_id
WHERE c.station_id = ? AND c.business_date = ? AND (c.scope = 'station' OR o.login = ?)
ORDER BY c.id
"""


class _Close(NamedTuple):
    id: int
    scope: Scope
    business_date: dt.date
    operator_id: int
    login: str
    recorded_at: str
    expected_fen: int
    counted_fen: int
    reason: str
    last_payment_id: int
    last_journal_id: int


class _Before(NamedTuple):
    """The close before, of the same scope: what it covered."""

    business_date: dt.date
    last_payment_id: int
    last_journal_id: int


class _Entry(NamedTuple):
    channel: str
    amount_fen: int
    business_date: dt.date
    year: int
    serial: int
    is_corrected: bool


class _Cash(NamedTuple):
    source: str
    came_fen: int
    went_fen: int


class _ClosedOn(NamedTuple):
    scope: Scope
    id: int


def list_closes(desk: Desk) -> tuple[DayClose, ...]:
    """Return the station's closes in the order made."""
    found = desk.store.query(_Close, f"{_CLOSE} ORDER BY c.id", (desk.station_id,))
    return tuple(_close(desk, each) for each in found)


def read_close(desk: Desk, number: int) -> DayClose:
    """Return a close by its number; raises BadInput where there is none."""
    found = desk.store.first(_Close, f"{_CLOSE} AND c.id = ?", (desk.station_id, number))
    if found is None:
        raise BadInput(f"没有第 {number} 号日结，请看「列出做过的日结」")
    return _close(desk, found)


def last_close(
    desk: Desk, scope: Scope, operator_id: int, day: dt.date | None = None
) -> DayClose | None:
    """Return the close of the latest day, the station's or of an operator's drawer.

    ``day``: of that day alone.
    """
    of_day = " AND c.business_date = ?" if day else ""
    found = desk.store.first(
        _Close,
        f"{_CLOSE} AND c.scope = ? AND (c.scope = 'station' OR c.operator_id = ?){of_day} "
        "ORDER BY c.business_date DESC, c.id DESC LIMIT 1",
        (desk.station_id, scope, operator_id, *((day.isoformat(),) if day else ())),
    )
    return _close(desk, found) if found else None


def closes_of_day(desk: Desk) -> dict[Scope, int]:
    """Return the last close of the business date: the station's, and the operator's own."""
    asked = (desk.station_id, desk.business_date.isoformat(), desk.operator)
    return {each.scope: each.id for each in desk.store.query(_ClosedOn, _CLOSED_ON, asked)}


def _close(desk: Desk, close: _Close) -> DayClose:
    day, whose = close.business_date, (close.scope, close.operator_id)
    asked = (desk.station_id, close.id, close.scope, *whose, day.isoformat())
    before = desk.store.first(_Before, _BEFORE, asked)
    # The first close is of its own day: what was before was never closed.
    since = before or _Before(
        day - dt.timedelta(days=1), close.last_payment_id, close.last_journal_id
    )
    closed_day = since.business_date.isoformat()
    entries = desk.store.query(
        _Entry,
        _ENTRIES,
        (
            desk.station_id,
            close.last_payment_id,
            day.isoformat(),
            since.last_payment_id,
            closed_day,
            *whose,
        ),
    )
    cash = {
        each.source: each
        for each in desk.store.query(
            _Cash,
            _CASH,
            (
                desk.station_id,
                close.last_journal_id,
                day.isoformat(),
                since.last_journal_id,
                closed_day,
                *whose,
            ),
        )
    }
    taken = cash.get("payment", _Cash("payment", 0, 0))
    deposits = cash.get("deposit", _Cash("deposit", 0, 0))
    return DayClose(
        number=close.id,
        scope=close.scope,
        business_date=day,
        operator=close.login,
        recorded_at=close.recorded_at,
        expected_fen=close.expected_fen,
        counted_fen=close.counted_fen,
        reason=close.reason,
        taken_fen=taken.came_fen,
        returned_fen=taken.went_fen,
        deposited_fen=deposits.went_fen - deposits.came_fen,
        channels=_channels(entries),
        batches=tuple(desk.store.query(CountedBatch, _BATCHES, (desk.station_id, close.id))),
        late=tuple(
            receipt_number(each.year, each.serial)
            for each in entries
            if before and each.business_date <= before.business_date
        ),
        head=head_after(desk, "day_close", close.id).text,
    )


def _channels(entries: list[_Entry]) -> tuple[ChannelTakings, ...]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in entries:
        if not each.is_corrected:
            sums[each.channel][0 if each.amount_fen >= 0 else 1] += 1
        sums[each.channel][2] += each.amount_fen
    return tuple(ChannelTakings(channel, *figures) for channel, figures in sorted(sums.items()))
