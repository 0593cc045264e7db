"""What a row of a list names, so that it can be opened from there: a family, a receipt, a period.

The columns say so (``Column.named``); nothing is guessed from what stands in them.
"""

from dataclasses import dataclass

from reports.listing.grid import Grid, Row
from reports.listing.values import Named

_FIRST: tuple[Named, ...] = ("family", "receipt", "case", "period")
"""Of what a row names several of, the first is opened."""


@dataclass(frozen=True)
class Thing:
    """Something that a row names; a family with its village (青山村/0001), where it is known."""

    kind: Named
    name: str


def thing_of(grid: Grid, row: Row) -> Thing | None:
    """Return what a row is about; None where it names nothing."""
    return next(filter(None, (_named(grid, row, kind) for kind in _FIRST)), None)


def receipt_in(grid: Grid, row: Row) -> Thing | None:
    """Return the receipt that a row names, whatever it is about."""
    return _named(grid, row, "receipt")


def _named(grid: Grid, row: Row, kind: Named) -> Thing | None:
    for column, value in zip(grid.columns, row, strict=True):
        if column.named == kind and value not in (None, ""):
            village = grid.village_of(row) if kind == "family" else ""
            return Thing(kind, f"{village}/{value}" if village else str(value).replace(" ", "/"))
    return None
