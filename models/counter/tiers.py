"""Pension tiers as a clerk states them: typed in yuan, or the same for everybody who can pay."""

from collections.abc import Iterable, Sequence

from models.base.errors import BadInput
from models.base.money import parse_yuan, short_yuan
from models.base.terms import Insurance
from models.levy.family import Household, Member
from models.people.households.quotes import quote_household
from models.station.desk import Desk


def tiered_insurances(desk: Desk) -> dict[Insurance, tuple[int, ...]]:
    """Return the insurances whose premium is a tier that the payer chooses, with the tiers."""
    return {
        name: rules.tiers.amounts_fen
        for name, rules in desk.insurances.items()
        if rules.tiers is not None and rules.tiers.amounts_fen
    }


def check_tier(typed: str, offered: Sequence[int]) -> int:
    """Return a tier in fen; raises BadInput with those on offer for one that is not."""
    tier_fen = parse_yuan(typed, "档次")
    _refuse_unknown(tier_fen, offered)
    return tier_fen


def _refuse_unknown(tier_fen: int, offered: Sequence[int]) -> None:
    if tier_fen not in offered:
        words = "、".join(short_yuan(each) for each in offered)
        raise BadInput(f"没有 {short_yuan(tier_fen)} 元这一档，可选：{words} 元")


def last_tier(member: Member) -> int | None:
    """Return the tier that somebody paid last, of the latest levy year."""
    paid = [each for each in member.paid if each.tier_fen is not None]
    return max(paid, key=lambda each: each.levy_year).tier_fen if paid else None


def same_tier(
    desk: Desk,
    households: Iterable[Household],
    insurances: Iterable[Insurance],
    tier_fen: int,
    levy_year: int | None = None,
) -> dict[str, int]:
    """Return one tier for everybody of some households who can pay for what has tiers.

    Raises BadInput where none of the insurances has tiers, or not this one.
    """
    offered = tiered_insurances(desk)
    tiered = [each for each in insurances if each in offered]
    if not tiered:
        raise BadInput("这些险种不分缴费档次，请去掉「养老缴费档次」")
    for name in tiered:
        _refuse_unknown(tier_fen, offered[name])
    return {
        each.member.id_number: tier_fen
        for household in households
        for name in tiered
        for each in quote_household(
            desk, household, name, _of_all(household, tier_fen), levy_year
        ).payable
    }


def _of_all(household: Household, tier_fen: int) -> dict[str, int]:
    return {each.id_number: tier_fen for each in household.members}
