"""The newest entry of a household: the one whose slip is printed."""

from typing import NamedTuple

from models.counter.receipt.read import WAS_NOT_LOST
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk


class LastReceipt(NamedTuple):
    """The newest entry of a household, and how often its slip was printed."""

    year: int
    serial: int
    copies: int

    @property
    def number(self) -> str:
        """Its number as printed."""
        return receipt_number(self.year, self.serial)


def last_receipt(desk: Desk, household_id: int) -> LastReceipt | None:
    """Return the newest entry of a household that is in force, else the newest, to be printed."""
    return desk.store.first(
        LastReceipt,
        "SELECT p.year, p.serial, (SELECT count(*) FROM receipt_print t "
        "WHERE t.station_id = p.station_id AND t.payment_id = p.id) + "
        "(SELECT count(*) FROM registration_print t WHERE t.station_id = p.station_id "
        f"AND t.payment_id = p.id AND t.household_id = ? AND {WAS_NOT_LOST}) AS copies "
        "FROM payment p WHERE p.station_id = ? AND p.kind IN ('payment', 'collect') AND p.id IN "
        "(SELECT payment_id FROM payment_line WHERE station_id = ? AND household_id = ?) "
        "ORDER BY EXISTS (SELECT 1 FROM payment_line l "
        "JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id "
        "WHERE l.station_id = p.station_id AND l.payment_id = p.id) DESC, p.id DESC LIMIT 1",
        (household_id, desk.station_id, desk.station_id, household_id),
    )
