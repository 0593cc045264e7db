"""What a list is, before it is text, a workbook, csv or JSON: columns, rows, a total, notes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from models.base.money import format_yuan

Kind = Literal["text", "number", "money", "rate", "date"]
"""What a column holds: text, a count, integer fen, a share of one, a day."""

Cell = str | int | float | dt.date | None
"""A cell's value as its column's kind says; None where there is nothing to state."""

NO_FIGURE = "-"
SIGNATURES = ("填表人：", "复核人：", "负责人：", "（盖章）    年   月   日")


@dataclass(frozen=True)
class Column:
    """A column: its heading on paper and its key in JSON (money ends in ``_fen``).

    ``cells`` is its width on paper; needed only where the rows come as a stream.
    """

    heading: str
    key: str
    kind: Kind = "text"
    cells: float | None = None

    def text_of(self, value: Cell) -> str:
        """Return a value as people read it."""
        if value is None:
            return NO_FIGURE
        if self.kind == "money":
            assert isinstance(value, int)
            return format_yuan(value)
        if self.kind == "rate":
            assert isinstance(value, int | float)
            return f"{value:.2%}"
        return str(value)

    @property
    def is_right(self) -> bool:
        """Whether it is aligned to the right, as figures are."""
        return self.kind in ("number", "money", "rate")


@dataclass(frozen=True)
class Listing:
    """A list to be printed.

    ``name`` says in a file's name what it is; ``dated`` is the day it speaks of; ``facts``
    are the words under the title (whose, which period, which unit); ``rows`` may be a stream
    """

    name: str
    station: str
    title: str
    dated: dt.date
    facts: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = SIGNATURES

    @property
    def file_stem(self) -> str:
        """A file's name without its ending: it sorts by day and says whose and what it is."""
        return f"{self.dated:%Y%m%d}_{self.station}_{self.name}"
