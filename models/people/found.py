"""People found, with what a row shows beside them: the head of the family, whether they paid."""

from collections.abc import Callable
from typing import NamedTuple

from models.people.worklist import main_insurance
from models.search.match import Match
from models.station.desk import Desk

# Paid under whatever number, here or at another station: as the counter counts it.
_BESIDE = (
    "SELECT p.id AS person_id, coalesce((SELECT q.name FROM person q "
    "WHERE q.station_id = p.station_id AND q.household_id = p.household_id "
    "AND (q.left_on IS NULL OR q.left_on > ?) "
    "ORDER BY q.relation NOT IN ('户主', '本人'), q.position LIMIT 1), '') AS head, "
    "CASE WHEN EXISTS (SELECT 1 FROM in_force f WHERE f.id_number = p.id_number "
    "AND f.insurance = ? AND f.levy_year = ?) OR EXISTS (SELECT 1 FROM payment_line n "
    "JOIN in_force f ON f.station_id = n.station_id AND f.line_id = n.id "
    "WHERE n.station_id = p.station_id AND n.person_id = p.id "
    "AND f.insurance = ? AND f.levy_year = ?) THEN 1 ELSE 0 END AS paid "
    "FROM person p WHERE p.station_id = ? AND p.id IN ({marks})"
)


class Beside(NamedTuple):
    """Of a person the head of the family, and whether this year's premium is paid (1 or 0)."""

    person_id: int
    head: str
    paid: int


class Found(NamedTuple):
    """Somebody found, with what the row shows beside."""

    match: Match
    head: str = ""
    is_paid: bool = False


def with_beside(desk: Desk, find: Callable[[], list[Match]]) -> list[Found]:
    """Return who is found, each with head and payment; one query for all of them.

    Paid is the medical premium, or the notice's first insurance, of the current levy year.
    """
    matches = find()
    if not matches:
        return []
    insurance = main_insurance(desk)
    of = (insurance, desk.insurances[insurance].levy_year)
    rows = desk.store.query(
        Beside,
        _BESIDE.format(marks=", ".join("?" * len(matches))),
        (
            desk.business_date.isoformat(), *of, *of, desk.station_id,
            *(each.person_id for each in matches),
        ),
    )  # fmt: skip
    beside = {each.person_id: each for each in rows}
    return [
        Found(each, beside[each.person_id].head, bool(beside[each.person_id].paid))
        for each in matches
    ]
