"""Which subsidy rules a person fulfils on a day, and why not the others."""

import datetime as dt

from msgspec.structs import replace

from models.base.dates import age_on
from models.base.money import short_yuan
from models.base.terms import Value
from models.levy.eligibility import is_of_age
from models.levy.interpretations import Interpretations
from models.levy.notice import InsuranceRules, SubsidyRule
from models.levy.values import Applicant, Considered, Holding


class Applicable(Value, frozen=True):
    """A subsidy rule the person fulfils on the day; ``is_by_age``: an age from which it holds."""

    rule: SubsidyRule
    is_by_age: bool = False


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
                fallen.append(fell_away(rule.category, reason, rule.clause))
            continue
        if rule.category not in held:
            continue
        reasons = [
            _why_not(rule, each, applicant, current, on, switches) for each in held[rule.category]
        ]
        if None in reasons:
            found.append(Applicable(rule=rule, is_by_age=rule.min_age is not None))
        else:
            fallen.append(fell_away(rule.category, reasons[-1] or "", rule.clause))
    granted = {each.rule.category for each in found}
    fallen = _joined([each for each in fallen if each.category not in granted])
    ruled = {rule.category for rule in rules.subsidies}
    fallen += [
        fell_away(name, "通知未载明该类别的资助标准，按无资助计", rules.clause)
        for name in held
        if name not in ruled
    ]
    return tuple(found), tuple(fallen)


def _joined(fallen: list[Considered]) -> list[Considered]:
    """Return one entry a category, with the reasons of all its rules."""
    by_category: dict[str, list[Considered]] = {}
    for each in fallen:
        by_category.setdefault(each.category, []).append(each)
    return [
        replace(several[-1], reason="；".join(dict.fromkeys(each.reason for each in several)))
        for several in by_category.values()
    ]


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
            lost.setdefault(rule.category, fell_away(rule.category, reason, rule.clause))
    return held, fallen + tuple(lost.values())


def fell_away(category: str, reason: str, clause: str, amount_fen: int = 0) -> Considered:
    """Return a category that does not count, with the reason."""
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
