"""Refunding a payment (退费): asked for by one operator with a reason, approved by another.

Refunds are handled with the bureaus, and 财政 may pay them: how the money goes back
is part of the request.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.text import squeeze
from models.counter.reverse import (
    Reversal,
    check_reason,
    draft_reversal,
    lines_in_force,
    payment_with_receipt,
    refuse_earlier,
    refuse_without_cash,
)
from models.ledger.booking import book_entries
from models.ledger.channels import CHANNEL_TITLES, STATED
from models.ledger.receipt_numbers import receipt_number
from models.station.closed_days import refuse_future
from models.station.desk import Desk
from models.store.tables.ledger import RefundDecision, RefundRequest

_BACK = {"pos": ("pos", "cash", "bank_transfer"), "cash": ("cash", "bank_transfer")}
_WAITING = """
SELECT r.id AS request_id, p.year, p.serial, r.members, r.channel, r.reason, r.business_date,
 o.login
FROM refund_request r JOIN payment p ON p.station_id = r.station_id AND p.id = r.payment_id
JOIN operator o ON o.station_id = r.station_id AND o.id = r.operator_id
LEFT JOIN refund_decision d ON d.station_id = r.station_id AND d.request_id = r.id
WHERE r.station_id = ? AND d.id IS NULL ORDER BY r.id
"""
_WAITING_LINES = """
SELECT r.id AS request_id, l.id AS line_id, q.name,
 l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a
 WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id) AS amount_fen
