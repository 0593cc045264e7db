"""Voiding a payment (撤销): on the clock's own day, before it is closed."""

from collections.abc import Iterable
from dataclasses import replace

from models.base import clock
from models.base.errors import BadInput, Denied, RefusedByRule
from models.cash.pos_batches import is_batch_settled
from models.counter.reverse import (
    Reversal,
    check_reason,
    draft_reversal,
    lines_in_force,
    payment_with_receipt,
    refuse_earlier,
    refuse_without_cash,
    shares_of,
    turn_around,
)
from models.counter.voidable import is_closed_since, why_not_voided
from models.ledger.booking import book_entries
from models.ledger.corrections import entries_sharing, papers_id, shared_papers
from models.ledger.entry import Entry
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.store.tables.ledger import Payment, PaymentLine, Slip

_REFUND = "请办理「退费」，由第二人复核"


def void_payment(
    desk: Desk,
    receipt: str,
    reason: str,
    slip: PosSlip | None = None,
    second: SecondPerson | None = None,
) -> Reversal:
    """Take back a whole payment, or a difference collected, on its own day.

    ``slip`` is what the terminal printed for the void; ``second`` agrees where the station has
    closed the day and the payment came after that. Raises BadInput for an unknown receipt or a
    missing reason, Denied for another day, the clock's or the business date (``not_same_day``),
    or one that is closed (``day_closed``), RefusedByRule for a batch the terminal has settled
    (``pos_settled``), papers that other entries share (``shared_papers``), cash already deposited
    (``more_than_cash``), or where nothing is left to take back (``already_reversed``).
    """
    reason = check_reason(reason)
    with desk.writing("void"):
        payment = payment_with_receipt(desk, receipt)
        refuse_earlier(payment.business_date, desk.business_date, f"收据 {receipt} ")
        if shared_papers(desk, payment.id) is not None:
            raise RefusedByRule(
                f"收据 {receipt} 和同村别的户合用单据，不能单独撤销；退这一户请「退费」，"
                "整批录错的在「撤销收据」里选「整批撤销」",
                "shared_papers",
            )
        _refuse_another_day(desk, payment, receipt)
        if slip is not None and payment.channel != "pos":
            raise BadInput(f"收据 {receipt} 不是刷卡收的，撤销不用签购单号码")
        _refuse_settled(desk, payment.id, receipt)
        is_payment = payment.kind == "payment"
        entry = (
            draft_reversal(desk, payment, "void", reason, slip=slip)
            if is_payment
            else _void_difference(desk, payment, reason, slip)
        )
        refuse_without_cash(desk, entry)
        posted = book_entries(desk, [entry], second)[0]
        detail = f"{posted.receipt} {entry.amount_fen} {reason}"
        desk.record("void", f"payment {payment.id}", detail)
    return Reversal(posted.receipt, receipt, -entry.amount_fen, entry.people)


def void_collection(
    desk: Desk, receipt: str, reason: str, second: SecondPerson | None = None
) -> tuple[Reversal, ...]:
    """Take back all entries of a village's collection, on its own day, as one act.

    ``receipt`` is any of them; what the terminal voids are its slips as a whole. Raises as
    ``void_payment`` does, BadInput for a receipt that shares no papers, and RefusedByRule
    (``partly_refunded``) where some of it was taken back already.
    """
    reason = check_reason(reason)
    with desk.writing("void"):
        payment = payment_with_receipt(desk, receipt)
        refuse_earlier(payment.business_date, desk.business_date, f"收据 {receipt} ")
        kept_under = shared_papers(desk, payment.id)
        if kept_under is None:
            raise BadInput(f"收据 {receipt} 不是整村代收的，请直接撤销")
        _refuse_another_day(desk, payment, receipt)
        _refuse_settled(desk, payment.id, receipt)
        ids = entries_sharing(desk.store, desk.station_id, kept_under)
        together = desk.store.find(Payment, station_id=desk.station_id, id=ids)
        _refuse_in_part(desk, together)
        entries = [draft_reversal(desk, each, "void", reason) for each in together]
        whole = replace(entries[0], lines=tuple(line for each in entries for line in each.lines))
        refuse_without_cash(desk, whole)
        booked = book_entries(desk, entries, second)
        for each, entry, posted in zip(together, entries, booked, strict=True):
            detail = f"{posted.receipt} {entry.amount_fen} {reason}"
            desk.record("void", f"payment {each.id}", detail)
    return tuple(
        Reversal(
            posted.receipt,
            receipt_number(each.year, each.serial),
            -entry.amount_fen,
            entry.people,
        )
        for each, entry, posted in zip(together, entries, booked, strict=True)
    )


