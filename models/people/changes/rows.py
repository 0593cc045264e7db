"""The rows that changes read and write: a person, a household; only inside ``writing``."""

import datetime as dt
from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.identity import IdentityNumber
from models.search.index import add_keys, replace_keys
from models.station.desk import Desk

HEAD = "户主"
MEMBER = "家庭成员"
"""What a person is to the head as long as nobody says more."""

_PERSON = (
    "id", "station_id", "household_id", "position", "name", "id_number", "born", "relation",
    "ethnicity", "phone", "enrolment", "note",
)  # fmt: skip


@dataclass(frozen=True)
class HouseholdRow:
    """A household of the station."""

    household_id: int
    village_id: int
    village: str
    number: str

    @property
    def title(self) -> str:
        """The household as an office writes it: ``青山村 0001 户``."""
        return f"{self.village} {self.number} 户"


@dataclass(frozen=True)
class PersonRow:
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
    household: HouseholdRow

    @property
    def is_head(self) -> bool:
        """The roster calls this member the head (户主)."""
        return self.relation in (HEAD, "本人")

    @property
    def place(self) -> str:
        """Where the person stands: the household and the relation to its head."""
        return f"{self.household.title} {self.relation}".rstrip()


def household_row(desk: Desk, household_id: int) -> HouseholdRow:
    """Return a household; raises BadInput if the station has none such."""
    rows = desk.store.rows(
        "SELECT h.id, v.id, v.name, h.number FROM household h JOIN village v "
        "ON v.id = h.village_id WHERE h.id = ? AND h.station_id = ?",
        (household_id, desk.station_id),
    )
    if not rows:
        raise BadInput("没有这一户，可能已被调整，请重新查找")
    return HouseholdRow(*rows[0])


def people_of(desk: Desk, household_id: int) -> list[PersonRow]:
    """Return who is in a household and has not left, in the order of the roster."""
    return _people(
        desk,
        "p.household_id = ? AND p.left_on IS NULL ORDER BY p.position, p.id",
        household_id,
    )


def person_row(desk: Desk, person_id: int) -> PersonRow:
    """Return a person, gone or not; raises BadInput if the station has none such."""
    found = _people(desk, "p.id = ?", person_id)
    if not found:
        raise BadInput("没有这个人，请重新查找")
    return found[0]


def present_person(desk: Desk, person_id: int) -> PersonRow:
    """Return a person who has not left; raises RefusedByRule for one who has."""
    person = person_row(desk, person_id)
    if person.left_on is not None:
        raise RefusedByRule(
            f"{person.name}已于 {person.left_on} {person.left_reason}，不再是本站的人", "has_left"
        )
    return person


def _people(desk: Desk, condition: str, key: int) -> list[PersonRow]:
    rows = desk.store.rows(
        "SELECT p.id, p.name, p.id_number, p.born, p.relation, p.phone, p.enrolment, p.left_on, "
        "p.left_reason, h.id, v.id, v.name, h.number FROM person p "
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        f"WHERE p.station_id = ? AND {condition}",
        (desk.station_id, key),
    )
    return [
        PersonRow(
            person_id=row[0],
            name=row[1],
            id_number=row[2],
            born=dt.date.fromisoformat(row[3]),
            relation=row[4],
            phone=row[5],
            enrolment=row[6],
            left_on=dt.date.fromisoformat(row[7]) if row[7] else None,
            left_reason=row[8],
            household=HouseholdRow(*row[9:]),
        )
        for row in rows
    ]


def insert_person(
    desk: Desk, household: HouseholdRow, name: str, identity: IdentityNumber, relation: str
) -> int:
    """Add a new person at the end of a household, with all search keys; return the row."""
    person_id = desk.store.next_id("person")
    row = (
        person_id, desk.station_id, household.household_id, _next_position(desk, household),
        name, identity.text, identity.born.isoformat(), relation, "", "", "", "",
    )  # fmt: skip
    desk.store.insert_rows("person", _PERSON, [row])
    keyed = (person_id, name, identity.text, "", household.number)
    add_keys(desk.store, desk.station_id, [keyed])
    return person_id


def move_person(desk: Desk, person: PersonRow, to: HouseholdRow, relation: str) -> None:
    """Put a person at the end of a household; one who had left is back again."""
    desk.store.run(
        "UPDATE person SET household_id = ?, position = ?, relation = ?, left_on = NULL, "
        "left_reason = '' WHERE id = ?",
        (to.household_id, _next_position(desk, to), relation, person.person_id),
    )
    who = (person.person_id, person.name, person.id_number, person.phone)
    before, after = (*who, person.household.number), (*who, to.number)
    replace_keys(desk.store, desk.station_id, after, before)


def set_relation(desk: Desk, person_id: int, relation: str) -> None:
    """Change what a person is to the head."""
    desk.store.run("UPDATE person SET relation = ? WHERE id = ?", (relation, person_id))


def _next_position(desk: Desk, household: HouseholdRow) -> int:
    rows = desk.store.rows(
        "SELECT coalesce(max(position), 0) + 1 FROM person WHERE household_id = ?",
        (household.household_id,),
    )
    return int(rows[0][0])
