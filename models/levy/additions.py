"""What is added to a person's account beside the premium: 缴费补贴, help of the village."""

from models.base.money import short_yuan
from models.levy.amounts import AdditionRule
from models.levy.notice import InsuranceRules
from models.levy.timing import Timing
from models.levy.values import Addition, Trail


def find_additions(
    rules: InsuranceRules, timing: Timing, tier_fen: int | None, trail: Trail
) -> tuple[Addition, ...]:
    """Return what comes with a tier; of rules with one title the highest tier reached counts."""
    if rules.tiers is None or tier_fen is None:
        return ()
    is_arrears = timing.levy_year != rules.levy_year
    reached: dict[str, AdditionRule] = {}
    for rule in rules.tiers.additions:
        if rule.from_tier_fen > tier_fen or (is_arrears and not rule.in_arrears):
            continue
        best = reached.get(rule.title)
        if best is None or best.from_tier_fen < rule.from_tier_fen:
            reached[rule.title] = rule
    for rule in reached.values():
        amount = short_yuan(rule.amount_fen)
        trail.because(rule.clause, f"{rule.title}：{rule.funder}另给 {amount} 元，记入个人账户")
    return tuple(
        Addition(title=rule.title, funder=rule.funder, amount_fen=rule.amount_fen)
        for rule in reached.values()
    )
