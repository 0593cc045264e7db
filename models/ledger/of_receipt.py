"""Of whom a receipt is."""

from typing import NamedTuple

from models.base.errors import BadInput
from models.ledger.receipt_numbers import parse_receipt_number
from models.station.desk import Desk

_HOUSEHOLD = """
SELECT l.household_id FROM payment p
JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id
WHERE p.station_id = ? AND p.year = ? AND p.serial = ? ORDER BY l.id LIMIT 1
"""


class _Line(NamedTuple):
    household_id: int


def household_of_receipt(desk: Desk, receipt: str) -> int:
    """Return the household that stands first on a receipt; raises BadInput where there is none."""
    asked = (desk.station_id, *parse_receipt_number(receipt))
    line = desk.store.first(_Line, _HOUSEHOLD, asked)
    if line is None:
        raise BadInput(f"没有收据 {receipt[:20]}，请核对收据号")
    return line.household_id
