"""Hardship people not yet enrolled (应保尽保未参保名单), each with the reason; and who need not be.

Whom the half-monthly report counts as hardship people and not as covered, by name. The
reason follows from the quote of the day and from the last contact with the family.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.base.terms import Insurance
from models.base.text import natural_key
from models.levy.excuses import excused_reasons
from models.levy.family import FamilyQuote, Household, Member, MemberQuote, quote_family
from models.people.categories.hardship import HardshipPerson, hardship_people
from models.people.contacts import Contact, last_contacts
from models.people.households.register import registered_households
from models.station.desk import Desk
from models.villages.division import Division, Place, division_on
from reports.people_lists.chosen import chosen_insurances, chosen_villages
from reports.people_lists.dunning import WAITS, phones_of

_EXCUSES = ("in_school", "insured_elsewhere", "in_service", "imprisoned")
_ENDS_IT = ("standard_not_set", "window_not_open", "window_closed")
_AFTER_CONTACT = {
    "愿缴": "愿缴未缴",
    "外出": "外出",
    "无人": "联系不上",
    "拒缴": "拒缴",
    "已在别处参保": "说已在别处参保，待证明",
    "号码不对": "联系不上，电话号码不对",
}


@dataclass(frozen=True)
class Uncovered:
    """A hardship person who is not enrolled; ``is_excused`` if the notice does not ask for it.

    ``due_fen`` is what is due at the counter, None where nobody can say or nothing is asked.
    """

    village: str
    household: str
    name: str
    id_number: str
    categories: tuple[str, ...]
    insurance: Insurance
    is_excused: bool
    reason: str
    due_fen: int | None
    phones: tuple[str, ...]


@dataclass(frozen=True)
class UncoveredList:
    """Who is still to enrol, then who need not; and how many are of another age, per insurance."""

    places: tuple[Place, ...]
    insurances: tuple[Insurance, ...]
    missing: tuple[Uncovered, ...]
    excused: tuple[Uncovered, ...]
    of_other_age: dict[Insurance, int]


def gather_uncovered(
    desk: Desk, village: str = "", insurance: Insurance | None = None
) -> UncoveredList:
    """Return the hardship people of the chosen villages who are not enrolled on the business date.

    The number of queries is constant. Raises BadInput for a village or an insurance the
    station does not have.
    """
    insurances = chosen_insurances(desk, insurance)
    division = division_on(desk, desk.business_date)
    places = chosen_villages(desk, division, village)
    wanted = {each: _wanted(desk, each, division, places) for each in insurances}
    contacts = last_contacts(desk, desk.business_date)
    found, ages = list[Uncovered](), dict.fromkeys(insurances, 0)
    for household in registered_households(desk, division, places):
        contact = contacts.get(household.household_id)
        for name in insurances:
            asked = {
                each.person_id: wanted[name][each.person_id]
                for each in household.members
                if each.person_id in wanted[name]
            }
            ages[name] += sum(_is_of_other_age(each) for each in asked.values())
            found += _uncovered(desk, household, name, asked, contact)
    order = {place.name: position for position, place in enumerate(places)}
    found.sort(key=lambda each: (order[each.village], natural_key(each.household)))
    return UncoveredList(
        places=places,
        insurances=insurances,
        missing=tuple(each for each in found if not each.is_excused),
        excused=tuple(each for each in found if each.is_excused),
        of_other_age=ages,
    )


def _wanted(
    desk: Desk, insurance: Insurance, division: Division, places: tuple[Place, ...]
) -> dict[int, HardshipPerson]:
    own = {each.village_id for each in places}
    rules = desk.insurances[insurance]
    people = hardship_people(desk, insurance, rules, desk.business_date, division)
    return {
        each.person_id: each
        for each in people
        if each.village_id in own and each.state in ("missing", "excused")
    }


def _is_of_other_age(each: HardshipPerson) -> bool:
    return each.refusal is not None and each.refusal.code not in _EXCUSES


def _uncovered(
    desk: Desk,
    household: Household,
    insurance: Insurance,
    asked: dict[int, HardshipPerson],
    contact: Contact | None,
) -> Iterator[Uncovered]:
    if not asked:
        return
    family = quote_family(desk.notices[insurance], insurance, household, desk.business_date)
    for each in family.members:
        person = asked.get(each.member.person_id)
        if person is None or _is_of_other_age(person):
            continue
        is_excused = person.state == "excused"
        yield Uncovered(
            village=household.village,
            household=household.number,
            name=each.member.name,
            id_number=each.member.id_number,
            categories=_held(desk, insurance, each.member),
            insurance=insurance,
            is_excused=is_excused,
            reason=_excuse(family, each) if is_excused else _reason(desk, each, contact),
            due_fen=None if is_excused or each.paid else each.quote.due_now_fen,
            phones=(each.member.phone,) if each.member.phone else phones_of(household),
        )


def _held(desk: Desk, insurance: Insurance, member: Member) -> tuple[str, ...]:
    hardship = {each.name for each in desk.notice.categories if each.counts_as_hardship(insurance)}
    return tuple(
        dict.fromkeys(
            each.category
            for each in member.holdings
            if each.category in hardship and each.is_confirmed
            and each.is_held_on(desk.business_date)
        )
    )  # fmt: skip


def _excuse(family: FamilyQuote, each: MemberQuote) -> str:
    """Return why somebody need not enrol, with the status and the clause."""
    alone = FamilyQuote(insurance=family.insurance, levy_year=None, members=(each,))
    for _, reason in excused_reasons(alone):
        return reason
    return each.member.enrolment or "现已登记可不参保"


def _reason(desk: Desk, each: MemberQuote, contact: Contact | None) -> str:
    """Return why somebody is not enrolled yet: the quote's reason, then the contact's."""
    if each.paid is not None:
        return f"同一证件号码已缴（收据 {each.paid.receipt}），请核对是否同一人"
    refused = each.quote.refused
    reasons = []
    if refused is not None:
        reasons.append(WAITS.get(refused.code, refused.message))
    pending = [
        holding.category
        for holding in each.member.holdings
        if not holding.is_confirmed and holding.is_held_on(desk.business_date)
    ]
    if pending:
        reasons.append(f"类别待确认（{'、'.join(dict.fromkeys(pending))}）")
    if contact is not None:
        reasons.append(_after(contact))
    elif refused is None or refused.code not in _ENDS_IT:
        reasons.append("未联系")
    return "；".join(reasons)


def _after(contact: Contact) -> str:
    words = _AFTER_CONTACT.get(contact.result, contact.result)
    promised = f"约 {contact.promised_on}" if contact.promised_on else ""
    told = (f"{contact.on} {contact.how}", promised, contact.note)
    return f"{words}（{'，'.join(part for part in told if part)}）"
