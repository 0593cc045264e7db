"""Families without a search: those dealt with last, and the next one that still owes."""

from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from models.levy.family import Household
from models.people.households.families import load_household
from models.people.households.quotes import quote_household
from models.search.match import Match
from models.station.desk import Desk

# Each is found by an index, in a county's store too: the last receipts by their numbers (which
# SQLite follows only when it hears of the year), heads by identifiers, the next family by its
# village.
_LAST_PAID = (
    "SELECT l.household_id, max(l.payment_id) AS payment_id FROM payment_line l "
    "WHERE l.station_id = ? AND l.payment_id IN "
    "(SELECT y.id FROM payment y WHERE y.station_id = ? AND y.year > 0 "
    "ORDER BY y.year DESC, y.serial DESC LIMIT ?) "
    "GROUP BY l.household_id ORDER BY payment_id DESC LIMIT ?"
)
_HEADS = (
    "SELECT p.id AS person_id, p.name, p.id_number, p.phone, p.household_id, "
    "h.number AS household, v.name AS village, '' AS \"left\", '最近办理' AS why, '' AS found "
    "FROM household h "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "JOIN person p ON p.station_id = h.station_id AND p.household_id = h.id "
    "AND p.position = (SELECT min(q.position) FROM person q "
    "WHERE q.station_id = h.station_id AND q.household_id = h.id "
    "AND (q.left_on IS NULL OR q.left_on > ?)) AND (p.left_on IS NULL OR p.left_on > ?) "
    "WHERE h.station_id = ? AND h.id IN ({marks})"
)
_NEXT = (
    "SELECT h.id AS household_id FROM household h WHERE h.station_id = ? AND h.village_id = ? "
    "AND (h.number > ? OR (h.number = ? AND h.id > ?)) AND EXISTS (SELECT 1 FROM person p "
    "WHERE p.station_id = h.station_id AND p.household_id = h.id "
    "AND (p.left_on IS NULL OR p.left_on > ?) AND NOT EXISTS "
    "(SELECT 1 FROM in_force f WHERE f.id_number = p.id_number AND f.insurance = ? "
    "AND f.levy_year = ?)) ORDER BY h.number, h.id"
)


class _LastPaid(NamedTuple):
    household_id: int
    payment_id: int


class _Next(NamedTuple):
    household_id: int


def recent_families(desk: Desk, visited: Sequence[int], limit: int) -> list[Match]:
    """Return the heads of the families dealt with last: ``visited`` first, then those that paid.

    ``visited`` are households in the order of the visits, the latest first. Two queries.
    """
    station = desk.station_id
    paid = desk.store.query(_LastPaid, _LAST_PAID, (station, station, limit, limit))
    wanted = list(dict.fromkeys([*visited, *(each.household_id for each in paid)]))[:limit]
    if not wanted:
        return []
    day = desk.business_date.isoformat()
    rows = desk.store.query(
        Match, _HEADS.format(marks=", ".join("?" * len(wanted))), (day, day, station, *wanted)
    )
    heads = {each.household_id: each for each in rows}
    return [heads[each] for each in wanted if each in heads]


def next_owing(desk: Desk, household: Household) -> int | None:
    """Return the next household of the village, by its number, that can pay something now.

    The medical premium counts, or the notice's first insurance; None when nobody is left.
    """
    insurances = desk.insurances
    insurance = "medical" if "medical" in insurances else next(iter(insurances))
    year = insurances[insurance].levy_year
    after = (household.number, household.number, household.household_id)
    rows = desk.store.stream(
        _Next,
        _NEXT,
        (
            desk.station_id, household.village_id, *after,
            desk.business_date.isoformat(), insurance, year,
        ),
    )  # fmt: skip
    with closing(rows):
        for each in rows:
            family = load_household(desk, each.household_id)
            if quote_household(desk, family, insurance).payable:
                return each.household_id
    return None
