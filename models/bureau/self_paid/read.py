"""Reading whom paid data may mean, some hundreds of people at a time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.base.errors import RefusedByRule
from models.base.terms import Insurance
from models.bureau.self_paid.values import Payer, Standing, StatusChange
from models.ledger.paid_on import PAID_ON
from models.ledger.receipt_numbers import receipt_number
from models.levy.family import Household, Member, Paid
from models.levy.values import Holding
from models.people.department_list.candidates import Neighbours
from models.people.department_list.values import Villager
from models.people.households.members import read_holdings
from models.station.desk import Desk
from models.villages.division import Division, division_on
from models.villages.former import place_in

_AT_ONCE = 500
_OF_PEOPLE = "p.station_id = ? AND p.id IN ({marks})"
_PEOPLE = f"""
SELECT p.id AS person_id, p.name, p.id_number, p.born, p.enrolment, p.later_birth, p.left_on,
 p.left_reason, h.id AS household_id, h.number AS household, v.id AS village_id, v.name AS village
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE {_OF_PEOPLE}
"""
_CHANGES = """
SELECT person_id, happened_on, before AS gone, after AS added FROM family_event
WHERE station_id = ? AND kind = 'status' AND person_id IN ({marks})
ORDER BY happened_on DESC, id DESC
"""
_IN_FORCE = f"""
SELECT p.id AS person_id, l.insurance, l.levy_year, l.amount_fen, {PAID_ON} AS business_date,
 y.year, y.serial, l.category, l.tier_fen, y.channel, y.reason, y.station_id, t.name AS township,
 y.id AS payment_id
FROM person p JOIN {{lines}}
JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id
JOIN station s ON s.id = y.station_id JOIN township t ON t.id = s.township_id
WHERE {_OF_PEOPLE}
"""
_BY_NUMBER = """in_force f ON f.id_number = p.id_number
JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id"""
_BY_PERSON = """payment_line l ON l.station_id = p.station_id AND l.person_id = p.id
JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id"""
_ELSEWHERE = """
SELECT p.id_number, t.name AS township FROM person p JOIN station s ON s.id = p.station_id
JOIN township t ON t.id = s.township_id
WHERE p.station_id <> ? AND p.left_on IS NULL AND p.id_number IN ({marks})
"""
_EVERYBODY = """
SELECT p.id AS person_id, p.name, p.id_number, v.name AS village, h.number AS household, p.left_on
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE p.station_id = ? ORDER BY p.id
"""
_FORMER = """
SELECT id_number, person_id FROM former_number WHERE station_id = ? AND id_number IN ({marks})
ORDER BY id
"""
_NOW = """
SELECT id_number, id AS person_id FROM person WHERE station_id = ? AND id_number IN ({marks})
"""


class _Person(NamedTuple):
    person_id: int
    name: str
    id_number: str
    born: dt.date
    enrolment: str
    later_birth: dt.date | None
    left_on: dt.date | None
    left_reason: str
    household_id: int
    household: str
    village_id: int
    village: str


class _Change(NamedTuple):
    person_id: int
    happened_on: dt.date
    gone: str
    added: str


class _InForce(NamedTuple):
    """A payment in force, of whatever station."""

    person_id: int
    insurance: Insurance
    levy_year: int
    amount_fen: int
    business_date: dt.date
    year: int
    serial: int
    category: str
    tier_fen: int | None
    channel: str
    reason: str
    station_id: int
    township: str
    payment_id: int


class _Elsewhere(NamedTuple):
    id_number: str
    township: str


class _Holder(NamedTuple):
    id_number: str
    person_id: int


def load_payers(desk: Desk, numbers: Iterable[str]) -> dict[str, Payer]:
    """Return the station's people by the numbers asked for, former numbers included.

    Seven queries for each five hundred people, whatever they hold or have paid.
    """
    division = division_on(desk, desk.business_date)
    found: dict[str, Payer] = {}
    for some in in_batches(sorted(set(numbers))):
        ids = _person_ids(desk, some)
        people = _people(desk, division, sorted(set(ids.values()))) if ids else {}
        found |= {number: people[person_id] for number, person_id in ids.items()}
    return found


def townships_elsewhere(desk: Desk, numbers: Iterable[str]) -> dict[str, str]:
    """Return the township of people whom other stations of the store have, by number."""
    found: dict[str, str] = {}
    for some in in_batches(sorted(set(numbers))):
        sql = _ELSEWHERE.format(marks=marks_for(some))
        rows = desk.store.query(_Elsewhere, sql, (desk.station_id, *some))
        found |= {each.id_number: each.township for each in rows}
    return found


def load_neighbours(desk: Desk) -> Neighbours:
    """Return everybody of the station, to be searched for whom an unknown row may mean."""
    return Neighbours(desk.store.query(Villager, _EVERYBODY, (desk.station_id,)))


def in_batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield values some hundreds at a time: what one query may ask for."""
    for first in range(0, len(values), _AT_ONCE):
        yield values[first : first + _AT_ONCE]


