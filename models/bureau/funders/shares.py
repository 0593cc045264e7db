"""What each person's funders owe, from the ledger: payments, differences and reversals summed."""

import datetime as dt
from typing import NamedTuple

from models.base.terms import Insurance, Settlement
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

_SHARES = """
SELECT n.insurance, n.levy_year, n.settlement, n.funder, n.category, n.line_id, n.person_id,
 n.village, n.household, n.name, n.id_number, n.year, n.serial, n.paid_on, n.amount_fen,
 n.entered_fen = 0 OR n.category <> n.entered_under AS is_afterwards
FROM (SELECT t.insurance, t.levy_year, t.settlement, t.funder,
  coalesce((SELECT a.category FROM payment_line a WHERE a.station_id = r.station_id
   AND a.adjusts_line_id = r.id AND a.business_date <= ?
   ORDER BY a.business_date DESC, a.id DESC LIMIT 1), r.category) AS category,
  r.category AS entered_under, r.subsidy_fen AS entered_fen, r.id AS line_id,
  q.id AS person_id, v.name AS village, h.number AS household, q.name, q.id_number,
  y.year, y.serial, y.business_date AS paid_on, t.amount_fen,
  v.position AS village_position, q.position AS person_position
 FROM (SELECT l.station_id, coalesce(l.adjusts_line_id, l.reverses_line_id, l.id) AS line_id,
   l.insurance, l.levy_year, s.settlement, s.funder, sum(s.amount_fen) AS amount_fen
  FROM line_share s JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
  WHERE l.station_id = ? AND l.business_date <= ? GROUP BY 1, 2, 3, 4, 5, 6) t
 JOIN payment_line r ON r.station_id = t.station_id AND r.id = t.line_id
 JOIN payment y ON y.station_id = r.station_id AND y.id = r.payment_id
 JOIN person q ON q.station_id = r.station_id AND q.id = r.person_id
 JOIN household h ON h.station_id = q.station_id AND h.id = q.household_id
 JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
 WHERE t.amount_fen <> 0) n
ORDER BY n.village_position, n.household, n.person_position, n.line_id, n.funder
"""


class FundedShare(NamedTuple):
    """What a funder owes for one payment of one person, with every later change, in fen.

    The village and household are where the person lives now, ``receipt`` is the payment's,
    ``category`` the one under which it stands by now. ``is_afterwards`` (事后资助): that one was
    certified after the payment; otherwise it counted when the person paid (系统资助).
    """

    insurance: Insurance
    levy_year: int
    settlement: Settlement
    funder: str
    category: str
    line_id: int
    person_id: int
    village: str
    household: str
    name: str
    id_number: str
    year: int
    serial: int
    paid_on: dt.date
    amount_fen: int
    is_afterwards: bool

    @property
    def receipt(self) -> str:
        """The number of the payment's receipt."""
        return receipt_number(self.year, self.serial)


def funded_shares(desk: Desk, as_of: dt.date) -> tuple[FundedShare, ...]:
    """Return what the funders owe by the entries up to a day, by village and household.

    What was reversed by then is not among it. One query.
    """
    day = as_of.isoformat()
    return tuple(desk.store.query(FundedShare, _SHARES, (day, desk.station_id, day)))
