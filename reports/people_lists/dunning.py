"""The unpaid, family by family (催缴名单): whom to call on, what they owe, who called last.

Somebody is on the list who may enrol here by the notice's rules and has no payment in force.
The amount is the family's quote at the counter on the business date. Whose window the notice has
closed for good cannot pay any more and is left out, unless asked for.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from models.base.terms import Insurance
from models.base.text import natural_key
from models.levy.family import FamilyQuote, Household, MemberQuote, quote_family
from models.levy.values import RefusalCode
from models.people.contacts import Contact, last_contacts
from models.people.households.register import registered_households
from models.people.uninsured.of_people import Asked, Known, reasons_of_station
from models.people.uninsured.reasons import is_excused
from models.station.desk import Desk
from models.villages.division import Place, division_on
from reports.people_lists.chosen import asked_insurances, chosen_villages

WAITS: dict[RefusalCode, str] = {
    "tier_missing": "待选档",
    "tier_not_offered": "待选档",
    "standard_not_set": "标准未定",
    "window_not_open": "未到征缴期",
    "window_closed": "征缴期已过",
}
"""Why somebody who is to enrol cannot be quoted; every other refusal means: not to enrol here."""

Order = Literal["walk", "call"]
"""By village and household number, as one walks; or who is to be called next first."""

_PHONES = 2


@dataclass(frozen=True)
class UnpaidPerson:
    """A member who is to enrol and has not paid: what is due in fen, or why nobody can say.

    ``answered`` is the reason that was found out when somebody listed them as uninsured.
    """

    name: str
    due_fen: int | None
    waits_for: str = ""
    answered: str = ""

    def __str__(self) -> str:
        words = "，".join(filter(None, (self.waits_for, self.answered)))
        return f"{self.name}（{words}）" if words else self.name


@dataclass(frozen=True)
class UnpaidFamily:
    """A family with unpaid members for one insurance, and the last contact with it."""

    village: str
    household_id: int
    number: str
    head: str
    insurance: Insurance
    people: tuple[UnpaidPerson, ...]
    phones: tuple[str, ...]
    contact: Contact | None

    @property
    def due_fen(self) -> int | None:
        """What is due at the counter of those who can be quoted; None if nobody can."""
        amounts = [each.due_fen for each in self.people if each.due_fen is not None]
        return sum(amounts) if amounts else None


@dataclass(frozen=True)
class Dunning:
    """The unpaid families of the chosen villages, in the order asked for.

    ``excused`` are how many were left out because an answer about the uninsured excuses them,
    ``closed`` because nobody can pay for them any more.
    """

    places: tuple[Place, ...]
    insurances: tuple[Insurance, ...]
    families: tuple[UnpaidFamily, ...]
    excused: int = 0
    closed: int = 0


def gather_dunning(
    desk: Desk,
    village: str = "",
    insurance: Insurance | None = None,
    *,
    with_closed: bool = False,
    order: Order = "walk",
) -> Dunning:
    """Return who is to enrol and has not paid on the business date, and still can.

    ``with_closed``: those too whose window is closed. An elective insurance only where it is
    asked for. The number of queries is constant. Raises BadInput for a village or an insurance
    the station does not have.
    """
    insurances = asked_insurances(desk, insurance)
    division = division_on(desk, desk.business_date)
    places = chosen_villages(desk, division, village)
    contacts = last_contacts(desk, desk.business_date)
    positions = {place.name: position for position, place in enumerate(places)}
    reasons = reasons_of_station(desk)
    left_out: set[int] = set()
    found = [
        family
        for household in registered_households(desk, division, places)
        for family in _unpaid(
            desk, household, insurances, contacts.get(household.household_id), reasons, left_out
        )
    ]
    families, closed = found, 0
    if not with_closed:
        families = [each for whole in found if (each := _still_open(whole)).people]
        closed = _count(found) - _count(families)

    def walk(each: UnpaidFamily) -> tuple[object, ...]:
        number = natural_key(each.number)
        insurance = insurances.index(each.insurance)
        return positions[each.village], number, each.household_id, insurance

    families.sort(key=walk)
    if order == "call":
        families.sort(key=lambda each: each.contact.on if each.contact else dt.date.min)
    return Dunning(places, insurances, tuple(families), len(left_out), closed)


def _still_open(family: UnpaidFamily) -> UnpaidFamily:
    """Return a family without those who cannot pay any more."""
    people = tuple(each for each in family.people if each.waits_for != WAITS["window_closed"])
    return dataclasses.replace(family, people=people)


def _count(families: list[UnpaidFamily]) -> int:
    return sum(len(each.people) for each in families)


def quote_unpaid(desk: Desk, household: Household, insurance: Insurance) -> FamilyQuote:
    """Return the quote of those members who have not paid for the notice's year."""
    year = desk.insurances[insurance].levy_year
    members = tuple(each for each in household.members if not each.paid_for(insurance, year))
    notice = desk.notices[insurance]
    return quote_family(notice, insurance, replace(household, members=members), desk.business_date)


def phones_of(household: Household) -> tuple[str, ...]:
    """Return up to two telephone numbers of a household, the head's first."""
    heads_first = sorted(household.members, key=lambda each: each.name != household.head)
    return tuple(dict.fromkeys(each.phone for each in heads_first if each.phone))[:_PHONES]


def _unpaid(
    desk: Desk,
    household: Household,
    insurances: tuple[Insurance, ...],
    contact: Contact | None,
    reasons: Mapping[Asked, Known],
    left_out: set[int],
) -> Iterator[UnpaidFamily]:
    """Yield what a family owes; ``left_out`` are those whom an answer excuses."""
    for insurance in insurances:
        quote = quote_unpaid(desk, household, insurance)
        people = []
        for each in filter(is_waited_for, quote.members):
            asked = Asked(each.member.person_id, insurance, desk.insurances[insurance].levy_year)
            reason = reasons[asked].reason if asked in reasons else ""
            if is_excused(reason):
                left_out.add(each.member.person_id)
            else:
                people.append(_person(each, reason))
        if people:
            yield UnpaidFamily(
                village=household.village,
                household_id=household.household_id,
                number=household.number,
                head=household.head,
                insurance=insurance,
                people=tuple(people),
                phones=phones_of(household),
                contact=contact,
            )


def is_waited_for(each: MemberQuote) -> bool:
    """Whether somebody is to enrol here and has not paid."""
    refused = each.quote.refused
    return each.state == "due" or (
        each.state == "refused" and refused is not None and refused.code in WAITS
    )


def waits_for(each: MemberQuote) -> str:
    """Return what stands between somebody and paying in time: a figure, a window, or lateness."""
    refused = each.quote.refused
    if refused is not None:
        return WAITS[refused.code]
    return "补缴" if each.quote.late else ""


def _person(each: MemberQuote, answered: str) -> UnpaidPerson:
    return UnpaidPerson(each.member.name, each.quote.due_now_fen, waits_for(each), answered)
