"""What people are found by that schema 4 did not have: villages, ends of household numbers, birth.

Households get keys of their own, each end of their number; the keys of people no longer hold
the number, but their names once more within their village.
"""

import unicodedata
from collections.abc import Iterable
from itertools import islice

from peewee import Database

from models.base.text import plain_name
from models.store.ddl import create_index, create_table

_AT_ONCE = 500
_LONGEST = 60
_LEFT_OUT = str.maketrans(dict.fromkeys("·'’‘ʼ`´ <", "") | {"ü": "v"})

# A household that another station has now, and has not come back.
_GONE = (
    "EXISTS (SELECT 1 FROM boundary_household g "
    "JOIN boundary_change d ON d.station_id = g.station_id AND d.id = g.change_id "
    "WHERE g.station_id = h.station_id AND g.household_id = h.id "
    "AND g.to_household_id IS NOT NULL AND d.village_id = h.village_id)"
)
_NUMBERS = f"SELECT h.station_id, h.id, h.number FROM household h WHERE NOT {_GONE}"
_FORMER = (
    "SELECT h.station_id, h.id, b.number FROM boundary_household b "
    "JOIN household h ON h.station_id = b.station_id AND h.id = b.household_id "
    f"WHERE b.to_household_id IS NULL AND NOT {_GONE} UNION "
    "SELECT h.station_id, h.id, b.number FROM boundary_household b "
    "JOIN household h ON h.station_id = b.to_station_id AND h.id = b.to_household_id "
    f"WHERE NOT {_GONE}"
)
_UNUSED = (
    "DELETE FROM search_key WHERE station_id = ? AND key = ? AND person_id IN "
    "(SELECT p.id FROM person p WHERE p.station_id = ? AND p.household_id = ? "
    "AND lower(p.id_number) <> ? AND replace(replace(p.phone, '-', ''), ' ', '') <> ? "
    "AND NOT EXISTS (SELECT 1 FROM former_number f WHERE f.station_id = p.station_id "
    "AND f.person_id = p.id AND lower(f.id_number) = ?))"
)
_IN_VILLAGES = (
    "INSERT INTO search_key (station_id, key, person_id) "
    "SELECT k.station_id, '<v' || h.village_id || '<' || k.key, k.person_id FROM search_key k "
    "JOIN person p ON p.station_id = k.station_id AND p.id = k.person_id "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    "WHERE substr(k.key, 1, 1) NOT IN ('<', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') "
    "AND k.key <> lower(p.id_number) AND NOT EXISTS (SELECT 1 FROM former_number f "
    "WHERE f.station_id = p.station_id AND f.person_id = p.id AND lower(f.id_number) = k.key)"
)


def create(db: Database) -> None:
    """Create the keys of households and of names within villages, and the index of birth dates."""
    create_table(
        db,
        "household_key",
        "station_id INT NOT NULL REFERENCES station (id), key KEYTEXT NOT NULL, "
        "household_id INT NOT NULL",
        key=("station_id", "key", "household_id"),
        references={"household_id": "household"},
    )
    create_index(db, "person_by_birth", "person", "station_id, born")
    numbers = {
        (station, household, _folded(number))
        for sql in (_NUMBERS, _FORMER)
        for station, household, number in db.execute_sql(sql).fetchall()
    }
    _insert(
        db,
        sorted({(at, number[n:], who) for at, who, number in numbers for n in range(len(number))}),
    )
    for station, household, number in sorted(numbers):
        values = (station, number, station, household, number, number, number)
        db.execute_sql(_UNUSED.replace("?", db.param), values)
    db.execute_sql(_IN_VILLAGES)


def _folded(number: str) -> str:
    folded = plain_name(number).lower().translate(_LEFT_OUT)
    kept = (each for each in folded if unicodedata.category(each) not in ("Cc", "Cf", "Cs"))
    return "".join(kept)[:_LONGEST]


def _insert(db: Database, rows: Iterable[tuple[int, str, int]]) -> None:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        marks = ", ".join([f"({db.param}, {db.param}, {db.param})"] * len(some))
        db.execute_sql(
            f"INSERT INTO household_key (station_id, key, household_id) VALUES {marks}",
            [value for row in some for value in row],
        )