def _refuse_in_part(desk: Desk, together: Iterable[Payment]) -> None:
    """Refuse where anything of the entries was taken back: the slips would give it back again."""
    for each in together:
        lines = desk.store.find(PaymentLine, station_id=desk.station_id, payment_id=each.id)
        if len(lines_in_force(desk, each.id)) < len(lines):
            raise RefusedByRule(
                f"收据 {receipt_number(each.year, each.serial)} 已退，整批不能再撤销；"
                "其余各户请逐户「退费」",
                "partly_refunded",
            )


def _refuse_another_day(desk: Desk, payment: Payment, receipt: str) -> None:
    """Refuse what was taken or recorded on another day, or is closed; corrected since or not."""
    taken = (
        desk.store.get(Payment, station_id=desk.station_id, id=papers_id(desk, payment.id))
        or payment
    )
    why = why_not_voided(
        taken.business_date,
        taken.recorded_at,
        desk.business_date,
        is_day_closed=is_closed_since(desk, payment.id) or is_closed_since(desk, taken.id),
        is_settled=False,
    )
    if why == "not_same_day":
        is_another = taken.business_date != desk.business_date
        when = (
            f"{taken.business_date} 收的"
            if is_another
            else f"{clock.day_of(taken.recorded_at)} 录入的"
        )
        raise Denied(f"收据 {receipt} 是 {when}，隔日只能退费，不能撤销；{_REFUND}", why, receipt)
    if why == "day_closed":
        raise Denied(
            f"收据 {receipt} 已在 {taken.business_date} 的日结里，不能撤销；{_REFUND}",
            why,
            receipt,
        )


def _refuse_settled(desk: Desk, payment_id: int, receipt: str) -> None:
    """Refuse where the total of a slip's batch was recorded: the terminal voids no more."""
    kept_under = papers_id(desk, payment_id)
    for slip in desk.store.find(Slip, station_id=desk.station_id, payment_id=kept_under):
        if is_batch_settled(desk, slip.terminal, slip.batch, slip.slip_date):
            raise RefusedByRule(
                f"收据 {receipt} 的终端 {slip.terminal} 批次 {slip.batch} 已结算，不能撤销，"
                "请办理退费",
                "pos_settled",
            )


def _void_difference(desk: Desk, payment: Payment, reason: str, slip: PosSlip | None) -> Entry:
    """Return the entry that takes back a collected difference: it is owed again."""
    store, station_id = desk.store, desk.station_id
    receipt = receipt_number(payment.year, payment.serial)
    if store.find(Payment, station_id=station_id, reverses_id=payment.id):
        raise RefusedByRule(f"收据 {receipt} 已撤销或退费，不能再次办理", "already_reversed")
    lines = store.find(PaymentLine, station_id=station_id, payment_id=payment.id)
    adjusted = [each.adjusts_line_id for each in lines]
    if store.find(PaymentLine, station_id=station_id, reverses_line_id=adjusted):
        raise RefusedByRule(f"收据 {receipt} 补的那笔收费已经退了，不能再撤销", "already_reversed")
    _refuse_before_last(desk, receipt, lines)
    shares = shares_of(desk, lines)
    former = {each.id: _former_category(desk, each) for each in lines}
    return Entry(
        kind="void",
        channel=payment.channel,
        business_date=desk.business_date,
        lines=tuple(
            replace(
                turn_around(each, [each], shares, adjusts_line_id=each.adjusts_line_id),
                category=former[each.id],
            )
            for each in reversed(lines)
        ),
        slips=(slip,) if slip else (),
        reason=reason,
        reverses_id=payment.id,
    )


def _refuse_before_last(desk: Desk, receipt: str, lines: Iterable[PaymentLine]) -> None:
    """Refuse while a later difference stands on the same payment: it was reckoned from this one."""
    adjusted = [each.adjusts_line_id for each in lines]
    last = max(each.id for each in lines)
    since = [
        each
        for each in desk.store.find(
            PaymentLine, station_id=desk.station_id, adjusts_line_id=adjusted
        )
        if each.id > last
    ]
    if sum(each.amount_fen for each in since) or sum(each.subsidy_fen for each in since):
        raise RefusedByRule(
            f"收据 {receipt} 之后又补退过差额，请先撤销或结清后面的，再撤销这一张", "settled_since"
        )


def _former_category(desk: Desk, line: PaymentLine) -> str:
    """Return the category a payment stood under before a difference was settled on it."""
    others = desk.store.find(
        PaymentLine, station_id=desk.station_id, adjusts_line_id=line.adjusts_line_id
    )
    before = [each for each in others if each.id < line.id]
    if before:
        return max(before, key=lambda each: each.id).category
    paid = desk.store.get(PaymentLine, station_id=desk.station_id, id=line.adjusts_line_id)
    return paid.category if paid is not None else line.category
