"""Reading payments in force as they stand on a day, with what was settled on them since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from models.base.terms import Insurance, Settlement
from models.ledger.channels import STATED
from models.ledger.paid_on import PAID_ON
from models.station.desk import Desk

# Of whom the bureau only states that he is enrolled (stated) nobody knows what he paid.
_IN_FORCE = (
    "l.station_id = ? AND l.people = 1 AND l.insurance IN ({insurances}) AND l.business_date <= ? "
    "AND y.channel <> '"
    + STATED
    + "' AND NOT EXISTS (SELECT 1 FROM payment_line r WHERE r.station_id = l.station_id "
    "AND r.reverses_line_id = l.id AND r.business_date <= ?)"
)
_PAID = (
    "SELECT l.id AS line_id, l.insurance, l.person_id, q.name, l.id_number, q.born, "
    "q.later_birth, q.household_id AS present_household_id, l.household_id, "
    "h.number AS household, v.name AS village, l.village_id, l.levy_year, l.category, l.tier_fen, "
    f"{PAID_ON} AS paid_on, l.is_late, l.benefit_from, l.standard_fen, l.subsidy_fen, "
    "l.reimbursed_fen, y.year, y.serial, EXISTS (SELECT 1 FROM payment_line r "
    "WHERE r.station_id = l.station_id AND r.reverses_line_id = l.id) "
    "OR EXISTS (SELECT 1 FROM payment_line a WHERE a.station_id = l.station_id "
    "AND a.adjusts_line_id = l.id AND a.business_date > ?) AS is_changed_later "
    "FROM payment_line l JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id "
    "JOIN household h ON h.station_id = q.station_id AND h.id = q.household_id "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id "
    f"WHERE {_IN_FORCE}{{scope}} ORDER BY v.position, h.number, q.position, l.id"
)
_SETTLED = (
    "SELECT l.adjusts_line_id AS line_id, l.category, l.standard_fen, l.subsidy_fen, "
    "l.reimbursed_fen FROM payment_line l WHERE l.station_id = ? AND l.people = 0 "
    "AND l.insurance IN ({insurances}) AND l.business_date <= ?{scope} "
    "ORDER BY l.business_date, l.id"
)
_SHARES = (
    "SELECT coalesce(l.adjusts_line_id, l.id) AS line_id, s.funder, s.settlement, "
    "sum(s.amount_fen) AS amount_fen FROM line_share s "
    "JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id "
    "WHERE l.station_id = ? AND l.people >= 0 AND l.insurance IN ({insurances}) "
    "AND l.business_date <= ?{scope} GROUP BY 1, 2, 3"
)


class Scope(NamedTuple):
    """Whose payments are asked for: a condition on the line ``l``, and its values."""

    sql: str = ""
    values: tuple[int | str, ...] = ()


class PaidLine(NamedTuple):
    """A payment in force, as it was taken; the household and village are the present ones.

    ``is_changed_later``: after the day asked for it was taken back, or a difference settled.
    """

    line_id: int
    insurance: Insurance
    person_id: int
    name: str
    id_number: str
    born: dt.date
    later_birth: dt.date | None
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
    is_changed_later: bool


class _Settled(NamedTuple):
    line_id: int
    category: str
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int


class _Share(NamedTuple):
    line_id: int
    funder: str
    settlement: Settlement
    amount_fen: int


class Entered(NamedTuple):
    """A payment with the sums of what was entered for it, and each funder's part.

    ``category`` is the one under which it stands by now: of the last difference settled on it.
    """

    paid: PaidLine
    category: str
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    shares: dict[tuple[str, Settlement], int]

    @property
    def counted(self) -> str:
        """The category whose subsidy was entered; empty where none was."""
        return self.category if self.subsidy_fen else ""


EVERYBODY = Scope()


def of_household(desk: Desk, household_id: int) -> Scope:
    """Return the scope of the people who now live in a household."""
    return Scope(
        " AND l.person_id IN (SELECT id FROM person WHERE station_id = ? AND household_id = ?)",
        (desk.station_id, household_id),
    )


def of_people(people: Sequence[int]) -> Scope:
    """Return the scope of some people of the station; as many as a query takes."""
    return Scope(f" AND l.person_id IN ({', '.join('?' * len(people))})", tuple(people))


def of_subsidised(desk: Desk) -> Scope:
    """Return the scope of whom a category may concern: certified, subsidised, or settled once."""
    return Scope(
        " AND (l.subsidy_fen <> 0 OR l.person_id IN (SELECT c.person_id FROM certification c "
        "WHERE c.station_id = ?) OR coalesce(l.adjusts_line_id, l.id) IN (SELECT a.adjusts_line_id "
        "FROM payment_line a WHERE a.station_id = ? AND a.adjusts_line_id IS NOT NULL))",
        (desk.station_id, desk.station_id),
    )


def read_entered(
    desk: Desk, insurances: Sequence[Insurance], day: dt.date, scope: Scope = EVERYBODY
) -> list[Entered]:
    """Return the payments in force on a day, in the order of lists. Three queries."""
    store, station, end = desk.store, desk.station_id, day.isoformat()
    places = {"insurances": ", ".join("?" * len(insurances)), "scope": scope.sql}
    asked = (station, *insurances, end, *scope.values)
    settled: dict[int, list[_Settled]] = defaultdict(list)
    for difference in store.query(_Settled, _SETTLED.format(**places), asked):
        settled[difference.line_id].append(difference)
    shares: dict[int, dict[tuple[str, Settlement], int]] = defaultdict(dict)
    for share in store.query(_Share, _SHARES.format(**places), asked):
        shares[share.line_id][share.funder, share.settlement] = share.amount_fen
    values = (end, station, *insurances, end, end, *scope.values)
    return [
        _entered(paid, settled.get(paid.line_id, []), shares[paid.line_id])
        for paid in store.query(PaidLine, _PAID.format(**places), values)
    ]


def _entered(
    paid: PaidLine, settled: Sequence[_Settled], shares: dict[tuple[str, Settlement], int]
) -> Entered:
    return Entered(
        paid=paid,
        category=settled[-1].category if settled else paid.category,
        standard_fen=paid.standard_fen + sum(each.standard_fen for each in settled),
        subsidy_fen=paid.subsidy_fen + sum(each.subsidy_fen for each in settled),
        reimbursed_fen=paid.reimbursed_fen + sum(each.reimbursed_fen for each in settled),
        shares=shares,
    )
