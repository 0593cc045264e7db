"""One side of a case: a person of a store in full, or what a list's row says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.terms import Insurance
from models.base.text import mask_id, mask_phone
from models.ledger.receipt_numbers import receipt_number
from models.levy.values import Holding
from models.people.duplicates.record import PersonKey
from models.people.households.selves import SELVES
from models.station.desk import Desk

_PEOPLE = """
SELECT p.id AS person_id, p.station_id, p.name, p.id_number, p.born, v.name AS village,
 t.name AS township, p.household_id, h.number AS household, p.relation, p.phone, p.enrolment,
 p.left_on
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
JOIN station s ON s.id = p.station_id JOIN township t ON t.id = s.township_id WHERE {where}
"""
_HELD = """
SELECT c.station_id, c.person_id, c.category, c.certified_from, c.until
FROM person p JOIN certification c ON c.station_id = p.station_id AND c.person_id = p.id
WHERE {where} ORDER BY c.id
"""
_PAID = f"""{SELVES}
SELECT s.station_id, s.person_id, l.insurance, l.levy_year, l.amount_fen, y.year, y.serial
FROM self s CROSS JOIN payment_line l CROSS JOIN in_force f CROSS JOIN payment y
WHERE l.station_id = s.self_station_id AND l.person_id = s.self_id
AND f.station_id = l.station_id AND f.line_id = l.id
AND y.station_id = l.station_id AND y.id = l.payment_id
ORDER BY l.levy_year, l.insurance
"""


class _Person(NamedTuple):
    person_id: int
    station_id: int
    name: str
    id_number: str
    born: dt.date
    village: str
    township: str
    household_id: int
    household: str
    relation: str
    phone: str
    enrolment: str
    left_on: dt.date | None


class _Held(NamedTuple):
    station_id: int
    person_id: int
    category: str
    certified_from: dt.date | None
    until: dt.date | None


class _Paid(NamedTuple):
    station_id: int
    person_id: int
    insurance: Insurance
    levy_year: int
    amount_fen: int
    year: int
    serial: int


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


def load_people(desk: Desk, people: Sequence[PersonKey]) -> dict[PersonKey, Side]:
    """Return people of the store by station and number, each in full, in three queries."""
    held = _categories(desk, people)
    paid = _payments(desk, people)
    found: dict[PersonKey, Side] = {}
    for row in desk.store.query(_Person, _PEOPLE.format(where=_these(people)), _flat(people)):
        key, is_ours = (row.station_id, row.person_id), row.station_id == desk.station_id
        found[key] = Side(
            person_id=row.person_id,
            is_ours=is_ours,
            name=row.name,
            id_number=row.id_number,
            born=row.born,
            place=row.village if is_ours else f"{row.township} {row.village}",
            source="本站名册" if is_ours else f"{row.township}劳保站名册",
            household_id=row.household_id,
            household=row.household,
            relation=row.relation,
            phone=row.phone,
            enrolment=row.enrolment,
            left_on=row.left_on,
            categories=tuple(held[key]),
            payments=tuple(paid[key]),
        )
    return found


def _categories(desk: Desk, people: Sequence[PersonKey]) -> dict[PersonKey, list[str]]:
    found: dict[PersonKey, list[str]] = defaultdict(list)
    sql = _HELD.format(where=_these(people))
    for row in desk.store.query(_Held, sql, _flat(people)):
        holding = Holding(category=row.category, certified_from=row.certified_from, until=row.until)
        if holding.is_held_on(desk.business_date):
            found[row.station_id, row.person_id].append(row.category)
    return found


def _payments(desk: Desk, people: Sequence[PersonKey]) -> dict[PersonKey, list[InForce]]:
    """By the person the line was taken for, not by the number: two may hold one number."""
    found: dict[PersonKey, list[InForce]] = defaultdict(list)
    sql = _PAID.format(where=_these(people))
    for row in desk.store.query(_Paid, sql, _flat(people)):
        found[row.station_id, row.person_id].append(
            InForce(
                row.insurance, row.levy_year, row.amount_fen, receipt_number(row.year, row.serial)
            )
        )
    return found


def _these(people: Sequence[PersonKey]) -> str:
    """Return the condition for people ``p`` of any stations."""
    return f"({' OR '.join(['p.station_id = ? AND p.id = ?'] * len(people))})"


def _flat(people: Sequence[PersonKey]) -> list[int]:
    return [each for key in people for each in key]
