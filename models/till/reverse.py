"""Undoing a payment: a new entry that names the old one. Nothing is ever changed or deleted."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from peewee import JOIN

from models.desk import Desk
from models.errors import BadInput, RefusedByRule
from models.levy.values import ShareAmount
from models.store.ledger_tables import LineShare, Payment, PaymentLine
from models.text import check_clean, squeeze
from models.till.entry import Entry, Line
from models.till.number import parse_receipt_number
from models.till.post import post_entries


@dataclass(frozen=True)
class Reversal:
    """A void or refund as it stands in the ledger; the amount is what goes back, in fen."""

    receipt: str
    reverses: str
    amount_fen: int
    people: int


def reverse_payment(
    desk: Desk, receipt: str, kind: Literal["void", "refund"], reason: str
) -> Reversal:
    """Reverse every line of a payment still in force, dated the business date.

    A void is for the day of the payment itself, a refund for later. Raises BadInput for
    an unknown receipt or a missing reason, RefusedByRule for the wrong day or where
    nothing is left to reverse.
    """
    reason = check_clean(squeeze(reason), "原因")
    if not reason:
        raise BadInput("请写明原因")
    year, serial = parse_receipt_number(receipt)
    with desk.store.writing():
        payment = Payment.get_or_none(
            Payment.station == desk.station_id, Payment.year == year, Payment.serial == serial
        )
        if payment is None or payment.kind != "payment":
            raise BadInput(f"没有收据 {receipt}，请核对收据号")
        _check_day(kind, payment.business_date, desk.business_date, receipt)
        lines = tuple(_reversed_line(line) for line in _lines_in_force(payment.id))
        if not lines:
            raise RefusedByRule(f"收据 {receipt} 已撤销或退费，不能再次办理", "already_reversed")
        entry = Entry(
            kind=kind,
            channel=payment.channel,
            business_date=desk.business_date,
            lines=lines,
            reason=reason,
            reverses_id=payment.id,
        )
        posted = post_entries(desk, [entry])[0]
        desk.record(kind, f"payment {payment.id}", f"{posted.receipt} {entry.amount_fen} {reason}")
    return Reversal(posted.receipt, receipt, -entry.amount_fen, len(lines))


def _check_day(kind: str, paid_on: dt.date, today: dt.date, receipt: str) -> None:
    if today < paid_on:
        raise RefusedByRule(f"业务日期 {today} 早于收据 {receipt} 的日期 {paid_on}", "too_early")
    if kind == "void" and today != paid_on:
        raise RefusedByRule(
            f"收据 {receipt} 是 {paid_on} 收的，隔日只能退费，不能撤销", "not_same_day"
        )


def _lines_in_force(payment_id: int) -> list[Any]:
    reversal = PaymentLine.alias()
    return list(
        PaymentLine.select()
        .join(reversal, JOIN.LEFT_OUTER, on=(reversal.reverses_line == PaymentLine.id))
        .where(PaymentLine.payment == payment_id, reversal.id.is_null())
        .order_by(PaymentLine.id)
    )


def _reversed_line(line: Any) -> Line:
    """Take back a line together with every difference settled on it since."""
    differences = list(PaymentLine.select().where(PaymentLine.adjusts_line == line.id))
    parts = [line, *differences]
    shares: dict[tuple[str, Any], int] = defaultdict(int)
    for share in LineShare.select().where(LineShare.line.in_([each.id for each in parts])):
        shares[share.funder, share.settlement] += share.amount_fen
    return Line(
        village_id=line.village_id,
        household_id=line.household_id,
        person_id=line.person_id,
        id_number=line.id_number,
        insurance=line.insurance,
        levy_year=line.levy_year,
        category=line.category,
        tier_fen=line.tier_fen,
        standard_fen=-sum(each.standard_fen for each in parts),
        subsidy_fen=-sum(each.subsidy_fen for each in parts),
        reimbursed_fen=-sum(each.reimbursed_fen for each in parts),
        amount_fen=-sum(each.amount_fen for each in parts),
        is_late=bool(line.is_late),
        benefit_from=line.benefit_from,
        shares=tuple(
            ShareAmount(funder=funder, amount_fen=-amount_fen, settlement=settlement)
            for (funder, settlement), amount_fen in shares.items()
        ),
        people=-1,
        reverses_line_id=line.id,
    )
