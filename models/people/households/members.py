"""Reading people as members of their households: one household, or all of a station at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from models.levy.enrolment import enrolment_before
from models.levy.family import Member, Paid
from models.levy.values import Holding
from models.station.desk import Desk

_PEOPLE = """
SELECT p.id, p.household_id, p.name, p.id_number, p.born, p.relation, p.phone, p.ethnicity, p.note,
 p.enrolment, p.later_birth, e.before, e.after
FROM person p LEFT JOIN family_event e ON e.person_id = p.id AND e.kind = 'status'
 AND e.happened_on > ?
WHERE {where} AND (p.left_on IS NULL OR p.left_on > ?)
ORDER BY p.household_id, p.position, p.id, e.happened_on DESC, e.id DESC
"""
_HOLDINGS = """
SELECT c.person_id, c.category, c.certified_from, c.until, c.certified_by || c.confirmed_by
FROM certification c JOIN person p ON p.id = c.person_id WHERE {where} ORDER BY c.id
"""


@dataclass(frozen=True)
class PersonRow:
    """A person as read, with the changes of status (参保情况) after the day, newest first."""

    row: tuple[Any, ...]
    later: tuple[tuple[str, str], ...]

    @property
    def household_id(self) -> int:
        """The household the person lives in now."""
        return int(self.row[1])


def read_people(desk: Desk, where: str, values: Sequence[Any]) -> Iterator[PersonRow]:
    """Yield who belongs to the households on the business date, in the order of the roster.

    ``where`` chooses people ``p``; households come in the order of their identifiers.
    """
    day = desk.business_date.isoformat()
    rows = desk.store.stream(_PEOPLE.format(where=where), (day, *values, day))
    for _, group in groupby(rows, key=lambda row: row[0]):
        same = list(group)
        changes = tuple((row[11], row[12]) for row in same if row[11] is not None)
        yield PersonRow(same[0], changes)


def read_holdings(desk: Desk, where: str, values: Sequence[Any]) -> dict[int, list[Holding]]:
    """Return the categories of people ``p``, by person."""
    found: dict[int, list[Holding]] = defaultdict(list)
    for person_id, category, certified_from, until, confirmed in desk.store.rows(
        _HOLDINGS.format(where=where), values
    ):
        found[person_id].append(
            Holding(
                category=category,
                certified_from=_date(certified_from),
                until=_date(until),
                is_confirmed=bool(confirmed) or desk.notice.confirmation is None,
            )
        )
    return found


def member_of(
    person: PersonRow, holdings: tuple[Holding, ...], paid: tuple[Paid, ...]
) -> Member:  # fmt: skip
    """Return a person as the levy rules see one."""
    row = person.row
    return Member(
        person_id=row[0],
        name=row[2],
        id_number=row[3],
        born=dt.date.fromisoformat(row[4]),
        relation=row[5],
        phone=row[6],
        ethnicity=row[7],
        note=row[8],
        enrolment=enrolment_before(row[9], person.later),
        later_birth=_date(row[10]),
        holdings=holdings,
        paid=paid,
    )


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
