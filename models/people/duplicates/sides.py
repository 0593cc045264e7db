"""One side of a case: a person of a store in full, or what a list's row says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.terms import Insurance
from models.base.text import mask_id, mask_phone
from models.ledger.receipt_numbers import receipt_number
from models.levy.values import Holding
from models.station.desk import Desk


@dataclass(frozen=True)
class InForce:
    """A payment in force: for what, for which year, how much (fen), on which receipt."""

    insurance: Insurance
    levy_year: int
    amount_fen: int
    receipt: str


@dataclass(frozen=True)
class Side:
    """One side of a case. A list's row has no ``person_id`` and only what the list says.

    ``place`` is the village (with the township, if it is another's) or the list's words;
    ``is_ours`` tells our station's people from those of others and from rows.
    """

    person_id: int | None
    is_ours: bool
    name: str
    id_number: str
    born: dt.date | None
    place: str
    source: str
    household_id: int | None = None
    household: str = ""
    relation: str = ""
    phone: str = ""
    enrolment: str = ""
    left_on: dt.date | None = None
    categories: tuple[str, ...] = ()
    payments: tuple[InForce, ...] = ()

    @property
    def masked_number(self) -> str:
        """The identity number as it may be shown."""
        return mask_id(self.id_number)

    @property
    def address(self) -> str:
        """The village and household as an office writes them."""
        return f"{self.place} {self.household} 户" if self.household else self.place

    @property
    def masked_phone(self) -> str:
        """The telephone number as it may be shown."""
        return mask_phone(self.phone)


def listed_side(name: str, number: str, place: str, status: str, source: str) -> Side:
    """Return what a list's row says of somebody."""
    try:
        born = parse_identity_number(number).born
    except BadInput:
        born = None
    return Side(None, False, name, number, born, place, source, enrolment=status)


def load_people(desk: Desk, people: Sequence[int]) -> dict[int, Side]:
    """Return people of the store by identifier, each in full, in three queries."""
    marks = ", ".join("?" * len(people))
    held = _categories(desk, marks, people)
    paid = _payments(desk, marks, people)
    rows = desk.store.rows(
        "SELECT p.id, p.station_id, p.name, p.id_number, p.born, v.name, t.name, p.household_id, "
        "h.number, p.relation, p.phone, p.enrolment, p.left_on FROM person p "
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        "JOIN station s ON s.id = p.station_id JOIN township t ON t.id = s.township_id "
        f"WHERE p.id IN ({marks})",
        people,
    )
    return {
        row[0]: Side(
            person_id=row[0],
            is_ours=row[1] == desk.station_id,
            name=row[2],
            id_number=row[3],
            born=dt.date.fromisoformat(row[4]),
            place=row[5] if row[1] == desk.station_id else f"{row[6]} {row[5]}",
            source="本站名册" if row[1] == desk.station_id else f"{row[6]}劳保站名册",
            household_id=row[7],
            household=row[8],
            relation=row[9],
            phone=row[10],
            enrolment=row[11],
            left_on=_date(row[12]),
            categories=tuple(held[row[0]]),
            payments=tuple(paid[row[0]]),
        )
        for row in rows
    }


def _categories(desk: Desk, marks: str, people: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = desk.store.rows(
        "SELECT person_id, category, certified_from, until FROM certification "
        f"WHERE person_id IN ({marks}) ORDER BY id",
        people,
    )
    for person_id, category, starts, until in rows:
        holding = Holding(category=category, certified_from=_date(starts), until=_date(until))
        if holding.is_held_on(desk.business_date):
            found[person_id].append(category)
    return found


def _payments(desk: Desk, marks: str, people: Sequence[int]) -> dict[int, list[InForce]]:
    """By the person the line was taken for, not by the number: two may hold one number."""
    found: dict[int, list[InForce]] = defaultdict(list)
    rows = desk.store.rows(
        "SELECT l.person_id, l.insurance, l.levy_year, l.amount_fen, y.year, y.serial "
        "FROM payment_line l JOIN in_force f ON f.line_id = l.id "
        f"JOIN payment y ON y.id = l.payment_id WHERE l.person_id IN ({marks}) "
        "ORDER BY l.levy_year, l.insurance",
        people,
    )
    for person_id, insurance, levy_year, amount_fen, year, serial in rows:
        found[person_id].append(
            InForce(insurance, levy_year, amount_fen, receipt_number(year, serial))
        )
    return found


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
