"""Reading whom paid data may mean, some hundreds of people at a time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from models.base.errors import RefusedByRule
from models.bureau.self_paid.values import Payer, Standing, StatusChange
from models.ledger.paid_on import PAID_ON
from models.ledger.receipt_numbers import receipt_number
from models.levy.family import Household, Member, Paid
from models.levy.values import Holding
from models.people.department_list.candidates import Neighbours
from models.people.department_list.values import Villager
from models.station.desk import Desk
from models.villages.division import Division, division_on
from models.villages.former import place_in

_AT_ONCE = 500
_PEOPLE = """
SELECT p.id, p.name, p.id_number, p.born, p.enrolment, p.later_birth, p.left_on, p.left_reason,
 h.id, h.number, v.id, v.name
FROM person p JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id
WHERE p.id IN ({marks})
"""
_CHANGES = """
SELECT person_id, happened_on, before, after FROM family_event
WHERE kind = 'status' AND person_id IN ({marks}) ORDER BY happened_on DESC, id DESC
"""
_HOLDINGS = """
SELECT person_id, category, certified_from, until, certified_by || confirmed_by
FROM certification WHERE person_id IN ({marks}) ORDER BY id
"""
_COLUMNS = f"""
SELECT p.id, l.insurance, l.levy_year, l.amount_fen, {PAID_ON}, y.year, y.serial, y.channel,
 l.category, l.tier_fen, y.reason, y.station_id, t.name
FROM person p JOIN {{lines}} JOIN payment y ON y.id = l.payment_id
JOIN station s ON s.id = y.station_id JOIN township t ON t.id = s.township_id
WHERE p.id IN ({{marks}})
"""
_BY_NUMBER = "in_force f ON f.id_number = p.id_number JOIN payment_line l ON l.id = f.line_id"
_BY_PERSON = "payment_line l ON l.person_id = p.id JOIN in_force f ON f.line_id = l.id"


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
    sql = (
        "SELECT p.id_number, t.name FROM person p JOIN station s ON s.id = p.station_id "
        "JOIN township t ON t.id = s.township_id "
        "WHERE p.station_id <> ? AND p.left_on IS NULL AND p.id_number IN ({marks})"
    )
    found: dict[str, str] = {}
    for some in in_batches(sorted(set(numbers))):
        found |= dict(desk.store.rows(_marked(sql, some), (desk.station_id, *some)))
    return found


def load_neighbours(desk: Desk) -> Neighbours:
    """Return everybody of the station, to be searched for whom an unknown row may mean."""
    rows = desk.store.rows(
        "SELECT p.id, p.name, p.id_number, v.name, h.number, p.left_on FROM person p "
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        "WHERE p.station_id = ? ORDER BY p.id",
        (desk.station_id,),
    )
    return Neighbours(
        Villager(row[0], row[1], row[2], row[3], row[4], _date(row[5])) for row in rows
    )


def in_batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield values some hundreds at a time: what one query may ask for."""
    for first in range(0, len(values), _AT_ONCE):
        yield values[first : first + _AT_ONCE]


def _marked(sql: str, values: Sequence[object], **more: str) -> str:
    return sql.format(marks=", ".join("?" * len(values)), **more)


def _person_ids(desk: Desk, numbers: Sequence[str]) -> dict[str, int]:
    """Return who has each number now, else who had it last before a correction."""
    former = "SELECT id_number, person_id FROM former_number "
    former += "WHERE station_id = ? AND id_number IN ({marks}) ORDER BY id"
    now = "SELECT id_number, id FROM person WHERE station_id = ? AND id_number IN ({marks})"
    asked = (desk.station_id, *numbers)
    return {
        **dict(desk.store.rows(_marked(former, numbers), asked)),
        **dict(desk.store.rows(_marked(now, numbers), asked)),
    }


def _people(desk: Desk, division: Division, ids: Sequence[int]) -> dict[int, Payer]:
    changes: dict[int, list[StatusChange]] = defaultdict(list)
    for person_id, day, gone, added in desk.store.rows(_marked(_CHANGES, ids), ids):
        changes[person_id].append(StatusChange(dt.date.fromisoformat(day), gone, added))
    holdings: dict[int, list[Holding]] = defaultdict(list)
    for person_id, category, starts, until, confirmed in desk.store.rows(
        _marked(_HOLDINGS, ids), ids
    ):
        holdings[person_id].append(
            Holding(
                category=category,
                certified_from=_date(starts),
                until=_date(until),
                is_confirmed=bool(confirmed) or desk.notice.confirmation is None,
            )
        )
    paid = _paid(desk, ids)
    return {
        row[0]: _payer(desk, division, row, changes, holdings, paid)
        for row in desk.store.rows(_marked(_PEOPLE, ids), ids)
    }


def _payer(
    desk: Desk,
    division: Division,
    row: tuple[Any, ...],
    changes: Mapping[int, list[StatusChange]],
    holdings: Mapping[int, list[Holding]],
    paid: Mapping[int, list[tuple[Paid, Standing]]],
) -> Payer:
    person_id, name, id_number, born, enrolment, later_birth, left_on, left_reason, *place = row
    household = Household(
        household_id=place[0], number=place[1], village_id=place[2], village=place[3], members=()
    )
    barred = ""
    try:
        household = place_in(division, desk, household)
    except RefusedByRule as refused:
        barred = refused.message
    own = paid.get(person_id, [])
    return Payer(
        member=Member(
            person_id=person_id,
            name=name,
            id_number=id_number,
            born=dt.date.fromisoformat(born),
            enrolment=enrolment,
            later_birth=_date(later_birth),
            holdings=tuple(holdings.get(person_id, ())),
            paid=tuple(each for each, _ in own),
        ),
        household=household,
        changes=tuple(changes.get(person_id, ())),
        left_on=_date(left_on),
        left_reason=left_reason or "",
        barred=barred,
        standing=tuple((each.insurance, each.levy_year, standing) for each, standing in own),
    )


def _paid(desk: Desk, ids: Sequence[int]) -> dict[int, list[tuple[Paid, Standing]]]:
    """Return the payments in force: the person's, under whatever number, or the number's."""
    found: dict[int, list[tuple[Paid, Standing]]] = defaultdict(list)
    sql = " UNION ".join(_marked(_COLUMNS, ids, lines=lines) for lines in (_BY_NUMBER, _BY_PERSON))
    for row in desk.store.rows(sql, (*ids, *ids)):
        receipt = receipt_number(row[5], row[6])
        paid_on = dt.date.fromisoformat(row[4])
        paid = Paid(
            insurance=row[1],
            levy_year=row[2],
            amount_fen=int(row[3]),
            business_date=paid_on,
            receipt=receipt,
            category=row[8],
            tier_fen=row[9],
        )
        standing = Standing(
            receipt=f"收据 {receipt}",
            channel=row[7],
            paid_on=paid_on,
            amount_fen=int(row[3]),
            voucher=row[10],
            station="" if row[11] == desk.station_id else row[12],
        )
        found[row[0]].append((paid, standing))
    return found


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
