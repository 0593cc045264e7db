"""Which days a change of somebody can have: none before they were born, or were there."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from models.base.errors import BadInput
from models.people.changes.occasion import KIND_TITLES, Checked
from models.people.changes.rows import PersonRow
from models.station.desk import Desk

_CAME = """
SELECT person_id, kind, happened_on FROM family_event
WHERE station_id = ? AND person_id IN ({marks})
AND (kind IN ('marry_in', 'move_in') OR kind = 'marry_out' AND to_household_id IS NOT NULL)
ORDER BY id
"""


class _Came(NamedTuple):
    person_id: int
    kind: str
    happened_on: dt.date


def refuse_before_birth(born: dt.date, checked: Checked) -> None:
    """Raise BadInput for a day before somebody was born."""
    if checked.on < born:
        raise BadInput(f"变更日期 {checked.on} 早于此人的出生日期 {born}，请核对")


def refuse_before_joining(desk: Desk, people: Sequence[PersonRow], checked: Checked) -> None:
    """Raise BadInput for a day before one of the people was born or came to the household.

    Whoever came with a roster came on no known day, and a newborn on the day of birth
    whatever the day of the entry. Splits and merges are no coming: people were there before,
    and a death may be told of later than both.
    """
    came = _came(desk, people)
    for person in people:
        refuse_before_birth(person.born, checked)
        kind, day = came.get(person.person_id, ("", person.born))
        if checked.on < day:
            raise BadInput(
                f"变更日期 {checked.on} 早于{person.name}来到这一户的日期 {day}"
                f"（{KIND_TITLES[kind]}），请核对"
            )


def _came(desk: Desk, people: Sequence[PersonRow]) -> dict[int, tuple[str, dt.date]]:
    """Return how and when people came, the last time; one query."""
    if not people:
        return {}
    sql = _CAME.format(marks=", ".join("?" * len(people)))
    whose = (desk.station_id, *(each.person_id for each in people))
    rows = desk.store.query(_Came, sql, whose)
    return {each.person_id: (each.kind, each.happened_on) for each in rows}
