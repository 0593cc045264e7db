"""Entries of a period that correct what an earlier half-month stated."""

import datetime as dt
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind
from reports.progress.figures import Correction

_CORRECTIONS = """
SELECT p.business_date, p.year, p.serial, p.kind, r.year AS of_year, r.serial AS of_serial,
 r.business_date AS of_day, l.insurance, v.name AS village, sum(l.people) AS people,
 sum(l.amount_fen) AS amount_fen, p.reason
FROM payment p JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id
JOIN payment_line o ON o.station_id = l.station_id
 AND o.id = coalesce(l.reverses_line_id, l.adjusts_line_id)
JOIN payment r ON r.station_id = o.station_id AND r.id = o.payment_id
JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ?
AND p.kind <> 'payment' AND r.business_date < ?
GROUP BY p.id, p.business_date, p.year, p.serial, p.kind, r.year, r.serial, r.business_date,
 l.insurance, v.name, p.reason
ORDER BY p.id, l.insurance, v.name
"""
KIND_TITLES = {"void": "撤销", "refund": "退费", "collect": "补收差额", "return": "退还差额"}


class _Correction(NamedTuple):
    business_date: dt.date
    year: int
    serial: int
    kind: EntryKind
    of_year: int
    of_serial: int
    of_day: dt.date
    insurance: Insurance
    village: str
    people: int
    amount_fen: int
    reason: str


def gather_corrections(desk: Desk, period: HalfMonth) -> tuple[Correction, ...]:
    """Return the voids, refunds and differences of a period whose first entry is of an earlier."""
    first = period.first_day.isoformat()
    span = (desk.station_id, first, period.last_day.isoformat(), first)
    return tuple(
        Correction(
            business_date=each.business_date,
            receipt=receipt_number(each.year, each.serial),
            kind=each.kind,
            corrects=receipt_number(each.of_year, each.of_serial),
            corrected_on=each.of_day,
            insurance=each.insurance,
            village=each.village,
            people=each.people,
            amount_fen=each.amount_fen,
            reason=each.reason,
        )
        for each in desk.store.query(_Correction, _CORRECTIONS, span)
    )
