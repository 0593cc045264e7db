"""Reading payments in force as they stand on a day, with what was settled on them since."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from models.base.terms import Insurance, Settlement
from models.ledger.paid_on import PAID_ON
from models.station.desk import Desk

_IN_FORCE = (
    "l.station_id = ? AND l.people = 1 AND l.insurance = ? AND l.business_date <= ? "
    "AND NOT EXISTS (SELECT 1 FROM payment_line r WHERE r.station_id = l.station_id "
    "AND r.reverses_line_id = l.id AND r.business_date <= ?)"
)
_OF_HOUSEHOLD = (
    " AND l.person_id IN (SELECT id FROM person WHERE station_id = ? AND household_id = ?)"
)
_PAID = (
    "SELECT l.id AS line_id, l.person_id, q.name, l.id_number, q.born, "
    "q.household_id AS present_household_id, l.household_id, h.number AS household, "
    "v.name AS village, l.village_id, l.levy_year, l.category, l.tier_fen, "
    f"{PAID_ON} AS paid_on, l.is_late, l.benefit_from, l.standard_fen, l.subsidy_fen, "
    "l.reimbursed_fen, y.year, y.serial, EXISTS (SELECT 1 FROM payment_line r "
    "WHERE r.station_id = l.station_id AND r.reverses_line_id = l.id) AS is_reversed_later "
    "FROM payment_line l JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id "
    "JOIN household h ON h.station_id = q.station_id AND h.id = q.household_id "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id "
    f"WHERE {_IN_FORCE}{{scope}} ORDER BY v.position, h.number, q.position, l.id"
)
_SETTLED = (
    "SELECT l.adjusts_line_id AS line_id, sum(l.standard_fen) AS standard_fen, "
    "sum(l.subsidy_fen) AS subsidy_fen, sum(l.reimbursed_fen) AS reimbursed_fen "
    "FROM payment_line l WHERE l.station_id = ? AND l.people = 0 AND l.insurance = ? "
    "AND l.business_date <= ?{scope} GROUP BY l.adjusts_line_id"
)
_SHARES = (
    "SELECT coalesce(l.adjusts_line_id, l.id) AS line_id, s.funder, s.settlement, "
    "sum(s.amount_fen) AS amount_fen FROM line_share s "
    "JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id "
    "WHERE l.station_id = ? AND l.people >= 0 AND l.insurance = ? AND l.business_date <= ?{scope} "
    "GROUP BY 1, 2, 3"
)


class PaidLine(NamedTuple):
    """A payment in force, as it was taken; the household and village are the present ones."""

    line_id: int
    person_id: int
    name: str
    id_number: str
    born: dt.date
    present_household_id: int
    household_id: int
    household: str
    village: str
    village_id: int
    levy_year: int
    category: str
    tier_fen: int | None
    paid_on: dt.date
    is_late: bool
    benefit_from: dt.date | None
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    year: int
    serial: int
    is_reversed_later: bool


class _Settled(NamedTuple):
    line_id: int
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int


class _Share(NamedTuple):
    line_id: int
    funder: str
    settlement: Settlement
    amount_fen: int


class Entered(NamedTuple):
    """A payment with the sums of what was entered for it, and each funder's part."""

    paid: PaidLine
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    shares: dict[tuple[str, Settlement], int]


def read_entered(
    desk: Desk, insurance: Insurance, day: dt.date, household_id: int | None = None
) -> list[Entered]:
    """Return the payments in force on a day, in the order of lists. Three queries.

    ``household_id`` asks for the people who now live in one household only.
    """
    store, station, end = desk.store, desk.station_id, day.isoformat()
    scope, who = ("", ()) if household_id is None else (_OF_HOUSEHOLD, (station, household_id))
    asked = (station, insurance, end, *who)
    settled = {
        each.line_id: each for each in store.query(_Settled, _SETTLED.format(scope=scope), asked)
    }
    shares: dict[int, dict[tuple[str, Settlement], int]] = defaultdict(dict)
    for share in store.query(_Share, _SHARES.format(scope=scope), asked):
        shares[share.line_id][share.funder, share.settlement] = share.amount_fen
    paid = store.query(PaidLine, _PAID.format(scope=scope), (station, insurance, end, end, *who))
    nothing = _Settled(0, 0, 0, 0)
    return [
        Entered(
            each,
            each.standard_fen + since.standard_fen,
            each.subsidy_fen + since.subsidy_fen,
            each.reimbursed_fen + since.reimbursed_fen,
            shares[each.line_id],
        )
        for each in paid
        for since in (settled.get(each.line_id, nothing),)
    ]
