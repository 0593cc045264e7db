"""The keyed chain over every table that only grows: one seal a row, in the order of writing.

A seal's head is a keyed hash over the head before it and over its row. A row that was
changed, removed or put in afterwards no longer fits, and one head, printed on paper, stands
for everything that its station wrote before it. Each station has a chain of its own.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

from msgspec import msgpack

from models.store.rows import Rows
from models.store.sealed import SEALED, SEALED_SINCE, SEALED_TABLES
from models.store.tables.declare import Row, declared
from models.store.tables.seals import Seal, SealHead

PURPOSE = "ledger chain"
"""What the chain's key is derived for; see ``models.store.key``."""

BEGINNING = "store"
"""The subject of the first seal, which is of no row: it proves whose key the chain has."""

Values = Sequence[Any]
"""A row's values as the database holds them, in the order of the table's columns."""

_DIGEST_BYTES = 16
_PERSON = b"laobao chain 1"
_STATION = 0  # where a sealed row's station stands, and where its number
_ID = 1


class Sealer:
    """Computes the heads of a chain under its key."""

    def __init__(self, key: bytes) -> None:
        self._keyed = blake2b(key=key, digest_size=_DIGEST_BYTES, person=_PERSON)

    def beginning(self, station_id: int) -> str:
        """Return the head of a station's chain over nothing."""
        keyed = self._keyed.copy()
        keyed.update(b"station %d" % station_id)
        return keyed.hexdigest()

    def head(self, before: str, names: Sequence[bytes], row: Values) -> str:
        """Return the head after a row; ``names`` are ``names_of`` its table.

        The row is encoded as MessagePack, which tags every value with its type and length.
        Empty columns at its end count as absent, so that a column added later leaves older
        seals as they are. Raises UnicodeEncodeError for text that is no text.
        """
        used = len(row)
        while row[used - 1] is None:
            used -= 1
        keyed = self._keyed.copy()
        keyed.update(before.encode() + names[used] + msgpack.encode(row[:used]))
        return keyed.hexdigest()


@cache
def names_of(table: str, columns: tuple[str, ...]) -> tuple[bytes, ...]:
    """Return a table's name with its first columns' names, encoded, by how many columns."""
    return tuple(msgpack.encode([table, *columns[:used]]) for used in range(len(columns) + 1))


def seal_rows(
    store: Rows, sealer: Sealer, added: Mapping[type[Row], Sequence[Values]]
) -> "dict[int, End]":
    """Seal rows that were just added, table by table; only inside ``Store.writing``.

    Returns the ends of the chains that grew, by station.
    """
    ends = {}
    grown = [(row, values) for row in SEALED if (values := added.get(row))]
    for station_id in sorted({one[_STATION] for _, values in grown for one in values}):
        of_station = [
            (declared(row).table, declared(row).columns, one)
            for row, values in grown
            for one in values
            if one[_STATION] == station_id
        ]
        ends[station_id] = _seal(store, sealer, station_id, of_station)
    return ends


def _seal(
    store: Rows,
    sealer: Sealer,
    station_id: int,
    rows: Sequence[tuple[str, tuple[str, ...], Values]],
) -> "End":
    number, head = end_of_chain(store, station_id)
    is_begun = number > 0
    seals: list[Seal] = []
    if not is_begun:
        number, head = 1, sealer.beginning(station_id)
        seals.append(Seal(station_id=station_id, id=1, subject=BEGINNING, subject_id=0, head=head))
    for table, columns, values in rows:
        number += 1
        head = sealer.head(head, names_of(table, columns), values)
        seals.append(
            Seal(
                station_id=station_id,
                id=number,
                subject=table,
                subject_id=values[_ID],
                head=head,
            )
        )
    store.insert(seals)
    if is_begun:
        store.run(
            "UPDATE seal_head SET number = ?, head = ? WHERE station_id = ?",
            (number, head, station_id),
        )
    else:
        store.insert([SealHead(station_id=station_id, number=number, head=head)])
    return End(number, head)


class End(NamedTuple):
    """Number and head of the last seal of a chain."""

    number: int
    head: str


def end_of_chain(store: Rows, station_id: int) -> End:
    """Return number and head of the last seal as the store remembers them; 0 without any.

    Taken from the memory, not from the seals: after seals were cut off, the next one leaves
    a gap that stays.
    """
    remembered = store.first(
        End, "SELECT number, head FROM seal_head WHERE station_id = ?", (station_id,)
    )
    return (
        remembered
        or store.first(
            End,
            "SELECT id AS number, head FROM seal WHERE station_id = ? ORDER BY id DESC LIMIT 1",
            (station_id,),
        )
        or End(0, "")
    )


def highest_ids(store: Rows, version: int) -> dict[tuple[str, int], int]:
    """Return the highest number of each table that a schema seals, by table and station."""
    return {
        (table, station_id): highest
        for row, table in zip(SEALED, SEALED_TABLES, strict=True)
        if SEALED_SINCE.get(row, 0) <= version and store.database.table_exists(table)
        for station_id, highest in store.rows(
            f"SELECT station_id, max(id) FROM {table} GROUP BY station_id"
        )
    }


def seal_migrated(store: Rows, sealer: Sealer, before: Mapping[tuple[str, int], int]) -> None:
    """Seal the rows above ``before`` that a migration has put in.

    Rows that stood unsealed before stay so, and ``laobao check`` names them.
    """
    added: dict[type[Row], list[Values]] = {}
    for row, table in zip(SEALED, SEALED_TABLES, strict=True):
        columns = ", ".join(declared(row).columns)
        for values in store.rows(f"SELECT {columns} FROM {table} ORDER BY station_id, id"):
            if values[_ID] > before.get((table, values[_STATION]), 0):
                added.setdefault(row, []).append(values)
    seal_rows(store, sealer, added)


def is_key_of(store: Rows, sealer: Sealer) -> bool:
    """Whether the store's chains were begun under the key at hand; so too if none was begun."""
    first = store.rows(
        "SELECT station_id, head FROM seal WHERE id = 1 AND subject = ? LIMIT 1", (BEGINNING,)
    )
    return all(head == sealer.beginning(station_id) for station_id, head in first)
