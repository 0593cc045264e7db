"""Families without a search: those dealt with last, and the next one that still owes."""

from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import islice
from typing import NamedTuple

from models.base.terms import Insurance
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

_LOOKED_AT = 60
"""At how many households of a village a list of neighbours looks, in each direction."""


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
    return _heads(desk, wanted)


def _heads(desk: Desk, wanted: Sequence[int]) -> list[Match]:
    """Return the heads of households, in their order. One query."""
    if not wanted:
        return []
    day = desk.business_date.isoformat()
    sql = _HEADS.format(marks=", ".join("?" * len(wanted)))
    rows = desk.store.query(Match, sql, (day, day, desk.station_id, *wanted))
    heads = {each.household_id: each for each in rows}
    return [heads[each] for each in wanted if each in heads]


def main_insurance(desk: Desk) -> Insurance:
    """Return what nearly everybody pays: the medical premium, or the notice's first insurance."""
    insurances = desk.insurances
    return "medical" if "medical" in insurances else next(iter(insurances))


def next_owing(desk: Desk, household: Household) -> int | None:
    """Return the next household of the village, by its number, that can pay something now.

    The medical premium counts, or the notice's first insurance; None when nobody is left.
    """
    insurances = desk.insurances
    insurance: Insurance = "medical" if "medical" in insurances else next(iter(insurances))
    after = (household.number, household.household_id)
    with closing(_unpaid(desk, household.village_id, insurance, after)) as following:
        return next((each for each in following if _owes(desk, each, insurance)), None)


def owing_neighbours(
    desk: Desk, household: Household, insurance: Insurance, limit: int
) -> list[Match]:
    """Return the heads of some households of the village that can still pay for an insurance.

    Those that follow the household by their number, then those at the village's beginning.
    """
    found = [household.household_id]
    for after in ((household.number, household.household_id), ("", 0)):
        with closing(_unpaid(desk, household.village_id, insurance, after)) as following:
            for each in islice(following, _LOOKED_AT):
                if len(found) > limit:
                    break
                if each not in found and _owes(desk, each, insurance):
                    found.append(each)
    return [each._replace(why="未缴") for each in _heads(desk, found[1:])]


def _owes(desk: Desk, household_id: int, insurance: Insurance) -> bool:
    """Whether somebody of a household can pay now, if only a tier is chosen."""
    family = quote_household(desk, load_household(desk, household_id), insurance)
    return any(
        each.state == "due" or (each.paid is None and each.quote.waits_for_tier)
        for each in family.members
    )


def _unpaid(
    desk: Desk, village_id: int, insurance: Insurance, after: tuple[str, int]
) -> Generator[int]:
    """Yield the households of a village, behind a number, in which somebody has not paid."""
    number, household_id = after
    rows = desk.store.stream(
        _Next,
        _NEXT,
        (
            desk.station_id, village_id, number, number, household_id,
            desk.business_date.isoformat(), insurance, desk.insurances[insurance].levy_year,
        ),
    )  # fmt: skip
    with closing(rows):
        for each in rows:
            yield each.household_id
