"""How much the year costs before any subsidy: the standard, or the chosen tier."""

from models.base.money import short_yuan
from models.base.terms import CONDITION_TITLES, Insurance, Value
from models.levy.amounts import Standard, Tiers
from models.levy.eligibility import is_in
from models.levy.figure_names import figure_title, figure_titles
from models.levy.notice import InsuranceRules
from models.levy.timing import Timing
from models.levy.values import Applicant, Refusal, Trail


class Basis(Value, frozen=True):
    """The amount owed before subsidies, and the part of it that subsidies are reckoned on."""

    standard_fen: int
    personal_fen: int
    lowest_tier_fen: int = 0
    tier_fen: int | None = None


def decide_standard(
    insurance: Insurance,
    rules: InsuranceRules,
    applicant: Applicant,
    timing: Timing,
    tier_fen: int | None,
    trail: Trail,
) -> Basis | Refusal:
    """Return the standard for a payment of this timing, or which figure or choice is missing."""
    if rules.tiers is not None:
        return _from_tier(insurance, rules, rules.tiers, timing, tier_fen, trail)
    assert rules.standard is not None
    standard = _standard_of(rules.standard, applicant, trail)
    return _from_standard(insurance, rules, standard, timing, trail)


def _standard_of(standard: Standard, applicant: Applicant, trail: Trail) -> Standard:
    """Return the standard of a person: the one stated for a condition they are in, or all's."""
    own = next((each for each in standard.instead if is_in(each.condition, applicant)), None)
    if own is None:
        return standard
    trail.because(own.clause, f"{CONDITION_TITLES[own.condition]}另有标准")
    return Standard(
        clause=own.clause, personal_fen=own.personal_fen, government_fen=own.government_fen
    )


def _from_tier(
    insurance: Insurance,
    rules: InsuranceRules,
    tiers: Tiers,
    timing: Timing,
    tier_fen: int | None,
    trail: Trail,
) -> Basis | Refusal:
    trail.because(tiers.clause)
    pays_total = timing.pays == "total"
    needs = [f"{insurance}.tiers"] if tiers.amounts_fen is None else []
    if pays_total and tiers.government_fen is None:
        needs.append(f"{insurance}.government")
    if needs or tiers.amounts_fen is None:
        return _not_set(tuple(needs), tiers.clause)
    if tier_fen not in tiers.amounts_fen:
        return _choose_again(tier_fen, tiers.amounts_fen, tiers.clause)
    assert tier_fen is not None
    trail.because(tiers.clause, f"选择缴费档次 {short_yuan(tier_fen)} 元")
    if tiers.note:
        trail.say(tiers.note)
    government_fen = _government(tiers.government_fen, trail) if pays_total else 0
    return Basis(
        standard_fen=tier_fen + government_fen,
        personal_fen=tier_fen,
        lowest_tier_fen=tiers.amounts_fen[0],
        tier_fen=tier_fen,
    )


def _government(government_fen: int | None, trail: Trail) -> int:
    assert government_fen is not None
    trail.say(f"政府补助标准 {short_yuan(government_fen)} 元，由本人一并缴纳")
    return government_fen


def _choose_again(tier_fen: int | None, amounts_fen: tuple[int, ...], clause: str) -> Refusal:
    offered = "、".join(short_yuan(amount) for amount in amounts_fen)
    if tier_fen is None:
        return Refusal(code="tier_missing", message=f"请先选择缴费档次：{offered} 元（{clause}）")
    return Refusal(
        code="tier_not_offered",
        message=f"没有 {short_yuan(tier_fen)} 元这一档，请改选：{offered} 元（{clause}）",
    )


def _from_standard(
    insurance: Insurance, rules: InsuranceRules, standard: Standard, timing: Timing, trail: Trail
) -> Basis | Refusal:
    trail.because(standard.clause)
    personal_fen, government_fen = standard.personal_fen, standard.government_fen
    needs = [f"{insurance}.personal"] if personal_fen is None else []
    pays_total = timing.pays == "total"
    if pays_total and government_fen is None:
        needs.append(f"{insurance}.government")
    if needs or personal_fen is None:
        return _not_set(tuple(needs), standard.clause)
    words = f"{rules.levy_year} 年度个人缴费标准 {short_yuan(personal_fen)} 元"
    if timing.kind == "late" and timing.levy_year != rules.levy_year:
        words += f"，补缴 {timing.levy_year} 年度按缴费当年的标准"
    elif timing.levy_year != rules.levy_year:
        words += f"，通知未另载 {timing.levy_year} 年度标准，出生当年按此缴纳"
    trail.because(standard.clause, words)
    if standard.is_provisional:
        trail.say(f"该标准为初定数，最终以{standard.decided_by}文件为准")
    elif standard.decided_by:
        trail.say(f"该标准依据：{standard.decided_by}")
    more_fen = _government(government_fen, trail) if pays_total else 0
    return Basis(standard_fen=personal_fen + more_fen, personal_fen=personal_fen)


def _not_set(needs: tuple[str, ...], clause: str) -> Refusal:
    fills = figure_titles(needs)
    return Refusal(
        code="standard_not_set",
        message=f"通知未载明所需数字（{clause}），请凭文件「填入数字」后再算，"
        f"写成 {figure_title(needs[0])}=数值，并写明文号（待填：{fills}）",
        needs=needs,
    )


def tier_for(rules: InsuranceRules, tier_fen: int | None, *, is_paid_for: bool) -> int | None:
    """Return the tier to quote: the chosen one, or the lowest where a funder pays that one."""
    if tier_fen is not None or rules.tiers is None or not rules.tiers.amounts_fen:
        return tier_fen
    return rules.tiers.amounts_fen[0] if is_paid_for else None
