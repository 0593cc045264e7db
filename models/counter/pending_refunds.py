"""Refunds that were asked for and wait for another person: of whom, how much, how it goes back."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from models.base.terms import Insurance
from models.counter.repaid import Repaid, What, repaid_to
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

_WAITING = """
SELECT r.id AS request_id, p.year, p.serial, r.members, r.channel, r.reason, r.business_date,
 o.login
FROM refund_request r JOIN payment p ON p.station_id = r.station_id AND p.id = r.payment_id
JOIN operator o ON o.station_id = r.station_id AND o.id = r.operator_id
LEFT JOIN refund_decision d ON d.station_id = r.station_id AND d.request_id = r.id
WHERE r.station_id = ? AND d.id IS NULL ORDER BY r.id
"""


_WAITING_LINES = """
SELECT r.id AS request_id, l.id AS line_id, q.name, l.person_id, l.insurance, l.levy_year,
 l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a
 WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id) AS amount_fen
FROM refund_request r
JOIN payment_line l ON l.station_id = r.station_id AND l.payment_id = r.payment_id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id
LEFT JOIN refund_decision d ON d.station_id = r.station_id AND d.request_id = r.id
WHERE r.station_id = ? AND d.id IS NULL AND x.id IS NULL ORDER BY r.id, l.id
"""


@dataclass(frozen=True)
class PendingRefund:
    """A refund that waits for a second operator; ``line_ids`` is empty for the whole payment.

    ``amount_fen`` and ``names`` are of the lines it would take back now; ``repaid`` is what
    funders have paid back to these people already (先征后补), who then owe it.
    """

    request_id: int
    receipt: str
    line_ids: tuple[int, ...]
    channel: str
    reason: str
    business_date: dt.date
    operator: str
    amount_fen: int
    names: tuple[str, ...]
    insurances: tuple[Insurance, ...] = ()
    repaid: tuple[Repaid, ...] = ()


class _Waiting(NamedTuple):
    request_id: int
    year: int
    serial: int
    members: str
    channel: str
    reason: str
    business_date: dt.date
    login: str


class _WaitingLine(NamedTuple):
    request_id: int
    line_id: int
    name: str
    person_id: int
    insurance: Insurance
    levy_year: int
    amount_fen: int

    @property
    def what(self) -> What:
        """Whose premium, for which insurance and year."""
        return self.person_id, self.insurance, self.levy_year


def pending_refunds(desk: Desk) -> tuple[PendingRefund, ...]:
    """Return the refunds that wait for a second operator, in the order they were asked for."""
    lines: dict[int, list[_WaitingLine]] = defaultdict(list)
    for line in desk.store.query(_WaitingLine, _WAITING_LINES, (desk.station_id,)):
        lines[line.request_id].append(line)
    repaid = repaid_to(desk, (line.what for several in lines.values() for line in several))
    found = []
    for each in desk.store.query(_Waiting, _WAITING, (desk.station_id,)):
        line_ids = tuple(map(int, each.members.split()))
        own = [line for line in lines[each.request_id] if not line_ids or line.line_id in line_ids]
        whose = {line.what for line in own}
        found.append(
            PendingRefund(
                request_id=each.request_id,
                receipt=receipt_number(each.year, each.serial),
                line_ids=line_ids,
                channel=each.channel,
                reason=each.reason,
                business_date=each.business_date,
                operator=each.login,
                amount_fen=sum(line.amount_fen for line in own),
                names=tuple({line.person_id: line.name for line in own}.values()),
                insurances=tuple(dict.fromkeys(line.insurance for line in own)),
                repaid=tuple(one for one in repaid if one.what in whose),
            )
        )
    return tuple(found)
