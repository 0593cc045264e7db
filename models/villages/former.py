"""Finding families under what they were before: former villages, former numbers."""

from typing import Any

from msgspec.structs import replace

from models.base.errors import RefusedByRule
from models.levy.family import Household
from models.station.desk import Desk
from models.villages.division import Division, division_on

_FORMER = """
SELECT h.id, h.station_id, v.name, h.number, f.name, c.township, c.counts_from
FROM boundary_household b JOIN boundary_change c ON c.id = b.change_id
JOIN village f ON f.id = c.village_id JOIN household h ON h.id = b.household_id
JOIN village v ON v.id = h.village_id
WHERE b.number = ? AND c.station_id = ? ORDER BY c.counts_from DESC, c.id DESC
"""


def former_households(desk: Desk, village: str, number: str) -> list[tuple[int, str, str]]:
    """Return (identifier, present village, present number) of households once so numbered.

    ``village`` is the former village, or empty: then only those whose number has changed.
    """
    found = {
        household_id: (household_id, name, present)
        for household_id, station_id, name, present, former, _, _ in _former(desk, number)
        if station_id == desk.station_id and (former == village if village else present != number)
    }
    return list(found.values())


def refuse_moved_away(desk: Desk, village: str, number: str) -> None:
    """Raise RefusedByRule, saying where to, for a household that another station has now."""
    for _, station_id, _, _, former, township, day in _former(desk, number):
        if station_id != desk.station_id and village in ("", former):
            raise RefusedByRule(
                f"{former} {number} 户已于 {day} 划归{township}，请到该站办理", "moved_away"
            )


def _former(desk: Desk, number: str) -> list[tuple[Any, ...]]:
    return desk.store.rows(_FORMER, (number, desk.station_id))


def closed_villages(desk: Desk) -> dict[str, str]:
    """Return the station's villages that are no more, each with a sentence that says so."""
    rows = desk.store.rows(
        "SELECT f.name, f.closed_on, c.kind, c.township, t.name FROM village f "
        "LEFT JOIN boundary_change c ON c.village_id = f.id "
        "LEFT JOIN village t ON t.id = c.to_village_id "
        "WHERE f.station_id = ? AND f.closed_on <= ? ORDER BY c.id",
        (desk.station_id, desk.business_date.isoformat()),
    )
    ends: dict[tuple[str, str], list[str]] = {}
    for name, day, kind, township, to_village in rows:
        ends.setdefault((name, day), []).append(township if kind == "move_out" else to_village)
    return {
        name: f"“{name}”已于 {day} 划归{'、'.join(dict.fromkeys(to))}，请按新区划填写"
        for (name, day), to in ends.items()
    }


def place_for_payment(desk: Desk, household: Household) -> Household:
    """Return the household as it is entered: under its village on the business date.

    Raises RefusedByRule for one that has moved to another township by then, or that
    another township's station still had on that day.
    """
    return place_in(division_on(desk, desk.business_date), desk, household)


def place_in(division: Division, desk: Desk, household: Household) -> Household:
    """Return a household as ``place_for_payment`` does, in a division read for several."""
    if not division.places:
        return household
    village_id = division.village_of(
        division.home_of(household.household_id, household.village_id), household.household_id
    )
    if village_id is None:
        raise RefusedByRule(
            f"{household.village}：这一户已不属本站，不能收费，请到新划归的乡镇办理", "moved_away"
        )
    place = division.places[village_id]
    if place.station_id != desk.station_id:
        raise RefusedByRule(
            f"这一户 {desk.business_date} 还属外乡镇的{place.name}，请把业务日期改到划入之后",
            "not_moved_in",
        )
    if village_id == household.village_id:
        return household
    return replace(household, village_id=village_id, village=place.name)
