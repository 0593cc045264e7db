"""Merging a roster (参保底册、花名册) into the station: new families, changes, refusals.

A person is known by the identity number. Merging the same roster again changes nothing;
a person who stands in another household, who has left, or whose number was corrected is
refused, because these are actions of their own (``models.people.changes``).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from models.base import clock
from models.people.changes.status import StatusChange, record_status_changes
from models.people.households.identity_numbers import unusable_numbers
from models.search.index import Findable, add_keys, replace_keys
from models.station.desk import Desk
from models.store.tables.people import Certification, Person
from models.store.tables.villages import Household, Village
from models.villages.former import closed_villages

_FIELDS = ("name", "relation", "ethnicity", "phone", "enrolment", "note")


@dataclass(frozen=True)
class RosterPerson:
    """One checked row of a roster: texts are clean, the identity number is valid."""

    village: str
    household_number: str
    name: str
    id_number: str
    born: dt.date
    relation: str = ""
    ethnicity: str = ""
    phone: str = ""
    enrolment: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()


@dataclass
class Merged:
    """What a roster changed. ``refused`` maps positions in the roster to reasons."""

    villages: int = 0
    households: int = 0
    people: int = 0
    changed: int = 0
    unchanged: int = 0
    certifications: int = 0
    refused: dict[int, str] = field(default_factory=dict)


class _Existing(NamedTuple):
    """Somebody the station has, or has just been brought by the roster."""

    id_number: str
    person_id: int
    household_id: int
    number: str
    village: str
    name: str
    relation: str
    ethnicity: str
    phone: str
    enrolment: str
    note: str

    def findable(self) -> Findable:
        """Return what the person is found by."""
        return Findable(self.person_id, self.name, self.id_number, self.phone, self.number)


class _Held(NamedTuple):
    person_id: int
    category: str


_Address = tuple[str, str]
"""A household by its village's name and its number there."""


@dataclass
class _Known:
    """What the station holds while a roster is merged, and the rows to be written."""

    villages: dict[str, int]
    households: dict[_Address, int]
    people: dict[str, _Existing]
    refusals: dict[str, str]
    closed: dict[str, str]
    held: set[_Held]
    members: Counter[int]
    new_households: list[Household] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    new_certifications: list[_Held] = field(default_factory=list)
    new_keys: list[Findable] = field(default_factory=list)
    new_statuses: list[StatusChange] = field(default_factory=list)

    def refusal(self, row: RosterPerson) -> str | None:
        """Return why a row is refused whatever else it says, or None."""
        return self.refusals.get(row.id_number) or self.closed.get(row.village)


def merge_roster(desk: Desk, roster: Sequence[RosterPerson], source: str) -> Merged:
    """Merge a roster in one transaction and return what it changed.

    ``source`` names the file for the audit trail and the certifications it brings.
    """
    merged = Merged()
    with desk.writing():
        known = _load(desk)
        household_ids, person_ids = _new_ids(desk, known, roster)
        for position, row in enumerate(roster):
            reason = known.refusal(row)
            if reason is not None:
                merged.refused[position] = reason
                continue
            village_id = _village(desk, known, row.village, merged)
            address = row.village, row.household_number
            existing = known.people.get(row.id_number)
            if existing is None:
                if address not in known.households:
                    known.households[address] = next(household_ids)
                    _add_household(desk, known, village_id, address)
                    merged.households += 1
                person_id = next(person_ids)
                _add_person(desk, known, known.households[address], person_id, row)
                _add_categories(known, person_id, row, merged)
                merged.people += 1
            elif known.households.get(address) == existing.household_id:
                _merge_existing(desk, known, existing, row, merged)
            else:
                merged.refused[position] = (
                    f"此证件号码已在 {existing.village} {existing.number} 户，换户请另行办理"
                )
        _write(desk, known, source)
        if merged.people or merged.changed or merged.certifications:
            desk.record(
                "import_roster",
                source,
                f"households {merged.households} people {merged.people} "
                f"changed {merged.changed} refused {len(merged.refused)}",
            )
    return merged


class _HouseholdAt(NamedTuple):
    village: str
    number: str
    household_id: int


