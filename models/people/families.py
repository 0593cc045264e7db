"""Reading a household, with its members' categories and payments, in four queries."""

import datetime as dt
from collections import defaultdict

from models.desk import Desk
from models.errors import BadInput
from models.levy.family import Household, Member, Paid
from models.levy.terms import Insurance
from models.levy.values import Holding
from models.till.number import receipt_number


def household_numbered(desk: Desk, number: str) -> int:
    """Return the identifier of the household with this number, or ``村名/户编号``.

    Raises BadInput when there is none, or several villages use the number.
    """
    village, _, plain = number.strip().rpartition("/")
    rows = desk.store.rows(
        "SELECT h.id, v.name FROM household h JOIN village v ON v.id = h.village_id "
        "WHERE h.station_id = ? AND h.number = ? ORDER BY v.position",
        (desk.station_id, plain),
    )
    if village:
        rows = [row for row in rows if row[1] == village]
    if not rows:
        raise BadInput(f"没有户编号“{number}”，请用 laobao find 查找姓名或证件号")
    if len(rows) > 1:
        choices = "、".join(f"{row[1]}/{plain}" for row in rows[:5])
        raise BadInput(f"户编号“{number}”在多个村都有，请写明村名：{choices}")
    return int(rows[0][0])


def load_household(desk: Desk, household_id: int) -> Household:
    """Return a household as the levy rules see it; raises BadInput if there is none."""
    place = desk.store.rows(
        "SELECT h.number, v.id, v.name FROM household h JOIN village v ON v.id = h.village_id "
        "WHERE h.id = ? AND h.station_id = ?",
        (household_id, desk.station_id),
    )
    if not place:
        raise BadInput("没有这一户，可能已被调整，请重新查找")
    number, village_id, village = place[0]
    holdings = _holdings(desk, household_id)
    paid = _payments(desk, household_id)
    people = desk.store.rows(
        "SELECT id, name, id_number, born, relation, phone, ethnicity, note, enrolment, "
        "later_birth FROM person WHERE household_id = ? ORDER BY position, id",
        (household_id,),
    )
    return Household(
        household_id=household_id,
        number=number,
        village_id=village_id,
        village=village,
        members=tuple(
            Member(
                person_id=row[0],
                name=row[1],
                id_number=row[2],
                born=dt.date.fromisoformat(row[3]),
                relation=row[4],
                phone=row[5],
                ethnicity=row[6],
                note=row[7],
                enrolment=row[8],
                later_birth=_date(row[9]),
                holdings=tuple(holdings[row[0]]),
                paid=tuple(paid[row[0]]),
            )
            for row in people
        ),
    )


def _holdings(desk: Desk, household_id: int) -> dict[int, list[Holding]]:
    found: dict[int, list[Holding]] = defaultdict(list)
    rows = desk.store.rows(
        "SELECT c.person_id, c.category, c.certified_from, c.until FROM certification c "
        "JOIN person p ON p.id = c.person_id WHERE p.household_id = ? ORDER BY c.id",
        (household_id,),
    )
    for person_id, category, certified_from, until in rows:
        found[person_id].append(
            Holding(category=category, certified_from=_date(certified_from), until=_date(until))
        )
    return found


def _payments(desk: Desk, household_id: int) -> dict[int, list[Paid]]:
    found: dict[int, list[Paid]] = defaultdict(list)
    rows = desk.store.rows(
        "SELECT p.id, l.insurance, l.levy_year, l.amount_fen, l.business_date, y.year, y.serial, "
        "l.category, l.tier_fen FROM person p JOIN in_force f ON f.id_number = p.id_number "
        "JOIN payment_line l ON l.id = f.line_id JOIN payment y ON y.id = l.payment_id "
        "WHERE p.household_id = ?",
        (household_id,),
    )
    for person_id, insurance, levy_year, amount_fen, day, year, serial, category, tier_fen in rows:
        found[person_id].append(
            Paid(
                insurance=_insurance(insurance),
                levy_year=levy_year,
                amount_fen=amount_fen,
                business_date=dt.date.fromisoformat(day),
                receipt=receipt_number(year, serial),
                category=category,
                tier_fen=tier_fen,
            )
        )
    return found


def _insurance(text: str) -> Insurance:
    return text  # type: ignore[return-value]  # the ledger only ever writes these


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
