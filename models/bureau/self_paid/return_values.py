"""Rows to be decided on, and what reversals do among them: frozen values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.bureau.self_paid.kept import KeptRow
from models.bureau.self_paid.reversals import Whose
from models.bureau.self_paid.values import PaidRow
from models.store.tables.self_paid import ReturnedPart


class Wanted(NamedTuple):
    """A row to be decided on: what identifies it, its number where it is on record already."""

    identity: str
    row_id: int | None
    row: PaidRow


@dataclass(frozen=True)
class Return:
    """A reversal that is done: which row it takes back, and the entry of that, if it stands."""

    reversal: str
    row: str
    part: ReturnedPart
    entry_id: int | None
    words: str
    whose: Whose
    on: dt.date


@dataclass(frozen=True)
class Returns:
    """What goes back, why other reversals wait, and what is needed to write it down.

    ``ids`` are the numbers of rows on record by what identifies them, ``reversals`` those on
    record that are done, ``freed`` open payments of whoever is not enrolled any more. ``stated``
    are entries that only the bureau's word had made, of a day before the money went back.
    """

    done: tuple[Return, ...] = ()
    waiting: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, int] = field(default_factory=dict)
    reversals: tuple[KeptRow, ...] = ()
    freed: tuple[KeptRow, ...] = ()
    stated: frozenset[int] = frozenset()

    @property
    def entries(self) -> frozenset[int]:
        """The entries that are taken back."""
        own = frozenset(each.entry_id for each in self.done if each.entry_id is not None)
        return own | self.stated
