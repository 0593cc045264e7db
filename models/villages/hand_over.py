"""Handing families over to another station of the store, with all they are found by.

They become households and people of that station. Their rows at the former one stay, for
its entries name them: its people have left since, its households are another station's.
A family that comes back is itself again.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import asdict, replace

from models.search.index import number_keys
from models.search.keys import moved_key
from models.station.desk import Desk
from models.store.tables.declare import columns_sql
from models.store.tables.people import Certification, FormerNumber, Person, SearchKey
from models.store.tables.station import Operator
from models.store.tables.villages import Household, HouseholdKey
from models.villages.plan import BoundaryPlan, Move
from models.villages.survey import MOVED

_WAS_THERE = """
SELECT household_id, to_household_id AS became FROM boundary_household
WHERE station_id = ? AND to_station_id = ?
UNION SELECT to_household_id AS household_id, household_id AS became FROM boundary_household
WHERE station_id = ? AND to_station_id = ?
"""
_NOW_THERE = """
SELECT q.id_number, q.id AS person_id FROM person q
JOIN person p ON p.id_number = q.id_number
WHERE q.station_id = ? AND p.station_id = ? AND p.household_id = ?
"""


class _Became(NamedTuple):
    household_id: int
    became: int


class _Numbered(NamedTuple):
    id_number: str
    person_id: int


class HandOver:
    """The families of one move on their way to another station."""

    def __init__(self, desk: Desk, plan: BoundaryPlan, move: Move, village_id: int) -> None:
        assert move.to_station_id is not None and plan.counts_from is not None
        self._desk = desk
        self._store = desk.store
        self._day = plan.counts_from
        self._move = move
        self._to = move.to_station_id
        self._village_id = village_id
        self._operators: dict[int, int] = {}

    def households(self) -> dict[int, int]:
        """Make the families households of the other station; return what each became."""
        own, to = self._desk.station_id, self._to
        known = {
            each.household_id: each.became
            for each in self._store.query(_Became, _WAS_THERE, (own, to, to, own))
        }
        became: dict[int, int] = {}
        for family in self._move.families:
            arrived = Household(
                station_id=to,
                id=known.get(family.household_id, 0),
                village_id=self._village_id,
                number=family.new_number,
            )
            if arrived.id:
                self._store.change(
                    Household, {"station_id": to, "id": arrived.id}, **asdict(arrived)
                )
            else:
                arrived = self._store.add(arrived)
            became[family.household_id] = arrived.id
        return became

    def people(self, became: Mapping[int, int]) -> None:
        """Make everybody of the families the other station's; here they have left."""
        people: dict[int, int] = {}
        for household_id, there in became.items():
            people |= self._people_of(household_id, there)
        self._certifications(people)
        self._former_numbers(people)
        self._keys(people)
        self._household_keys(became)
        number_keys(
            self._store,
            self._to,
            {became[each.household_id]: each.new_number for each in self._move.renumbered},
        )

    def _people_of(self, household_id: int, there: int) -> dict[int, int]:
        """Return whom each person of a household became."""
        store, own, to = self._store, self._desk.station_id, self._to
        rows = store.find(Person, station_id=own, household_id=household_id)
        known = {
            each.id_number: each.person_id
            for each in store.query(_Numbered, _NOW_THERE, (to, own, household_id))
        }
        became: dict[int, int] = {}
        for row in rows:
            arrived = replace(
                row, station_id=to, id=known.get(row.id_number, 0), household_id=there
            )
            if arrived.id:
                store.change(Person, {"station_id": to, "id": arrived.id}, **asdict(arrived))
                store.remove(Certification, station_id=to, person_id=arrived.id)
            else:
                arrived = store.add(arrived)
            became[row.id] = arrived.id
        store.change(
            Person,
            {"station_id": own, "household_id": household_id, "left_on": None},
            left_on=self._day,
            left_reason=MOVED + self._move.township,
        )
        return became

    def _certifications(self, people: Mapping[int, int]) -> None:
        """Copy the categories; the lists they came by stay with the station that applied them."""
        for some in _some(people):
            held = self._store.find(Certification, station_id=self._desk.station_id, person_id=some)
            self._store.add_all(
                replace(
                    each,
                    station_id=self._to,
                    id=0,
                    person_id=people[each.person_id],
                    operator_id=self._operator(each.operator_id),
                    list_id=None,
                    ended_list_id=None,
                    part=None,
                )
                for each in held
            )

    def _former_numbers(self, people: Mapping[int, int]) -> None:
        for some in _some(people):
            known = {
                (each.person_id, each.id_number)
                for each in self._store.find(
                    FormerNumber, station_id=self._to, person_id=[people[each] for each in some]
                )
            }
            self._store.add_all(
                replace(
                    each,
                    station_id=self._to,
                    id=0,
                    person_id=people[each.person_id],
                    operator_id=self._operator(each.operator_id),
                )
                for each in self._store.find(
                    FormerNumber, station_id=self._desk.station_id, person_id=some
                )
                if (people[each.person_id], each.id_number) not in known
            )

    def _keys(self, people: Mapping[int, int]) -> None:
        """Move the search keys, those of former numbers too."""
        own = self._desk.station_id
        for some in _some(people):
            marks = ", ".join("?" * len(some))
            where = f"WHERE station_id = ? AND person_id IN ({marks})"
            keys = self._store.query(
                SearchKey, f"SELECT {columns_sql(SearchKey)} FROM search_key {where}", (own, *some)
            )
            self._store.run(f"DELETE FROM search_key {where}", (own, *some))
            self._store.insert(
                [
                    replace(
                        each,
                        station_id=self._to,
                        key=moved_key(each.key, self._village_id),
                        person_id=people[each.person_id],
                    )
                    for each in keys
                ]
            )

    def _household_keys(self, became: Mapping[int, int]) -> None:
        """Move the keys of the families' numbers."""
        for some in _some(became):
            of = {"station_id": self._desk.station_id, "household_id": some}
            keys = self._store.find(HouseholdKey, **of)
            self._store.remove(HouseholdKey, **of)
            self._store.insert(
                [
                    replace(each, station_id=self._to, household_id=became[each.household_id])
                    for each in keys
                ]
            )

    def _operator(self, operator_id: int) -> int:
        """Return the other station's row for somebody who works here, named with the township.

        Under a login of its own: whoever works at one station is no operator of another.
        """
        if operator_id not in self._operators:
            who = self._store.get(Operator, station_id=self._desk.station_id, id=operator_id)
            assert who is not None  # the schema holds it
            self._operators[operator_id] = operator_at(self._desk, self._to, who.login)
        return self._operators[operator_id]


def operator_at(desk: Desk, station_id: int, login: str) -> int:
    """Return another station's row for an operator of the desk's."""
    there = Operator(station_id=station_id, login=f"{login}@{desk.township}")
    known = desk.store.get(Operator, station_id=station_id, login=there.login)
    return (known or desk.store.add(there)).id


def _some(people: Mapping[int, int]) -> list[Sequence[int]]:
    """Return the people in lots that a query can name."""
    ids = sorted(people)
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]
