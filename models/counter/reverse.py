"""Turning a payment around: what a void and a refund have in common. Nothing is ever changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from peewee import JOIN

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.text import check_clean, squeeze
from models.ledger.accounts import TILL, money_account
from models.ledger.entry import Entry, EntryKind, Line
from models.ledger.journal import cash_in_till
from models.ledger.receipt_numbers import parse_receipt_number
from models.ledger.slip import PosSlip
from models.levy.values import ShareAmount
from models.station.desk import Desk
from models.store.ledger_tables import LineShare, Payment, PaymentLine


@dataclass(frozen=True)
class Reversal:
    """A void or refund as it stands in the ledger; the amount is what goes back, in fen."""

    receipt: str
    reverses: str
    amount_fen: int
    people: int


def payment_with_receipt(desk: Desk, receipt: str) -> Any:
    """Return the payment under a receipt number; raises BadInput where there is none.

    Voids and refunds have numbers of their own and are no payments.
    """
    year, serial = parse_receipt_number(receipt)
    payment = Payment.get_or_none(
        Payment.station == desk.station_id, Payment.year == year, Payment.serial == serial
    )
    if payment is None or payment.kind not in ("payment", "collect"):
        raise BadInput(f"没有收据 {receipt}，请核对收据号")
    return payment


def check_reason(reason: str) -> str:
    """Return a readable reason; raises BadInput where there is none."""
    reason = check_clean(squeeze(reason), "原因")
    if not reason:
        raise BadInput("请写明原因")
    return reason


def refuse_earlier(day: dt.date, today: dt.date, what: str) -> None:
    """Raise RefusedByRule (``too_early``) for a business date before what it takes back."""
    if today < day:
        raise RefusedByRule(f"业务日期 {today} 早于{what}的日期 {day}，请按 F8 核对", "too_early")


def refuse_without_cash(desk: Desk, entry: Entry) -> None:
    """Raise RefusedByRule (``more_than_cash``) for cash that is no longer in the till."""
    if money_account(entry.channel) != TILL:
        return
    till_fen = cash_in_till(desk)
    if till_fen + entry.amount_fen < 0:
        raise RefusedByRule(
            f"库存现金只有 {format_yuan(till_fen)} 元，不够退 {format_yuan(-entry.amount_fen)} 元"
            "（已缴存的不能再从柜台退）；请办理退费，用 --channel bank_transfer 由银行退",
            "more_than_cash",
        )


def draft_reversal(
    desk: Desk,
    payment: Any,
    kind: EntryKind,
    reason: str,
    *,
    channel: str = "",
    slip: PosSlip | None = None,
    only: Collection[int] | None = None,
) -> Entry:
    """Return the entry that takes back a payment's lines still in force, dated today.

    ``only`` names lines by identifier; ``channel`` is how the money goes back, where not as
    it came. Raises RefusedByRule (``already_reversed``) where nothing is left.
    """
    lines = [line for line in lines_in_force(payment.id) if only is None or line.id in only]
    if not lines:
        receipt = f"{payment.year}-{payment.serial:06d}"
        raise RefusedByRule(f"收据 {receipt} 已撤销或退费，不能再次办理", "already_reversed")
    return Entry(
        kind=kind,
        channel=channel or payment.channel,
        business_date=desk.business_date,
        lines=tuple(map(_reversed_line, lines)),
        slips=(slip,) if slip else (),
        reason=reason,
        reverses_id=payment.id,
    )


def lines_in_force(payment_id: int) -> list[Any]:
    """Return the lines of a payment that nothing has taken back, in their order."""
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
    turned = turn_around(line, [line, *differences])
    return replace(turned, people=-1, reverses_line_id=line.id)


def turn_around(line: Any, parts: list[Any]) -> Line:
    """Return a line with the sums of ``parts`` negated; it counts nobody."""
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
        people=0,
    )
