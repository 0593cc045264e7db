"""The chain of seals, its end as remembered, states of rows that change, numbers given out."""

from typing import ClassVar

from models.store.tables.declare import Numbered, Row


class Seal(Numbered, frozen=True, kw_only=True):
    """One seal: the head of the chain after one row of a table."""

    subject: str
    subject_id: int
    head: str


class SealHead(Row, frozen=True, kw_only=True):
    """Where a station's chain ends, as the store remembers it."""

    KEY: ClassVar[tuple[str, ...]] = ("station_id",)
    station_id: int
    number: int
    head: str


class RowState(Numbered, frozen=True, kw_only=True):
    """What rows of a table that may change were when an action had added, changed or removed them.

    ``states`` are written by ``models.store.states``; they are of rows from ``first_row`` to
    ``last_row``.
    """

    table_name: str
    first_row: int
    last_row: int
    states: str


class LastId(Row, frozen=True, kw_only=True):
    """The last number given out in a station's table."""

    KEY: ClassVar[tuple[str, ...]] = ("station_id", "table_name")
    station_id: int
    table_name: str
    id: int
