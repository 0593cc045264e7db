"""Reading a household, or those of a village, with all that decides what they owe."""

from collections import defaultdict
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.text import natural_key
from models.ledger.paid_on import PAID_ON
from models.levy.family import Household, Member, Paid
from models.people.households.at_bureau import read_at_bureau
from models.people.households.earlier_years import read_earlier_years
from models.people.households.members import PaidRow, member_of, read_holdings, read_people
from models.station.desk import Desk

_OF_HOUSEHOLD = "p.station_id = ? AND p.household_id = ?"
_OF_VILLAGE = (
    "p.station_id = ? AND p.household_id IN "
    "(SELECT h.id FROM household h WHERE h.station_id = ? AND h.village_id = ?)"
)
_PLACE = """
SELECT h.id AS household_id, h.number, v.id AS village_id, v.name AS village,
 (SELECT c.township FROM boundary_change c WHERE c.station_id = v.station_id
  AND c.village_id = v.id AND c.kind = 'move_out' AND c.counts_from <= ?) AS township,
 coalesce((SELECT e.after FROM family_event e WHERE e.station_id = h.station_id
  AND e.household_id = h.id AND e.kind = 'note' ORDER BY e.id DESC LIMIT 1), '') AS note
FROM household h JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE {which} ORDER BY h.id
"""
_PAID = f"""
SELECT p.id AS person_id, l.insurance, l.levy_year, l.amount_fen
 + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a
  WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id) AS amount_fen,
 {PAID_ON} AS business_date, y.year, y.serial,
 coalesce((SELECT a.category FROM payment_line a
  WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id
  ORDER BY a.business_date DESC, a.id DESC LIMIT 1), l.category) AS category, l.tier_fen,
 l.is_late, l.benefit_from, y.channel
FROM person p
"""
_PAYMENT = "JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id"
_PAYMENTS = f"""
{_PAID} JOIN in_force f ON f.id_number = p.id_number
JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id {_PAYMENT}
WHERE {{where}}
UNION {_PAID} JOIN payment_line l ON l.station_id = p.station_id AND l.person_id = p.id
JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id {_PAYMENT}
WHERE {{where}}
UNION {_PAID} JOIN former_number n ON n.station_id = p.station_id AND n.person_id = p.id
JOIN in_force f ON f.id_number = n.id_number AND f.station_id <> p.station_id
JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id {_PAYMENT}
WHERE {{where}}
"""
"""By the number, wherever it paid; by the person; by a former number, at a former station."""


class _Numbered(NamedTuple):
    household_id: int
    village: str
    number: str


def household_numbered(desk: Desk, number: str) -> int:
    """Return the identifier of the household with this number, or ``村名/户编号``.

    A village and number from before a change of boundaries do as well. Raises BadInput
    when there is none, or several households have or had the number; RefusedByRule for
    a household that another station has now.
    """
    village, _, plain = number.strip().rpartition("/")
    # Here, because whoever opens a household by its identifier needs no former villages.
    from models.villages.former import GONE, former_households, refuse_moved_away

    rows = desk.store.query(
        _Numbered,
        "SELECT h.id AS household_id, v.name AS village, h.number FROM household h "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
        f"WHERE h.station_id = ? AND h.number = ? AND NOT {GONE} ORDER BY v.position",
        (desk.station_id, plain),
    )
    if village:
        rows = [row for row in rows if row.village == village]
    if not village or not rows:
        rows += [
            _Numbered(each.household_id, each.village, each.number)
            for each in former_households(desk, village, plain)
        ]
    if not rows:
        refuse_moved_away(desk, village, plain)
        raise BadInput(f"没有户编号“{number}”，请核对，或按姓名、证件号查找")
    if len(rows) > 1:
        choices = "、".join(f"{row.village}/{row.number}" for row in rows[:5])
        raise BadInput(f"户编号“{number}”在多个村都有，请写明村名：{choices}")
    return rows[0].household_id


class _Place(NamedTuple):
    household_id: int
    number: str
    village_id: int
    village: str
    township: str | None
    note: str


def load_household(desk: Desk, household_id: int) -> Household:
    """Return a household as the levy rules see it; raises BadInput if there is none."""
    key = (desk.station_id, household_id)
    found = _read(desk, "h.station_id = ? AND h.id = ?", _OF_HOUSEHOLD, key, key)
    if not found:
        raise BadInput("没有这一户，可能已被调整，请重新查找")
    return found[0]


def load_village(desk: Desk, village_id: int) -> tuple[Household, ...]:
    """Return every household of a village with somebody in it, by its number; eight queries."""
    key = (desk.station_id, village_id)
    people = (desk.station_id, *key)
    found = _read(desk, "h.station_id = ? AND h.village_id = ?", _OF_VILLAGE, key, people)
    inhabited = (each for each in found if each.members)
    return tuple(sorted(inhabited, key=lambda each: natural_key(each.number)))


def _read(
    desk: Desk, which: str, where: str, places: tuple[int, ...], key: tuple[int, ...]
) -> tuple[Household, ...]:
    """Return the households ``which``, the people in them chosen by ``where``."""
    day = desk.business_date.isoformat()
    homes = desk.store.query(_Place, _PLACE.format(which=which), (day, *places))
    if not homes:
        return ()
    holdings = read_holdings(desk, where, key)
    paid = _payments(desk, where, key)
    earlier = read_earlier_years(desk, where, key)
    waiting = read_at_bureau(desk, where, key)
    members: dict[int, list[Member]] = defaultdict(list)
    for each in read_people(desk, where, key):
        who = each.row.person_id
        members[each.row.household_id].append(
            member_of(each, holdings[who], paid[who], earlier.of(who), waiting[who])
        )
    return tuple(
        Household(
            household_id=home.household_id,
            number=home.number,
            village_id=home.village_id,
            village=home.village + (f"（已划归{home.township}）" if home.township else ""),
            members=tuple(members[home.household_id]),
            note=home.note,
        )
        for home in homes
    )


def _payments(desk: Desk, where: str, key: tuple[int, ...]) -> dict[int, list[Paid]]:
    """Return the payments in force: the person's, under whatever number, or of the number's."""
    found: dict[int, list[Paid]] = defaultdict(list)
    for row in desk.store.query(PaidRow, _PAYMENTS.format(where=where), key * 3):
        found[row.person_id].append(row.paid())
    return found
