"""What people are still owed under 先征后补, and owe back.

Each person is reckoned over all payments of an insurance and year, so that somebody who
was paid back, refunded and paid again is not paid back twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.terms import Insurance
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

FAR = "9999-12-31"


_SHARES = """
SELECT s.id AS share_id, s.amount_fen, l.insurance, l.levy_year, s.funder, l.category,
 y.year, y.serial, r.business_date AS paid_on, q.id AS person_id, v.name AS village,
 h.number AS household, q.name, q.id_number, l.people,
 EXISTS (SELECT 1 FROM repayment p
  JOIN transfer t ON t.station_id = p.station_id AND t.id = p.transfer_id
  WHERE p.station_id = s.station_id AND p.share_id = s.id AND t.received_on <= ?) AS is_repaid
FROM line_share s JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
JOIN payment_line r ON r.station_id = l.station_id AND r.id = coalesce(l.adjusts_line_id, l.id)
JOIN payment y ON y.station_id = r.station_id AND y.id = r.payment_id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
JOIN household h ON h.station_id = q.station_id AND h.id = q.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE s.station_id = ? AND s.settlement = 'reimbursed'
AND (l.business_date <= ? OR (s.amount_fen < 0 AND l.business_date <= ?))
ORDER BY v.position, h.number, q.position, q.id, l.id, s.id
"""


class _Share(NamedTuple):
    """One share of one line, to be paid back or taken off again."""

    share_id: int
    amount_fen: int
    insurance: Insurance
    levy_year: int
    funder: str
    category: str
    year: int
    serial: int
    paid_on: dt.date
    person_id: int
    village: str
    household: str
    name: str
    id_number: str
    people: int
    is_repaid: bool


@dataclass(frozen=True)
class Owed:
    """What a funder still owes a person (negative: was paid too much), in fen.

    ``receipt`` and ``paid_on`` are the person's last payment of this insurance and year.
    """

    insurance: Insurance
    levy_year: int
    funder: str
    category: str
    person_id: int
    village: str
    household: str
    name: str
    id_number: str
    receipt: str
    paid_on: dt.date
    amount_fen: int
    share_ids: tuple[int, ...]


def owed_to_people(desk: Desk, as_of: dt.date | None = None) -> tuple[Owed, ...]:
    """Return whom the funders still owe on a day, by village and household. One query.

    The business date unless stated otherwise. Whoever was paid back and then refunded is
    among them with a negative amount.
    """
    day = (as_of or desk.business_date).isoformat()
    return shares_owed(desk, (day, day, day))


def shares_owed(desk: Desk, until: tuple[str, str, str]) -> tuple[Owed, ...]:
    """Return the owed: by entries until, reversals until, not repaid until these days."""
    entered, reversed_until, repaid = until
    found: dict[tuple[int, str, int, str], list[_Share]] = defaultdict(list)
    values = (repaid, desk.station_id, entered, reversed_until)
    for each in desk.store.query(_Share, _SHARES, values):
        found[each.person_id, each.insurance, each.levy_year, each.funder].append(each)
    people = (_of_person(shares) for shares in found.values())
    return tuple(each for each in people if each.amount_fen)


def _of_person(shares: Sequence[_Share]) -> Owed:
    """Sum one person's shares that are still to be paid.

    The payment shown is the last one, not a difference on it. The category is the one it
    stands under; of who was paid too much, the last under which something was granted.
    """
    last = max(shares, key=lambda each: (each.people > 0, each.people == 0, each.share_id))
    granted = [each for each in shares if each.people >= 0 and each.category]
    unpaid = [each for each in shares if not each.is_repaid]
    is_owed = sum(each.amount_fen for each in unpaid) > 0
    under = max(
        granted, key=lambda each: (is_owed or each.amount_fen > 0, each.share_id), default=last
    )
    return Owed(
        insurance=last.insurance,
        levy_year=last.levy_year,
        funder=last.funder,
        category=under.category,
        person_id=last.person_id,
        village=last.village,
        household=last.household,
        name=last.name,
        id_number=last.id_number,
        receipt=receipt_number(last.year, last.serial),
        paid_on=last.paid_on,
        amount_fen=sum(each.amount_fen for each in unpaid),
        share_ids=tuple(each.share_id for each in unpaid),
    )


def payer_of(each: Owed) -> tuple[int, str]:
    """Return by what one transfer can pay: the levy year and the funder."""
    return each.levy_year, each.funder
