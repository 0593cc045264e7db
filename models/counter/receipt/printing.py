"""Printing slips: logged with all that stands on them, sent, and noted whether they were.

A slip is the original until one was sent. It is logged before it is sent, so that no paper is
unknown; what became of it is logged after, so that one that was not sent makes no other a
reprint. Between the two nobody knows (``models.counter.receipt.doubt``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput, LaobaoError
from models.base.text import check_clean, squeeze
from models.counter.receipt.code import check_code, content_of
from models.counter.receipt.doubt import doubts_of, note_outcome, settle_doubts
from models.counter.receipt.read import slips_of
from models.counter.receipt.values import Print, PrintedReceipt
from models.station.desk import Desk
from models.store.tables.ledger import RegistrationPrint

_NOT_SENT_BEFORE = "上一次没有打出"


class Sending(NamedTuple):
    """Where slips go: what the way is called in the log, and what sends them.

    ``send`` raises why they could not be sent; it returns whether it knows that they were.
    """

    way: str
    send: Callable[[tuple[PrintedReceipt, ...]], bool]


_Logged = list[tuple[PrintedReceipt, int]]
"""Slips that are logged as being printed, each with its number in the log."""


SHOWN = Sending("text", lambda slips: True)
"""Whoever asked for the slips has them."""


def print_receipt(
    desk: Desk,
    number: str,
    reason: str = "",
    household: str = "",
    *,
    sending: Sending = SHOWN,
    is_last_lost: bool = False,
) -> tuple[PrintedReceipt, ...]:
    """Print the slips of an entry; return each with this print as its last.

    Every household has its own; ``household`` (a number) asks for one alone. The first that is
    sent is the original, every later one needs a reason. ``is_last_lost``: of a print of which
    nobody knows, somebody looked and found no paper. Raises BadInput for a missing reason, for a
    number that has no slip, and for a household that is not on it.
    """
    reason = check_clean(squeeze(reason), "原因")
    with desk.writing("print_receipt"):
        slips = of_household(slips_of(desk, number), squeeze(household))
        settle_doubts(desk, slips, is_sent=not is_last_lost, has_reason=bool(reason))
        slips = of_household(slips_of(desk, number), squeeze(household))
        for each in slips:
            if each.prints and not reason:
                raise BadInput(f"收据 {each.number} 已打印过 {len(each.prints)} 次，补打要写明原因")
        logged = [_log(desk, each, reason, sending.way) for each in slips]
    return _sent(desk, logged, sending)


def print_receipts(
    desk: Desk, numbers: Sequence[str], reason: str = "", *, sending: Sending = SHOWN
) -> tuple[PrintedReceipt, ...]:
    """Print the slips of many entries, as ``print_receipt`` does, in one act."""
    with desk.writing("print_receipt"):
        slips = tuple(each for number in numbers for each in slips_of(desk, number))
        settle_doubts(desk, slips, is_sent=True, has_reason=bool(reason))
        logged = [_log(desk, each, reason, sending.way) for each in slips]
    return _sent(desk, logged, sending)


def answer_doubts(desk: Desk, slips: tuple[PrintedReceipt, ...], *, is_sent: bool) -> None:
    """Note what somebody saw of slips that they had printed: they came out, or did not."""
    with desk.writing("end_print"):
        for each in doubts_of(desk, slips):
            note_outcome(desk, each.print_id, is_sent=is_sent)


def of_household(slips: tuple[PrintedReceipt, ...], number: str) -> tuple[PrintedReceipt, ...]:
    """Return the slip of a household among those of an entry, or all where none is named."""
    if not number:
        return slips
    own = tuple(each for each in slips if each.places[0].number == number)
    if not own:
        known = "、".join(each.places[0].number for each in slips)
        raise BadInput(f"收据 {slips[0].number} 上没有 {number} 户，有 {known}，请核对「户编号」")
    return own


def _sent(desk: Desk, logged: _Logged, sending: Sending) -> tuple[PrintedReceipt, ...]:
    """Send slips that are logged, and note it; raises why they could not be sent."""
    slips = tuple(slip for slip, _ in logged)
    try:
        is_known = sending.send(slips)
    except LaobaoError:
        _end(desk, logged, is_sent=False)
        raise
    if is_known:
        _end(desk, logged, is_sent=True)
    return slips


def _end(desk: Desk, logged: _Logged, *, is_sent: bool) -> None:
    with desk.writing("end_print"):
        for _, number in logged:
            note_outcome(desk, number, is_sent=is_sent)


def _log(desk: Desk, slip: PrintedReceipt, reason: str, way: str) -> tuple[PrintedReceipt, int]:
    copy, now = len(slip.prints) + 1, clock.timestamp()
    reason = reason if copy > 1 else ""
    one = Print(copy, now, desk.operator, reason, slip.places[0].number)
    printed = replace(slip, prints=(*slip.prints, one))
    content = content_of(printed)
    code = check_code(desk, (content,))
    household_id = slip.lines[0].household_id
    tried = _tried(desk, slip, household_id)
    row = desk.store.add(
        RegistrationPrint(
            payment_id=slip.payment_id,
            household_id=household_id,
            copy=tried + 1,
            reason=reason or (_NOT_SENT_BEFORE if tried else ""),
            code=code,
            content=content,
            business_date=desk.business_date,
            way=way,
            **desk.stamp(),
        )
    )
    desk.record("print_receipt", f"payment {slip.payment_id}", f"copy {copy} {reason}")
    return replace(printed, code=code), row.id


def _tried(desk: Desk, slip: PrintedReceipt, household_id: int) -> int:
    """Return how often a slip was to be printed before, whatever became of it."""
    known = desk.store.number(
        "SELECT max(copy) FROM registration_print "
        "WHERE station_id = ? AND payment_id = ? AND household_id = ?",
        (desk.station_id, slip.payment_id, household_id),
    )
    return max(known, len(slip.prints))
