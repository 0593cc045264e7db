"""Finding families under what they were before: former villages, former numbers."""

import datetime as dt
from typing import NamedTuple

from msgspec.structs import replace

from models.base.errors import RefusedByRule
from models.levy.family import Household
from models.station.desk import Desk
from models.store.tables.villages import BoundaryKind
from models.villages.division import Division

GONE = """EXISTS (SELECT 1 FROM boundary_household g
 JOIN boundary_change d ON d.station_id = g.station_id AND d.id = g.change_id
 WHERE g.station_id = h.station_id AND g.household_id = h.id
 AND g.to_household_id IS NOT NULL AND d.village_id = h.village_id)"""
"""Whether household ``h`` is another station's now and has not come back."""

_FORMER = f"""
SELECT h.id AS household_id, v.name AS village, h.number, f.name AS former,
 c.township, c.counts_from, {GONE} AS has_gone
FROM boundary_household b
JOIN boundary_change c ON c.station_id = b.station_id AND c.id = b.change_id
JOIN village f ON f.station_id = c.station_id AND f.id = c.village_id
JOIN household h ON h.station_id = b.station_id AND h.id = b.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE b.station_id = ? AND b.number = ? ORDER BY c.counts_from DESC, c.id DESC
"""


class FormerHousehold(NamedTuple):
    """A household that once had a number: where it is now, what it was, where it went."""

    household_id: int
    village: str
    number: str
    former: str
    township: str
    counts_from: dt.date
    has_gone: bool


def former_households(desk: Desk, village: str, number: str) -> list[FormerHousehold]:
    """Return the station's households that were once so numbered.

    ``village`` is the former village, or empty: then only those whose number has changed.
    """
    found = {
        each.household_id: each
        for each in _former(desk, number)
        if not each.has_gone and (each.former == village if village else each.number != number)
    }
    return list(found.values())


def refuse_moved_away(desk: Desk, village: str, number: str) -> None:
    """Raise RefusedByRule, saying where to, for a household that another station has now."""
    for each in _former(desk, number):
        if each.has_gone and village in ("", each.former):
            raise RefusedByRule(
                f"{each.former} {number} 户已于 {each.counts_from} 划归{each.township}，"
                "请到该站办理",
                "moved_away",
            )


def _former(desk: Desk, number: str) -> list[FormerHousehold]:
    return desk.store.query(FormerHousehold, _FORMER, (desk.station_id, number))


class _Closed(NamedTuple):
    name: str
    closed_on: dt.date
    kind: BoundaryKind | None
    township: str | None
    to_village: str | None


def closed_villages(desk: Desk) -> dict[str, str]:
    """Return the station's villages that are no more, each with a sentence that says so."""
    rows = desk.store.query(
        _Closed,
        "SELECT f.name, f.closed_on, c.kind, c.township, t.name AS to_village FROM village f "
        "LEFT JOIN boundary_change c ON c.station_id = f.station_id AND c.village_id = f.id "
        "LEFT JOIN village t ON t.station_id = c.to_station_id AND t.id = c.to_village_id "
        "WHERE f.station_id = ? AND f.closed_on <= ? ORDER BY c.id",
        (desk.station_id, desk.business_date.isoformat()),
    )
    ends: dict[tuple[str, dt.date], list[str]] = {}
    for each in rows:
        to = each.township if each.kind == "move_out" else each.to_village
        ends.setdefault((each.name, each.closed_on), []).append(to or "")
    return {
        name: f"“{name}”已于 {day} 划归{'、'.join(dict.fromkeys(to))}，请按新区划填写"
        for (name, day), to in ends.items()
    }


def place_in(division: Division, desk: Desk, household: Household) -> Household:
    """Return a household as it is entered: under its village in the division of that day.

    Raises RefusedByRule for one that has moved to another township by then, or that
    another township's station still had on that day.
    """
    if not division.places:
        return household
    seat = division.seat_of(household.household_id, household.village_id)
    village = division.place_of(seat, (desk.station_id, household.household_id))
    if village is None:
        raise RefusedByRule(
            f"{household.village}：这一户已不属本站，不能收费，请到新划归的乡镇办理", "moved_away"
        )
    place = division.places[village]
    if place.station_id != desk.station_id:
        raise RefusedByRule(
            f"这一户 {desk.business_date} 还属外乡镇的{place.name}，请把业务日期改到划入之后",
            "not_moved_in",
        )
    if place.village_id == household.village_id:
        return household
    return replace(household, village_id=place.village_id, village=place.name)
