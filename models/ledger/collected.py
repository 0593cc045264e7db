"""What was collected and given back in a span of days, by insurance and channel."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from models.desk import Desk
from models.levy.terms import Insurance

_LINES = """
SELECT l.insurance, p.channel, CASE WHEN p.kind IN ('payment', 'collect') THEN 0 ELSE 1 END,
 count(DISTINCT p.id), sum(l.people), sum(l.amount_fen)
FROM payment_line l JOIN payment p ON p.id = l.payment_id
WHERE l.station_id = ? AND l.business_date >= ? AND l.business_date <= ?
GROUP BY l.insurance, p.channel, CASE WHEN p.kind IN ('payment', 'collect') THEN 0 ELSE 1 END
"""


@dataclass(frozen=True)
class Collected:
    """One insurance by one channel: entries, person-payments (人次) and fen, both ways.

    What was given back is stated above zero.
    """

    insurance: Insurance
    channel: str
    entries: int = 0
    people: int = 0
    amount_fen: int = 0
    entries_back: int = 0
    people_back: int = 0
    back_fen: int = 0

    @property
    def net_people(self) -> int:
        """Person-payments less those taken back."""
        return self.people - self.people_back

    @property
    def net_fen(self) -> int:
        """What stays."""
        return self.amount_fen - self.back_fen


def collected(desk: Desk, first: dt.date, last: dt.date) -> tuple[Collected, ...]:
    """Return what the entries of a span collected and gave back. One query."""
    sums: dict[tuple[Insurance, str], list[int]] = defaultdict(lambda: [0] * 6)
    span = (desk.station_id, first.isoformat(), last.isoformat())
    for insurance, channel, is_back, entries, people, fen in desk.store.rows(_LINES, span):
        sign, place = (-1, 3) if is_back else (1, 0)
        figures = (int(entries), sign * int(people), sign * int(fen))
        sums[insurance, channel][place : place + 3] = figures
    return tuple(Collected(*key, *figures) for key, figures in sorted(sums.items()))
