"""Which category counts, and which funder pays what part of the premium."""

import datetime as dt
from collections.abc import Iterator

from models.base.dates import age_on
from models.base.money import share_of, short_yuan
from models.base.terms import Value
from models.levy.eligibility import is_of_age
from models.levy.interpretations import Interpretations
from models.levy.notice import InsuranceRules, Share, SubsidyRule
from models.levy.standard import Basis
from models.levy.values import Applicant, Considered, Holding, ShareAmount, Trail


class Applicable(Value, frozen=True):
    """A subsidy rule the person fulfils on the day."""

    rule: SubsidyRule
    is_by_age: bool = False


class Subsidy(Value, frozen=True):
    """The one subsidy that counts (就高享受一项), or none, and everything looked at."""

    category: str | None = None
    shares: tuple[ShareAmount, ...] = ()
    considered: tuple[Considered, ...] = ()


def applicable_rules(
    rules: InsuranceRules, applicant: Applicant, on: dt.date, switches: Interpretations
) -> tuple[tuple[Applicable, ...], tuple[Considered, ...]]:
    """Return the rules the person fulfils, in the notice's order, and those that fell away."""
    held: dict[str, list[Holding]] = {}
    for holding in applicant.holdings:
        held.setdefault(holding.category, []).append(holding)
    for several in held.values():
        several.sort(key=lambda each: each.certified_from or dt.date.min)
    current = {
        each.category for each in applicant.holdings if each.is_held_on(on) and each.is_confirmed
    }
    found: list[Applicable] = []
    fallen: list[Considered] = []
    for rule in rules.subsidies:
        if rule.from_age is not None:
            age, is_past = age_on(applicant.born, on), _is_past(rule.below_age, applicant.born, on)
            if is_of_age(applicant.born, rule.from_age, on, switches) and not is_past:
                found.append(Applicable(rule=rule, is_by_age=True))
            elif rule.category in held:
                reason = f"办理当日 {age} 周岁，按年龄不符合"
                fallen.append(_lost(rule.category, reason, rule.clause))
            continue
        if rule.category not in held:
            continue
        reasons = [
            _why_not(rule, each, applicant, current, on, switches) for each in held[rule.category]
        ]
        if None in reasons:
            found.append(Applicable(rule=rule))
        else:
            fallen.append(_lost(rule.category, reasons[-1] or "", rule.clause))
    granted = {each.rule.category for each in found}
    fallen = list({each.category: each for each in fallen if each.category not in granted}.values())
    ruled = {rule.category for rule in rules.subsidies}
    fallen += [
        _lost(name, "通知未载明该类别的资助标准，按无资助计", rules.clause)
        for name in held
        if name not in ruled
    ]
    return tuple(found), tuple(fallen)


def of_tier(
    found: tuple[Applicable, ...], fallen: tuple[Considered, ...], tier_fen: int | None
) -> tuple[tuple[Applicable, ...], tuple[Considered, ...]]:
    """Return the rules that hold for the chosen tier, and those that fall away with the others.

    A category with a rule for the chosen tier does not fall away because of its other rules.
    """
    held = tuple(each for each in found if each.rule.tier_fen in (None, tier_fen))
    kept = {each.rule.category for each in held}
    lost: dict[str, Considered] = {}
    for each in found:
        rule = each.rule
        if rule.category not in kept and rule.tier_fen is not None:
            reason = f"只资助 {short_yuan(rule.tier_fen)} 元档，所选档次不资助"
            lost.setdefault(rule.category, _lost(rule.category, reason, rule.clause))
    return held, fallen + tuple(lost.values())


def _lost(category: str, reason: str, clause: str, amount_fen: int = 0) -> Considered:
    return Considered(
        category=category, is_applied=False, amount_fen=amount_fen, reason=reason, clause=clause
    )


def _why_not(
    rule: SubsidyRule,
    holding: Holding,
    applicant: Applicant,
    current: set[str],
    on: dt.date,
    switches: Interpretations,
) -> str | None:
    """Return why a certified category does not count on the day, or None if it does."""
    certified = holding.certified_from
    if certified is not None and certified > on:
        return f"自 {certified} 起认定，办理当日尚未生效"
    if holding.until is not None and holding.until < on:
        return f"认定已于 {holding.until} 到期"
    if not holding.is_confirmed:
        return "待村或主管部门确认，确认后方可享受"
    if rule.determined_before is not None and certified is None:
        return f"须在 {rule.determined_before} 前确定，未填认定日期，请补填"
    if rule.determined_before is not None and certified and certified >= rule.determined_before:
        return f"认定日期 {certified} 不在 {rule.determined_before} 之前"
    born_later = applicant.later_birth
    if rule.min_age is not None and not is_of_age(applicant.born, rule.min_age, on, switches):
        return f"办理当日 {age_on(applicant.born, on)} 周岁，未满 {rule.min_age} 周岁"
    if _is_past(rule.below_age, applicant.born, on):
        return f"办理当日 {age_on(applicant.born, on)} 周岁，已满 {rule.below_age} 周岁"
    if rule.lost_by_birth_from is not None and born_later and born_later >= rule.lost_by_birth_from:
        return f"{born_later} 再生育，自 {rule.lost_by_birth_from} 起再生育的不再享受"
    instead = [name for name in rule.unless if name in current]
    if instead:
        return f"同时为{'、'.join(instead)}，按{instead[0]}办理"
    return None


