"""A close read back from the store: the same whether it was made just now or a year ago."""

import datetime as dt
from collections import defaultdict
from typing import Any

from models.base.errors import BadInput
from models.cash.day_close.values import ChannelTakings, DayClose, Scope
from models.cash.pos_batches import CountedBatch
from models.checks.head import head_after
from models.ledger.journal import TILL_MOVES
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

_CLOSE = """
SELECT c.id, c.scope, c.business_date, c.operator_id, o.login, c.recorded_at, c.expected_fen,
 c.counted_fen, c.reason, c.last_payment_id, c.last_journal_id
FROM day_close c JOIN operator o ON o.id = c.operator_id WHERE c.station_id = ?
"""
_BEFORE = """
SELECT business_date, last_payment_id, last_journal_id FROM day_close
WHERE station_id = ? AND id < ? AND scope = ? AND (? = 'station' OR operator_id = ?)
ORDER BY id DESC LIMIT 1
"""
_ENTRIES = """
SELECT channel, amount_fen, business_date, year, serial FROM payment
WHERE station_id = ? AND id <= ? AND business_date <= ? AND (id > ? OR business_date > ?)
AND (? = 'station' OR operator_id = ?) ORDER BY id
"""
_CASH = f"""
SELECT j.source, sum(CASE WHEN j.fen > 0 THEN j.fen ELSE 0 END),
 sum(CASE WHEN j.fen < 0 THEN -j.fen ELSE 0 END)
FROM ({TILL_MOVES}) j
LEFT JOIN payment p ON j.source = 'payment' AND p.id = j.source_id
LEFT JOIN deposit d ON j.source = 'deposit' AND d.id = j.source_id
WHERE j.station_id = ? AND j.id <= ? AND j.business_date <= ?
AND (j.id > ? OR j.business_date > ?)
AND (? = 'station' OR coalesce(p.operator_id, d.operator_id) = ?) GROUP BY j.source
"""
_BATCHES = """
SELECT terminal, batch, sales, expected_fen, counted_fen FROM day_close_pos
WHERE close_id = ? ORDER BY terminal, batch
"""
_CLOSED_ON = """
SELECT c.scope, c.id FROM day_close c JOIN operator o ON o.id = c.operator_id
WHERE c.station_id = ? AND c.business_date = ? AND (c.scope = 'station' OR o.login = ?)
ORDER BY c.id
"""


def list_closes(desk: Desk) -> tuple[DayClose, ...]:
    """Return the station's closes in the order made."""
    return tuple(_close(desk, row) for row in desk.store.rows(f"{_CLOSE} ORDER BY c.id", _at(desk)))


def read_close(desk: Desk, number: int) -> DayClose:
    """Return a close by its number; raises BadInput where there is none."""
    rows = desk.store.rows(f"{_CLOSE} AND c.id = ?", (desk.station_id, number))
    if not rows:
        raise BadInput(f"没有第 {number} 号日结，请用 laobao close-day --list 查看")
    return _close(desk, rows[0])


def last_close(desk: Desk, scope: Scope, operator_id: int) -> DayClose | None:
    """Return the newest close of the station, or of an operator's drawer."""
    rows = desk.store.rows(
        f"{_CLOSE} AND c.scope = ? AND (c.scope = 'station' OR c.operator_id = ?) "
        "ORDER BY c.id DESC LIMIT 1",
        (desk.station_id, scope, operator_id),
    )
    return _close(desk, rows[0]) if rows else None


def closes_of_day(desk: Desk) -> dict[Scope, int]:
    """Return the last close of the business date: the station's, and the operator's own."""
    scope = (desk.station_id, desk.business_date.isoformat(), desk.operator)
    return dict(desk.store.rows(_CLOSED_ON, scope))


def _at(desk: Desk) -> tuple[int]:
    return (desk.station_id,)


def _close(desk: Desk, row: tuple[Any, ...]) -> DayClose:
    (number, scope, day, operator_id, login, recorded_at, expected_fen, counted_fen, reason,
     last_payment_id, last_journal_id) = row  # fmt: skip
    before = desk.store.rows(_BEFORE, (desk.station_id, number, scope, scope, operator_id))
    day_before = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    # The first close is of its own day: what was before was never closed.
    closed_day, payment_mark, journal_mark = (
        before[0] if before else (day_before, last_payment_id, last_journal_id)
    )
    whose = scope, operator_id
    entries = desk.store.rows(
        _ENTRIES,
        (desk.station_id, last_payment_id, day, payment_mark, closed_day, *whose),
    )
    cash = {
        source: (int(came), int(went))
        for source, came, went in desk.store.rows(
            _CASH, (desk.station_id, last_journal_id, day, journal_mark, closed_day, *whose)
        )
    }
    taken_fen, returned_fen = cash.get("payment", (0, 0))
    return DayClose(
        number=number,
        scope=scope,
        business_date=dt.date.fromisoformat(day),
        operator=login,
        recorded_at=recorded_at,
        expected_fen=int(expected_fen),
        counted_fen=int(counted_fen),
        reason=reason,
        taken_fen=taken_fen,
        returned_fen=returned_fen,
        deposited_fen=cash.get("deposit", (0, 0))[1],
        channels=_channels(entries),
        batches=tuple(
            CountedBatch(*batch[:2], *map(int, batch[2:]))
            for batch in desk.store.rows(_BATCHES, (number,))
        ),
        late=tuple(
            receipt_number(year, serial)
            for _, _, entered_for, year, serial in entries
            if before and entered_for <= closed_day
        ),
        head=head_after(desk, "day_close", number).text,
    )


def _channels(entries: list[tuple[Any, ...]]) -> tuple[ChannelTakings, ...]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for channel, amount_fen, *_ in entries:
        sums[channel][0 if amount_fen >= 0 else 1] += 1
        sums[channel][2] += int(amount_fen)
    return tuple(ChannelTakings(channel, *figures) for channel, figures in sorted(sums.items()))
