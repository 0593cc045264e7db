"""One person's quote: what is owed for one insurance on one day, and every reason."""

import datetime as dt
from typing import NamedTuple, get_args

from msgspec.structs import replace

from models.base.errors import BadInput
from models.base.money import short_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.levy.additions import find_additions
from models.levy.applicable import Applicable, applicable_rules, of_tier
from models.levy.eligibility import check_eligibility
from models.levy.figure_names import figure_title
from models.levy.notice import InsuranceRules, Notice
from models.levy.standard import Basis, decide_standard, tier_for
from models.levy.subsidy import Subsidy, choose_subsidy, is_fixed, no_subsidy
from models.levy.timing import Timing, decide_timing
from models.levy.values import Applicant, Quote, Refusal, RefusalCode, Trail
from models.levy.waiting import add_wait, nothing_to_buy, say_incentives


def quote_person(
    notice: Notice,
    insurance: Insurance,
    applicant: Applicant,
    on: dt.date,
    tier_fen: int | None = None,
    levy_year: int | None = None,
    *,
    is_bureaus: bool = False,
) -> Quote:
    """Return what a person owes for an insurance and a levy year on a day, under a notice.

    ``tier_fen`` is the chosen pension tier; without ``levy_year`` it is the round's own.
    ``is_bureaus``: the tax bureau has accepted the money already, which no window stops. A
    rule that forbids or cannot answer gives a quote with ``refused`` set. Raises BadInput for
    a birth after the day of the quote.
    """
    if applicant.born > on:
        raise BadInput(f"出生日期 {applicant.born} 晚于办理日期 {on}，请核对")
    rules = notice.insurances.get(insurance)
    if rules is None:
        refusal = Refusal(
            code="insurance_not_collected",
            message=f"{notice.title}不征收{INSURANCE_TITLES[insurance]}，请向税务部门咨询",
        )
        return Quote(notice=notice.id, insurance=insurance, levy_year=None, refused=refusal)
    year = rules.levy_year if levy_year is None else levy_year
    trail = Trail(notice.interpretations)
    ask = _Asked(insurance, rules, applicant, on, year, tier_fen, is_bureaus)
    outcome = _work_out(notice, ask, trail)
    if isinstance(outcome, Refusal):
        return Quote(
            notice=notice.id,
            insurance=insurance,
            levy_year=year,
            refused=outcome,
            clauses=trail.clauses,
            interpretations=trail.interpretations,
            explanation=(*trail.explanation, outcome.message),
            warnings=trail.warnings,
        )
    if rules.levy_year_note and year == rules.levy_year:
        trail.warn(f"参保年度 {year} 有疑：{rules.levy_year_note}；可凭文件「填入数字」改定")
    return _assemble(notice, insurance, *outcome, trail)


def quote_accepted(
    notice: Notice,
    insurance: Insurance,
    applicant: Applicant,
    on: dt.date,
    tier_fen: int | None,
    levy_year: int,
) -> Quote:
    """Quote again a payment that was accepted on a day, under the notice as it stands now.

    No window, no silence of the documents and no second person stands in its way any more, and
    nothing that was paid for since.
    """
    paid = replace(applicant, enrolled_years=(), overridden=get_args(RefusalCode))
    return quote_person(notice, insurance, paid, on, tier_fen, levy_year, is_bureaus=True)


class _Asked(NamedTuple):
    """What is asked of one insurance's rules."""

    insurance: Insurance
    rules: InsuranceRules
    applicant: Applicant
    on: dt.date
    levy_year: int
    tier_fen: int | None
    is_bureaus: bool


