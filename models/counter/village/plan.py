"""What a village's list comes to, person by person, before anything is entered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.counter.payers import choose_payers, draft_lines
from models.counter.request import Part, PaymentRequest
from models.counter.village.find import Meant, meant_by
from models.counter.village.values import (
    HOLDS_FAMILY,
    TAKEN,
    ListedRow,
    PlannedFamily,
    VillageList,
    VillagePerson,
    VillagePlan,
)
from models.levy.excuses import why_missing
from models.levy.family import FamilyQuote, Household, MemberQuote
from models.people.households.families import load_village
from models.people.households.quotes import quote_household
from models.station.desk import Desk
from models.villages.division import division_on

_UNLISTED = ListedRow()


@dataclass
class _Home:
    """A household with what the list says of it, and what becomes of its people."""

    household: Household
    tiers_fen: dict[str, int] = field(default_factory=dict)
    quotes: dict[Insurance, FamilyQuote] = field(default_factory=dict)
    people: dict[tuple[str, Insurance], VillagePerson] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """Whether something of it differs, so that none of it is taken."""
        return any(each.kind in HOLDS_FAMILY for each in self.people.values())

    def taken(self, insurance: Insurance) -> frozenset[str]:
        """Return who is taken for an insurance, by identity number."""
        return frozenset(
            who
            for (who, name), each in self.people.items()
            if name == insurance and each.kind in TAKEN
        )


def plan_village(desk: Desk, listed: VillageList) -> VillagePlan:
    """Return what would become of everybody on a village's list on the business date.

    Raises BadInput for a village or an insurance that the station does not have.
    """
    for each in listed.insurances:
        if each not in desk.insurances:
            raise BadInput(f"本站的通知不征收{INSURANCE_TITLES[each]}，请核对「险种」")
    village_id = village_number(desk, listed.village)
    return _Planning(desk, listed, load_village(desk, village_id)).plan()


def village_number(desk: Desk, name: str) -> int:
    """Return a village of the station by its name; raises BadInput for an unknown one."""
    for place in division_on(desk, desk.business_date).villages:
        if place.name == name:
            return place.village_id
    raise BadInput(f"{desk.business_date} 本站没有“{name}”这个村（社区），请核对村名")


class _Planning:
    """One planning: the list is read row by row, then each family is looked at as a whole."""

    def __init__(self, desk: Desk, listed: VillageList, homes: tuple[Household, ...]) -> None:
        self.desk, self.listed = desk, listed
        self.homes = {each.household_id: _Home(each) for each in homes}
        self.strays: dict[int, VillagePerson] = {}
        self.places: dict[tuple[int, str, Insurance], int] = {}

    def plan(self) -> VillagePlan:
        """Read all rows, then take each family or leave it."""
        households = [each.household for each in self.homes.values()]
        meant = meant_by(self.desk, households, self.listed.rows)
        self._choose_tiers(meant)
        for place, each in enumerate(meant):
            self._read(place, each)
        if self.listed.with_exempt:
            self._add_exempt()
        families = tuple(self._families())
        return VillagePlan(self.listed.village, families, tuple(self._people(families)))

    def _choose_tiers(self, meant: Iterable[Meant]) -> None:
        """Choose for everybody the tier of the whole list, and where a row has its own, that."""
        if self.listed.tier_fen is not None:
            for home in self.homes.values():
                home.tiers_fen = {
                    each.id_number: self.listed.tier_fen for each in home.household.members
                }
        for each in meant:
            if each.home is not None and each.row.tier_fen is not None:
                members = each.home.members if each.members is None else each.members
                tiers = {one.id_number: each.row.tier_fen for one in members}
                self.homes[each.home.household_id].tiers_fen |= tiers

    def _quote(self, home: _Home, insurance: Insurance) -> FamilyQuote:
        """Return the quote of a household, once reckoned."""
        if insurance not in home.quotes:
            tiers = home.tiers_fen if insurance == "pension" else None
            home.quotes[insurance] = quote_household(
                self.desk, home.household, insurance, tiers, self.listed.levy_year
            )
        return home.quotes[insurance]

    def _read(self, place: int, meant: Meant) -> None:
        row = meant.row
        if row.insurance is not None and row.insurance not in self.desk.insurances:
            note = f"本站的通知不征收{INSURANCE_TITLES[row.insurance]}"
            meant = replace(meant, fault="bad_row", note=note)
        if meant.home is None:
            assert meant.fault is not None
            self.strays[place] = _person(meant.fault, row, "", row.name, note=meant.note)
            return
        home = self.homes[meant.home.household_id]
        if meant.fault is not None:
            # Of the household, by no insurance of its own: it holds the family for all of them.
            own = _person(meant.fault, row, home.household.number, row.name, note=meant.note)
            self._keep(place, home, f"row {place}", self.listed.insurances[0], own)
            return
        insurances = (row.insurance,) if row.insurance else self.listed.insurances
        found = {
            (each.member.id_number, name): _as_quoted(row, home.household, each, name)
            for name in insurances
            for each in self._members(home, meant, name)
        }
        if meant.members is None:
            found = _family_row(row, home.household, found)
        else:
            found = _with_amount(row, found)
        for (who, name), each in found.items():
            self._keep(place, home, who, name, each)

    def _members(self, home: _Home, meant: Meant, insurance: Insurance) -> tuple[MemberQuote, ...]:
        """Return whom a row asks for: those named, or of a family whoever can pay.

        Where nobody can it is those who have paid, else everybody.
        """
        quoted = self._quote(home, insurance).members
        if meant.members is None:
            paid = tuple(each for each in quoted if each.state == "paid")
            return tuple(each for each in quoted if each.state == "due") or paid or quoted
        named = {each.person_id for each in meant.members}
        return tuple(each for each in quoted if each.member.person_id in named)

    def _keep(
        self, place: int, home: _Home, who: str, name: Insurance, each: VillagePerson
    ) -> None:
        known = home.people.get((who, name))
        if known is None:
            home.people[who, name] = each
            self.places[home.household.household_id, who, name] = place
        else:
            note = f"和{known.where or '另一行'}是同一人"
            self.strays[place] = replace(each, kind="twice", note=note)

    def _add_exempt(self) -> None:
        """Add everybody of the village who has nothing to pay and is on no row."""
        for home in self.homes.values():
            for name in self.listed.insurances:
                for each in self._quote(home, name).payable:
                    key = each.member.id_number, name
                    if not each.quote.due_now_fen and key not in home.people:
                        own = _as_quoted(_UNLISTED, home.household, each, name)
                        home.people[key] = own

    def _families(self) -> Iterator[PlannedFamily]:
        for home in self.homes.values():
            family = None if home.is_held else self._family(home)
            if family is not None:
                yield family
                continue
            for key, each in home.people.items():
                if each.kind in TAKEN:
                    note = "同户有人和名单不符，整户先不收"
                    home.people[key] = replace(each, kind="waits", note=note)

    def _family(self, home: _Home) -> PlannedFamily | None:
        """Return a family as it would be entered; None where nobody is, or a rule refuses it."""
        parts = tuple(
            Part(home.household.household_id, name, self.listed.levy_year, who)
            for name in self.desk.insurances
            if (who := home.taken(name))
        )
        if not parts:
            return None
        own = {who for part in parts for who in part.members or ()}
        tiers = {who: fen for who, fen in home.tiers_fen.items() if who in own}
        request = PaymentRequest(parts, tiers_fen=tiers)
        quotes = tuple(home.quotes[part.insurance] for part in parts)
        at = {home.household.household_id: home.household}
        try:
            payers = choose_payers(self.desk, request, at, quotes)
            lines = draft_lines(self.desk, payers.paying, self.desk.business_date)
        except RefusedByRule as error:
            for key, each in home.people.items():
                if each.kind in TAKEN:
                    home.people[key] = replace(each, kind="refused", note=error.message)
            return None
        return PlannedFamily(home.household, payers, lines)

    def _people(self, families: tuple[PlannedFamily, ...]) -> Iterator[VillagePerson]:
        """Yield everybody: by the rows of the list, then the exempt, then who is not on it."""
        at: dict[int, list[VillagePerson]] = defaultdict(list)
        for place, stray in self.strays.items():
            at[place].append(stray)
        rest: list[VillagePerson] = []
        for home in self.homes.values():
            for (who, name), each in home.people.items():
                place = self.places.get((home.household.household_id, who, name), -1)
                (rest if place < 0 else at[place]).append(each)
        for place in sorted(at):
            yield from at[place]
        yield from rest
        for family in families:
            home = self.homes[family.household.household_id]
            for name, quote in home.quotes.items():
                for one in quote.payable:
                    if (one.member.id_number, name) not in home.people:
                        own = _as_quoted(_UNLISTED, home.household, one, name)
                        yield replace(own, kind="unlisted")


def _person(
    kind: str, row: ListedRow, household: str, name: str, *, note: str = ""
) -> VillagePerson:
    return VillagePerson(
        kind=kind,  # type: ignore[arg-type]
        where=row.where,
        household=household or row.household,
        name=name,
        id_number=row.id_number,
        insurance=row.insurance,
        due_fen=row.amount_fen,
        note=note,
    )


def _as_quoted(
    row: ListedRow, home: Household, each: MemberQuote, insurance: Insurance
) -> VillagePerson:
    """Return what becomes of a member, the amount of the row not yet looked at."""
    due_fen, note, receipt = each.quote.due_now_fen, "", ""
    if each.state == "paid" and each.paid is not None:
        kind, due_fen, receipt = "paid", each.paid.amount_fen, each.paid.receipt
        note = f"{each.paid.business_date} 收据 {receipt}"
    elif each.state == "due":
        kind = "due" if due_fen else "exempt"
    else:
        kind, due_fen, note = "refused", None, why_missing(each)
    return VillagePerson(
        kind=kind,  # type: ignore[arg-type]
        where=row.where,
        household=home.number,
        name=each.member.name,
        id_number=each.member.id_number,
        insurance=insurance,
        due_fen=due_fen,
        note=note,
        receipt=receipt,
    )


_Found = dict[tuple[str, Insurance], VillagePerson]


def _with_amount(row: ListedRow, found: _Found) -> _Found:
    """Say where a person's row has another amount than is due."""
    taken = [each for each in found.values() if each.kind in TAKEN]
    due_fen = sum(each.due_fen or 0 for each in taken)
    if row.amount_fen is None or not taken or row.amount_fen == due_fen:
        return found
    note = f"名单 {format_yuan(row.amount_fen)} 元，应缴 {format_yuan(due_fen)} 元"
    return {
        key: replace(each, kind="amount_differs", note=note) if each.kind in TAKEN else each
        for key, each in found.items()
    }


def _family_row(row: ListedRow, home: Household, found: _Found) -> _Found:
    """Say where a family's row has another number of people, or another amount, than are due."""
    people = {who for (who, _), each in found.items() if each.kind in TAKEN}
    if people and row.people is not None and row.people != len(people):
        note = f"名单 {row.people} 人，应缴 {len(people)} 人，请写明是哪几个"
        return {
            key: replace(each, kind="people_differ", note=note) if each.kind in TAKEN else each
            for key, each in found.items()
        }
    return _with_amount(row, found)
