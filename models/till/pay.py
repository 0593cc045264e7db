"""Taking a payment: one household, one insurance, one slip, one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.desk import Desk
from models.errors import BadInput, RefusedByRule
from models.levy.excuses import why_missing
from models.levy.family import FamilyQuote, Household, MemberQuote, quote_family
from models.levy.terms import INSURANCE_TITLES, Insurance
from models.money import format_yuan
from models.people.families import load_household
from models.places.former import place_for_payment
from models.till.entry import Entry, draft_line
from models.till.post import post_entries
from models.till.replay import find_replay
from models.till.slip import PosSlip


@dataclass(frozen=True)
class PaymentRequest:
    """What the counter asks for.

    ``members``: identity numbers, or None for everybody who can pay. ``tiers_fen``:
    pension tiers by identity number. ``amount_fen``: what was taken, checked against
    what is due; None takes what is due.
    """

    household_id: int
    insurance: Insurance
    slip: PosSlip | None = None
    members: frozenset[str] | None = None
    tiers_fen: Mapping[str, int] = field(default_factory=dict)
    amount_fen: int | None = None


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
    ``missing``: names the family rule still waits for, each with the reason.
    """

    receipt: str
    amount_fen: int
    replayed: bool
    lines: tuple[ReceiptLine, ...]
    missing: tuple[tuple[str, str], ...] = ()


def take_payment(desk: Desk, request: PaymentRequest) -> Receipt:
    """Take a payment, or answer with the first receipt when its slip was entered before.

    Raises RefusedByRule when a rule forbids it or the amount is not what is due, and
    BadInput when the request does not fit the household.
    """
    with desk.store.writing():
        desk = desk.refreshed()
        household = load_household(desk, request.household_id)
        family = quote_family(
            desk.notice, request.insurance, household, desk.business_date, request.tiers_fen
        )
        if request.slip is not None:
            receipt = _replayed(desk, request, family)
            if receipt is not None:
                return receipt
        chosen = choose_members(request, family)
        entry = _draft(desk, request, place_for_payment(desk, household), chosen)
        posted = post_entries(desk, [entry])[0]
        desk.record("pay", f"payment {posted.payment_id}", f"{posted.receipt} {entry.amount_fen}")
    paying = frozenset(each.member.person_id for each in chosen)
    return Receipt(
        receipt=posted.receipt,
        amount_fen=entry.amount_fen,
        replayed=False,
        lines=tuple(
            ReceiptLine(each.member.id_number, each.member.name, request.insurance, line.amount_fen)
            for each, line in zip(chosen, entry.lines, strict=True)
        ),
        missing=missing_reasons(family, paying),
    )


def missing_reasons(
    family: FamilyQuote, paying: frozenset[int] = frozenset()
) -> tuple[tuple[str, str], ...]:
    """Return who "all members enrol" still waits for, each with the reason."""
    return tuple((each.member.name, why_missing(each)) for each in family.missing_after(paying))


def choose_members(request: PaymentRequest, family: FamilyQuote) -> tuple[MemberQuote, ...]:
    """Return the members a request pays for.

    Named members must belong to the household and be able to pay; without names it is
    everybody who can. Raises BadInput or RefusedByRule saying who cannot and why.
    """
    named = (request.members or frozenset()) | set(request.tiers_fen)
    strangers = named - {each.member.id_number for each in family.members}
    if strangers:
        raise BadInput(f"有 {len(strangers)} 个证件号码不在这一户，请核对 --members")
    if request.members is None:
        chosen = family.payable
    else:
        chosen = tuple(each for each in family.members if each.member.id_number in request.members)
        for each in chosen:
            _refuse_unable(each)
    if not chosen:
        raise _nobody(family)
    return chosen


def _refuse_unable(each: MemberQuote) -> None:
    if each.paid is not None:
        raise RefusedByRule(
            f"{each.member.name}已缴 {each.paid.levy_year} 年度"
            f"{INSURANCE_TITLES[each.paid.insurance]}（收据 {each.paid.receipt}），不能重复收费",
            "already_paid",
        )
    refused = each.quote.refused
    if refused is not None:
        raise RefusedByRule(f"{each.member.name}：{refused.message}", refused.code, refused.needs)


def _nobody(family: FamilyQuote) -> RefusedByRule:
    """Say why nobody in the household can pay: the first refusal, or that all have paid."""
    for each in family.members:
        if each.state == "refused":
            refused = each.quote.refused
            assert refused is not None
            return RefusedByRule(
                f"这一户没有人可以收费。{each.member.name}：{refused.message}",
                refused.code,
                refused.needs,
            )
    if any(each.state == "paid" for each in family.members):
        return RefusedByRule("这一户该险种应缴的人都已缴费，不能重复收费", "already_paid")
    return RefusedByRule("这一户没有应在本站参保的人", "nothing_to_pay")


def _draft(
    desk: Desk, request: PaymentRequest, household: Household, chosen: tuple[MemberQuote, ...]
) -> Entry:
    lines = tuple(draft_line(household, each, desk.business_date) for each in chosen)
    due_fen = sum(line.amount_fen for line in lines)
    if request.amount_fen is not None and request.amount_fen != due_fen:
        raise RefusedByRule(
            f"应收 {format_yuan(due_fen)} 元，与所填 {format_yuan(request.amount_fen)} 元不符，"
            "没有入账；请核对人员和金额",
            "amount_not_due",
        )
    if due_fen and request.slip is None:
        raise BadInput("缺少 POS 签购单号码，请填写终端号、批次号和凭证号")
    return Entry(
        kind="payment",
        channel="pos" if request.slip else "no_charge",
        business_date=desk.business_date,
        lines=lines,
        slips=(request.slip,) if request.slip else (),
        chose_members=request.members is not None,
    )


def _replayed(desk: Desk, request: PaymentRequest, family: FamilyQuote) -> Receipt | None:
    """Return the first receipt of a slip that was entered before with the same content."""
    assert request.slip is not None
    found = find_replay(desk, request.slip)
    if found is None:
        return None
    first = frozenset(line.id_number for line in found.lines)
    if request.members is not None:
        asked = request.members
    elif found.chose_members:
        asked = first | {each.member.id_number for each in family.payable}
    else:
        asked = first
    is_same = (
        found.kind == "payment"
        and found.household_ids == {request.household_id}
        and found.insurances == {request.insurance}
        and asked == first
        and request.amount_fen in (None, found.amount_fen)
        and request.slip.reference in ("", found.reference)
        and all(found.tiers_fen.get(who) == tier for who, tier in request.tiers_fen.items())
    )
    if not is_same:
        raise RefusedByRule(
            f"这张签购单（终端 {request.slip.terminal} 批次 {request.slip.batch} 凭证 "
            f"{request.slip.trace}，{request.slip.date}）已用于收据 {found.receipt}"
            f"（{format_yuan(found.amount_fen)} 元），内容不同，没有入账；请核对单据号码",
            "slip_used",
        )
    if found.is_reversed:
        raise RefusedByRule(
            f"这张签购单的收据 {found.receipt} 已撤销或退费，不能再用", "slip_reversed"
        )
    return Receipt(
        receipt=found.receipt,
        amount_fen=found.amount_fen,
        replayed=True,
        lines=tuple(
            ReceiptLine(line.id_number, line.name, line.insurance, line.amount_fen)
            for line in found.lines
        ),
        missing=missing_reasons(family, frozenset()),
    )
