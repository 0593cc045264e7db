"""The agency fee (代征手续费): so much for each person and payment that a collector took.

It goes to the collecting unit (代征单位) that the collector was registered under on the day of the
payment; where none was named by then, the first that was named later. A person-payment counts in
the period of its entry and is taken off in the period in which it is voided or refunded, from the
collector who had taken it. Who corrects an entry has taken nothing: it stays the collector's.
Whoever owed nothing was enrolled,
not collected from; what people paid by themselves nobody collected.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import RefusedByRule
from models.ledger.channels import STATED
from models.ledger.corrections import papers_of
from models.station.desk import Desk

_REGISTERED = (
    "(SELECT e.{column} FROM operator_event e WHERE e.station_id = o.station_id "
    "AND e.whom_id = o.id AND e.kind = 'registered' {which} LIMIT 1)"
)
_UNIT_THEN = _REGISTERED.format(
    column="unit", which="AND e.business_date <= p.business_date ORDER BY e.id DESC"
)
_UNIT_LATER = _REGISTERED.format(column="unit", which="AND e.unit <> '' ORDER BY e.id")
_NAME = _REGISTERED.format(column="name", which="ORDER BY e.id DESC")
_LINES = f"""
SELECT unit, login, name, village, sum(CASE WHEN people > 0 THEN 1 ELSE 0 END) AS taken,
 sum(CASE WHEN people < 0 THEN 1 ELSE 0 END) AS taken_back FROM (
 SELECT coalesce(nullif({_UNIT_THEN}, ''), {_UNIT_LATER}, '') AS unit, o.login,
  coalesce({_NAME}, '') AS name, v.name AS village, v.position, l.people
 FROM payment_line l
 JOIN payment_line f ON f.station_id = l.station_id AND f.id = coalesce(l.reverses_line_id, l.id)
 JOIN payment p ON p.station_id = f.station_id AND p.id = {papers_of("f.payment_id")}
 JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id
 JOIN village v ON v.station_id = f.station_id AND v.id = f.village_id
 WHERE l.station_id = ? AND l.business_date >= ? AND l.business_date <= ? AND l.people <> 0
 AND p.channel IN ('pos', 'cash') AND f.amount_fen > 0) taken
GROUP BY unit, login, name, village, position
ORDER BY CASE unit WHEN '' THEN 1 ELSE 0 END, unit, login, position, village
"""
_FREE = f"""
SELECT sum(l.people) FROM payment_line l
JOIN payment_line f ON f.station_id = l.station_id AND f.id = coalesce(l.reverses_line_id, l.id)
JOIN payment p ON p.station_id = f.station_id AND p.id = f.payment_id AND p.channel <> '{STATED}'
WHERE l.station_id = ? AND l.business_date >= ? AND l.business_date <= ? AND f.amount_fen = 0
"""


class _Taken(NamedTuple):
    unit: str
    login: str
    name: str
    village: str
    taken: int
    taken_back: int


@dataclass(frozen=True)
class FeeRow:
    """One collector in one village: person-payments taken and taken back, and the fee in fen.

    ``unit`` is empty where none is registered, ``name`` where the login says who it is.
    """

    operator: str
    village: str
    taken: int
    taken_back: int
    fee_fen: int
    unit: str = ""
    name: str = ""

    @property
    def counted(self) -> int:
        """The person-payments the fee is for; below zero where more was taken back."""
        return self.taken - self.taken_back


@dataclass(frozen=True)
class AgencyFee:
    """The fee of a span; ``enrolled_free`` are those who owed nothing and are not counted."""

    each_fen: int
    clause: str
    rows: tuple[FeeRow, ...]
    enrolled_free: int


def agency_fee(desk: Desk, first: dt.date, last: dt.date) -> AgencyFee:
    """Return the fee of a span of days. Two queries.

    Raises RefusedByRule (``no_agency_fee``) where the notice gives none.
    """
    duties = desk.notice.duties
    if duties.agency_fee_fen is None:
        raise RefusedByRule(
            f"通知 {desk.notice.id} 没有规定代征手续费，不能计算；有规定的请先核对通知",
            "no_agency_fee",
        )
    span = (desk.station_id, first.isoformat(), last.isoformat())
    each_fen = duties.agency_fee_fen
    rows = tuple(
        FeeRow(
            operator=each.login,
            village=each.village,
            taken=each.taken,
            taken_back=each.taken_back,
            fee_fen=(each.taken - each.taken_back) * each_fen,
            unit=each.unit,
            name=each.name,
        )
        for each in desk.store.query(_Taken, _LINES, span)
    )
    return AgencyFee(
        each_fen, duties.agency_fee_clause, rows, enrolled_free=desk.store.number(_FREE, span)
    )
