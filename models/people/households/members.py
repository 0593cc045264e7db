"""Reading people as members of their households: one household, or all of a station at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from models.base.terms import Insurance
from models.ledger.channels import STATED
from models.ledger.receipt_numbers import receipt_number
from models.levy.at_bureau import AtBureau
from models.levy.enrolment import EndedStatus, enrolment_before, split_statuses
from models.levy.family import EnrolledBefore, KnownFrom, Member, Paid
from models.levy.values import Holding
from models.station.desk import Desk

_PEOPLE = """
SELECT p.id AS person_id, p.household_id, p.name, p.id_number, p.born, p.relation, p.phone,
 p.ethnicity, p.note, p.enrolment, p.later_birth, e.before, e.after, e.happened_on AS changed_on
FROM person p LEFT JOIN family_event e ON e.station_id = p.station_id AND e.person_id = p.id
 AND e.kind = 'status'
WHERE {where} AND (p.left_on IS NULL OR p.left_on > ?)
ORDER BY p.household_id, p.position, p.id, e.happened_on DESC, e.id DESC
"""
_HOLDINGS = """
SELECT c.person_id, c.category, c.certified_from, c.until,
 c.certified_by <> '' OR c.confirmed_by <> '' AS is_confirmed
FROM certification c JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id
WHERE {where} ORDER BY c.id
"""


class _Person(NamedTuple):
    """A person as read, with one of the changes of status."""

    person_id: int
    household_id: int
    name: str
    id_number: str
    born: dt.date
    relation: str
    phone: str
    ethnicity: str
    note: str
    enrolment: str
    later_birth: dt.date | None
    before: str | None
    after: str | None
    changed_on: dt.date | None


class _Held(NamedTuple):
    person_id: int
    category: str
    certified_from: dt.date | None
    until: dt.date | None
    is_confirmed: bool


class PersonRow(NamedTuple):
    """A person as read: the changes of status (参保情况) after the day, what has ended by it.

    Both newest first.
    """

    row: _Person
    later: tuple[tuple[str, str], ...]
    ended: tuple[EndedStatus, ...]


class PaidRow(NamedTuple):
    """A payment in force of a person, as queries read it."""

    person_id: int
    insurance: Insurance
    levy_year: int
    amount_fen: int
    business_date: dt.date
    year: int
    serial: int
    category: str
    tier_fen: int | None
    is_late: bool
    benefit_from: dt.date | None
    channel: str

    def paid(self) -> Paid:
        """Return the payment as the levy rules see it."""
        begins = self.benefit_from
        return Paid(
            insurance=self.insurance,
            levy_year=self.levy_year,
            amount_fen=self.amount_fen,
            business_date=self.business_date,
            receipt=receipt_number(self.year, self.serial),
            category=self.category,
            tier_fen=self.tier_fen,
            is_bought_back=self.is_late and (begins is None or begins.year > self.levy_year),
            is_stated=self.channel == STATED,
        )


def read_people(desk: Desk, where: str, values: Sequence[Any]) -> Iterator[PersonRow]:
    """Yield who belongs to the households on the business date, in the order of the roster.

    ``where`` chooses people ``p`` of one station; households come in the order of their
    identifiers.
    """
    day = desk.business_date
    rows = desk.store.stream(_Person, _PEOPLE.format(where=where), (*values, day.isoformat()))
    for _, group in groupby(rows, key=lambda row: row.person_id):
        later: list[tuple[str, str]] = []
        ended: list[EndedStatus] = []
        first = None
        for row in group:
            first = first or row
            if row.before is None or row.after is None or row.changed_on is None:
                continue
            if row.changed_on > day:
                later.append((row.before, row.after))
            else:
                ended += [
                    EndedStatus(status=gone, ended_on=row.changed_on)
                    for gone in split_statuses(row.before)
                    if gone not in split_statuses(row.after)
                ]
        if first is not None:
            yield PersonRow(first, tuple(later), tuple(ended))


def read_holdings(desk: Desk, where: str, values: Sequence[Any]) -> dict[int, list[Holding]]:
    """Return the categories of people ``p`` of one station, by person."""
    found: dict[int, list[Holding]] = defaultdict(list)
    for row in desk.store.query(_Held, _HOLDINGS.format(where=where), values):
        found[row.person_id].append(
            Holding(
                category=row.category,
                certified_from=row.certified_from,
                until=row.until,
                is_confirmed=row.is_confirmed or desk.notice.confirmation is None,
            )
        )
    return found


def member_of(
    person: PersonRow,
    holdings: Iterable[Holding],
    paid: Iterable[Paid],
    before: tuple[tuple[EnrolledBefore, ...], tuple[KnownFrom, ...]],
    at_bureau: Iterable[AtBureau],
) -> Member:
    """Return a person as the levy rules see one; ``before`` is what is known of earlier years."""
    row = person.row
    history, known_from = before
    return Member(
        person_id=row.person_id,
        name=row.name,
        id_number=row.id_number,
        born=row.born,
        relation=row.relation,
        phone=row.phone,
        ethnicity=row.ethnicity,
        note=row.note,
        enrolment=enrolment_before(row.enrolment, person.later),
        later_birth=row.later_birth,
        holdings=tuple(holdings),
        paid=tuple(paid),
        history=history,
        known_from=known_from,
        ended=person.ended,
        at_bureau=tuple(at_bureau),
    )
