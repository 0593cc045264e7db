"""Printing slips: logged every time with all that stands on them; a reprint says so, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import msgspec

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.counter.receipt.code import check_code, content_of, is_code
from models.counter.receipt.read import older_code, receipt_of, slips_of
from models.counter.receipt.values import Print, PrintedReceipt
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import RegistrationPrint


class LastReceipt(NamedTuple):
    """The newest entry of a household, and how often its slip was printed."""

    year: int
    serial: int
    copies: int

    @property
    def number(self) -> str:
        """Its number as printed."""
        return receipt_number(self.year, self.serial)


@dataclass(frozen=True)
class Verified:
    """What a paper's code belongs to, as it stands now; ``printed`` is what stood on the paper.

    ``printed`` is empty for a code that was only shown, or of a paper of before 0.4.
    """

    receipt: PrintedReceipt
    printed: Mapping[str, Any]


def print_receipt(
    desk: Desk, number: str, reason: str = "", household: str = ""
) -> tuple[PrintedReceipt, ...]:
    """Log that the slips of an entry are printed; return each with this print as its last.

    Every household has its own; ``household`` (a number) asks for one alone. The first of a
    household is the original, every later one needs a reason. Raises BadInput for a missing
    reason, for a number that has no slip, and for a household that is not on it.
    """
    reason = check_clean(squeeze(reason), "原因")
    with desk.writing("print_receipt"):
        slips = of_household(slips_of(desk, number), squeeze(household))
        for each in slips:
            if each.prints and not reason:
                raise BadInput(f"收据 {each.number} 已打印过 {len(each.prints)} 次，补打要写明原因")
        return tuple(_log(desk, each, reason) for each in slips)


def print_receipts(
    desk: Desk, numbers: Sequence[str], reason: str = ""
) -> tuple[PrintedReceipt, ...]:
    """Log that the slips of many entries are printed, as ``print_receipt`` does, in one act."""
    with desk.writing("print_receipt"):
        return tuple(
            _log(desk, each, reason) for number in numbers for each in slips_of(desk, number)
        )


def of_household(slips: tuple[PrintedReceipt, ...], number: str) -> tuple[PrintedReceipt, ...]:
    """Return the slip of a household among those of an entry, or all where none is named."""
    if not number:
        return slips
    own = tuple(each for each in slips if each.places[0].number == number)
    if not own:
        known = "、".join(each.places[0].number for each in slips)
        raise BadInput(f"收据 {slips[0].number} 上没有 {number} 户，有 {known}，请核对「户编号」")
    return own


def _log(desk: Desk, slip: PrintedReceipt, reason: str) -> PrintedReceipt:
    copy, now = len(slip.prints) + 1, clock.timestamp()
    reason = reason if copy > 1 else ""
    one = Print(copy, now, desk.operator, reason, slip.places[0].number)
    printed = replace(slip, prints=(*slip.prints, one))
    content = content_of(printed)
    code = check_code(desk, (content,))
    desk.store.add(
        RegistrationPrint(
            payment_id=slip.payment_id,
            household_id=slip.lines[0].household_id,
            copy=copy,
            reason=reason,
            code=code,
            content=content,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    desk.record("print_receipt", f"payment {slip.payment_id}", f"copy {copy} {reason}")
    return replace(printed, code=code)


def verify_receipt(desk: Desk, number: str, code: str) -> Verified:
    """Return what a check code is of: a paper that was printed, or an entry as it was shown.

    Raises RefusedByRule (``code_differs``) for a code of nothing with this number, BadInput for
    a number that has no slip.
    """
    receipt = receipt_of(desk, number)
    slips = {each.lines[0].household_id: each for each in slips_of(desk, number)}
    rows = desk.store.find(
        RegistrationPrint, station_id=desk.station_id, payment_id=receipt.payment_id
    )
    for row in rows:
        if is_code(code, row.code) and is_code(code, check_code(desk, (row.content,))):
            return Verified(slips[row.household_id], msgspec.json.decode(row.content))
    for shown in (receipt, *slips.values()):
        if is_code(code, shown.code):
            return Verified(shown, {})
    if is_code(code, older_code(desk, receipt)):
        return Verified(receipt, {})
    raise RefusedByRule(
        f"校验码与收据 {receipt.number} 不符：可能抄错，也可能不是本站打印的，请核对原件",
        "code_differs",
    )


def last_receipt(desk: Desk, household_id: int) -> LastReceipt | None:
    """Return the newest entry of a household that is in force, else the newest, to be printed."""
    return desk.store.first(
        LastReceipt,
        "SELECT p.year, p.serial, (SELECT count(*) FROM receipt_print t "
        "WHERE t.station_id = p.station_id AND t.payment_id = p.id) + "
        "(SELECT count(*) FROM registration_print t WHERE t.station_id = p.station_id "
        "AND t.payment_id = p.id AND t.household_id = ?) AS copies "
        "FROM payment p WHERE p.station_id = ? AND p.kind IN ('payment', 'collect') AND p.id IN "
        "(SELECT payment_id FROM payment_line WHERE station_id = ? AND household_id = ?) "
        "ORDER BY EXISTS (SELECT 1 FROM payment_line l "
        "JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id "
        "WHERE l.station_id = p.station_id AND l.payment_id = p.id) DESC, p.id DESC LIMIT 1",
        (household_id, desk.station_id, desk.station_id, household_id),
    )
