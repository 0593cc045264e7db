"""Which tables may change and are known row by row: what each row was when last written.

Everything that decides money or stands on a paper is here or only grows (``sealed``). A new
table of ``only_grows=False`` joins ``STATED``. Of a stated table, as of a sealed one, no column
may be renamed or dropped, and a new column may be empty: older states then stay good. A
migration that changes such rows writes their states anew (``models.store.states.as_rows``).
"""

from typing import NamedTuple

from models.store.tables.declare import Row, columns_sql, declared, table_of
from models.store.tables.people import Certification, Person
from models.store.tables.station import Station, Target
from models.store.tables.villages import Household, Village


class Stated(NamedTuple):
    """A table whose rows are known: its columns, station and number first, and their query."""

    table: str
    columns: tuple[str, ...]
    sql: str


def _stated(row: type[Row]) -> Stated:
    said = declared(row)
    return Stated(said.table, said.columns, f"SELECT {columns_sql(row)} FROM {said.table} q")


_STATION = Stated(
    table_of(Station),
    ("station_id", "id", "township_id", "is_demonstration", "created_at", "township"),
    "SELECT q.id AS station_id, q.id, q.township_id, q.is_demonstration, q.created_at, t.name "
    "FROM station q JOIN township t ON t.id = q.township_id",
)
"""A station is known with its township's name, which is printed on all of its papers."""

STATED: dict[type[Row], Stated] = {
    Station: _STATION,
    **{row: _stated(row) for row in (Village, Household, Person, Certification, Target)},
}
"""The tables by their declaration, in the order in which states are written."""

NOT_STATED = {
    "township": "known with its station",
    "search_key": "follows from people, and is compared with them",
    "household_key": "follows from households, and is compared with them",
    "kept_notice": "has a keyed digest of its own",
    "last_id": "the numbers given out, which only go on",
    "seal_head": "the end of the chain, compared with it",
    "in_force": "follows from the lines, and is compared with them",
}
"""Tables whose rows may change, or may be removed, that are not stated, and why."""
