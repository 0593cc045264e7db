"""A receipt as it was entered, to be corrected: its lines, its papers, what stands in the way."""

import datetime as dt
from dataclasses import dataclass

from msgspec.structs import replace

from models.base import clock
from models.base.errors import RefusedByRule
from models.base.terms import Insurance
from models.counter.pending_refunds import pending_refunds
from models.counter.request import Part
from models.counter.reverse import lines_in_force, payment_with_receipt, refuse_earlier
from models.counter.voidable import is_day_closed
from models.ledger.cash_papers import CashPaper
from models.ledger.corrections import correction_of, correction_to, shared_papers
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.levy.family import Household
from models.station.closed_days import last_day_sent
from models.station.desk import Desk
from models.store.tables.ledger import CashPaper as CashPaperRow
from models.store.tables.ledger import Payment, PaymentLine, Slip

_BY_COUNTER = ("pos", "cash", "no_charge")


@dataclass(frozen=True)
class EnteredPayment:
    """A payment in force with its papers, however often it was corrected before.

    ``paid_on`` is the day on which the money was taken, ``papers_id`` the entry under which the
    papers are kept, ``paper_fen`` what these state where that was entered wrongly at first.
    ``shared_id`` is the entry of a village's collection under which they are kept for all of it;
    ``second_for`` is why a second person has to agree, empty where none has to.
    """

    payment: Payment
    receipt: str
    paid_on: dt.date
    papers_id: int
    shared_id: int | None
    paper_fen: int | None
    lines: tuple[PaymentLine, ...]
    slips: tuple[PosSlip, ...]
    cash: CashPaper | None
    second_for: str

    @property
    def amount_fen(self) -> int:
        """What was taken; differences settled since add up to nothing."""
        return self.payment.amount_fen

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it pays for: its households, insurances and years with their people."""
        found: dict[tuple[int, Insurance, int], set[str]] = {}
        for line in self.lines:
            what = (line.household_id, line.insurance, line.levy_year)
            found.setdefault(what, set()).add(line.id_number)
        return tuple(Part(*what, frozenset(who)) for what, who in found.items())

    @property
    def tiers_fen(self) -> dict[str, int]:
        """The pension tiers chosen, by identity number."""
        return {line.id_number: line.tier_fen for line in self.lines if line.tier_fen is not None}

    @property
    def papers_words(self) -> str:
        """Its papers as a person reads them."""
        if self.slips:
            return "、".join(
                f"签购单 {each.terminal}/{each.batch}/{each.trace}（{each.date}）"
                for each in self.slips
            )
        return f"票据 {self.cash.voucher}" if self.cash else "没有单据（不收钱）"


def entered_payment(desk: Desk, receipt: str) -> EnteredPayment:
    """Return a payment that can be corrected, as it stands.

    Raises BadInput for an unknown receipt, RefusedByRule where it is a difference
    (``not_a_payment``), did not come by the counter (``not_by_counter``), was taken back
    (``already_reversed``) or in part (``partly_refunded``), waits for a refund
    (``refund_waiting``), has had a difference settled (``settled_since``), or is of a later day.
    """
    payment = payment_with_receipt(desk, receipt)
    number = receipt_number(payment.year, payment.serial)
    if payment.kind != "payment":
        raise RefusedByRule(
            f"{number} 是补收的差额，不能更正；当日的请「撤销收据」，再重新补收", "not_a_payment"
        )
    if payment.channel not in _BY_COUNTER:
        raise RefusedByRule(
            f"收据 {number} 是缴费人自己缴到税务的，柜台不能更正；请税务更正后再导入",
            "not_by_counter",
        )
    refuse_earlier(payment.business_date, desk.business_date, f"收据 {number} ")
    lines = _whole(desk, payment, number)
    made = correction_to(desk, payment.id)
    papers_id = made.papers_id if made else payment.id
    shared_id = shared_papers(desk, payment.id)
    kept_under = papers_id if shared_id is None else shared_id
    papers = desk.store.find(CashPaperRow, station_id=desk.station_id, payment_id=kept_under)
    paid_on = made.paid_on if made else payment.business_date
    return EnteredPayment(
        payment=payment,
        receipt=number,
        paid_on=paid_on,
        papers_id=papers_id,
        shared_id=shared_id,
        paper_fen=made.paper_fen if made else None,
        lines=lines,
        slips=tuple(
            PosSlip(each.terminal, each.batch, each.trace, each.slip_date, each.reference)
            for each in desk.store.find(Slip, station_id=desk.station_id, payment_id=kept_under)
        ),
        cash=CashPaper(papers[0].levy_list, papers[0].voucher) if papers else None,
        second_for=_second_for(desk, payment, paid_on),
    )


def without(household: Household, entered: EnteredPayment) -> Household:
    """Return a household as it stood before a payment: what is corrected was never paid."""
    paid_by_it = {(line.person_id, line.insurance, line.levy_year) for line in entered.lines}
    return replace(
        household,
        members=tuple(
            replace(
                each,
                paid=tuple(
                    paid
                    for paid in each.paid
                    if (each.person_id, paid.insurance, paid.levy_year) not in paid_by_it
                ),
            )
            for each in household.members
        ),
    )


def _whole(desk: Desk, payment: Payment, number: str) -> tuple[PaymentLine, ...]:
    """Return the lines of a payment that stands as it was entered."""
    corrected = correction_of(desk, payment.id)
    if corrected is not None:
        right = desk.store.get(Payment, station_id=desk.station_id, id=corrected.entry_id)
        assert right is not None  # the schema holds it
        raise RefusedByRule(
            f"收据 {number} 已更正为收据 {receipt_number(right.year, right.serial)}，请更正那一张",
            "already_reversed",
        )
    lines = tuple(lines_in_force(desk, payment.id))
    entered = desk.store.find(PaymentLine, station_id=desk.station_id, payment_id=payment.id)
    if not lines:
        raise RefusedByRule(f"收据 {number} 已撤销或退费，不能再更正", "already_reversed")
    if len(lines) < len(entered):
        raise RefusedByRule(
            f"收据 {number} 已退了一部分，不能再更正；余下的请办「退费」，再重新收费",
            "partly_refunded",
        )
    if any(each.receipt == number for each in pending_refunds(desk)):
        raise RefusedByRule(
            f"收据 {number} 有退费申请在等复核，请先取消申请，再更正", "refund_waiting"
        )
    settled = desk.store.find(
        PaymentLine, station_id=desk.station_id, adjusts_line_id=[each.id for each in lines]
    )
    if sum(each.amount_fen for each in settled):
        raise RefusedByRule(
            f"收据 {number} 之后补退过差额，单据不止一张，不能更正；请「退费」后按应收重新收费",
            "settled_since",
        )
    return lines


def _second_for(desk: Desk, payment: Payment, paid_on: dt.date) -> str:
    """Return why a second person has to agree; empty on the day itself, before its close."""
    today = desk.business_date
    if paid_on != today or payment.business_date != today:
        return f"是 {paid_on} 收的"
    if clock.day_of(payment.recorded_at) != clock.today():
        return "不是今天录入的"
    if is_day_closed(desk, payment.operator_id):
        return f"{today} 已日结"
    sent = last_day_sent(desk)
    return f"{paid_on} 的半月报已上报" if sent is not None and paid_on <= sent else ""
