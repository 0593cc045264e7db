"""What a station has when a roster is merged: villages, households, people, their categories."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from models.base.identity import is_birth_certificate
from models.people.changes.details import Settled, settled_details
from models.people.changes.status import StatusChange
from models.people.households.identity_numbers import unusable_numbers
from models.search.index import Findable
from models.station.desk import Desk
from models.store.tables.people import Person
from models.store.tables.villages import Household, Village
from models.villages.former import closed_villages


class Existing(NamedTuple):
    """Somebody the station has, or has just been brought by the roster."""

    id_number: str
    person_id: int
    household_id: int
    number: str
    village: str
    village_id: int
    name: str
    relation: str
    ethnicity: str
    phone: str
    enrolment: str
    note: str

    def findable(self) -> Findable:
        """Return what the person is found by."""
        return Findable(self.person_id, self.name, self.id_number, self.phone, self.village_id)


class Held(NamedTuple):
    """A category somebody holds, whatever the days."""

    person_id: int
    category: str


class _HeldSince(NamedTuple):
    certification_id: int
    person_id: int
    category: str
    certified_from: dt.date | None


Address = tuple[str, str]
"""A household by its village's name and its number there."""


@dataclass
class Known:
    """What the station holds while a roster is merged, and the rows to be written.

    ``undated`` are the certifications without a beginning; ``new_dates`` what they get;
    ``new_texts`` what is said anew of people who are there, by person; ``settled`` what the
    counter put right of them.
    """

    villages: dict[str, int]
    households: dict[Address, int]
    people: dict[str, Existing]
    refusals: dict[str, str]
    closed: dict[str, str]
    held: set[Held]
    members: Counter[int]
    new_households: list[Household] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    undated: dict[Held, int] = field(default_factory=dict)
    new_certifications: list[tuple[Held, dt.date | None]] = field(default_factory=list)
    new_dates: list[tuple[int, dt.date]] = field(default_factory=list)
    new_keys: list[Findable] = field(default_factory=list)
    new_statuses: list[StatusChange] = field(default_factory=list)
    new_texts: dict[int, dict[str, str]] = field(default_factory=dict)
    children: dict[tuple[int, str], Existing] | None = None
    settled: dict[tuple[int, str], Settled] = field(default_factory=dict)

    def refusal(self, id_number: str, village: str) -> str | None:
        """Return why a row is refused whatever else it says, or None."""
        return self.refusals.get(id_number) or self.closed.get(village)

    def is_settled(self, person: Existing, column: str, said: str) -> bool:
        """Whether a roster says what the counter has put right since."""
        settled = self.settled.get((person.person_id, column))
        return (
            bool(said)
            and settled is not None
            and settled.now == getattr(person, column) != said
            and said in settled.before
        )

    def child_at(self, address: Address, name: str) -> Existing | None:
        """Return the child of this name that a household has under a birth certificate."""
        if self.children is None:
            self.children = {
                (each.household_id, each.name): each
                for each in self.people.values()
                if is_birth_certificate(each.id_number)
            }
        return self.children.get((self.households.get(address, 0), name))


class _HouseholdAt(NamedTuple):
    village: str
    number: str
    household_id: int


def load_known(desk: Desk) -> Known:
    """Return what a station has now, in a fixed number of queries."""
    query, station = desk.store.query, (desk.station_id,)
    people = query(
        Existing,
        "SELECT p.id_number, p.id AS person_id, p.household_id, h.number, v.name AS village, "
        "h.village_id, p.name, p.relation, p.ethnicity, p.phone, p.enrolment, p.note FROM person p "
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
    certified = query(
        _HeldSince,
        "SELECT id AS certification_id, person_id, category, certified_from FROM certification "
        "WHERE station_id = ?",
        station,
    )
    return Known(
        villages={each.name: each.id for each in villages},
        households={(each.village, each.number): each.household_id for each in households},
        people={each.id_number: each for each in people},
        refusals=unusable_numbers(desk),
        closed=closed_villages(desk),
        held={Held(each.person_id, each.category) for each in certified},
        undated={
            Held(each.person_id, each.category): each.certification_id
            for each in certified
            if each.certified_from is None
        },
        members=Counter(each.household_id for each in people),
        settled=settled_details(desk),
    )
