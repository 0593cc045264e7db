"""The rows of the payment screen: every person with every insurance and levy year to be taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.base.terms import Insurance
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.levy.notice import InsuranceRules
from models.levy.values import Quote
from tui.screens.card import state_words

What = tuple[str, Insurance, int | None]
"""Whose premium, for which insurance and year."""


@dataclass(frozen=True)
class Choice:
    """A row: a member with one insurance and one levy year.

    ``is_further``: nothing that is ticked by itself, such as another levy year, or another
    insurance than the one the screen was opened for.
    """

    household: Household
    each: MemberQuote
    quote: Quote
    is_further: bool = False

    @property
    def what(self) -> What:
        """Whose premium, for which insurance and year."""
        return self.each.member.id_number, self.quote.insurance, self.quote.levy_year

    @property
    def is_ticked_year(self) -> bool:
        """Whether it is the year that a card of its insurance ticks by itself."""
        return self.quote is self.each.quote

    @property
    def can_pay(self) -> bool:
        """Whether the year can be taken now: not paid, not refused."""
        return self.each.state == "due" if self.is_ticked_year else self.quote.refused is None

    @property
    def waits_for_tier(self) -> bool:
        """Whether only a tier is still to be chosen."""
        return self.quote.waits_for_tier and not (self.is_ticked_year and self.each.paid)

    @property
    def why_not(self) -> str:
        """Why it cannot be ticked, or given a tier."""
        refused, each = self.quote.refused, self.each
        if refused is not None and (each.paid is None or not self.is_ticked_year):
            return f"{each.member.name}：{refused.message}"
        return f"{each.member.name}：{state_words(each)}"


def insurances_of(
    offered: Mapping[Insurance, InsuranceRules], first: Insurance
) -> tuple[Insurance, ...]:
    """Return the insurances of a screen in the order of its rows.

    The one it was opened for, what is collected together with it (一并代征), the others.
    """
    with_it = [name for name, rules in offered.items() if rules.collected_with == first]
    return tuple(dict.fromkeys([first, *with_it, *offered]))


def rows_of(household: Household, quoted: Sequence[FamilyQuote]) -> Iterator[Choice]:
    """Return a household's rows: of the first insurance everybody, of others who can be taken."""
    first, *others = quoted
    for each in first.members:
        yield Choice(household, each, each.quote)
        for quote in each.others:
            yield Choice(household, each, quote, is_further=True)
    for other in others:
        for each in other.members:
            for quote in (each.quote, *each.others):
                row = Choice(household, each, quote, is_further=True)
                if row.can_pay or row.waits_for_tier:
                    yield row