def _load(desk: Desk) -> _Known:
    query, station = desk.store.query, (desk.station_id,)
    people = query(
        _Existing,
        "SELECT p.id_number, p.id AS person_id, p.household_id, h.number, v.name AS village, "
        "p.name, p.relation, p.ethnicity, p.phone, p.enrolment, p.note FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE p.station_id = ?",
        station,
    )
    households = query(
        _HouseholdAt,
        "SELECT v.name AS village, h.number, h.id AS household_id FROM household h "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE h.station_id = ?",
        station,
    )
    villages = desk.store.find(Village, station_id=desk.station_id)
    held = "SELECT person_id, category FROM certification WHERE station_id = ?"
    return _Known(
        villages={each.name: each.id for each in villages},
        households={(each.village, each.number): each.household_id for each in households},
        people={each.id_number: each for each in people},
        refusals=unusable_numbers(desk),
        closed=closed_villages(desk),
        held=set(query(_Held, held, station)),
        members=Counter(each.household_id for each in people),
    )


def _new_ids(
    desk: Desk, known: _Known, roster: Sequence[RosterPerson]
) -> tuple[Iterator[int], Iterator[int]]:
    """Take as many numbers as the roster brings new households and people."""
    people: dict[str, _Address] = {}
    for row in roster:
        if row.id_number not in known.people and known.refusal(row) is None:
            people.setdefault(row.id_number, (row.village, row.household_number))
    households = set(people.values()) - known.households.keys()

    def take(of: type[Household | Person], count: int) -> Iterator[int]:
        first = desk.store.new_ids(of, desk.station_id, count) if count else 0
        return iter(range(first, first + count))

    return take(Household, len(households)), take(Person, len(people))


def _village(desk: Desk, known: _Known, name: str, merged: Merged) -> int:
    if name not in known.villages:
        position = len(known.villages) + 1
        added = Village(station_id=desk.station_id, name=name, position=position)
        known.villages[name] = desk.store.add(added).id
        merged.villages += 1
    return known.villages[name]


def _add_household(desk: Desk, known: _Known, village_id: int, address: _Address) -> None:
    known.new_households.append(
        Household(
            station_id=desk.station_id,
            id=known.households[address],
            village_id=village_id,
            number=address[1],
        )
    )


def _add_person(
    desk: Desk, known: _Known, household_id: int, person_id: int, row: RosterPerson
) -> None:
    known.members[household_id] += 1
    texts = {name: getattr(row, name) for name in _FIELDS}
    added = _Existing(
        id_number=row.id_number,
        person_id=person_id,
        household_id=household_id,
        number=row.household_number,
        village=row.village,
        **texts,
    )
    known.people[row.id_number] = added
    known.new_people.append(
        Person(
            station_id=desk.station_id,
            id=person_id,
            household_id=household_id,
            position=known.members[household_id],
            id_number=row.id_number,
            born=row.born,
            **texts,
        )
    )
    known.new_keys.append(added.findable())


def _merge_existing(
    desk: Desk, known: _Known, before: _Existing, row: RosterPerson, merged: Merged
) -> None:
    """Take over what the row says and the station does not; what it leaves empty stays."""
    said = {name: text for name in _FIELDS if (text := getattr(row, name))}
    after = before._replace(**said)
    added = merged.certifications
    _add_categories(known, before.person_id, row, merged)
    if after != before:
        if after.enrolment != before.enrolment:
            known.new_statuses.append(
                (before.household_id, before.person_id, before.enrolment, after.enrolment)
            )
        key = {"station_id": desk.station_id, "id": before.person_id}
        desk.store.change(Person, key, **{name: getattr(after, name) for name in _FIELDS})
        replace_keys(desk.store, desk.station_id, after.findable(), before.findable())
        known.people[row.id_number] = after
    if after != before or merged.certifications > added:
        merged.changed += 1
    else:
        merged.unchanged += 1


def _add_categories(known: _Known, person_id: int, row: RosterPerson, merged: Merged) -> None:
    for category in row.categories:
        held = _Held(person_id, category)
        if held not in known.held:
            known.held.add(held)
            known.new_certifications.append(held)
            merged.certifications += 1


def _write(desk: Desk, known: _Known, source: str) -> None:
    desk.store.add_all(known.new_households)
    desk.store.add_all(known.new_people)
    if known.new_certifications:
        operator_id, now = desk.operator_id(), clock.timestamp()
        desk.store.add_all(
            Certification(
                station_id=desk.station_id,
                person_id=held.person_id,
                category=held.category,
                certified_from=None,
                until=None,
                certified_by="花名册",
                paper=source,
                operator_id=operator_id,
                recorded_at=now,
            )
            for held in known.new_certifications
        )
    add_keys(desk.store, desk.station_id, known.new_keys)
    record_status_changes(desk, known.new_statuses, source)
