"""Correcting a payment (更正): taken back and posted right under the same papers, in one act.

Wrong family, wrong member, wrong tier, wrong insurance, wrong year. No money moves: what was paid
was paid, only the book said it of the wrong people. So the right ones are quoted for the day on
which the money was taken, and both entries are made in the present period.
"""

from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.counter.entered import EnteredPayment, entered_payment, without
from models.counter.override import overridden_members, overridden_refusals, record_overrides
from models.counter.payers import (
    Payers,
    ReceiptLine,
    choose_payers,
    draft_lines,
    homes_of,
    quote_parts,
    refuse_channels,
)
from models.counter.repaid import owed_back_words, repaid_to
from models.counter.request import PaymentRequest
from models.counter.reverse import check_reason, draft_reversal
from models.ledger.booking import Booked, book_entries
from models.ledger.entry import Entry, Line
from models.people.households.quotes import Overridden
from models.station.approvals import SecondPerson, agreed
from models.station.desk import Desk
from models.store.tables.bureau import StatementClearing
from models.store.tables.corrections import Correction
from models.store.tables.ledger import EntryKind, HandedIn


@dataclass(frozen=True)
class Corrected:
    """A correction as it stands: ``receipt`` stands for ``reverses`` now, by the same papers.

    ``reversal`` is the number of the entry that takes the wrong one back. ``warnings``: what the
    right people must know, and who has to give back what a funder paid to the wrong ones.
    """

    receipt: str
    reverses: str
    reversal: str
    amount_fen: int
    lines: tuple[ReceiptLine, ...]
    missing: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    papers: str
    approved_by: str


def correct_payment(
    desk: Desk,
    receipt: str,
    request: PaymentRequest,
    reason: str,
    second: SecondPerson | None = None,
) -> Corrected:
    """Take a payment back and post what ``request`` says under its papers, in one transaction.

    The papers are the receipt's own: ``request`` names none. Its ``amount_fen`` is what they
    state, where that was entered wrongly. Raises as ``entered_payment`` and the rules of paying
    do; RefusedByRule for another amount than was taken (``amount_not_due``), for what a statement
    has confirmed (``statement_agrees``) or where nothing would change (``nothing_to_correct``);
    Denied as ``agreed`` does where it takes a second person.
    """
    reason = check_reason(reason)
    if request.slips or request.cash:
        raise BadInput("更正沿用原来的签购单或票据，不用另写号码")
    overridden = overridden_members(request)
    with desk.writing("correct"):
        desk = desk.refreshed()
        entered = entered_payment(desk, receipt)
        then = desk.on(entered.paid_on)
        right = _right(then, entered, request, overridden)
        refusals = overridden_refusals(then, request, right.paying)
        lines = draft_lines(desk, right.paying, entered.paid_on)
        back = draft_reversal(desk, entered.payment, _kind(desk, entered), f"更正：{reason}")
        entry = Entry(
            kind="payment",
            channel=entered.payment.channel,
            business_date=desk.business_date,
            lines=lines,
            chose_members=request.chose_members,
            reason=f"更正收据 {entered.receipt}：{reason}",
        )
        _refuse_unchanged(entered, lines)
        refuse_channels(then, lines, entry.channel)
        is_restated = _is_restated(desk, entered, request, entry)
        is_alone = not entered.second_for and not is_restated
        approved_by = "" if is_alone else agreed(desk, "correct", entered.receipt, second)
        reversal, posted = book_entries(desk, [back, entry], second, needs_second=is_alone)
        record_overrides(desk, request.override, posted.payment_id, refusals)
        paper_fen = entry.amount_fen if is_restated else entered.paper_fen
        _keep(desk, entered, (reversal, posted), paper_fen, reason, approved_by)
    repaid = repaid_to(desk, {(x.person_id, x.insurance, x.levy_year) for x in entered.lines})
    still = {(line.person_id, line.insurance, line.levy_year) for line in lines}
    told = owed_back_words(each for each in repaid if each.what not in still)
    return Corrected(
        receipt=posted.receipt,
        reverses=entered.receipt,
        reversal=reversal.receipt,
        amount_fen=entry.amount_fen,
        lines=right.receipt_lines(lines),
        missing=right.missing,
        warnings=(*right.warnings, *told),
        papers=entered.papers_words,
        approved_by=approved_by,
    )


