"""Keeping the search keys current, in the transaction that changes a person."""

from collections.abc import Iterable, Mapping

from models.search.keys import person_keys
from models.store.writing import Store

Findable = tuple[int, str, str, str, str]
"""Person identifier, name, identity number, phone, household number."""


def add_keys(store: Store, station_id: int, people: Iterable[Findable]) -> None:
    """Write the keys of new people; only inside ``writing``.

    The rows go in sorted, so that the tree grows at its end instead of everywhere.
    """
    rows = sorted(
        (station_id, key, person_id)
        for person_id, name, id_number, phone, household_number in people
        for key in person_keys(name, id_number, phone, household_number)
    )
    store.insert_rows("search_key", ("station_id", "key", "person_id"), rows)


def replace_keys(store: Store, station_id: int, person: Findable, before: Findable) -> None:
    """Bring one changed person's keys up to date; only inside ``writing``."""
    old, new = set(person_keys(*before[1:])), set(person_keys(*person[1:]))
    sql = "DELETE FROM search_key WHERE station_id = ? AND key = ? AND person_id = ?"
    for key in sorted(old - new):
        store.run(sql, (station_id, key, person[0]))
    added = [(station_id, key, person[0]) for key in sorted(new - old)]
    store.insert_rows("search_key", ("station_id", "key", "person_id"), added)


def keep_keys(store: Store, station_id: int, person: Findable) -> None:
    """Add a person's keys to those under which they are found already; only inside ``writing``.

    After an identity number is corrected, the old one still finds the person.
    """
    for key in sorted(person_keys(*person[1:])):
        store.run(
            "INSERT INTO search_key (station_id, key, person_id) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (station_id, key, person[0]),
        )


def number_keys(store: Store, station_id: int, numbers: Mapping[int, str]) -> None:
    """Make everybody of a household findable under a new household number as well.

    ``numbers`` are by household. The keys of former numbers stay; only inside ``writing``.
    """
    for household_id, number in numbers.items():
        for key in sorted(person_keys("", "", "", number)):
            store.run(
                "INSERT INTO search_key (station_id, key, person_id) "
                "SELECT ?, ?, id FROM person WHERE household_id = ? ON CONFLICT DO NOTHING",
                (station_id, key, household_id),
            )
