"""Who is paid for: the members a request names, or everybody who can pay."""

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES
from models.counter.request import PaymentRequest
from models.levy.excuses import why_missing
from models.levy.family import FamilyQuote, MemberQuote


def choose_members(
    request: PaymentRequest, families: tuple[FamilyQuote, ...]
) -> tuple[tuple[MemberQuote, ...], ...]:
    """Return the members a request pays for, family by family.

    Named members must belong to the households and be able to pay; without names it is
    everybody who can. Raises BadInput or RefusedByRule saying who cannot and why.
    """
    named = (request.members or frozenset()) | set(request.tiers_fen)
    known = {each.member.id_number for family in families for each in family.members}
    if named - known:
        raise BadInput(f"有 {len(named - known)} 个证件号码不在这一户，请核对 --members")
    return tuple(_choose(request.members, family) for family in families)


def _choose(members: frozenset[str] | None, family: FamilyQuote) -> tuple[MemberQuote, ...]:
    if members is None:
        chosen = family.payable
    else:
        chosen = tuple(each for each in family.members if each.member.id_number in members)
        for each in chosen:
            _refuse_unable(each)
    if not chosen:
        raise _nobody(family)
    return chosen


def missing_reasons(
    family: FamilyQuote, paying: frozenset[int] = frozenset()
) -> tuple[tuple[str, str], ...]:
    """Return who "all members enrol" still waits for, each with the reason."""
    return tuple((each.member.name, why_missing(each)) for each in family.missing_after(paying))


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