FROM refund_request r
JOIN payment_line l ON l.station_id = r.station_id AND l.payment_id = r.payment_id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id
LEFT JOIN refund_decision d ON d.station_id = r.station_id AND d.request_id = r.id
WHERE r.station_id = ? AND d.id IS NULL AND x.id IS NULL ORDER BY r.id, l.id
"""


@dataclass(frozen=True)
class PendingRefund:
    """A refund that waits for a second operator; ``line_ids`` is empty for the whole payment.

    ``amount_fen`` and ``names`` are of the lines it would take back now.
    """

    request_id: int
    receipt: str
    line_ids: tuple[int, ...]
    channel: str
    reason: str
    business_date: dt.date
    operator: str
    amount_fen: int
    names: tuple[str, ...]


def request_refund(
    desk: Desk,
    receipt: str,
    reason: str,
    members: frozenset[str] | None = None,
    channel: str = "",
) -> PendingRefund:
    """Ask for a refund of a payment, or of some of its members by identity number.

    ``channel`` is how the money goes back: as it came unless stated otherwise. Asked for
    again while it waits, it answers with the first. Raises BadInput for an unknown receipt,
    channel or member, RefusedByRule where nothing is left to refund or the business date
    is too early.
    """
    reason = check_reason(reason)
    with desk.writing("request_refund"):
        payment = payment_with_receipt(desk, receipt)
        if payment.kind != "payment":
            raise BadInput(f"{receipt} 是补收的差额，随原收据一起退，请填原收据号")
        refuse_future(desk.business_date)
        refuse_earlier(payment.business_date, desk.business_date, f"收据 {receipt} ")
        number = receipt_number(payment.year, payment.serial)
        before = next((each for each in pending_refunds(desk) if each.receipt == number), None)
        if before is not None:
            return before
        line_ids = _lines_of(desk, payment.id, receipt, members)
        draft_reversal(desk, payment, "refund", reason, only=line_ids)
        request = desk.store.add(
            RefundRequest(
                payment_id=payment.id,
                members=" ".join(map(str, line_ids or ())),
                channel=_channel(payment.channel, squeeze(channel)),
                reason=reason,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("request_refund", f"payment {payment.id}", reason)
        return next(each for each in pending_refunds(desk) if each.request_id == request.id)


def approve_refund(desk: Desk, receipt: str) -> Reversal:
    """Approve the refund that waits for a receipt, as another operator than who asked.

    Raises RefusedByRule where none waits (``no_request``), the operator is the same
    (``second_operator``), the lines were taken back meanwhile (``already_reversed``) or the
    cash is deposited already (``more_than_cash``).
    """
    with desk.writing("refund"):
        request = _waiting(desk, receipt)
        _refuse_same_operator(desk, request)
        payment = payment_with_receipt(desk, receipt)
        refuse_earlier(request.business_date, desk.business_date, "退费申请")
        entry = draft_reversal(
            desk,
            payment,
            "refund",
            request.reason,
            channel=request.channel,
            only=request.line_ids or None,
        )
        refuse_without_cash(desk, entry)
        posted = book_entries(desk, [entry], needs_second=False)[0]
        _decide(desk, request, posted.payment_id, "")
        detail = f"{posted.receipt} {entry.amount_fen} {request.reason}"
        desk.record("refund", f"payment {payment.id}", detail)
    return Reversal(posted.receipt, request.receipt, -entry.amount_fen, len(entry.lines))


def decline_refund(desk: Desk, receipt: str, reason: str) -> PendingRefund:
    """Decline the refund that waits for a receipt; raises RefusedByRule where none does.

    Whoever asked may withdraw it as well.
    """
    reason = check_reason(reason)
    with desk.writing("decline_refund"):
        request = _waiting(desk, receipt)
        _decide(desk, request, None, reason)
        desk.record("decline_refund", f"refund_request {request.request_id}", reason)
    return request


class _Waiting(NamedTuple):
    request_id: int
    year: int
    serial: int
    members: str
    channel: str
    reason: str
    business_date: dt.date
    login: str


class _WaitingLine(NamedTuple):
    request_id: int
    line_id: int
    name: str
    amount_fen: int


def pending_refunds(desk: Desk) -> tuple[PendingRefund, ...]:
    """Return the refunds that wait for a second operator, in the order they were asked for."""
    lines: dict[int, list[_WaitingLine]] = defaultdict(list)
    for line in desk.store.query(_WaitingLine, _WAITING_LINES, (desk.station_id,)):
        lines[line.request_id].append(line)
    found = []
    for each in desk.store.query(_Waiting, _WAITING, (desk.station_id,)):
        line_ids = tuple(map(int, each.members.split()))
        own = [line for line in lines[each.request_id] if not line_ids or line.line_id in line_ids]
        found.append(
            PendingRefund(
                request_id=each.request_id,
                receipt=receipt_number(each.year, each.serial),
                line_ids=line_ids,
                channel=each.channel,
                reason=each.reason,
                business_date=each.business_date,
                operator=each.login,
                amount_fen=sum(line.amount_fen for line in own),
                names=tuple(line.name for line in own),
            )
        )
    return tuple(found)


def _lines_of(
    desk: Desk, payment_id: int, receipt: str, members: frozenset[str] | None
) -> tuple[int, ...] | None:
    if members is None:
        return None
    found = {line.id_number: line.id for line in lines_in_force(desk, payment_id)}
    strangers = members - set(found)
    if strangers or not members:
        raise BadInput(
            f"收据 {receipt} 上没有这 {len(strangers)} 个证件号码，或已退，请核对「证件号」"
        )
    return tuple(sorted(found[each] for each in members))


def _channel(came_by: str, asked: str) -> str:
    """Return how the money goes back; what reached the bureau goes back by bank transfer."""
    without_money = ("no_charge", STATED)
    ways = _BACK.get(came_by, (came_by,) if came_by in without_money else ("bank_transfer",))
    if not asked:
        return ways[0]
    for way in ways:
        if asked in (way, CHANNEL_TITLES[way]):
            return way
    named = "、".join(CHANNEL_TITLES[way] for way in ways)
    raise BadInput(f"退款方式“{asked[:20]}”不行，可用：{named}")


def _waiting(desk: Desk, receipt: str) -> PendingRefund:
    payment = payment_with_receipt(desk, receipt)
    number = receipt_number(payment.year, payment.serial)
    for each in pending_refunds(desk):
        if each.receipt == number:
            return each
    raise RefusedByRule(f"收据 {number} 没有等待复核的退费，请先登记退费申请", "no_request")


def _refuse_same_operator(desk: Desk, request: PendingRefund) -> None:
    if desk.operator == request.operator:
        raise RefusedByRule(
            f"收据 {request.receipt} 的退费是“{request.operator}”申请的，要由另一位经办人复核",
            "second_operator",
        )


def _decide(desk: Desk, request: PendingRefund, payment_id: int | None, reason: str) -> None:
    desk.store.add(
        RefundDecision(
            request_id=request.request_id,
            payment_id=payment_id,
            reason=reason,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
