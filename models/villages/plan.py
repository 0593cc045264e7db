"""A boundary plan (区划调整计划): its rows as a file states them, and what they would do."""

import datetime as dt
from dataclasses import dataclass

from models.base.terms import Insurance
from models.store.tables.villages import BoundaryKind

KIND_TITLES: dict[BoundaryKind, str] = {
    "merge": "并入",
    "split": "拆分",
    "move_out": "划出",
    "move_in": "划入",
}


@dataclass(frozen=True)
class PlanRow:
    """One row of a plan: clean texts, empty where the file says nothing.

    ``number`` is the row as the spreadsheet counts. ``households`` are numbers or ranges
    of numbers (``0101-0150``); for a split none means all that are left over.
    """

    number: int
    kind: BoundaryKind
    village: str
    to_village: str
    effective_on: dt.date
    from_township: str = ""
    to_township: str = ""
    households: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True)
class PlanFault:
    """What is wrong in a plan: the row (0: the whole file), the column, and the reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Family:
    """A household that moves: its row, its number before and after, its people."""

    household_id: int
    number: str
    new_number: str
    people: int


@dataclass(frozen=True)
class Move:
    """One change of a plan: which families go from which village to which.

    ``township`` is the other one of a move in or out; ``to_station_id`` is None where that
    township has no station in this store, so that the families stay, marked as gone.
    ``is_whole``: everything under the old village that is not listed elsewhere goes along.
    ``is_new``: the village is opened by this plan; ``closes``: the old one ends.
    """

    kind: BoundaryKind
    village: str
    village_id: int | None
    to_village: str
    to_village_id: int | None
    to_station_id: int | None
    township: str
    is_whole: bool
    is_new: bool
    closes: bool
    families: tuple[Family, ...] = ()

    @property
    def people(self) -> int:
        """How many people move."""
        return sum(each.people for each in self.families)

    @property
    def renumbered(self) -> tuple[Family, ...]:
        """The families whose number is taken in the new village already."""
        return tuple(each for each in self.families if each.number != each.new_number)


@dataclass(frozen=True)
class TargetChange:
    """A village's target after the plan; ``village`` may be one the plan opens."""

    station_id: int
    village: str
    insurance: Insurance
    levy_year: int
    before: int | None
    after: int


@dataclass(frozen=True)
class BoundaryPlan:
    """What a plan does to the station, or its faults; with any fault nothing is done.

    ``counts_from``: the first day reports use the new division: the day it takes effect,
    but never a day of a half-month that has ended. ``done_before``: rows that an earlier
    application of the same plan has carried out.
    """

    effective_on: dt.date | None
    counts_from: dt.date | None
    document: str
    moves: tuple[Move, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    done_before: int = 0
    faults: tuple[PlanFault, ...] = ()

    @property
    def households(self) -> int:
        """How many households move."""
        return sum(len(move.families) for move in self.moves)

    @property
    def people(self) -> int:
        """How many people move."""
        return sum(move.people for move in self.moves)
