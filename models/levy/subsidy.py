"""Which category counts, and which funder pays what part of the premium."""

from collections.abc import Iterator

from models.base.money import share_of, short_yuan
from models.base.terms import Value
from models.levy.applicable import Applicable, fell_away
from models.levy.interpretations import Interpretations
from models.levy.notice import InsuranceRules, Share, SubsidyRule
from models.levy.standard import Basis
from models.levy.values import Considered, ShareAmount, Trail


class Subsidy(Value, frozen=True):
    """The one subsidy that counts (就高享受一项), or none, and everything looked at."""

    category: str | None = None
    shares: tuple[ShareAmount, ...] = ()
    considered: tuple[Considered, ...] = ()


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
    lost = tuple(fell_away(each.rule.category, reason, each.rule.clause) for each in found)
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
