"""Keeping the search keys current, in the transaction that changes a person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.search.keys import LAST, household_keys, in_village, person_keys
from models.store.tables.people import SearchKey
from models.store.tables.villages import HouseholdKey
from models.store.writing import Store

_KEEP = (
    "INSERT INTO search_key (station_id, key, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
)


class Findable(NamedTuple):
    """A person, with what he or she is found by."""

    person_id: int
    name: str
    id_number: str
    phone: str
    village_id: int

    def found_by(self) -> frozenset[str]:
        """Return the keys of the person."""
        return person_keys(self.name, self.id_number, self.phone, self.village_id)


def add_keys(store: Store, station_id: int, people: Iterable[Findable]) -> None:
    """Write the keys of new people; only inside ``writing``.

    The rows go in sorted, so that the tree grows at its end instead of everywhere.
    """
    keys = sorted((key, person.person_id) for person in people for key in person.found_by())
    _insert(store, station_id, keys)


def replace_keys(store: Store, station_id: int, person: Findable, before: Findable) -> None:
    """Bring one changed person's keys up to date; only inside ``writing``."""
    old, new = before.found_by(), person.found_by()
    sql = "DELETE FROM search_key WHERE station_id = ? AND key = ? AND person_id = ?"
    for key in sorted(old - new):
        store.run(sql, (station_id, key, person.person_id))
    for key in sorted(new - old):  # somebody may be found so already, by a former name or number
        store.run(_KEEP, (station_id, key, person.person_id))


def keep_keys(store: Store, station_id: int, person: Findable) -> None:
    """Add a person's keys to those under which they are found already; only inside ``writing``.

    After an identity number or a name is corrected, the old one still finds the person.
    """
    for key in sorted(person.found_by()):
        store.run(_KEEP, (station_id, key, person.person_id))


def add_household_keys(store: Store, station_id: int, numbers: Mapping[int, str]) -> None:
    """Write the keys of new households, by their numbers; only inside ``writing``."""
    keys = sorted((key, each) for each, number in numbers.items() for key in household_keys(number))
    store.insert(
        [HouseholdKey(station_id=station_id, key=key, household_id=each) for key, each in keys]
    )


def number_keys(store: Store, station_id: int, numbers: Mapping[int, str]) -> None:
    """Make households findable under new numbers as well; only inside ``writing``.

    ``numbers`` are by household. The keys of former numbers stay.
    """
    sql = (
        "INSERT INTO household_key (station_id, key, household_id) VALUES (?, ?, ?) "
        "ON CONFLICT DO NOTHING"
    )
    for household_id, number in numbers.items():
        for key in sorted(household_keys(number)):
            store.run(sql, (station_id, key, household_id))


def settle_keys(
    store: Store, station_id: int, household_ids: Sequence[int], villages: tuple[int, int]
) -> None:
    """Let everybody of some households be found in another village; only inside ``writing``.

    ``villages`` are the one they were in, and the one they are in now.
    """
    before, after = (in_village(each, "") for each in villages)
    marks = ", ".join("?" * len(household_ids))
    store.run(
        f"UPDATE search_key SET key = ? || substr(key, {len(before) + 1}) "
        "WHERE station_id = ? AND key >= ? AND key < ? AND person_id IN "
        f"(SELECT id FROM person WHERE station_id = ? AND household_id IN ({marks}))",
        (after, station_id, before, before + LAST, station_id, *household_ids),
    )


def _insert(store: Store, station_id: int, keys: Iterable[tuple[str, int]]) -> None:
    store.insert(
        [SearchKey(station_id=station_id, key=key, person_id=person) for key, person in keys]
    )
