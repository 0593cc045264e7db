"""Sealing what must not change: a keyed hash chain over every row that is only added.

Each seal is over the seal before it and its row, with a key derived from the store's, so
that nobody without the key can change a row, swap two, or take one out, and mend the
chain. What is cut off at the end shows against a head that was printed before.

A column that is NULL is not part of a row's bytes: a later version may add columns.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from models.store.key import derived_key

if TYPE_CHECKING:
    from models.store.writing import Store

SEALED = (
    "payment", "payment_line", "line_share", "slip", "journal", "cash_paper",
    "refund_request", "refund_decision", "transfer", "repayment", "filled_figure",
    "family_event", "former_number", "category_list", "boundary_change", "boundary_household",
    "duplicate", "duplicate_decision", "posting", "posting_line", "objection",
    "objection_outcome", "filing", "statement_file", "statement_coverage", "statement_line",
    "statement_clearing", "statement_exception", "statement_decision", "paid_file", "paid_row",
    "paid_decision", "receipt_print", "audit",
)  # fmt: skip
"""Every table that only grows, in the order in which one transaction's rows are sealed."""

_PURPOSE = "laobao seal"
_DIGEST_BYTES = 16
_SEAL = ("id", "subject", "subject_id", "head")
_NEWEST = " UNION ALL ".join(
    f"SELECT {position}, coalesce(max(id), 0) FROM {table}" for position, table in enumerate(SEALED)
)


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many seals, and the last one; empty in an empty store."""

    number: int
    head: str

    def __str__(self) -> str:
        """As it is printed and typed: sixteen digits in fours."""
        return "-".join(self.head[start : start + 4] for start in range(0, 16, 4))


def seal_key(key_file: Path) -> bytes:
    """Return the key of the chain, from which the store's cannot be told."""
    return derived_key(key_file, _PURPOSE)


def next_head(key: bytes, head: str, table: str, columns: Sequence[str], row: Iterable[Any]) -> str:
    """Return the seal of a row after the seal ``head``."""
    held = [(name, value) for name, value in zip(columns, row, strict=True) if value is not None]
    data = msgspec.json.encode((table, sorted(held)))
    return hashlib.blake2b(head.encode() + data, key=key, digest_size=_DIGEST_BYTES).hexdigest()


def newest_rows(store: "Store") -> dict[str, int]:
    """Return the highest identifier of every sealed table. One query."""
    return {SEALED[position]: newest for position, newest in store.rows(_NEWEST)}


def chain_head(store: "Store") -> Head:
    """Return the end of the chain."""
    rows = store.rows("SELECT id, head FROM seal ORDER BY id DESC LIMIT 1")
    return Head(*rows[0]) if rows else Head(0, "")


def seal_new_rows(store: "Store", before: dict[str, int]) -> None:
    """Seal the rows added since ``before``; the last thing a writing transaction does.

    Rows that stood unsealed before it were put there behind the program's back: they stay
    unsealed, and ``check`` names them.
    """
    after = newest_rows(store)
    grown = [table for table in SEALED if after[table] > before[table]]
    if not grown:
        return
    end = chain_head(store)
    number, head, seals = end.number, end.head, []
    for table in grown:
        cursor = store.run(f"SELECT * FROM {table} WHERE id > ? ORDER BY id", (before[table],))
        columns = [each[0] for each in cursor.description]
        place = columns.index("id")
        for row in cursor.fetchall():
            number += 1
            head = next_head(store.seal_key, head, table, columns, row)
            seals.append((number, table, row[place], head))
    store.insert_rows("seal", _SEAL, seals)
