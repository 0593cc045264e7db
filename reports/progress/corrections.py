"""Entries of a period that correct what an earlier half-month stated."""

import datetime as dt
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.ledger.corrections import is_taken_back_by, paid_on
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from reports.progress.figures import Correction

_CORRECTIONS = f"""
SELECT p.id AS payment_id, p.business_date, p.year, p.serial,
 CASE WHEN {is_taken_back_by("p.id")} THEN 'taken_back' ELSE p.kind END AS kind,
 r.year AS of_year, r.serial AS of_serial, {paid_on("r")} AS of_day, l.insurance,
 v.name AS village, sum(l.people) AS people, sum(l.amount_fen) AS amount_fen, p.reason
FROM payment p JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id
JOIN payment_line o ON o.station_id = l.station_id
 AND o.id = coalesce(l.reverses_line_id, l.adjusts_line_id)
JOIN payment r ON r.station_id = o.station_id AND r.id = o.payment_id
JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ?
AND p.kind <> 'payment' AND {paid_on("r")} < ?
GROUP BY p.station_id, p.id, p.business_date, p.year, p.serial, p.kind, r.station_id, r.id, r.year,
 r.serial, r.business_date, l.insurance, v.name, p.reason
ORDER BY p.id, l.insurance, v.name
"""
_CORRECTED = """
SELECT p.id AS payment_id, p.business_date, p.year, p.serial, 'corrected' AS kind,
 r.year AS of_year, r.serial AS of_serial, k.paid_on AS of_day, l.insurance, v.name AS village,
 sum(l.people) AS people, sum(l.amount_fen) AS amount_fen, p.reason
FROM correction k JOIN payment p ON p.station_id = k.station_id AND p.id = k.entry_id
JOIN payment r ON r.station_id = k.station_id AND r.id = k.reversed_id
JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id
JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id
WHERE k.station_id = ? AND p.business_date >= ? AND p.business_date <= ? AND k.paid_on < ?
GROUP BY p.id, p.business_date, p.year, p.serial, r.year, r.serial, k.paid_on, l.insurance,
 v.name, p.reason
ORDER BY p.id, l.insurance, v.name
"""
KIND_TITLES = {
    "void": "撤销",
    "refund": "退费",
    "collect": "补收差额",
    "return": "退还差额",
    "taken_back": "更正冲回",
    "corrected": "更正",
}


class _Correction(NamedTuple):
    payment_id: int
    business_date: dt.date
    year: int
    serial: int
    kind: str
    of_year: int
    of_serial: int
    of_day: dt.date
    insurance: Insurance
    village: str
    people: int
    amount_fen: int
    reason: str


def gather_corrections(desk: Desk, period: HalfMonth) -> tuple[Correction, ...]:
    """Return what a period changes of an earlier one: voids, refunds, differences, corrections.

    A correction stands there twice: what it takes back, and what stands in its place.
    """
    first = period.first_day.isoformat()
    span = (desk.station_id, first, period.last_day.isoformat(), first)
    found = desk.store.query(_Correction, _CORRECTIONS, span)
    found += desk.store.query(_Correction, _CORRECTED, span)
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
        for each in sorted(found, key=lambda each: each.payment_id)
    )
