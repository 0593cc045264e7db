"""The levy years a person can buy on a day: the round's own, the year of birth, earlier ones."""

import datetime as dt

from msgspec.structs import replace

from models.base.terms import Insurance
from models.levy.notice import InsuranceRules, Notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Quote

_WAITS_FOR_A_FIGURE = ("tier_missing", "tier_not_offered", "standard_not_set")


def quote_years(
    notice: Notice,
    insurance: Insurance,
    applicant: Applicant,
    on: dt.date,
    tier_fen: int | None = None,
) -> Quote:
    """Return the quote of the round's levy year, with the other years on offer in ``others``.

    A year is on offer where only a tier or a figure is still to be stated.
    """
    quote = quote_person(notice, insurance, applicant, on, tier_fen)
    rules = notice.insurances.get(insurance)
    if rules is None:
        return quote
    asked = (
        quote_person(notice, insurance, applicant, on, tier_fen, year)
        for year in _other_years(rules, applicant)
    )
    others = tuple(each for each in asked if is_on_offer(each))
    return replace(quote, others=others) if others else quote


def ticked_year(quote: Quote) -> int | None:
    """Return the levy year a card ticks by itself, of those in a quote and its ``others``.

    The round's where it can be paid in its window or as a newborn's; else a newborn's year of
    birth where that is on offer; else the round's, for whatever it says.
    """
    if quote.refused is None and not quote.late:
        return quote.levy_year
    return next((each.levy_year for each in quote.others if each.is_newborn), quote.levy_year)


def _other_years(rules: InsuranceRules, applicant: Applicant) -> tuple[int, ...]:
    """Return the years beside the round's that any rule may offer, latest first."""
    born = applicant.born.year
    if rules.newborns and born == rules.levy_year - 1 and born not in applicant.enrolled_years:
        return (born,)
    return ()


def is_on_offer(quote: Quote) -> bool:
    """Whether a year can be paid, once a tier or a figure is stated where that is missing."""
    return quote.refused is None or quote.refused.code in _WAITS_FOR_A_FIGURE
