"""Who pays what: what a payment and its correction have in common before anything is entered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.base.errors import RefusedByRule
from models.base.terms import Insurance
from models.counter.choose import choose_members, missing_reasons, refuse_alone
from models.counter.request import PaymentRequest
from models.ledger.entry import Line, draft_line
from models.levy.channels import check_channel
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.people.households.families import load_household
from models.people.households.quotes import Overridden, quote_household
from models.station.desk import Desk
from models.villages.division import division_on
from models.villages.former import place_in

Homes = Mapping[int, Household]
"""Households by their number in the store."""


@dataclass(frozen=True)
class ReceiptLine:
    """One person on a receipt."""

    id_number: str
    name: str
    insurance: Insurance
    amount_fen: int


@dataclass(frozen=True)
class Payers:
    """The families of a request as quoted, and who of them pays, each with the household."""

    families: tuple[FamilyQuote, ...]
    paying: tuple[tuple[Household, MemberQuote], ...]

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """Names the family rule still waits for, each with the reason."""
        return missing_after(self.families, self.paying)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What they must know of what they pay for, each once."""
        return tuple(dict.fromkeys(said for _, one in self.paying for said in one.quote.warnings))

    def receipt_lines(self, lines: Sequence[Line]) -> tuple[ReceiptLine, ...]:
        """Return who stands on the receipt of the lines that were drafted for them."""
        return tuple(
            ReceiptLine(each.member.id_number, each.member.name, line.insurance, line.amount_fen)
            for (_, each), line in zip(self.paying, lines, strict=True)
        )


def homes_of(desk: Desk, request: PaymentRequest) -> dict[int, Household]:
    """Return the households that a request names."""
    return {
        who: load_household(desk, who)
        for who in dict.fromkeys(each.household_id for each in request.parts)
    }


def quote_parts(
    desk: Desk, request: PaymentRequest, homes: Homes, overridden: Overridden
) -> tuple[FamilyQuote, ...]:
    """Return the quote of each part of a request, in their order."""
    return tuple(
        quote_household(
            desk,
            homes[each.household_id],
            each.insurance,
            request.tiers_fen,
            each.levy_year,
            overridden,
        )
        for each in request.parts
    )


def choose_payers(
    desk: Desk, request: PaymentRequest, homes: Homes, families: tuple[FamilyQuote, ...]
) -> Payers:
    """Return who pays of the families quoted; raises as ``choose_members`` and ``refuse_alone``."""
    chosen = choose_members(request, families)
    refuse_alone(desk, chosen)
    asked = [homes[each.household_id] for each in request.parts]
    paying = ((home, one) for home, few in zip(asked, chosen, strict=True) for one in few)
    return Payers(families, tuple(paying))


def draft_lines(
    desk: Desk, paying: Sequence[tuple[Household, MemberQuote]], on: dt.date
) -> tuple[Line, ...]:
    """Return the lines of who pays: where the household is entered now, owed as on a day."""
    division = division_on(desk, desk.business_date)
    return tuple(
        draft_line(place_in(division, desk, household), each, on) for household, each in paying
    )


def refuse_channel(desk: Desk, insurance: Insurance, levy_year: int, channel: str) -> None:
    """Raise RefusedByRule for a channel that the notice does not have for an insurance."""
    rules = desk.notice_of(insurance, levy_year).insurances[insurance]
    refused = check_channel(rules, channel)
    if refused is not None:
        raise RefusedByRule(refused.message, refused.code)


def refuse_channels(desk: Desk, lines: Sequence[Line], channel: str) -> None:
    """Raise as ``refuse_channel`` for what any of the lines pays for."""
    for insurance, year in dict.fromkeys((line.insurance, line.levy_year) for line in lines):
        refuse_channel(desk, insurance, year, channel)


def missing_after(
    families: Sequence[FamilyQuote], paying: Sequence[tuple[Household, MemberQuote]] = ()
) -> tuple[tuple[str, str], ...]:
    """Return names the family rule waits for once these have paid, each with the reason."""
    who = frozenset(each.member.person_id for _, each in paying)
    return tuple(reason for family in families for reason in missing_reasons(family, who))
