"""Vouchers (税收票证) by number: received from the tax bureau, used, spoiled, left.

Only the tax bureau's voucher is one. A payment in cash names its own (``cash_paper``); here
stands which numbers the station was given, and which it spoiled. A station that keeps no such
register is asked nothing.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.ledger.corrections import holder_of
from models.station.desk import Desk
from models.store.tables.ledger import VoucherRange, VoucherSpoiled

_NUMBER = re.compile(r"([!-~]*?)([0-9]{1,18})")
_MOST = 100_000
_MOST_NUMBER = 40

_SHARING = (
    "EXISTS (SELECT 1 FROM handed_in g JOIN handed_in o ON o.station_id = g.station_id "
    "AND o.papers_id = g.papers_id JOIN payment_line l ON l.station_id = o.station_id "
    "AND l.payment_id = o.entry_id "
    "LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id "
    "WHERE g.station_id = p.station_id AND g.entry_id = p.id AND l.people = 1 AND x.id IS NULL)"
)
TAKEN_BACK = (
    "NOT EXISTS (SELECT 1 FROM payment_line l "
    "LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id "
    "WHERE l.station_id = p.station_id AND l.payment_id = p.id AND l.people = 1 AND x.id IS NULL) "
    f"AND NOT {_SHARING} "
    "AND (p.kind = 'payment' OR EXISTS (SELECT 1 FROM payment y "
    "WHERE y.station_id = p.station_id AND y.reverses_id = p.id))"
)
"""Whether nothing of payment ``p``, or of those that share its papers, counts any more."""

_USED = f"""
SELECT count(*) FROM cash_paper c
JOIN payment p ON p.station_id = c.station_id AND p.id = {holder_of("c.payment_id")}
WHERE c.station_id = ? AND c.voucher = ? AND NOT ({TAKEN_BACK})
"""


class VoucherNumber(NamedTuple):
    """A voucher's number in its parts: what stands before its last digits, those, how wide."""

    head: str
    value: int
    digits: int

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return f"{self.head}{self.value:0{self.digits}d}"


def voucher_number(typed: str) -> VoucherNumber:
    """Return a number in its parts; raises BadInput for one that does not end in digits."""
    text = check_clean(squeeze(typed), "票证号")
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > _MOST_NUMBER:
        raise BadInput(f"票证号“{text[:20]}”应为字母和数字，以数字结尾，最长 {_MOST_NUMBER} 位")
    return VoucherNumber(match[1], int(match[2]), len(match[2]))


def receive_vouchers(desk: Desk, first: str, last: str, paper: str) -> VoucherRange:
    """Register numbers that the tax bureau has issued to the station, from one to another.

    Raises BadInput for numbers of which no range can be made, RefusedByRule
    (``vouchers_known``) where some are registered already.
    """
    begins, ends = voucher_number(first), voucher_number(last)
    paper = check_clean(squeeze(paper), "领用凭据")
    if not paper:
        raise BadInput("请写明「凭据」，例如 税务局票证领用单 12 号")
    if (begins.head, begins.digits) != (ends.head, ends.digits):
        raise BadInput(f"起号 {begins.text} 和止号 {ends.text} 的字母或位数不同，请分开登记")
    if not 0 <= ends.value - begins.value < _MOST:
        raise BadInput(f"止号要不小于起号，一次最多 {_MOST} 份，请核对")
    with desk.writing("receive_vouchers"):
        for each in _ranges(desk, begins):
            if each.first <= ends.value and begins.value <= each.last:
                known = f"{_text(each, each.first)} 至 {_text(each, each.last)}"
                raise RefusedByRule(
                    f"其中有号码 {each.business_date} 已登记领入（{known}），请核对起止号",
                    "vouchers_known",
                )
        row = desk.store.add(
            VoucherRange(
                head=begins.head,
                digits=begins.digits,
                first=begins.value,
                last=ends.value,
                paper=paper,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("receive_vouchers", f"{begins.text} - {ends.text}", paper)
    return row


def spoil_voucher(desk: Desk, typed: str, reason: str) -> VoucherSpoiled:
    """Register that a voucher is spoiled: it is handed back to the bureau, not used.

    One that was used can be spoiled when its payment has been taken back. Raises RefusedByRule
    for a number that was not received (``voucher_unknown``), is spoiled already
    (``voucher_spoiled``) or stands on a payment that counts (``voucher_used``).
    """
    number = voucher_number(typed)
    reason = check_clean(squeeze(reason), "原因")
    if not reason:
        raise BadInput("请写明「原因」，例如 打印错位")
    with desk.writing("spoil_voucher"):
        if not is_received(desk, number):
            raise RefusedByRule(
                f"票证 {number.text} 不在已领入的号码里，请核对；领来的先用「税收票证」登记领入",
                "voucher_unknown",
            )
        refuse_spoiled(desk, number.text)
        if desk.store.number(_USED, (desk.station_id, number.text)):
            raise RefusedByRule(
                f"票证 {number.text} 还在有效的收费上，请先撤销或退费，再作废", "voucher_used"
            )
        row = desk.store.add(
            VoucherSpoiled(
                voucher=number.text,
                reason=reason,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("spoil_voucher", number.text, reason)
    return row


def refuse_spoiled(desk: Desk, voucher: str) -> None:
    """Raise RefusedByRule (``voucher_spoiled``) for a voucher that is spoiled."""
    spoiled = desk.store.get(VoucherSpoiled, station_id=desk.station_id, voucher=voucher)
    if spoiled is not None:
        raise RefusedByRule(
            f"票证 {voucher} {spoiled.business_date} 已作废（{spoiled.reason}），请换一张",
            "voucher_spoiled",
        )


def voucher_warnings(desk: Desk, voucher: str) -> tuple[str, ...]:
    """Return what a clerk must know of a voucher: that the station was never given it.

    Nothing where the station keeps no register of vouchers.
    """
    if not desk.store.find(VoucherRange, station_id=desk.station_id):
        return ()
    match = _NUMBER.fullmatch(voucher)
    if match is not None and is_received(desk, voucher_number(voucher)):
        return ()
    return (f"票证号 {voucher} 不在登记领入的号码里，请核对税收票证",)


def is_received(desk: Desk, number: VoucherNumber) -> bool:
    """Whether the station was given a number."""
    return any(each.first <= number.value <= each.last for each in _ranges(desk, number))


def _ranges(desk: Desk, like: VoucherNumber) -> Iterable[VoucherRange]:
    return desk.store.find(
        VoucherRange, station_id=desk.station_id, head=like.head, digits=like.digits
    )


def _text(of: VoucherRange, value: int) -> str:
    return VoucherNumber(of.head, value, of.digits).text
