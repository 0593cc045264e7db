"""Reading a household, with its members' categories and payments, in four queries."""

import datetime as dt
from collections import defaultdict

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.ledger.paid_on import PAID_ON
from models.ledger.receipt_numbers import receipt_number
from models.levy.family import Household, Paid
from models.people.households.members import member_of, read_holdings, read_people
from models.station.desk import Desk

_OF_HOUSEHOLD = "p.household_id = ?"


def household_numbered(desk: Desk, number: str) -> int:
    """Return the identifier of the household with this number, or ``村名/户编号``.

    A village and number from before a change of boundaries do as well. Raises BadInput
    when there is none, or several households have or had the number; RefusedByRule for
    a household that another station has now.
    """
    village, _, plain = number.strip().rpartition("/")
    # Here, because whoever opens a household by its identifier needs no former villages.
    from models.villages.former import former_households, refuse_moved_away

    rows = desk.store.rows(
        "SELECT h.id, v.name, h.number FROM household h JOIN village v ON v.id = h.village_id "
        "WHERE h.station_id = ? AND h.number = ? ORDER BY v.position",
        (desk.station_id, plain),
    )
    if village:
        rows = [row for row in rows if row[1] == village]
    if not village or not rows:
        rows += former_households(desk, village, plain)
    if not rows:
        refuse_moved_away(desk, village, plain)
        raise BadInput(f"没有户编号“{number}”，请核对，或按姓名、证件号查找")
    if len(rows) > 1:
        choices = "、".join(f"{row[1]}/{row[2]}" for row in rows[:5])
        raise BadInput(f"户编号“{number}”在多个村都有，请写明村名：{choices}")
    return int(rows[0][0])


def load_household(desk: Desk, household_id: int) -> Household:
    """Return a household as the levy rules see it; raises BadInput if there is none."""
    place = desk.store.rows(
        "SELECT h.number, v.id, v.name, (SELECT c.township FROM boundary_change c "
        "WHERE c.village_id = v.id AND c.kind = 'move_out' AND c.counts_from <= ?) "
        "FROM household h JOIN village v ON v.id = h.village_id "
        "WHERE h.id = ? AND h.station_id = ?",
        (desk.business_date.isoformat(), household_id, desk.station_id),
    )
    if not place:
        raise BadInput("没有这一户，可能已被调整，请重新查找")
    number, village_id, village, township = place[0]
    holdings = read_holdings(desk, _OF_HOUSEHOLD, (household_id,))
    paid = _payments(desk, household_id)
    people = read_people(desk, _OF_HOUSEHOLD, (household_id,))
    return Household(
        household_id=household_id,
        number=number,
        village_id=village_id,
        village=f"{village}（已划归{township}）" if township else village,
        members=tuple(
            member_of(person, tuple(holdings[person.row[0]]), tuple(paid[person.row[0]]))
            for person in people
        ),
    )


def _payments(desk: Desk, household_id: int) -> dict[int, list[Paid]]:
    """Return the payments in force: the person's, under whatever number, or of the number's."""
    found: dict[int, list[Paid]] = defaultdict(list)
    columns = (
        "SELECT p.id, l.insurance, l.levy_year, l.amount_fen + (SELECT "
        "coalesce(sum(a.amount_fen), 0) FROM payment_line a WHERE a.adjusts_line_id = l.id), "
        f"{PAID_ON}, y.year, y.serial, l.category, l.tier_fen FROM person p"
    )
    rows = desk.store.rows(
        f"{columns} JOIN in_force f ON f.id_number = p.id_number "
        "JOIN payment_line l ON l.id = f.line_id JOIN payment y ON y.id = l.payment_id "
        "WHERE p.household_id = ? "
        f"UNION {columns} JOIN payment_line l ON l.person_id = p.id "
        "JOIN in_force f ON f.line_id = l.id JOIN payment y ON y.id = l.payment_id "
        "WHERE p.household_id = ?",
        (household_id, household_id),
    )
    for person_id, insurance, levy_year, amount_fen, day, year, serial, category, tier_fen in rows:
        found[person_id].append(
            Paid(
                insurance=_insurance(insurance),
                levy_year=levy_year,
                amount_fen=int(amount_fen),
                business_date=dt.date.fromisoformat(day),
                receipt=receipt_number(year, serial),
                category=category,
                tier_fen=tier_fen,
            )
        )
    return found


def _insurance(text: str) -> Insurance:
    return text  # type: ignore[return-value]  # the ledger only ever writes these
