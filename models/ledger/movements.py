"""What moved through an account in a span of days: opening, in, out, closing."""

import datetime as dt
from dataclasses import dataclass

from models.desk import Desk
from models.ledger.journal import balances

_MOVED = """
SELECT account, source, sum(CASE WHEN fen > 0 THEN fen ELSE 0 END),
 sum(CASE WHEN fen < 0 THEN -fen ELSE 0 END) FROM (
 SELECT debit AS account, source, amount_fen AS fen FROM journal
 WHERE station_id = ? AND business_date >= ? AND business_date <= ?
 UNION ALL SELECT credit, source, -amount_fen FROM journal
 WHERE station_id = ? AND business_date >= ? AND business_date <= ?) moves
GROUP BY account, source ORDER BY account, source
"""


@dataclass(frozen=True)
class Movement:
    """An account over a span: in fen, what came in and what went out, each above zero or nought.

    ``by_source`` is the net of each kind of business entry.
    """

    account: str
    opening_fen: int
    in_fen: int
    out_fen: int
    by_source: dict[str, int]

    @property
    def closing_fen(self) -> int:
        """The balance at the end of the span."""
        return self.opening_fen + self.in_fen - self.out_fen


def movements(desk: Desk, first: dt.date, last: dt.date) -> dict[str, Movement]:
    """Return the movement of every account that has a balance or moved in a span. Two queries."""
    opening = balances(desk, first - dt.timedelta(days=1))
    span = (desk.station_id, first.isoformat(), last.isoformat())
    moved: dict[str, dict[str, tuple[int, int]]] = {}
    for account, source, came, went in desk.store.rows(_MOVED, (*span, *span)):
        moved.setdefault(account, {})[source] = (int(came), int(went))
    return {
        account: Movement(
            account=account,
            opening_fen=opening.get(account, 0),
            in_fen=sum(came for came, _ in moved.get(account, {}).values()),
            out_fen=sum(went for _, went in moved.get(account, {}).values()),
            by_source={
                source: came - went for source, (came, went) in moved.get(account, {}).items()
            },
        )
        for account in sorted(opening.keys() | moved.keys())
    }
