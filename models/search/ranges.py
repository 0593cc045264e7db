"""What a search reads, as SQL built once: bounded ranges of keys, and what else has an index."""

from typing import NamedTuple

KEYS = (
    "SELECT key, person_id FROM search_key WHERE station_id = ? AND key >= ? AND key < ? "
    "ORDER BY key, person_id LIMIT ?"
)
NAMED = (
    "SELECT k.key, k.person_id, p.name FROM (SELECT key, person_id FROM search_key "
    "WHERE station_id = ? AND key >= ? AND key < ? ORDER BY key, person_id LIMIT ?) k "
    "JOIN person p ON p.station_id = ? AND p.id = k.person_id WHERE p.name LIKE ?"
)
HOUSEHOLDS = (
    "SELECT k.household_id, h.number FROM (SELECT key, household_id FROM household_key "
    "WHERE station_id = ? AND key >= ? AND key < ? ORDER BY key, household_id LIMIT ?) k "
    "JOIN household h ON h.station_id = ? AND h.id = k.household_id"
)
OF_VILLAGE = (
    "SELECT h.id AS household_id, h.number FROM household h "
    "WHERE h.station_id = ? AND h.village_id = ? AND h.number LIKE ? AND EXISTS "
    "(SELECT 1 FROM person p WHERE p.station_id = h.station_id AND p.household_id = h.id "
    "AND (p.left_on IS NULL OR p.left_on > ?)) ORDER BY {first}h.number, h.id LIMIT ?"
)
ENDS_SO = "CASE WHEN h.number LIKE ? THEN 0 ELSE 1 END, "
BORN = (
    "SELECT id AS person_id FROM person WHERE station_id = ? AND born >= ? AND born < ? "
    "ORDER BY born, id LIMIT ?"
)
PAID = (
    "SELECT l.person_id FROM payment y "
    "JOIN payment_line l ON l.station_id = y.station_id AND l.payment_id = y.id "
    "WHERE y.station_id = ? AND y.year = ? AND y.serial = ? ORDER BY l.id LIMIT 1"
)
VILLAGES = "SELECT id AS village_id, name FROM village WHERE station_id = ? ORDER BY position"

NAMED_SO = (
    "SELECT id AS village_id, name FROM village "
    "WHERE station_id = ? AND name >= ? AND name < ? ORDER BY name"
)


class Key(NamedTuple):
    """A key and whose it is."""

    key: str
    person_id: int


class Named(NamedTuple):
    """A key, whose it is, and how that person is called."""

    key: str
    person_id: int
    name: str


class InHousehold(NamedTuple):
    """A household and its number."""

    household_id: int
    number: str


class Who(NamedTuple):
    """A person."""

    person_id: int
