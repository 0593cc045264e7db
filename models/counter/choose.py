"""Who is paid for: the members a request names, or everybody who can pay."""

from collections.abc import Sequence

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES, Insurance
from models.counter.request import PaymentRequest
from models.levy.excuses import NOT_PAID, why_missing
from models.levy.family import FamilyQuote, Member, MemberQuote
from models.levy.notice import InsuranceRules
from models.station.desk import Desk


def choose_members(
    request: PaymentRequest, families: tuple[FamilyQuote, ...]
) -> tuple[tuple[MemberQuote, ...], ...]:
    """Return the members a request pays for, family by family.

    Named members must belong to the households and be able to pay; without names it is
    everybody who can. Raises BadInput or RefusedByRule saying who cannot and why.
    """
    named = set(request.tiers_fen).union(*(each.members or () for each in request.parts))
    known = {each.member.id_number for family in families for each in family.members}
    if named - known:
        raise BadInput(f"有 {len(named - known)} 个证件号码不在这一户，请核对「证件号」")
    parts = zip(request.parts, families, strict=True)
    chosen = tuple(_choose(part.members, family) for part, family in parts)
    _refuse_twice(chosen)
    return chosen


def refuse_alone(desk: Desk, chosen: tuple[tuple[MemberQuote, ...], ...]) -> None:
    """Refuse an insurance that is collected together with another, for who has not the other.

    义政办发〔2020〕54号 三(二): critical illness is collected with medical insurance. The other
    may be paid already, or by the same request. Raises RefusedByRule (``not_alone``).
    """
    taken = {
        (each.member.person_id, each.quote.insurance, each.quote.levy_year)
        for members in chosen
        for each in members
    }
    for each in (one for members in chosen for one in members):
        quote = each.quote
        rules = desk.notice_of(quote.insurance, quote.levy_year or 0).insurances[quote.insurance]
        other = goes_with(rules, each.member)
        if other is None or each.member.paid_for(other, quote.levy_year) is not None:
            continue
        if (each.member.person_id, other, quote.levy_year) not in taken:
            title, with_title = INSURANCE_TITLES[quote.insurance], INSURANCE_TITLES[other]
            raise RefusedByRule(
                f"{each.member.name}：{title}随{with_title}一并征收（{rules.clause}），"
                f"还没有 {quote.levy_year} 年度{with_title}，请一起缴",
                "not_alone",
            )


def goes_with(rules: InsuranceRules, member: Member) -> Insurance | None:
    """Return the insurance without which a person cannot take this one, if there is any.

    Employees whom the notice names have the other one at work, and take this one alone
    (义政办发〔2020〕54号 三(二)).
    """
    other = rules.collected_with
    takes_employees = any(each.condition == "insured_elsewhere" for each in rules.inclusions)
    if other and takes_employees and member.applicant(other).is_insured_elsewhere:
        return None
    return other


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


def _refuse_twice(chosen: tuple[tuple[MemberQuote, ...], ...]) -> None:
    """Refuse to charge somebody for the same year by two parts of one request."""
    seen = set()
    for each in (one for members in chosen for one in members):
        what = (each.member.person_id, each.quote.insurance, each.quote.levy_year)
        if what in seen:
            raise BadInput(
                f"{each.member.name}的{INSURANCE_TITLES[each.quote.insurance]} "
                f"{each.quote.levy_year} 年度写了两次，请核对「参保年度」"
            )
        seen.add(what)


def missing_reasons(
    family: FamilyQuote, paying: frozenset[int] = frozenset()
) -> tuple[tuple[str, str], ...]:
    """Return who "all members enrol" still waits for, each with the reason."""
    return tuple((each.member.name, why_missing(each)) for each in family.missing_after(paying))


def missing_words(missing: Sequence[tuple[str, str]]) -> str:
    """Return who is still to be enrolled, as a clerk says it; empty where nobody is.

    ``尚有 3 人未参保：张三、李四；王五（标准未定）``: who has only not paid yet is named alone,
    a reason that several share is told once.
    """
    if not missing:
        return ""
    by_reason: dict[str, list[str]] = {}
    for name, reason in missing:
        by_reason.setdefault(reason, []).append(name)
    unpaid = by_reason.pop(NOT_PAID, [])
    groups = ["、".join(unpaid)] if unpaid else []
    groups += [f"{'、'.join(names)}（{reason}）" for reason, names in by_reason.items()]
    return f"{missing_count_words(len(missing))}：{'；'.join(groups)}"


def missing_count_words(people: int) -> str:
    """Return how many are still to be enrolled."""
    return f"尚有 {people} 人未参保"


def _refuse_unable(each: MemberQuote) -> None:
    if each.paid is not None:
        how = "税务登记已参保" if each.paid.is_stated else "已缴"
        raise RefusedByRule(
            f"{each.member.name}{how} {each.paid.levy_year} 年度"
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
