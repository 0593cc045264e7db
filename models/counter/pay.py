"""Taking a payment: the families on one slip or several, one entry, one transaction."""

from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.counter.conflict import first_payment
from models.counter.override import (
    overridden_members,
    overridden_refusals,
    record_overrides,
)
from models.counter.payers import (
    ReceiptLine,
    choose_payers,
    draft_lines,
    homes_of,
    missing_after,
    quote_parts,
    refuse_channels,
)
from models.counter.replay import FirstEntry
from models.counter.request import PaymentRequest, check_money
from models.counter.second_look import check_slip_dates, refuse_doubts
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.ledger.vouchers import voucher_warnings
from models.levy.family import FamilyQuote
from models.station.closed_days import refuse_future
from models.station.desk import Desk


@dataclass(frozen=True)
class Receipt:
    """The acknowledged result of a payment.

    ``replayed``: the slip had been entered before, and nothing was charged again.
    ``missing``: names the family rule still waits for, each with the reason. ``warnings``: what
    the payers must know of it.
    """

    receipt: str
    amount_fen: int
    replayed: bool
    lines: tuple[ReceiptLine, ...]
    missing: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def take_payment(desk: Desk, request: PaymentRequest) -> Receipt:
    """Take a payment, or answer with the first receipt when its papers were entered before.

    Raises RefusedByRule when a rule forbids it or the amount is not what is due, and
    BadInput when the request does not fit the households or the money.
    """
    said = {(each.household_id, each.insurance, each.levy_year) for each in request.parts}
    if not said or len(said) < len(request.parts):
        raise BadInput("要收费的户没有写，或写了两次，请核对户编号")
    overridden = overridden_members(request)
    with desk.writing("pay"):
        refuse_future(desk.business_date)
        desk = desk.refreshed()
        homes = homes_of(desk, request)
        families = quote_parts(desk, request, homes, overridden)
        found = first_payment(desk, request, families)
        if found is not None:
            return _again(found, families)
        check_slip_dates(desk, request.slips)
        told = refuse_doubts(desk, request.slips, request.confirmed)
        payers = choose_payers(desk, request, homes, families)
        refusals = overridden_refusals(desk, request, payers.paying)
        lines = draft_lines(desk, payers.paying, desk.business_date)
        entry = _draft(desk, request, lines)
        posted = book_entries(desk, [entry], request.second)[0]
        record_overrides(desk, request.override, posted.payment_id, refusals)
        desk.record("pay", f"payment {posted.payment_id}", f"{posted.receipt} {entry.amount_fen}")
    return Receipt(
        receipt=posted.receipt,
        amount_fen=entry.amount_fen,
        replayed=False,
        lines=payers.receipt_lines(lines),
        missing=payers.missing,
        warnings=(
            *payers.warnings,
            *told,
            *(voucher_warnings(desk, request.cash.voucher) if request.cash else ()),
        ),
    )


def _draft(desk: Desk, request: PaymentRequest, lines: tuple[Line, ...]) -> Entry:
    due_fen = sum(line.amount_fen for line in lines)
    if request.amount_fen is not None and request.amount_fen != due_fen:
        raise RefusedByRule(
            f"应收 {format_yuan(due_fen)} 元，与所填 {format_yuan(request.amount_fen)} 元不符，"
            "没有入账；请核对人员和金额",
            "amount_not_due",
        )
    check_money(request, due_fen)
    refuse_channels(desk, lines, request.channel)
    return Entry(
        kind="payment",
        channel=request.channel,
        business_date=desk.business_date,
        lines=lines,
        slips=request.slips,
        cash=request.cash,
        chose_members=request.chose_members,
    )


def _again(found: FirstEntry, families: tuple[FamilyQuote, ...]) -> Receipt:
    return Receipt(
        receipt=found.receipt,
        amount_fen=found.amount_fen,
        replayed=True,
        lines=tuple(
            ReceiptLine(line.id_number, line.name, line.insurance, line.amount_fen)
            for line in found.lines
        ),
        missing=missing_after(families),
    )
