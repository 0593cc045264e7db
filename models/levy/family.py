"""A household's quote: what each member owes, and who is missing for "all members enrol"."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec.structs import replace

from models.base.terms import Insurance, Value
from models.levy.at_bureau import AtBureau, hold_back, is_held_back
from models.levy.enrolment import (
    EndedStatus,
    discharged_on,
    employee_until,
    is_imprisoned,
    is_in_school,
    is_in_service,
    is_insured_elsewhere,
)
from models.levy.notice import FamilyRule, Notice
from models.levy.values import Applicant, Holding, Quote, Refusal, RefusalCode
from models.levy.years import choose_year

MemberState = Literal["paid", "due", "excused", "refused"]
_EXCUSES = ("in_school", "insured_elsewhere", "in_service", "imprisoned")


class Paid(Value, frozen=True):
    """A payment in force: for which insurance and year, how much, when, on which receipt.

    ``category`` is the one under which it stands by now. ``is_bought_back``: it was paid late
    and gave no benefits in its year, so that the year was missed all the same. ``is_stated``: the
    tax bureau states that the person is enrolled, without saying what was paid.
    """

    insurance: Insurance
    levy_year: int
    amount_fen: int
    business_date: dt.date
    receipt: str
    category: str = ""
    tier_fen: int | None = None
    is_bought_back: bool = False
    is_stated: bool = False


class EnrolledBefore(Value, frozen=True):
    """Whether somebody was enrolled for a year, as a list of earlier years says."""

    insurance: Insurance
    levy_year: int
    is_enrolled: bool


class KnownFrom(Value, frozen=True):
    """The first year of which it is known whether somebody was enrolled for an insurance."""

    insurance: Insurance
    levy_year: int


class Member(Value, frozen=True):
    """A person in a household, with what the levy rules need to know.

    ``paid`` is what the ledger holds, ``history`` what lists of earlier years say, one for each
    insurance and year; ``known_from`` says where for each insurance that knowledge begins.
    ``ended`` are the statuses that counted once, ``at_bureau`` what the tax bureau has and is not
    entered yet.
    """

    person_id: int
    name: str
    id_number: str
    born: dt.date
    relation: str = ""
    phone: str = ""
    ethnicity: str = ""
    note: str = ""
    enrolment: str = ""
    later_birth: dt.date | None = None
    holdings: tuple[Holding, ...] = ()
    paid: tuple[Paid, ...] = ()
    history: tuple[EnrolledBefore, ...] = ()
    known_from: tuple[KnownFrom, ...] = ()
    ended: tuple[EndedStatus, ...] = ()
    at_bureau: tuple[AtBureau, ...] = ()

    def applicant(self, insurance: Insurance, *, is_enrolled: bool = True) -> Applicant:
        """Return the person as the rules of one insurance see them.

        Without ``is_enrolled`` as they stood before they paid.
        """
        paid = tuple(each for each in self.paid if is_enrolled and each.insurance == insurance)
        bought = (
            each.levy_year
            for each in paid
            if each.is_bought_back or each.business_date.year > each.levy_year
        )
        return Applicant(
            born=self.born,
            holdings=self.holdings,
            later_birth=self.later_birth,
            is_in_school=is_in_school(self.enrolment, insurance),
            is_insured_elsewhere=is_insured_elsewhere(self.enrolment, insurance),
            is_in_service=is_in_service(self.enrolment, insurance),
            is_imprisoned=is_imprisoned(self.enrolment, insurance),
            enrolled_years=tuple(each.levy_year for each in paid),
            insured_years=self.insured_years(insurance, is_enrolled=is_enrolled),
            bought_years=tuple(bought),
            history_from=next(
                (each.levy_year for each in self.known_from if each.insurance == insurance), None
            ),
            employee_until=employee_until(self.ended, insurance),
            discharged_on=discharged_on(self.ended),
        )

    def insured_years(self, insurance: Insurance, *, is_enrolled: bool = True) -> tuple[int, ...]:
        """Return the years the person is known to be insured for, ascending: paid or listed.

        Without ``is_enrolled`` those of the lists alone.
        """
        paid = {each.levy_year for each in self.paid if is_enrolled and each.insurance == insurance}
        listed = {
            each.levy_year
            for each in self.history
            if each.insurance == insurance and each.is_enrolled
        }
        return tuple(sorted(paid | listed))

    def paid_for(self, insurance: Insurance, levy_year: int | None) -> Paid | None:
        """Return the payment in force for an insurance and year, if there is one."""
        for paid in self.paid:
            if paid.insurance == insurance and paid.levy_year == levy_year:
                return paid
        return None

    def waiting_for(self, insurance: Insurance, levy_year: int | None) -> tuple[AtBureau, ...]:
        """Return what the tax bureau has for an insurance and year and is not entered yet."""
        return tuple(
            each
            for each in self.at_bureau
            if each.insurance == insurance and each.levy_year == levy_year
        )


class Household(Value, frozen=True):
    """A family (户): its number, its village, its members in the order of the roster.

    ``note`` is what the counter keeps in mind of it (家庭备注).
    """

    household_id: int
    number: str
    village_id: int
    village: str
    members: tuple[Member, ...]
    note: str = ""

    @property
    def head(self) -> str:
        """The name of the head (户主): the member so called, else the first."""
        for member in self.members:
            if member.relation in ("户主", "本人"):
                return member.name
        return self.members[0].name if self.members else ""


class MemberQuote(Value, frozen=True):
    """One member's state for one insurance, with the quote it follows from.

    ``others`` are the quotes of the further levy years: those on offer, and the round's own
    where the quote is for another.
    """

    member: Member
    state: MemberState
    quote: Quote
    paid: Paid | None = None
    others: tuple[Quote, ...] = ()


class FamilyQuote(Value, frozen=True):
    """What a household owes for one insurance on one day.

    ``due_now_fen`` is the sum over members who can pay now. ``missing`` are those the
    family rule still waits for, ``excused`` those the notice excepts.
    """

    insurance: Insurance
    levy_year: int | None
    members: tuple[MemberQuote, ...]
    family_rule: FamilyRule | None = None

    @property
    def due_now_fen(self) -> int:
        """What the family pays at the counter if every member who can pay does."""
        return sum(each.quote.due_now_fen or 0 for each in self.payable)

    @property
    def payable(self) -> tuple[MemberQuote, ...]:
        """The members who can pay (or be entered with nothing to pay) now."""
        return tuple(each for each in self.members if each.state == "due")

    @property
    def excused(self) -> tuple[MemberQuote, ...]:
        """The members whom the notice lawfully excepts."""
        return tuple(each for each in self.members if each.state == "excused")

    def missing_after(self, paying: frozenset[int] = frozenset()) -> tuple[MemberQuote, ...]:
        """Return who would still be missing from "all members enrol" once some have paid.

        ``paying`` holds person identifiers. Without a family rule nobody is missing.
        """
        if self.family_rule is None:
            return ()
        return tuple(
            each
            for each in self.members
            if each.state in ("due", "refused") and each.member.person_id not in paying
        )


def quote_family(
    notice: Notice,
    insurance: Insurance,
    household: Household,
    on: dt.date,
    tiers_fen: Mapping[str, int] | None = None,
    levy_year: int | None = None,
    overridden: Mapping[str, tuple[RefusalCode, ...]] | None = None,
) -> FamilyQuote:
    """Return what every member of a household owes for an insurance on a day.

    ``tiers_fen`` maps identity numbers to chosen pension tiers. Without ``levy_year`` each
    member is quoted for the year a card ticks by itself (``ticked_year``). ``overridden`` maps
    identity numbers to the refusals an operator goes on in spite of. The family rule is of the
    round's year: nobody waits for parents to buy a newborn's year of birth.
    """
    tiers_fen, overridden = tiers_fen or {}, overridden or {}
    rules = notice.insurances.get(insurance)
    own_year = rules.levy_year if rules else None
    rule = notice.family_rule if levy_year in (None, own_year) else None
    return FamilyQuote(
        insurance=insurance,
        levy_year=levy_year or own_year,
        members=tuple(
            _quote_member(
                notice,
                insurance,
                member,
                on,
                tiers_fen.get(member.id_number),
                levy_year,
                overridden.get(member.id_number, ()),
            )
            for member in household.members
        ),
        family_rule=rule if rule is not None and rule.insurance == insurance else None,
    )


def _quote_member(
    notice: Notice,
    insurance: Insurance,
    member: Member,
    on: dt.date,
    tier_fen: int | None,
    levy_year: int | None,
    overridden: tuple[RefusalCode, ...],
) -> MemberQuote:
    others: tuple[Quote, ...] = ()
    if member.born > on:
        quote = _not_yet_born(notice, insurance, on)
    else:
        applicant = replace(member.applicant(insurance), overridden=overridden)
        quote, others = choose_year(notice, insurance, applicant, on, tier_fen, levy_year)
    paid = member.paid_for(insurance, quote.levy_year)
    if levy_year is None and paid is None:
        # A child may be quoted for the year of birth after being paid for in the window.
        rules = notice.insurances.get(insurance)
        paid = member.paid_for(insurance, rules.levy_year if rules else None)
    waiting = member.waiting_for(insurance, quote.levy_year)
    if waiting and paid is None and is_held_back(quote):
        quote = hold_back(notice, quote, member.applicant(insurance), waiting)
    others = tuple(each for each in others if not member.waiting_for(insurance, each.levy_year))
    state: MemberState = "due"
    if paid is not None:
        state = "paid"
    elif quote.refused is not None:
        state = "excused" if _is_excused(quote.refused) else "refused"
    return MemberQuote(member=member, state=state, quote=quote, paid=paid, others=others)


def _is_excused(refused: Refusal) -> bool:
    """Whether a rule excepts the person; where all documents are silent nobody is excepted."""
    return refused.code in _EXCUSES and refused.override == "none"


def _not_yet_born(notice: Notice, insurance: Insurance, on: dt.date) -> Quote:
    """A business date may lie before a child's birth; the rest of the family can still pay."""
    rules = notice.insurances.get(insurance)
    message = f"业务日期 {on} 时尚未出生"
    return Quote(
        notice=notice.id,
        insurance=insurance,
        levy_year=rules.levy_year if rules else None,
        refused=Refusal(code="too_young", message=message),
        explanation=(message,),
    )
