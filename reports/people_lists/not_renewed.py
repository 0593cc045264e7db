"""Who was enrolled last year and is not yet this year (未续保), person by person.

Last year is the levy year before that of the round present for an insurance: as the ledger of
the earlier round has it, or a list of earlier years. Whoever has left is on no list; whom the
notice does not ask (insured elsewhere, in school, of another age) is counted beside it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from models.base.terms import Insurance
from models.base.text import natural_key
from models.levy.family import Household, Member, quote_family
from models.people.contacts import Contact, last_contacts
from models.people.households.register import registered_households
from models.station.desk import Desk
from models.villages.division import Place, division_on
from reports.people_lists.chosen import asked_insurances, chosen_villages
from reports.people_lists.dunning import is_waited_for, phones_of, waits_for


@dataclass(frozen=True)
class NotRenewed:
    """Somebody enrolled last year who has not paid this year: what is due in fen, or why not."""

    village: str
    household_id: int
    number: str
    head: str
    name: str
    insurance: Insurance
    due_fen: int | None
    waits_for: str
    phones: tuple[str, ...]
    contact: Contact | None


@dataclass(frozen=True)
class Renewal:
    """How far a village's people of last year have renewed: those who are not asked are apart."""

    last_year: int = 0
    renewed: int = 0
    not_asked: int = 0

    def __add__(self, other: "Renewal") -> "Renewal":
        return Renewal(
            self.last_year + other.last_year,
            self.renewed + other.renewed,
            self.not_asked + other.not_asked,
        )

    @property
    def missing(self) -> int:
        """How many are to renew and have not."""
        return self.last_year - self.renewed - self.not_asked


@dataclass(frozen=True)
class NotRenewedList:
    """The people of the chosen villages, in the order of a walk; counts by village, insurance."""

    places: tuple[Place, ...]
    insurances: tuple[Insurance, ...]
    people: tuple[NotRenewed, ...]
    counts: dict[tuple[str, Insurance], Renewal]

    def total(self, insurance: Insurance) -> Renewal:
        """Return how far the people of all the chosen villages have renewed."""
        own = (each for (_, name), each in self.counts.items() if name == insurance)
        return sum(own, Renewal())


def gather_not_renewed(
    desk: Desk, village: str = "", insurance: Insurance | None = None
) -> NotRenewedList:
    """Return who was enrolled last year and has not paid on the business date.

    An elective insurance only where it is asked for. The number of queries is constant.
    Raises BadInput for a village or an insurance the station does not have.
    """
    insurances = asked_insurances(desk, insurance)
    division = division_on(desk, desk.business_date)
    places = chosen_villages(desk, division, village)
    contacts = last_contacts(desk, desk.business_date)
    counts: Counter[tuple[str, Insurance, str]] = Counter()
    people = [
        person
        for household in registered_households(desk, division, places)
        for name in insurances
        for person in _of_household(
            desk, household, name, contacts.get(household.household_id), counts
        )
    ]
    order = {place.name: position for position, place in enumerate(places)}
    people.sort(
        key=lambda each: (
            order[each.village],
            natural_key(each.number),
            each.household_id,
            insurances.index(each.insurance),
        )
    )
    return NotRenewedList(
        places,
        insurances,
        tuple(people),
        {
            (place.name, name): Renewal(
                counts[place.name, name, "last_year"],
                counts[place.name, name, "renewed"],
                counts[place.name, name, "not_asked"],
            )
            for place in places
            for name in insurances
        },
    )


def _of_household(
    desk: Desk,
    household: Household,
    insurance: Insurance,
    contact: Contact | None,
    counts: Counter[tuple[str, Insurance, str]],
) -> Iterator[NotRenewed]:
    year = desk.insurances[insurance].levy_year
    before = [each for each in household.members if _was_enrolled(each, insurance, year - 1)]
    if not before:
        return
    unpaid = tuple(each for each in before if not each.paid_for(insurance, year))
    family = quote_family(
        desk.notices[insurance],
        insurance,
        replace(household, members=unpaid),
        desk.business_date,
    )
    asked = [each for each in family.members if is_waited_for(each)]
    counts[household.village, insurance, "last_year"] += len(before)
    counts[household.village, insurance, "renewed"] += len(before) - len(unpaid)
    counts[household.village, insurance, "not_asked"] += len(unpaid) - len(asked)
    for each in asked:
        yield NotRenewed(
            village=household.village,
            household_id=household.household_id,
            number=household.number,
            head=household.head,
            name=each.member.name,
            insurance=insurance,
            due_fen=each.quote.due_now_fen,
            waits_for=waits_for(each),
            phones=(each.member.phone,) if each.member.phone else phones_of(household),
            contact=contact,
        )


def _was_enrolled(member: Member, insurance: Insurance, year: int) -> bool:
    return year in member.insured_years(insurance)
