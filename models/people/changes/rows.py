"""The rows that changes read and write: a person, a household; only inside ``writing``."""

import datetime as dt
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.identity import IdentityNumber
from models.search.index import Findable, add_keys, replace_keys
from models.station.desk import Desk
from models.store.tables.people import Person

HEAD = "户主"
HEADS = (HEAD, "本人")
"""What a roster calls the head."""

MEMBER = "家庭成员"
"""What a person is to the head as long as nobody says more."""

_PEOPLE = """
SELECT p.id AS person_id, p.name, p.id_number, p.born, p.relation, p.phone, p.enrolment,
 p.left_on, p.left_reason, h.id AS household_id, v.id AS village_id, v.name AS village, h.number
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE p.station_id = ? AND """


class HouseholdRow(NamedTuple):
    """A household of the station."""

    household_id: int
    village_id: int
    village: str
    number: str

    @property
    def title(self) -> str:
        """The household as an office writes it: ``青山村 0001 户``."""
        return f"{self.village} {self.number} 户"


class PersonRow(NamedTuple):
    """A person of the station with the household; ``left_on`` is None for who is still there."""

    person_id: int
    name: str
    id_number: str
    born: dt.date
    relation: str
    phone: str
    enrolment: str
    left_on: dt.date | None
    left_reason: str
    household_id: int
    village_id: int
    village: str
    number: str

    @property
    def household(self) -> HouseholdRow:
        """The household the person stands in."""
        return HouseholdRow(self.household_id, self.village_id, self.village, self.number)

    @property
    def is_head(self) -> bool:
        """The roster calls this member the head (户主)."""
        return self.relation in HEADS

    @property
    def place(self) -> str:
        """Where the person stands: the household and the relation to its head."""
        return f"{self.household.title} {self.relation}".rstrip()

    def findable(self, village_id: int) -> Findable:
        """Return what the person is found by in a village."""
        return Findable(self.person_id, self.name, self.id_number, self.phone, village_id)


def household_row(desk: Desk, household_id: int) -> HouseholdRow:
    """Return a household; raises BadInput if the station has none such."""
    household = desk.store.first(
        HouseholdRow,
        "SELECT h.id AS household_id, v.id AS village_id, v.name AS village, h.number "
        "FROM household h JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        "WHERE h.station_id = ? AND h.id = ?",
        (desk.station_id, household_id),
    )
    if household is None:
        raise BadInput("没有这一户，可能已被调整，请重新查找")
    return household


def people_of(desk: Desk, household_id: int) -> list[PersonRow]:
    """Return who is in a household and has not left, in the order of the roster."""
    return desk.store.query(
        PersonRow,
        _PEOPLE + "p.household_id = ? AND p.left_on IS NULL ORDER BY p.position, p.id",
        (desk.station_id, household_id),
    )


def person_row(desk: Desk, person_id: int) -> PersonRow:
    """Return a person, gone or not; raises BadInput if the station has none such."""
    found = desk.store.first(PersonRow, _PEOPLE + "p.id = ?", (desk.station_id, person_id))
    if found is None:
        raise BadInput("没有这个人，请重新查找")
    return found


def present_person(desk: Desk, person_id: int) -> PersonRow:
    """Return a person who has not left; raises RefusedByRule for one who has."""
    person = person_row(desk, person_id)
    if person.left_on is not None:
        raise RefusedByRule(
            f"{person.name}已于 {person.left_on} {person.left_reason}，不再是本站的人", "has_left"
        )
    return person


def insert_person(
    desk: Desk, household: HouseholdRow, name: str, identity: IdentityNumber, relation: str
) -> int:
    """Add a new person at the end of a household, with all search keys; return the row."""
    added = desk.store.add(
        Person(
            station_id=desk.station_id,
            household_id=household.household_id,
            position=_next_position(desk, household),
            name=name,
            id_number=identity.text,
            born=identity.born,
            relation=relation,
            ethnicity="",
            phone="",
            enrolment="",
            note="",
        )
    )
    keyed = Findable(added.id, name, identity.text, "", household.village_id)
    add_keys(desk.store, desk.station_id, [keyed])
    return added.id


def change_person(desk: Desk, person_id: int, **values: object) -> None:
    """Change columns of one person of the station."""
    desk.store.change(Person, {"station_id": desk.station_id, "id": person_id}, **values)


def move_person(desk: Desk, person: PersonRow, to: HouseholdRow, relation: str) -> None:
    """Put a person at the end of a household; one who had left is back again."""
    change_person(
        desk,
        person.person_id,
        household_id=to.household_id,
        position=_next_position(desk, to),
        relation=relation,
        left_on=None,
        left_reason="",
    )
    before, after = person.findable(person.village_id), person.findable(to.village_id)
    replace_keys(desk.store, desk.station_id, after, before)


def _next_position(desk: Desk, household: HouseholdRow) -> int:
    sql = "SELECT max(position) FROM person WHERE station_id = ? AND household_id = ?"
    return desk.store.number(sql, (desk.station_id, household.household_id)) + 1
