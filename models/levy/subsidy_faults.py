"""What can be wrong with the subsidies of one insurance: amounts, overlaps, circles."""

from collections.abc import Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from models.base.terms import Fault
from models.levy.notice import InsuranceRules, Share, SubsidyRule

_NEVER = 1000


def subsidy_faults(key: str, rules: InsuranceRules, known: set[str]) -> Iterator[Fault]:
    """Yield what is wrong with an insurance's subsidies; ``known`` are the notice's categories."""
    for position, rule in enumerate(rules.subsidies):
        where = f"{key}[{position}]"
        yield from _rule_faults(where, rule, known)
        yield from _tier_faults(where, rule, rules)
    for first, second in combinations(rules.subsidies, 2):
        if _can_both_hold(first, second):
            yield Fault(key=key, message=f"同一人员类别有两条重叠的资助规定：{first.category}")
    circle = _circle(rules.subsidies)
    if circle:
        yield Fault(key=key, message=f"{'、'.join(circle)}互相让位（unless），谁也享受不到")


def _rule_faults(key: str, rule: SubsidyRule, known: set[str]) -> Iterator[Fault]:
    for name in (rule.category, *rule.unless):
        if name not in known:
            yield Fault(key=key, message=f"人员类别“{name}”没有在 categories 中列出")
    if rule.is_open == bool(rule.shares):
        yield Fault(key=key, message="资助要么写明 shares，要么注明 is_open = true，二者只能有一")
    if rule.from_age is not None and rule.min_age is not None:
        yield Fault(key=f"{key}.min_age", message="from_age 不用认定，不能同时写 min_age")
    if rule.below_age is not None and rule.below_age <= _ages(rule)[0]:
        yield Fault(key=f"{key}.below_age", message="年龄上限低于下限")
    for position, share in enumerate(rule.shares):
        stated = [share.rate is not None, share.amount_fen is not None, share.part is not None]
        if sum(stated) != 1:
            where = f"{key}.shares[{position}]"
            yield Fault(key=where, message="rate、amount_yuan、part 必须有且只有一个")
    yield from _sum_faults(key, rule.shares)


def _sum_faults(key: str, shares: tuple[Share, ...]) -> Iterator[Fault]:
    if sum((share.rate or Fraction(0) for share in shares), Fraction(0)) > 1:
        yield Fault(key=f"{key}.shares", message="各资金来源比例之和超过 100%")
    if any(share.part == "rest" for share in shares[:-1]):
        yield Fault(key=f"{key}.shares", message="“其余部分”只能写在最后一项")


def _tier_faults(key: str, rule: SubsidyRule, rules: InsuranceRules) -> Iterator[Fault]:
    if rules.tiers is None:
        for position, share in enumerate(rule.shares):
            if share.part == "lowest_tier":
                where = f"{key}.shares[{position}]"
                yield Fault(key=where, message="这个险种没有缴费档次，不能按最低档资助")
    if rule.tier_fen is not None:
        offered = rules.tiers.amounts_fen if rules.tiers else None
        if offered is None or rule.tier_fen not in offered:
            yield Fault(key=f"{key}.tier_yuan", message="这个险种没有这一档")


def _can_both_hold(first: SubsidyRule, second: SubsidyRule) -> bool:
    """Whether one person, with one category and one tier, could fulfil both rules."""
    if first.category != second.category:
        return False
    if None not in (first.tier_fen, second.tier_fen) and first.tier_fen != second.tier_fen:
        return False
    return _ages(first)[0] < _ages(second)[1] and _ages(second)[0] < _ages(first)[1]


def _ages(rule: SubsidyRule) -> tuple[int, int]:
    """Return from which age on, and below which age, a rule holds."""
    return rule.from_age or rule.min_age or 0, _NEVER if rule.below_age is None else rule.below_age


def _circle(rules: tuple[SubsidyRule, ...]) -> list[str]:
    """Return categories that all give way to each other, or an empty list."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for rule in rules:
        sorter.add(rule.category, *rule.unless)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(dict.fromkeys(error.args[1]))
    return []
