"""Printing a receipt: logged every time; a reprint says so, and why."""

from dataclasses import replace
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.counter.receipt.code import is_code
from models.counter.receipt.read import receipt_of
from models.counter.receipt.values import Print, PrintedReceipt
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import ReceiptPrint


class LastReceipt(NamedTuple):
    """The newest receipt of a household, and how often it was printed."""

    year: int
    serial: int
    copies: int

    @property
    def number(self) -> str:
        """Its number as printed."""
        return receipt_number(self.year, self.serial)


def print_receipt(desk: Desk, number: str, reason: str = "") -> PrintedReceipt:
    """Log that a receipt is printed, and return it with this print as its last.

    The first is the original; every later one needs a reason. Raises BadInput for a
    missing reason or a number that has no receipt.
    """
    reason = check_clean(squeeze(reason), "原因")
    with desk.writing("print_receipt"):
        receipt = receipt_of(desk, number)
        copy = len(receipt.prints) + 1
        if copy > 1 and not reason:
            raise BadInput(f"收据 {receipt.number} 已打印过 {copy - 1} 次，补打要写明原因")
        now = clock.timestamp()
        desk.store.add(
            ReceiptPrint(
                station_id=desk.station_id,
                payment_id=receipt.payment_id,
                copy=copy,
                reason=reason,
                business_date=desk.business_date,
                operator_id=desk.operator_id(),
                recorded_at=now,
            )
        )
        desk.record("print_receipt", f"payment {receipt.payment_id}", f"copy {copy} {reason}")
    return replace(receipt, prints=(*receipt.prints, Print(copy, now, desk.operator, reason)))


def verify_receipt(desk: Desk, number: str, code: str) -> PrintedReceipt:
    """Return the receipt whose check code this is.

    Raises RefusedByRule (``code_differs``) for a code that is not its own, BadInput for a
    number that has no receipt.
    """
    receipt = receipt_of(desk, number)
    if not is_code(code, receipt.code):
        raise RefusedByRule(
            f"校验码与收据 {receipt.number} 不符：可能抄错，也可能不是本站打印的，请核对原件",
            "code_differs",
        )
    return receipt


def last_receipt(desk: Desk, household_id: int) -> LastReceipt | None:
    """Return the newest receipt of a household that is in force, else the newest, to be printed."""
    return desk.store.first(
        LastReceipt,
        "SELECT p.year, p.serial, (SELECT count(*) FROM receipt_print t "
        "WHERE t.station_id = p.station_id AND t.payment_id = p.id) AS copies "
        "FROM payment p WHERE p.station_id = ? AND p.kind IN ('payment', 'collect') AND p.id IN "
        "(SELECT payment_id FROM payment_line WHERE station_id = ? AND household_id = ?) "
        "ORDER BY EXISTS (SELECT 1 FROM payment_line l "
        "JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id "
        "WHERE l.station_id = p.station_id AND l.payment_id = p.id) DESC, p.id DESC LIMIT 1",
        (desk.station_id, desk.station_id, household_id),
    )
