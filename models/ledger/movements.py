"""What moved through an account in a span of days: opening, in, out, closing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.ledger.journal import balances
from models.station.desk import Desk
from models.store.tables.ledger import Source

_MOVED = """
SELECT account, source, sum(CASE WHEN fen > 0 THEN fen ELSE 0 END) AS in_fen,
 sum(CASE WHEN fen < 0 THEN -fen ELSE 0 END) AS out_fen FROM (
 SELECT debit AS account, source, amount_fen AS fen FROM journal
 WHERE station_id = ? AND business_date >= ? AND business_date <= ?
 UNION ALL SELECT credit, source, -amount_fen FROM journal
 WHERE station_id = ? AND business_date >= ? AND business_date <= ?) moves
GROUP BY account, source ORDER BY account, source
"""


class _Moved(NamedTuple):
    account: str
    source: Source
    in_fen: int
    out_fen: int


@dataclass(frozen=True)
class Movement:
    """An account over a span, in fen: what ``came`` in and what ``went`` out, never below zero.

    Each by the kind of business entry that moved it.
    """

    account: str
    opening_fen: int = 0
    came: Mapping[Source, int] = field(default_factory=dict)
    went: Mapping[Source, int] = field(default_factory=dict)

    @property
    def closing_fen(self) -> int:
        """The balance at the end of the span."""
        return self.opening_fen + sum(self.came.values()) - sum(self.went.values())

    def net_fen(self, source: Source) -> int:
        """Return what entries of a kind left in the account; negative where they took out more."""
        return self.came.get(source, 0) - self.went.get(source, 0)


def movements(desk: Desk, first: dt.date, last: dt.date) -> dict[str, Movement]:
    """Return the movement of every account that has a balance or moved in a span. Two queries."""
    opening = balances(desk, first - dt.timedelta(days=1))
    span = (desk.station_id, first.isoformat(), last.isoformat())
    came: dict[str, dict[Source, int]] = defaultdict(dict)
    went: dict[str, dict[Source, int]] = defaultdict(dict)
    for each in desk.store.query(_Moved, _MOVED, (*span, *span)):
        came[each.account][each.source] = each.in_fen
        went[each.account][each.source] = each.out_fen
    return {
        account: Movement(account, opening.get(account, 0), came[account], went[account])
        for account in sorted(opening.keys() | came.keys())
    }
