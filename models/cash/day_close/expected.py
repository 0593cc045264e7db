"""What the books expect at a close: whose drawer holds how much, and who has not closed."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from models.cash.drawers import CashMove, Drawers, fill_drawers
from models.ledger.journal import TILL_MOVES
from models.station.desk import Desk

_MOVES = f"""
SELECT j.id, j.source, j.business_date, coalesce(p.operator_id, d.operator_id), j.fen
FROM ({TILL_MOVES}) j
LEFT JOIN payment p ON j.source = 'payment' AND p.id = j.source_id
LEFT JOIN deposit d ON j.source = 'deposit' AND d.id = j.source_id
WHERE j.station_id = ? AND j.business_date <= ? ORDER BY j.id
"""
_CLOSES = """
SELECT operator_id, business_date, last_journal_id FROM day_close
WHERE station_id = ? ORDER BY id
"""
_OPEN = """
SELECT DISTINCT o.login FROM payment p JOIN operator o ON o.id = p.operator_id
WHERE p.station_id = ? AND p.business_date = ? AND p.operator_id <> ?
AND p.id > (SELECT coalesce(max(c.last_payment_id), 0) FROM day_close c
 WHERE c.station_id = p.station_id AND c.operator_id = p.operator_id)
ORDER BY o.login
"""


class _Move(NamedTuple):
    """A row of the journal that touches the till."""

    journal_id: int
    source: str
    day: str
    operator_id: int
    amount_fen: int


def drawers_on(desk: Desk, day: dt.date) -> Drawers:
    """Return where the cash of the entries up to a day is. Two queries."""
    rows = desk.store.rows(_MOVES, (desk.station_id, day.isoformat()))
    closes = desk.store.rows(_CLOSES, (desk.station_id,))
    return fill_drawers(_in_order([_Move(*row) for row in rows], closes))


def _in_order(moves: list[_Move], closes: list[tuple[int, str, int]]) -> Iterator[CashMove]:
    """Yield the moves with every close after what it covered: its day's, recorded before it."""
    place = 0
    later: list[_Move] = []
    for operator_id, day, last_journal_id in closes:
        looked_at, later = later, []
        while place < len(moves) and moves[place].journal_id <= last_journal_id:
            looked_at.append(moves[place])
            place += 1
        for move in looked_at:
            if move.day <= day:
                yield _cash_move(move)
            else:
                later.append(move)
        yield CashMove("handed_in", operator_id)
    yield from map(_cash_move, (*later, *moves[place:]))


def _cash_move(move: _Move) -> CashMove:
    if move.source == "deposit":
        return CashMove("deposit", move.operator_id, int(move.amount_fen))
    return CashMove("payment", move.operator_id, int(move.amount_fen))


def operators_open(desk: Desk, operator_id: int) -> tuple[str, ...]:
    """Return the other operators with entries of the business date since they closed last."""
    scope = (desk.station_id, desk.business_date.isoformat(), operator_id)
    return tuple(row[0] for row in desk.store.rows(_OPEN, scope))
