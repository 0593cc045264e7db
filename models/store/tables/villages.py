"""Villages, their households, and what becomes of both when boundaries change."""

import datetime as dt
from typing import ClassVar, Literal

from models.store.tables.declare import Numbered, Row

BoundaryKind = Literal["move_out", "move_in", "merge", "split"]


class Village(Numbered, frozen=True, kw_only=True):
    """A village or community (村/社区), in the order in which reports list them.

    It is there from ``opened_on`` until the day before ``closed_on``; without, always.
    """

    name: str
    position: int
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None


class Household(Numbered, frozen=True, kw_only=True):
    """A family (户), numbered within its village."""

    village_id: int
    number: str


class HouseholdKey(Row, frozen=True, kw_only=True):
    """One way to find a household: an end of its number, or of one it had."""

    KEY: ClassVar[tuple[str, ...]] = ("station_id", "key", "household_id")
    station_id: int
    key: str
    household_id: int


class BoundaryChange(Numbered, frozen=True, kw_only=True):
    """A change of boundaries: from which day, by which document, of which villages.

    The village that receives may be another station's, so it is named with its station.
    """

    kind: BoundaryKind
    village_id: int | None
    to_station_id: int | None
    to_village_id: int | None
    township: str
    effective_on: dt.date
    counts_from: dt.date
    document: str
    is_whole: bool
    operator_id: int
    recorded_at: str


class BoundaryHousehold(Numbered, frozen=True, kw_only=True):
    """A household that moved in a change of boundaries, with the number it had before.

    One that moved to another station is a household of that station's since.
    """

    change_id: int
    household_id: int
    number: str
    to_station_id: int | None = None
    to_household_id: int | None = None


class RemoteVillage(Numbered, frozen=True, kw_only=True):
    """Whether a village counts as remote (偏远村, cash is cleared weekly), from which day."""

    village_id: int
    is_remote: bool
    counts_from: dt.date
    paper: str
    operator_id: int
    recorded_at: str
