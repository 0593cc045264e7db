"""What was collected and given back in a span of days, by insurance and channel.

What people paid by themselves stands apart, and so does what a bank gave them back of it.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from models.base.terms import INSURANCE_TITLES, Insurance
from models.ledger.channels import BUREAUS, CHANNEL_TITLES
from models.station.desk import Desk

_IS_BACK = "CASE WHEN p.kind IN ('payment', 'collect') THEN 0 ELSE 1 END"
_IS_OWN = (
    "CASE WHEN CASE p.channel WHEN 'bank_transfer' THEN o.channel ELSE p.channel END "
    "IN ('" + "', '".join(BUREAUS) + "') THEN 0 ELSE 1 END"
)
_LINES = f"""
SELECT l.insurance, p.channel, {_IS_OWN} AS is_own, {_IS_BACK} AS is_back,
 count(DISTINCT p.id) AS entries, sum(l.people) AS people, sum(l.amount_fen) AS amount_fen
FROM payment_line l JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id
JOIN payment_line f ON f.station_id = l.station_id
 AND f.id = coalesce(l.reverses_line_id, l.adjusts_line_id, l.id)
JOIN payment o ON o.station_id = f.station_id AND o.id = f.payment_id
WHERE l.station_id = ? AND l.business_date >= ? AND l.business_date <= ?
GROUP BY l.insurance, p.channel, {_IS_OWN}, {_IS_BACK}
"""
_INSURANCES, _CHANNELS = tuple(INSURANCE_TITLES), tuple(CHANNEL_TITLES)


class _Sum(NamedTuple):
    insurance: Insurance
    channel: str
    is_own: bool
    is_back: bool
    entries: int
    people: int
    amount_fen: int


@dataclass(frozen=True)
class Collected:
    """One insurance by one channel: entries, person-payments (人次) and fen, both ways.

    What was given back is stated above zero. ``is_own``: the station collected it, or it is
    given back of what the station collected; else people had paid by themselves.
    """

    insurance: Insurance
    channel: str
    is_own: bool
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
    """Return what a span collected and gave back, in the order of lists. One query."""
    sums: dict[tuple[Insurance, str, bool], list[int]] = defaultdict(lambda: [0] * 6)
    span = (desk.station_id, first.isoformat(), last.isoformat())
    for each in desk.store.query(_Sum, _LINES, span):
        sign, place = (-1, 3) if each.is_back else (1, 0)
        figures = (each.entries, sign * each.people, sign * each.amount_fen)
        sums[each.insurance, each.channel, each.is_own][place : place + 3] = figures
    return tuple(sorted((Collected(*key, *figures) for key, figures in sums.items()), key=_place))


def _place(each: Collected) -> tuple[int, int, bool]:
    return _INSURANCES.index(each.insurance), _CHANNELS.index(each.channel), not each.is_own
