"""Whether a payment can still be voided: on the clock's own day, until that day is closed.

The business date alone decides nothing: it can be set back. What was taken on another day, was
recorded on another day, or is in a close already goes back as a refund, by two people.
"""

import datetime as dt
from typing import Literal

from models.base import clock
from models.station.desk import Desk

WhyNot = Literal["", "not_same_day", "day_closed", "pos_settled"]
"""Why a payment is no longer voided; empty where it can be."""

CLOSED_SINCE = """EXISTS (SELECT 1 FROM day_close c WHERE c.station_id = p.station_id
 AND c.business_date >= p.business_date AND c.last_payment_id >= p.id
 AND (c.scope = 'station' OR c.operator_id = p.operator_id))"""
"""Whether a close covers payment ``p``, the station's or its operator's, in SQL."""
_IS_CLOSED = (
    f"SELECT count(*) FROM payment p WHERE p.station_id = ? AND p.id = ? AND {CLOSED_SINCE}"
)


def why_not_voided(
    paid_on: dt.date,
    recorded_at: str,
    day: dt.date,
    *,
    is_day_closed: bool,
    is_settled: bool,
) -> WhyNot:
    """Return why a payment cannot be voided on business date ``day``.

    ``is_day_closed``: a close covers it; ``is_settled``: its terminal has settled the batch.
    """
    if paid_on != day or clock.day_of(recorded_at) != clock.today():
        return "not_same_day"
    if is_day_closed:
        return "day_closed"
    return "pos_settled" if is_settled else ""


def is_closed_since(desk: Desk, payment_id: int) -> bool:
    """Whether the station's close, or that of who took it, covers a payment."""
    return desk.store.number(_IS_CLOSED, (desk.station_id, payment_id)) > 0
