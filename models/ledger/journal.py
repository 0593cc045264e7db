"""The journal: lines that move an amount from one account to another.

A line names the account it debits and the one it credits, so it cannot be out of
balance; the database refuses one without an amount or between an account and itself.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.ledger.accounts import TILL
from models.station.desk import Desk
from models.store.tables.ledger import Journal, Source

TILL_MOVES = f"""
SELECT id, station_id, source, source_id, business_date,
 CASE debit WHEN '{TILL}' THEN amount_fen ELSE -amount_fen END AS fen
FROM journal WHERE debit = '{TILL}' OR credit = '{TILL}'
"""
"""The query of what entered the till, and what left it with a minus."""


@dataclass(frozen=True)
class JournalLine:
    """An amount in fen, above zero, that leaves ``credit`` and enters ``debit``."""

    debit: str
    credit: str
    amount_fen: int


def net_lines(moves: Mapping[tuple[str, str], int]) -> tuple[JournalLine, ...]:
    """Return the lines of amounts by (debit, credit): a negative one runs the other way."""
    return tuple(
        JournalLine(debit, credit, amount_fen)
        if amount_fen > 0
        else JournalLine(credit, debit, -amount_fen)
        for (debit, credit), amount_fen in moves.items()
        if amount_fen
    )


def journal_rows(
    station_id: int, source: Source, source_id: int, day: dt.date, lines: Iterable[JournalLine]
) -> list[Journal]:
    """Return the rows of lines under one business entry: a row of the table ``source``."""
    return [
        Journal(
            station_id=station_id,
            source=source,
            source_id=source_id,
            business_date=day,
            debit=each.debit,
            credit=each.credit,
            amount_fen=each.amount_fen,
        )
        for each in lines
    ]


class _Moved(NamedTuple):
    debit: str
    credit: str
    amount_fen: int


def balances(desk: Desk, as_of: dt.date = dt.date.max) -> dict[str, int]:
    """Return the balance of each account in fen, debits less credits, up to a day."""
    found: dict[str, int] = defaultdict(int)
    sql = (
        "SELECT debit, credit, sum(amount_fen) AS amount_fen FROM journal "
        "WHERE station_id = ? AND business_date <= ? GROUP BY debit, credit"
    )
    for each in desk.store.query(_Moved, sql, (desk.station_id, as_of.isoformat())):
        found[each.debit] += each.amount_fen
        found[each.credit] -= each.amount_fen
    return dict(found)


def cash_in_till(desk: Desk, as_of: dt.date = dt.date.max, last_id: int = 2**62) -> int:
    """Return the cash the books say is in the till, in fen, of the entries up to a day.

    ``last_id``: of the lines of the journal up to one.
    """
    return desk.store.number(
        f"SELECT sum(m.fen) FROM ({TILL_MOVES}) m WHERE m.station_id = ? "
        "AND m.business_date <= ? AND m.id <= ?",
        (desk.station_id, as_of.isoformat(), last_id),
    )