def _work_out(notice: Notice, ask: _Asked, trail: Trail) -> tuple[Timing, Basis, Subsidy] | Refusal:
    """Ask each rule in turn; the first refusal ends it."""
    switches = notice.interpretations
    insurance, rules, applicant, on = ask.insurance, ask.rules, ask.applicant, ask.on
    refusal = check_eligibility(insurance, rules, applicant, on, switches, trail)
    if refusal is not None:
        return refusal
    timing = decide_timing(
        insurance,
        rules,
        applicant,
        on,
        ask.levy_year,
        switches,
        trail,
        is_bureaus=ask.is_bureaus,
    )
    if isinstance(timing, Refusal):
        return timing
    found, fallen = applicable_rules(rules, applicant, on, switches)
    timing = add_wait(rules, timing, applicant, on, trail, is_subsidised=bool(found))
    as_accepted = ask.is_bureaus and switches.bureau_money == "enrolled"
    refusal = nothing_to_buy(insurance, timing, applicant, trail, is_accepted=as_accepted)
    if refusal is not None:
        return refusal
    say_incentives(rules, applicant, timing.levy_year, trail)
    shares = [share for each in found for share in each.rule.shares]
    is_paid_for = any(share.part == "lowest_tier" for share in shares)
    chosen = tier_for(rules, ask.tier_fen, is_paid_for=is_paid_for)
    basis = decide_standard(insurance, rules, applicant, timing, chosen, trail)
    if isinstance(basis, Refusal):
        return basis
    found, fallen = of_tier(found, fallen, basis.tier_fen)
    if timing.kind == "late" and switches.late_subsidy == "none":
        if found:
            trail.interpreted(5)
        return timing, basis, no_subsidy(found, fallen, "逾期补缴由本人全额缴纳", trail)
    refusal = _open_figure(insurance, found, trail)
    if refusal is not None:
        return refusal
    if switches.tier_above_subsidy == "not_offered" and basis.personal_fen > basis.lowest_tier_fen:
        if rules.tiers is not None and any(is_fixed(each.rule) for each in found):
            return Refusal(
                code="tier_not_offered",
                message=f"代缴对象请选最低档 {short_yuan(basis.lowest_tier_fen)} 元，不能另选高档",
            )
    return timing, basis, choose_subsidy(rules, basis, found, fallen, switches, trail)


def _open_figure(
    insurance: Insurance, found: tuple[Applicable, ...], trail: Trail
) -> Refusal | None:
    """Refuse while a category's subsidy is granted by the notice but its figure is not stated."""
    still_open = [each.rule for each in found if each.rule.is_open]
    if not still_open:
        return None
    for rule in still_open:
        trail.because(rule.clause)
    needs = tuple(f"{insurance}.subsidy.{rule.name}" for rule in still_open)
    return Refusal(
        code="standard_not_set",
        message=f"通知给予{still_open[0].category}资助但未载明数额（{still_open[0].clause}），"
        f"请凭文件「填入数字」后再算，写成 {figure_title(needs[0])}=数值，并写明文号",
        needs=needs,
    )


def _assemble(
    notice: Notice,
    insurance: Insurance,
    timing: Timing,
    basis: Basis,
    subsidy: Subsidy,
    trail: Trail,
) -> Quote:
    subsidy_fen = sum(share.amount_fen for share in subsidy.shares)
    reimbursed_fen = sum(
        share.amount_fen for share in subsidy.shares if share.settlement == "reimbursed"
    )
    due_now_fen = basis.standard_fen - subsidy_fen + reimbursed_fen
    additions = find_additions(notice.insurances[insurance], timing, basis.tier_fen, trail)
    later = f"，之后退回 {short_yuan(reimbursed_fen)} 元" if reimbursed_fen else ""
    trail.say(f"现在应缴 {short_yuan(due_now_fen)} 元{later}")
    if timing.benefit_from is not None:
        trail.say(f"今天缴，{timing.benefit_from} 起享受待遇")
    return Quote(
        notice=notice.id,
        insurance=insurance,
        levy_year=timing.levy_year,
        standard_fen=basis.standard_fen,
        subsidy_fen=subsidy_fen,
        due_now_fen=due_now_fen,
        reimbursed_fen=reimbursed_fen,
        category=subsidy.category,
        tier_fen=basis.tier_fen,
        shares=subsidy.shares,
        additions=additions,
        late=timing.kind == "late",
        is_newborn=timing.kind == "newborn",
        benefit_from=timing.benefit_from,
        clauses=trail.clauses,
        interpretations=trail.interpretations,
        explanation=trail.explanation,
        considered=subsidy.considered,
        warnings=trail.warnings,
    )
