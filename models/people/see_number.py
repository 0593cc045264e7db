"""The whole number of one person, for a reason, of which the trail keeps who saw whose and why."""

from typing import NamedTuple

from models.base.errors import BadInput
from models.base.text import mask_numbers
from models.people.changes.occasion import check_short
from models.people.changes.rows import person_row
from models.station.desk import Desk

REASONS = ("核对证件", "填表", "报部门")
"""Why it is mostly looked at; any other reason may be written."""


class SeenNumber(NamedTuple):
    """What is shown of a person, nothing masked."""

    name: str
    id_number: str
    phone: str
    household: str


def see_number(desk: Desk, person_id: int, reason: str) -> SeenNumber:
    """Return a person's identity number and telephone number; that it was seen is recorded.

    The trail names the person's row and the reason, no number. Raises BadInput without a reason.
    """
    why = check_short(reason, "理由")
    if not why:
        raise BadInput("看完整证件号码要写明理由")
    with desk.writing("see_number"):
        person = person_row(desk, person_id)
        desk.record("see_number", f"person {person_id}", mask_numbers(why))
    return SeenNumber(person.name, person.id_number, person.phone, person.household.title)
