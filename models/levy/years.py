"""The levy years a person can buy on a day: the round's own, the year of birth, earlier ones."""

import datetime as dt

from msgspec.structs import replace

from models.base.terms import Insurance
from models.levy.notice import InsuranceRules, Notice
from models.levy.quote import quote_person
from models.levy.timing import arrears_years
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


def choose_year(
    notice: Notice,
    insurance: Insurance,
    applicant: Applicant,
    on: dt.date,
    tier_fen: int | None,
    levy_year: int | None,
) -> tuple[Quote, tuple[Quote, ...]]:
    """Return the quote of the year asked for, or of the one ticked, and those of the others."""
    top = quote_years(notice, insurance, applicant, on, tier_fen)
    quotes = (replace(top, others=()), *top.others)
    year = ticked_year(top) if levy_year is None else levy_year
    chosen = next((each for each in quotes if each.levy_year == year), None)
    if chosen is None:
        chosen = quote_person(notice, insurance, applicant, on, tier_fen, year)
    return chosen, tuple(each for each in quotes if each.levy_year != year)


def _other_years(rules: InsuranceRules, applicant: Applicant) -> tuple[int, ...]:
    """Return the years beside the round's that any rule may offer, latest first."""
    born = applicant.born.year
    years = set()
    if rules.newborns and born == rules.levy_year - 1 and born not in applicant.enrolled_years:
        years.add(born)
    if applicant.history_from is not None:
        insured = {*applicant.insured_years, *applicant.enrolled_years, *applicant.bought_years}
        known = range(applicant.history_from, rules.levy_year)
        years |= {each for each in arrears_years(rules, applicant) if each in known} - insured
    return tuple(sorted(years, reverse=True))


def is_on_offer(quote: Quote) -> bool:
    """Whether a year can be paid, once a tier or a figure is stated where that is missing."""
    return quote.refused is None or quote.refused.code in _WAITS_FOR_A_FIGURE
