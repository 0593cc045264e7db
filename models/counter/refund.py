"""Refunding a payment (退费): asked for by one operator with a reason, approved by another.

Refunds are handled with the bureaus, and 财政 may pay them: how the money goes back
is part of the request.
"""

from collections.abc import Sequence

from models.base import clock
from models.base.errors import BadInput, Denied, RefusedByRule
from models.base.terms import INSURANCE_TITLES
from models.base.text import squeeze
from models.counter.pending_refunds import PendingRefund, pending_refunds
from models.counter.repaid import owed_back_words
from models.counter.replay import find_slip
from models.counter.reverse import (
    Part,
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
from models.ledger.slip import PosSlip
from models.station.approvals import SecondPerson, agreed
from models.station.closed_days import refuse_future
from models.station.desk import Desk
from models.station.operators import operator_number
from models.store.tables.ledger import PaymentLine, RefundDecision, RefundRequest

_BACK = {"pos": ("pos", "cash", "bank_transfer"), "cash": ("cash", "bank_transfer")}


def request_refund(
    desk: Desk,
    receipt: str,
    reason: str,
    members: frozenset[str] | None = None,
    channel: str = "",
    parts: frozenset[Part] | None = None,
) -> PendingRefund:
    """Ask for a refund of a payment, or of some of its members by identity number.

    ``parts`` names members with the insurance that each is given back.

    ``channel`` is how the money goes back: as it came unless stated otherwise. Asked for
    again while it waits, it answers with the first. Raises BadInput for an unknown receipt,
    channel or member, RefusedByRule where nothing is left to refund, the business date is too
    early, or an insurance would stay without the one it is collected with (``not_alone``).
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
        line_ids = _lines_of(desk, payment.id, receipt, members, parts)
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


def approve_refund(
    desk: Desk,
    receipt: str,
    second: SecondPerson | None = None,
    slip: PosSlip | None = None,
) -> Reversal:
    """Approve the refund that waits for a receipt, as another person than who asked.

    That is the operator, in a session of their own, or ``second`` at the terminal of who asked:
    the decision is theirs. ``slip`` is what the terminal printed for the refund. Raises
    RefusedByRule where none waits (``no_request``), the lines were taken back meanwhile
    (``already_reversed``), the slip was entered before (``slip_used``) or the cash is deposited
    already (``more_than_cash``); Denied where the person is the same (``second_operator``) and as
    ``agreed`` does; BadInput for a slip where no card is credited.
    """
    with desk.writing("refund" if second is None else "request_refund"):
        request = _waiting(desk, receipt)
        approver = desk.operator
        if second is not None:
            approver = agreed(desk, "refund", request.receipt, second)
        _refuse_same_operator(approver, request)
        payment = payment_with_receipt(desk, receipt)
        _check_own_slip(desk, request, slip)
        refuse_earlier(request.business_date, desk.business_date, "退费申请")
        entry = draft_reversal(
            desk,
            payment,
            "refund",
            request.reason,
            channel=request.channel,
            slip=slip,
            only=request.line_ids or None,
        )
        refuse_without_cash(desk, entry)
        posted = book_entries(desk, [entry], needs_second=False)[0]
        _decide(desk, request, posted.payment_id, "", approver)
        detail = f"{posted.receipt} {entry.amount_fen} {request.reason}"
        desk.record("refund", f"payment {payment.id}", detail)
    told = owed_back_words(request.repaid)
    return Reversal(posted.receipt, request.receipt, -entry.amount_fen, entry.people, told)


def decline_refund(desk: Desk, receipt: str, reason: str) -> PendingRefund:
    """Decline the refund that waits for a receipt; raises RefusedByRule where none does.

    Whoever asked may withdraw it as well.
    """
    reason = check_reason(reason)
    with desk.writing("decline_refund"):
        request = _waiting(desk, receipt)
        _decide(desk, request, None, reason, desk.operator)
        desk.record("decline_refund", f"refund_request {request.request_id}", reason)
    return request


def _lines_of(
    desk: Desk,
    payment_id: int,
    receipt: str,
    members: frozenset[str] | None,
    parts: frozenset[Part] | None,
) -> tuple[int, ...] | None:
    """Return the lines that are asked for; None for the whole payment."""
    if members is None and parts is None:
        return None
    lines = lines_in_force(desk, payment_id)
    known = {(line.id_number, line.insurance) for line in lines}
    if parts is None:
        parts = frozenset(each for each in known if each[0] in (members or ()))
    people = {who for who, _ in parts} | (members or frozenset())
    strangers = people - {who for who, _ in known}
    if strangers or members == frozenset():
        raise BadInput(
            f"收据 {receipt} 上没有这 {len(strangers)} 个证件号码，或已退，请核对「证件号」"
        )
    if parts - known or not parts:
        raise BadInput(f"收据 {receipt} 上这些人没有这个险种，或已退，请核对「险种」和「证件号」")
    _refuse_left_alone(desk, lines, parts)
    return tuple(line.id for line in lines if (line.id_number, line.insurance) in parts)


def _refuse_left_alone(desk: Desk, lines: Sequence[PaymentLine], parts: frozenset[Part]) -> None:
    """Refuse to leave somebody an insurance without the one that it is collected with."""
    for line in lines:
        rules = desk.notice_of(line.insurance, line.levy_year).insurances[line.insurance]
        other = rules.collected_with
        stays = (line.id_number, line.insurance) not in parts
        if other is not None and stays and (line.id_number, other) in parts:
            title, with_title = INSURANCE_TITLES[line.insurance], INSURANCE_TITLES[other]
            raise RefusedByRule(
                f"{title}随{with_title}一并征收（{rules.clause}），不能只退{with_title}，请一起退",
                "not_alone",
            )


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


def _refuse_same_operator(approver: str, request: PendingRefund) -> None:
    if approver == request.operator:
        raise Denied(
            f"收据 {request.receipt} 的退费是“{request.operator}”申请的，要由另一位经办人复核",
            "second_operator",
            request.receipt,
        )


def _check_own_slip(desk: Desk, request: PendingRefund, slip: PosSlip | None) -> None:
    """Refuse a slip that is none of a refund to a card, or was entered before."""
    if slip is None:
        return
    if request.channel != "pos":
        raise BadInput(
            f"收据 {request.receipt} 按{CHANNEL_TITLES[request.channel]}退，不用签购单号码；请去掉"
        )
    used = find_slip(desk, slip)
    if used is not None:
        raise RefusedByRule(
            f"签购单 {slip.terminal}/{slip.batch}/{slip.trace}（{slip.date}）已用于"
            f"{used.receipt_words}，没有退费；请照退货签购单填写",
            "slip_used",
        )


def _decide(
    desk: Desk, request: PendingRefund, payment_id: int | None, reason: str, by: str
) -> None:
    """Keep what became of a request: the decision is of who took it, at whatever terminal."""
    desk.store.add(
        RefundDecision(
            station_id=desk.station_id,
            request_id=request.request_id,
            payment_id=payment_id,
            reason=reason,
            business_date=desk.business_date,
            operator_id=operator_number(desk.store, desk.station_id, by),
            recorded_at=clock.timestamp(),
        )
    )
