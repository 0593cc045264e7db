"""Entries of a period that correct what an earlier half-month stated."""

import datetime as dt

from models.base.dates import HalfMonth
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from reports.progress.figures import Correction

_CORRECTIONS = """
SELECT p.business_date, p.year, p.serial, p.kind, r.year, r.serial, r.business_date,
 l.insurance, v.name, sum(l.people), sum(l.amount_fen), p.reason
FROM payment p JOIN payment_line l ON l.payment_id = p.id
JOIN payment_line o ON o.id = coalesce(l.reverses_line_id, l.adjusts_line_id)
JOIN payment r ON r.id = o.payment_id JOIN village v ON v.id = l.village_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ?
AND p.kind <> 'payment' AND r.business_date < ?
GROUP BY p.id, p.business_date, p.year, p.serial, p.kind, r.year, r.serial, r.business_date,
 l.insurance, v.name, p.reason
ORDER BY p.id, l.insurance, v.name
"""
KIND_TITLES = {"void": "撤销", "refund": "退费", "collect": "补收差额", "return": "退还差额"}


def gather_corrections(desk: Desk, period: HalfMonth) -> tuple[Correction, ...]:
    """Return the voids, refunds and differences of a period whose first entry is of an earlier."""
    first = period.first_day.isoformat()
    rows = desk.store.rows(
        _CORRECTIONS, (desk.station_id, first, period.last_day.isoformat(), first)
    )
    return tuple(
        Correction(
            business_date=dt.date.fromisoformat(day),
            receipt=receipt_number(year, serial),
            kind=kind,
            corrects=receipt_number(of_year, of_serial),
            corrected_on=dt.date.fromisoformat(of_day),
            insurance=insurance,
            village=village,
            people=int(people),
            amount_fen=int(fen),
            reason=reason,
        )
        for (
            day, year, serial, kind, of_year, of_serial, of_day, insurance, village, people, fen,
            reason,
        ) in rows
    )  # fmt: skip
