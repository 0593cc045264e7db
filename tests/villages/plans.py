"""Boundary plans for tests, as a file would state them."""

import datetime as dt

from models.station.desk import Desk
from models.station.founding import found_station
from models.station.targets import list_targets
from models.store.tables.villages import BoundaryKind
from models.villages.boundary import apply_boundary
from models.villages.plan import BoundaryPlan, PlanRow
from seed.notice_file import load_notice

EFFECTIVE = dt.date(2019, 11, 10)


def plan_row(kind: BoundaryKind, village: str, to_village: str = "", **more: object) -> PlanRow:
    """Return a row of a plan that takes effect on 10 November 2019."""
    more.setdefault("number", 2)
    more.setdefault("effective_on", EFFECTIVE)
    return PlanRow(kind=kind, village=village, to_village=to_village, **more)  # type: ignore[arg-type]


def merge(village: str, to_village: str, **more: object) -> PlanRow:
    return plan_row("merge", village, to_village, **more)


def split(village: str, to_village: str, *households: str, **more: object) -> PlanRow:
    return plan_row("split", village, to_village, households=households, **more)


def move_out(village: str, township: str, to_village: str = "", **more: object) -> PlanRow:
    return plan_row("move_out", village, to_village, to_township=township, **more)


def move_in(township: str, to_village: str, village: str = "", **more: object) -> PlanRow:
    return plan_row("move_in", village, to_village, from_township=township, **more)


def carry_out(desk: Desk, *rows: PlanRow) -> BoundaryPlan:
    """Apply a plan of these rows."""
    return apply_boundary(desk, rows)


def neighbour(desk: Desk, township: str = "黄阳司镇") -> Desk:
    """Return the desk of another station in the same store."""
    notice = load_notice("lengshuitan-2019")
    return found_station(desk.store, notice, township, desk.business_date, "neighbour")


def medical_targets(desk: Desk) -> dict[str, int]:
    """Return the targets of the business date by village; the township's under no name."""
    return {
        each.village: each.target_people
        for each in list_targets(desk)
        if each.insurance == "medical"
    }
