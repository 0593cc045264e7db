"""Taking a payment: the families on one slip or several, one entry, one transaction."""

from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.counter.choose import choose_members, missing_reasons, refuse_alone
from models.counter.conflict import first_payment
from models.counter.override import (
    overridden_members,
    overridden_refusals,
    record_overrides,
)
from models.counter.replay import FirstEntry
from models.counter.request import PaymentRequest, check_money
from models.counter.second_look import check_slip_dates, refuse_doubts
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line, draft_line
from models.ledger.vouchers import voucher_warnings
from models.levy.channels import check_channel
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.people.households.families import load_household
from models.people.households.quotes import quote_household
from models.station.closed_days import refuse_future
from models.station.desk import Desk
from models.villages.division import division_on
from models.villages.former import place_in


@dataclass(frozen=True)
class ReceiptLine:
    """One person on a receipt."""

    id_number: str
    name: str
    insurance: str
    amount_fen: int


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
        households = {
            who: load_household(desk, who)
            for who in dict.fromkeys(each.household_id for each in request.parts)
        }
        families = tuple(
            quote_household(
                desk,
                households[each.household_id],
                each.insurance,
                request.tiers_fen,
                each.levy_year,
                overridden,
            )
            for each in request.parts
        )
        found = first_payment(desk, request, families)
        if found is not None:
            return _again(found, families)
        check_slip_dates(desk, request.slips)
        told = refuse_doubts(desk, request.slips, request.confirmed)
        chosen = choose_members(request, families)
        refuse_alone(desk, chosen)
        asked = [households[each.household_id] for each in request.parts]
        paying = [(home, one) for home, few in zip(asked, chosen, strict=True) for one in few]
        refusals = overridden_refusals(desk, request, paying)
        lines = _draft_lines(desk, paying)
        entry = _draft(desk, request, lines)
        posted = book_entries(desk, [entry], request.second)[0]
        record_overrides(desk, request.override, posted.payment_id, refusals)
        desk.record("pay", f"payment {posted.payment_id}", f"{posted.receipt} {entry.amount_fen}")
    return Receipt(
        receipt=posted.receipt,
        amount_fen=entry.amount_fen,
        replayed=False,
        lines=tuple(
            ReceiptLine(each.member.id_number, each.member.name, line.insurance, line.amount_fen)
            for each, line in zip((one for few in chosen for one in few), lines, strict=True)
        ),
        missing=_missing(families, chosen),
        warnings=(
            *dict.fromkeys(said for _, one in paying for said in one.quote.warnings),
            *told,
            *(voucher_warnings(desk, request.cash.voucher) if request.cash else ()),
        ),
    )


def _draft_lines(desk: Desk, paying: list[tuple[Household, MemberQuote]]) -> tuple[Line, ...]:
    """Return the lines of everybody who pays, each where the household is entered now."""
    division = division_on(desk, desk.business_date)
    return tuple(
        draft_line(place_in(division, desk, household), each, desk.business_date)
        for household, each in paying
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
    for insurance, year in dict.fromkeys((line.insurance, line.levy_year) for line in lines):
        rules = desk.notice_of(insurance, year).insurances[insurance]
        refused = check_channel(rules, request.channel)
        if refused is not None:
            raise RefusedByRule(refused.message, refused.code)
    return Entry(
        kind="payment",
        channel=request.channel,
        business_date=desk.business_date,
        lines=lines,
        slips=request.slips,
        cash=request.cash,
        chose_members=request.chose_members,
    )


def _missing(
    families: tuple[FamilyQuote, ...], chosen: tuple[tuple[MemberQuote, ...], ...] = ()
) -> tuple[tuple[str, str], ...]:
    paying = frozenset(each.member.person_id for members in chosen for each in members)
    return tuple(reason for family in families for reason in missing_reasons(family, paying))


def _again(found: FirstEntry, families: tuple[FamilyQuote, ...]) -> Receipt:
    return Receipt(
        receipt=found.receipt,
        amount_fen=found.amount_fen,
        replayed=True,
        lines=tuple(
            ReceiptLine(line.id_number, line.name, line.insurance, line.amount_fen)
            for line in found.lines
        ),
        missing=_missing(families),
    )
