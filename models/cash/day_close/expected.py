"""What the books expect at a close: whose drawer holds how much, and who has not closed."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from models.cash.drawers import CashMove, Drawers, MoveKind, fill_drawers
from models.ledger.corrections import CORRECTED_FEN, IS_TAKEN_BACK
from models.ledger.journal import TILL_MOVES
from models.station.desk import Desk
from models.store.tables.cash import DayClose

_MOVES = f"""
SELECT j.id AS journal_id, j.source, j.source_id, j.business_date AS day,
 coalesce(p.operator_id, d.operator_id) AS operator_id, j.fen + {CORRECTED_FEN} AS amount_fen
FROM ({TILL_MOVES}) j
LEFT JOIN payment p ON j.source = 'payment' AND p.station_id = j.station_id AND p.id = j.source_id
LEFT JOIN deposit d ON j.source = 'deposit' AND d.station_id = j.station_id AND d.id = j.source_id
WHERE j.station_id = ? AND j.business_date <= ? AND NOT {IS_TAKEN_BACK} ORDER BY j.id
"""
_OPEN = """
SELECT DISTINCT o.login FROM payment p
JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id
WHERE p.station_id = ? AND p.business_date = ? AND o.login <> ?
AND p.id > (SELECT coalesce(max(c.last_payment_id), 0) FROM day_close c
 WHERE c.station_id = p.station_id AND c.operator_id = p.operator_id)
ORDER BY o.login
"""


class _Move(NamedTuple):
    """A row of the journal that touches the till."""

    journal_id: int
    source: str
    source_id: int
    day: dt.date
    operator_id: int
    amount_fen: int


class _Open(NamedTuple):
    login: str


def drawers_on(desk: Desk, day: dt.date) -> Drawers:
    """Return where the cash of the entries up to a day is. Two queries.

    A close of a later day handed in nothing yet. A deposit that was taken back by then never was.
    A correction moves nothing between drawers: only what it restates of an amount counts.
    """
    moves = desk.store.query(_Move, _MOVES, (desk.station_id, day.isoformat()))
    back = {each.source_id for each in moves if each.source == "deposit" and each.amount_fen > 0}
    moves = [each for each in moves if each.source != "deposit" or each.source_id not in back]
    closes = [
        each
        for each in desk.store.find(DayClose, station_id=desk.station_id)
        if each.business_date <= day
    ]
    return fill_drawers(_in_order(moves, closes))


def _in_order(moves: list[_Move], closes: list[DayClose]) -> Iterator[CashMove]:
    """Yield the moves with every close after what it covered: its day's, recorded before it."""
    place = 0
    later: list[_Move] = []
    for close in closes:
        looked_at, later = later, []
        while place < len(moves) and moves[place].journal_id <= close.last_journal_id:
            looked_at.append(moves[place])
            place += 1
        for move in looked_at:
            if move.day <= close.business_date:
                yield _cash_move(move)
            else:
                later.append(move)
        yield CashMove("handed_in", close.operator_id)
    yield from map(_cash_move, (*later, *moves[place:]))


def _cash_move(move: _Move) -> CashMove:
    kind: MoveKind = "deposit" if move.source == "deposit" else "payment"
    return CashMove(kind, move.operator_id, move.amount_fen)


def operators_open(desk: Desk) -> tuple[str, ...]:
    """Return the other operators with entries of the business date since they closed last."""
    scope = (desk.station_id, desk.business_date.isoformat(), desk.operator)
    return tuple(each.login for each in desk.store.query(_Open, _OPEN, scope))