def marks_for(values: Sequence[object]) -> str:
    """Return a mark for each value, as ``IN`` lists them."""
    return ", ".join("?" * len(values))


def _person_ids(desk: Desk, numbers: Sequence[str]) -> dict[str, int]:
    """Return who has each number now, else who had it last before a correction."""
    return {
        each.id_number: each.person_id
        for sql in (_FORMER, _NOW)
        for each in desk.store.query(
            _Holder, sql.format(marks=marks_for(numbers)), (desk.station_id, *numbers)
        )
    }


def _people(desk: Desk, division: Division, ids: Sequence[int]) -> dict[int, Payer]:
    key, marks = (desk.station_id, *ids), marks_for(ids)
    changes: dict[int, list[StatusChange]] = defaultdict(list)
    for each in desk.store.query(_Change, _CHANGES.format(marks=marks), key):
        changes[each.person_id].append(StatusChange(each.happened_on, each.gone, each.added))
    holdings = read_holdings(desk, _OF_PEOPLE.format(marks=marks), key)
    paid = _paid(desk, ids)
    return {
        person.person_id: _payer(desk, division, person, changes, holdings, paid)
        for person in desk.store.query(_Person, _PEOPLE.format(marks=marks), key)
    }


def _payer(
    desk: Desk,
    division: Division,
    person: _Person,
    changes: Mapping[int, list[StatusChange]],
    holdings: Mapping[int, list[Holding]],
    paid: Mapping[int, list[tuple[Paid, Standing]]],
) -> Payer:
    household = Household(
        household_id=person.household_id,
        number=person.household,
        village_id=person.village_id,
        village=person.village,
        members=(),
    )
    barred = ""
    try:
        household = place_in(division, desk, household)
    except RefusedByRule as refused:
        barred = refused.message
    own = paid.get(person.person_id, [])
    return Payer(
        member=Member(
            person_id=person.person_id,
            name=person.name,
            id_number=person.id_number,
            born=person.born,
            enrolment=person.enrolment,
            later_birth=person.later_birth,
            holdings=tuple(holdings.get(person.person_id, ())),
            paid=tuple(each for each, _ in own),
        ),
        household=household,
        changes=tuple(changes.get(person.person_id, ())),
        left_on=person.left_on,
        left_reason=person.left_reason,
        barred=barred,
        standing=tuple((each.insurance, each.levy_year, standing) for each, standing in own),
    )


def _paid(desk: Desk, ids: Sequence[int]) -> dict[int, list[tuple[Paid, Standing]]]:
    """Return the payments in force: the person's, under whatever number, or the number's."""
    found: dict[int, list[tuple[Paid, Standing]]] = defaultdict(list)
    key, marks = (desk.station_id, *ids), marks_for(ids)
    sql = " UNION ".join(
        _IN_FORCE.format(lines=lines, marks=marks) for lines in (_BY_NUMBER, _BY_PERSON)
    )
    for row in desk.store.query(_InForce, sql, (*key, *key)):
        receipt = receipt_number(row.year, row.serial)
        paid = Paid(
            insurance=row.insurance,
            levy_year=row.levy_year,
            amount_fen=row.amount_fen,
            business_date=row.business_date,
            receipt=receipt,
            category=row.category,
            tier_fen=row.tier_fen,
        )
        standing = Standing(
            receipt=f"收据 {receipt}",
            channel=row.channel,
            paid_on=row.business_date,
            amount_fen=row.amount_fen,
            voucher=row.reason,
            station="" if row.station_id == desk.station_id else row.township,
            payment_id=row.payment_id,
        )
        found[row.person_id].append((paid, standing))
    return found