def _is_past(below_age: int | None, born: dt.date, on: dt.date) -> bool:
    return below_age is not None and age_on(born, on) >= below_age


def choose_subsidy(
    rules: InsuranceRules,
    basis: Basis,
    found: tuple[Applicable, ...],
    fallen: tuple[Considered, ...],
    switches: Interpretations,
    trail: Trail,
) -> Subsidy:
    """Return the subsidy that counts: the highest, and of equal ones the first the notice names."""
    amounts = [tuple(_share_amounts(each.rule, basis, switches)) for each in found]
    totals = [sum(share.amount_fen for share in shares) for shares in amounts]
    takes_highest = rules.combination_clause is not None or switches.combination == "highest"
    winner = _winner(totals, takes_highest=takes_highest)
    if winner is None:
        return no_subsidy(found, fallen, "资助额为 0", trail)
    if len(found) > 1:
        _note_combination(rules, trail)
    rule = found[winner].rule
    considered = []
    for position, each in enumerate(found):
        applied = position == winner
        reason = "符合条件"
        if not applied:
            reason = f"只享受一项，已按{rule.category}办理"
        elif len(found) > 1:
            reason = "资助最高，按此享受" if takes_highest else "通知先列，按此享受"
        considered.append(
            Considered(
                category=each.rule.category,
                is_applied=applied,
                amount_fen=totals[position],
                reason=reason,
                clause=each.rule.clause,
            )
        )
    if found[winner].is_by_age:
        trail.interpreted(2)
    if any(
        share.rate and (basis.personal_fen * share.rate).denominator > 1 for share in rule.shares
    ):
        trail.interpreted(6)
    if rules.tiers is not None and is_fixed(rule):
        if basis.personal_fen > totals[winner]:
            trail.interpreted(4)
    for share in amounts[winner]:
        trail.because(rule.clause, _share_sentence(rule.category, share))
    if rule.co_payment_fen:
        trail.because(
            rule.clause, f"{rule.category}：本人至少缴纳 {short_yuan(rule.co_payment_fen)} 元"
        )
    everything = tuple(considered) + fallen
    _tell(tuple(each for each in everything if not each.is_applied), trail)
    return Subsidy(category=rule.category, shares=amounts[winner], considered=everything)


def no_subsidy(
    found: tuple[Applicable, ...], fallen: tuple[Considered, ...], reason: str, trail: Trail
) -> Subsidy:
    """Return that nothing is granted, and for each category why not."""
    lost = tuple(_lost(each.rule.category, reason, each.rule.clause) for each in found)
    _tell(lost + fallen, trail)
    return Subsidy(considered=lost + fallen)


def is_fixed(rule: SubsidyRule) -> bool:
    """Whether a rule grants a fixed amount whatever tier is chosen."""
    return rule.tier_fen is None and any(
        share.amount_fen is not None or share.part == "lowest_tier" for share in rule.shares
    )


def _winner(totals: list[int], *, takes_highest: bool) -> int | None:
    granted = [position for position, total in enumerate(totals) if total > 0]
    if not granted:
        return None
    if not takes_highest:
        return granted[0]
    return max(granted, key=lambda position: (totals[position], -position))


def _note_combination(rules: InsuranceRules, trail: Trail) -> None:
    if rules.combination_clause is not None:
        trail.because(rules.combination_clause, "符合多项资助，按就高原则享受一项")
    else:
        trail.interpreted(3)


def _tell(lost: tuple[Considered, ...], trail: Trail) -> None:
    for each in lost:
        trail.because(each.clause, f"{each.category}：{each.reason}")


def _share_amounts(
    rule: SubsidyRule, basis: Basis, switches: Interpretations
) -> Iterator[ShareAmount]:
    remaining = max(basis.personal_fen - rule.co_payment_fen, 0)
    for share in rule.shares:
        amount = min(_asked(share, basis, remaining, switches), remaining)
        remaining -= amount
        yield ShareAmount(funder=share.funder, amount_fen=amount, settlement=share.settlement)


def _asked(share: Share, basis: Basis, remaining: int, switches: Interpretations) -> int:
    if share.rate is not None:
        round_down = switches.rounding == "down"
        return share_of(basis.personal_fen, share.rate, round_down=round_down)
    if share.amount_fen is not None:
        return share.amount_fen
    return remaining if share.part == "rest" else basis.lowest_tier_fen


def _share_sentence(category: str, share: ShareAmount) -> str:
    how = {
        "waived": "由资金方直接缴入，本人免缴该部分",
        "remitted": "划拨至乡镇统一汇缴",
        "reimbursed": "先征后补，之后退回本人账户",
    }[share.settlement]
    return f"{category}：{share.funder}资助 {short_yuan(share.amount_fen)} 元，{how}"
