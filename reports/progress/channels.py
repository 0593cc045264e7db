"""What came in through each channel within a span of days, net of reversals."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from models.ledger.entry import COUNTS_AS
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind
from reports.progress.figures import ChannelFigures

_BY_CHANNEL = """
SELECT channel, kind, count(*) AS entries, sum(amount_fen) AS amount_fen FROM payment
WHERE station_id = ? AND business_date BETWEEN ? AND ?
GROUP BY channel, kind ORDER BY channel
"""


class _OfKind(NamedTuple):
    channel: str
    kind: EntryKind
    entries: int
    amount_fen: int


def gather_channels(desk: Desk, first: dt.date, last: dt.date) -> tuple[ChannelFigures, ...]:
    """Return the station's takings by channel, ordered by its name in the ledger."""
    payments: dict[str, int] = defaultdict(int)
    amounts: dict[str, int] = defaultdict(int)
    span = (desk.station_id, first.isoformat(), last.isoformat())
    for each in desk.store.query(_OfKind, _BY_CHANNEL, span):
        payments[each.channel] += COUNTS_AS[each.kind] * each.entries
        amounts[each.channel] += each.amount_fen
    return tuple(
        ChannelFigures(channel, payments[channel], amounts[channel]) for channel in payments
    )
