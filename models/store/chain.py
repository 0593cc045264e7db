"""The keyed chain over every table that only grows: one seal a row, in the order of writing.

A seal's head is a keyed hash over the head before it and over its row. A row that was
changed, removed or put in afterwards no longer fits, and one head, printed on paper, stands
for everything that was written before it.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from msgspec import msgpack

from models.store.sealed import SEALED

if TYPE_CHECKING:
    from models.store.writing import Store

PURPOSE = "ledger chain"
"""What the chain's key is derived for; see ``models.store.key``."""

BEGINNING = "store"
"""The subject of the first seal, which is of no row: it proves whose key the chain has."""

_DIGEST_BYTES = 16
_PERSON = b"laobao chain 1"
_SEAL = ("id", "subject", "subject_id", "head")
_HIGHEST = "SELECT " + ", ".join(f"(SELECT max(id) FROM {table})" for table in SEALED)


class Sealer:
    """Computes the heads of a chain under its key."""

    def __init__(self, key: bytes) -> None:
        self._keyed = blake2b(key=key, digest_size=_DIGEST_BYTES, person=_PERSON)

    @property
    def beginning(self) -> str:
        """The head of a chain over nothing."""
        return self._keyed.hexdigest()

    def head(self, before: str, names: Sequence[bytes], row: tuple[Any, ...]) -> str:
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


def names_of(table: str, columns: Sequence[str]) -> tuple[bytes, ...]:
    """Return a table's name with its first columns' names, encoded, by how many columns."""
    return tuple(msgpack.encode([table, *columns[:used]]) for used in range(len(columns) + 1))


def highest_ids(store: "Store") -> dict[str, int]:
    """Return the highest identifier of each sealed table, in one query."""
    return {
        table: int(highest or 0)
        for table, highest in zip(SEALED, store.rows(_HIGHEST)[0], strict=True)
    }


def seal_new(store: "Store", before: Mapping[str, int]) -> None:
    """Seal every row above the identifiers ``before``, table by table; only inside ``writing``.

    Rows that stood unsealed before stay so, and ``laobao check`` names them.
    """
    after = highest_ids(store)
    grown = [table for table in SEALED if after[table] > before.get(table, 0)]
    if not grown:
        return
    number, head = end_of_chain(store)
    seals: list[tuple[Any, ...]] = []
    if not number:
        number, head = 1, store.sealer.beginning
        seals.append((number, BEGINNING, 0, head))
    for table in grown:
        cursor = store.run(
            f"SELECT * FROM {table} WHERE id > ? ORDER BY id", (before.get(table, 0),)
        )
        names = names_of(table, [column[0] for column in cursor.description])
        for row in cursor:
            number += 1
            head = store.sealer.head(head, names, row)
            seals.append((number, table, row[0], head))
    store.insert_rows("seal", _SEAL, seals)
    store.run("UPDATE seal_head SET number = ?, head = ?", (number, head))


def end_of_chain(store: "Store") -> tuple[int, str]:
    """Return number and head of the last seal as the store remembers them; 0 without any.

    Taken from the memory, not from the seals: after seals were cut off, the next one leaves
    a gap that stays.
    """
    rows = store.rows("SELECT number, head FROM seal_head")
    rows = rows or store.rows("SELECT id, head FROM seal ORDER BY id DESC LIMIT 1")
    return (int(rows[0][0]), rows[0][1]) if rows else (0, "")


def ids_before_migration(store: "Store") -> dict[str, int]:
    """Return the highest identifiers of the tables that have seals; none in an older store."""
    if not has_chain(store):
        return {}
    known = [row[0] for row in store.rows("SELECT DISTINCT subject FROM seal")]
    return {
        table: int(store.rows(f"SELECT coalesce(max(id), 0) FROM {table}")[0][0])
        for table in known
        if table in SEALED
    }


def has_chain(store: "Store") -> bool:
    """Whether the store's schema has a chain; before the seventh migration it had none."""
    return bool(store.database.table_exists("seal"))


def is_key_of(store: "Store") -> bool:
    """Whether the store's chain was begun under the key at hand; so too if not begun yet."""
    if not has_chain(store):
        return True
    rows = store.rows("SELECT head FROM seal WHERE id = 1 AND subject = ?", (BEGINNING,))
    return not rows or rows[0][0] == store.sealer.beginning
