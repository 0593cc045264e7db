"""Whether a payment can still be voided: on the clock's own day, until that day is closed.

The business date alone decides nothing: it can be set back. What was taken on another day, was
recorded on another day, or is in a close already goes back as a refund, by two people.
"""

import datetime as dt
from typing import Literal

from models.base import clock
from models.station.desk import Desk

WhyNot = Literal["", "not_same_day", "day_closed", "pos_settled", "shared_papers"]
"""Why a payment is no longer voided; empty where it can be."""


def closed_since(payment: str) -> str:
    """Return whether a close covers a payment, the station's or its operator's, in SQL."""
    return (
        f"EXISTS (SELECT 1 FROM day_close c WHERE c.station_id = {payment}.station_id "
        f"AND c.business_date >= {payment}.business_date AND c.last_payment_id >= {payment}.id "
        f"AND (c.scope = 'station' OR c.operator_id = {payment}.operator_id))"
    )


_IS_CLOSED = (
    f"SELECT count(*) FROM payment p WHERE p.station_id = ? AND p.id = ? AND {closed_since('p')}"
)


_IS_DAY_CLOSED = (
    "SELECT count(*) FROM day_close WHERE station_id = ? AND business_date >= ? "
    "AND (scope = 'station' OR operator_id = ?)"
)


def why_not_voided(
    paid_on: dt.date,
    recorded_at: str,
    day: dt.date,
    *,
    is_day_closed: bool,
    is_settled: bool,
    is_shared: bool = False,
) -> WhyNot:
    """Return why a payment cannot be voided on business date ``day``.

    ``is_day_closed``: a close covers it; ``is_settled``: its terminal has settled the batch;
    ``is_shared``: other entries have the same slip, of which a terminal voids no part.
    """
    if paid_on != day or clock.day_of(recorded_at) != clock.today():
        return "not_same_day"
    if is_day_closed:
        return "day_closed"
    if is_settled:
        return "pos_settled"
    return "shared_papers" if is_shared else ""


def is_closed_since(desk: Desk, payment_id: int) -> bool:
    """Whether the station's close, or that of who took it, covers a payment."""
    return desk.store.number(_IS_CLOSED, (desk.station_id, payment_id)) > 0


def is_day_closed(desk: Desk, operator_id: int) -> bool:
    """Whether the business date is closed, or a later one: by the station or by an operator."""
    asked = (desk.station_id, desk.business_date.isoformat(), operator_id)
    return desk.store.number(_IS_DAY_CLOSED, asked) > 0