def _right(
    then: Desk, entered: EnteredPayment, request: PaymentRequest, overridden: Overridden
) -> Payers:
    """Return the right people as quoted on the day of the money, had the wrong entry not been."""
    homes = {who: without(home, entered) for who, home in homes_of(then, request).items()}
    families = quote_parts(then, request, homes, overridden)
    return choose_payers(then, request, homes, families)


def _kind(desk: Desk, entered: EnteredPayment) -> EntryKind:
    return "void" if entered.payment.business_date == desk.business_date else "refund"


def _refuse_unchanged(entered: EnteredPayment, lines: tuple[Line, ...]) -> None:
    before = {
        (x.person_id, x.household_id, x.insurance, x.levy_year, x.tier_fen, x.amount_fen)
        for x in entered.lines
    }
    after = {
        (x.person_id, x.household_id, x.insurance, x.levy_year, x.tier_fen, x.amount_fen)
        for x in lines
    }
    if before == after:
        raise RefusedByRule(
            f"更正后和收据 {entered.receipt} 原来的一样，没有更正；请核对户、人员、险种和档次",
            "nothing_to_correct",
        )


def _is_restated(
    desk: Desk, entered: EnteredPayment, request: PaymentRequest, entry: Entry
) -> bool:
    """Whether the papers state another amount than was entered, as the request says.

    Refuses every other amount than was taken, and says how the money is put right.
    """
    taken_fen, due_fen, stated_fen = entered.amount_fen, entry.amount_fen, request.amount_fen
    if due_fen == taken_fen and stated_fen in (None, taken_fen):
        return False
    is_whole_paper = len(entered.slips) <= 1 and entered.shared_id is None
    if stated_fen != due_fen or not taken_fen or not due_fen or not is_whole_paper:
        raise RefusedByRule(_other_amount(entered, due_fen, stated_fen), "amount_not_due")
    agreeing = desk.store.find(
        StatementClearing, station_id=desk.station_id, payment_id=entered.papers_id
    )
    if agreeing:
        raise RefusedByRule(
            f"收据 {entered.receipt} 的签购单，对账单上就是 {format_yuan(taken_fen)} 元，"
            f"不能改成 {format_yuan(due_fen)} 元；请「退费」后按应收重新收费",
            "statement_agrees",
        )
    return True


def _other_amount(entered: EnteredPayment, due_fen: int, stated_fen: int | None) -> str:
    """Return both amounts, and how the money is put right."""
    stated = "" if stated_fen is None else f"，所填 {format_yuan(stated_fen)} 元"
    told = (
        f"更正后应收 {format_yuan(due_fen)} 元，收据 {entered.receipt} 收了 "
        f"{format_yuan(entered.amount_fen)} 元{stated}，没有更正。"
    )
    back = "请先「撤销收据」" if not entered.second_for else "请先「退费」"
    if not entered.amount_fen or not due_fen:
        return f"{told}{back}，再按应收重新收费"
    if entered.shared_id is not None:
        return f"{told}单据是和同村别的户合用的，不能改金额；请先「退费」，再按应收重新收费"
    if len(entered.slips) > 1:
        return f"{told}有几张签购单，不能改金额；{back}，再按应收重新收费"
    return (
        f"{told}单据上印的就是 {format_yuan(due_fen)} 元的，请在「单上金额」照填，由第二人同意；"
        f"确实只收了 {format_yuan(entered.amount_fen)} 元的，{back}，退回原款，"
        "再按应收用新的单据重新收费"
    )


def _keep(
    desk: Desk,
    entered: EnteredPayment,
    booked: tuple[Booked, Booked],
    paper_fen: int | None,
    reason: str,
    approved_by: str,
) -> None:
    """Keep that the papers are the new entry's from now on."""
    reversal, posted = booked
    desk.store.add(
        Correction(
            reversed_id=entered.payment.id,
            reversal_id=reversal.payment_id,
            entry_id=posted.payment_id,
            papers_id=entered.papers_id,
            paid_on=entered.paid_on,
            paper_fen=paper_fen,
            reason=reason,
            approved_by=approved_by,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    if entered.shared_id is not None:
        desk.store.add(
            HandedIn(
                station_id=desk.station_id,
                entry_id=posted.payment_id,
                papers_id=entered.shared_id,
            )
        )
    desk.record("correct", f"payment {entered.payment.id}", f"{posted.receipt} {reason}")
