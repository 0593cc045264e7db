"""What a household owes over all rounds of its station: the present year, and what else is open.

What a person owes is a list: the present round's levy year, a newborn's year of birth, a year
of an earlier round that may still be paid late. Each year is quoted under the notice of its own
round.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from models.base.terms import Insurance
from models.levy.family import FamilyQuote, Household, MemberQuote, quote_family
from models.levy.values import RefusalCode
from models.levy.years import is_on_offer
from models.station.desk import Desk
from models.station.round import known_on

Overridden = Mapping[str, tuple[RefusalCode, ...]]
"""By identity number the refusals that an operator goes on in spite of."""


def quote_household(
    desk: Desk,
    household: Household,
    insurance: Insurance,
    tiers_fen: Mapping[str, int] | None = None,
    levy_year: int | None = None,
    overridden: Overridden | None = None,
) -> FamilyQuote:
    """Return what every member of a household owes for an insurance on the business date.

    ``tiers_fen`` maps identity numbers to chosen pension tiers. Without ``levy_year`` it is the
    present round's year, or the one a member's card ticks by itself; the other years a member
    can pay stand in ``others``. ``overridden`` maps identity numbers to the refusals that an
    operator goes on in spite of.
    """
    day = desk.business_date
    if levy_year is not None:
        notice = desk.notice_of(insurance, levy_year)
        return quote_family(notice, insurance, household, day, tiers_fen, levy_year, overridden)
    present = desk.notices[insurance]
    family = quote_family(present, insurance, household, day, tiers_fen, overridden=overridden)
    for each in known_on(desk.rounds, day):
        if each is desk.present[insurance] or insurance not in each.bare.insurances:
            continue
        notice = each.notice_on(day)
        year = notice.insurances[insurance].levy_year
        own = quote_family(notice, insurance, household, day, tiers_fen, year, overridden)
        family = replace(family, members=tuple(map(_with_year, family.members, own.members)))
    return family


def quote_insurances(desk: Desk, household: Household) -> tuple[FamilyQuote, ...]:
    """Return a household's quote for every insurance that is collected on the business date."""
    return tuple(quote_household(desk, household, insurance) for insurance in desk.notices)


def _with_year(member: MemberQuote, own: MemberQuote) -> MemberQuote:
    """Return a member's quote with a year of another round, as its own round has it."""
    year = own.quote.levy_year
    others = {each.levy_year: each for each in member.others if each.levy_year != year}
    if own.paid is None and is_on_offer(own.quote) and member.quote.levy_year != year:
        others[year] = own.quote
    return replace(member, others=tuple(others[each] for each in sorted(others, key=_latest)))


def _latest(levy_year: int | None) -> int:
    return -(levy_year or 0)
