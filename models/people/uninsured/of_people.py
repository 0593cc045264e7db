"""What was found out about members of families: for the card, the dunning list, the explanation.

An answer counts for the insurance and the year of the list that asked.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from models.base.terms import Insurance
from models.people.uninsured.standing import Answer, standing_of
from models.station.desk import Desk

_ANSWERS = """
SELECT p.id AS person_id, p.name, l.insurance, l.levy_year, a.return_id,
 coalesce(t.village, '') AS village, a.reason, a.said, a.note, a.phone, a.business_date AS "on"
FROM person p
JOIN uninsured_row r ON r.station_id = p.station_id AND r.id_number = p.id_number
 AND r.name = p.name AND r.fault = ''
JOIN uninsured_list l ON l.station_id = r.station_id AND l.id = r.list_id
JOIN uninsured_answer a ON a.station_id = r.station_id AND a.row_id = r.id
LEFT JOIN uninsured_return t ON t.station_id = a.station_id AND t.id = a.return_id
WHERE p.station_id = ? AND a.business_date <= ? {where} AND NOT EXISTS (
 SELECT 1 FROM uninsured_withdrawal w WHERE w.station_id = l.station_id AND w.list_id = l.id)
ORDER BY a.id
"""


class _Answer(NamedTuple):
    person_id: int
    name: str
    insurance: Insurance
    levy_year: int
    return_id: int | None
    village: str
    reason: str
    said: str
    note: str
    phone: str
    on: dt.date


class Asked(NamedTuple):
    """Whose answer it is, and what it was about."""

    person_id: int
    insurance: Insurance
    levy_year: int


class Known(NamedTuple):
    """What counts for somebody, and since when."""

    name: str
    reason: str
    on: dt.date


def reasons_of_station(desk: Desk) -> dict[Asked, Known]:
    """Return the reasons that count by the business date, of all on the roster; one query."""
    return _read(desk, "", ())


def reasons_of_household(desk: Desk, household_id: int) -> tuple[Known, ...]:
    """Return the reasons that count for a family this year, each person's once; one query."""
    years = {name: rules.levy_year for name, rules in desk.insurances.items()}
    found = _read(desk, "AND p.household_id = ?", (household_id,))
    present = {
        asked.person_id: known
        for asked, known in found.items()
        if years.get(asked.insurance) == asked.levy_year
    }
    return tuple(present.values())


def _read(desk: Desk, where: str, values: Sequence[Any]) -> dict[Asked, Known]:
    given: dict[Asked, list[_Answer]] = defaultdict(list)
    sql = _ANSWERS.format(where=where)
    day = desk.business_date.isoformat()
    for row in desk.store.query(_Answer, sql, (desk.station_id, day, *values)):
        given[Asked(row.person_id, row.insurance, row.levy_year)].append(row)
    found = {}
    for asked, rows in given.items():
        standing = standing_of(
            [
                Answer(e.return_id, e.village, "", e.reason, e.said, e.note, e.phone, e.on)
                for e in rows
            ]
        )
        if standing.reason and standing.answer:
            found[asked] = Known(rows[0].name, standing.reason, standing.answer.on)
    return found
