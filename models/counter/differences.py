"""What people who have paid owe, or get back, when a standard is revised after their payment.

A list, computed afresh and never applied by itself: each difference becomes a ledger
entry only when somebody settles it (``models.counter.pay_difference``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.base.terms import Insurance, Settlement
from models.ledger.paid_on import PAID_ON
from models.ledger.receipt_numbers import receipt_number
from models.levy.family import Household
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Holding, Quote, ShareAmount
from models.station.desk import Desk

_LONG_AGO = dt.date(1900, 1, 1)
_IN_FORCE = (
    "l.station_id = ? AND l.people = 1 AND l.insurance = ? AND l.business_date <= ? "
    "AND NOT EXISTS (SELECT 1 FROM payment_line r WHERE r.reverses_line_id = l.id "
    "AND r.business_date <= ?)"
)
_OF_HOUSEHOLD = " AND l.person_id IN (SELECT id FROM person WHERE household_id = ?)"
_PAID = (
    "SELECT l.id, l.person_id, q.name, l.id_number, q.born, l.household_id, h.id, h.number, "
    f"v.name, l.village_id, l.levy_year, l.category, l.tier_fen, {PAID_ON}, l.is_late, "
    "l.benefit_from, l.standard_fen, l.subsidy_fen, l.reimbursed_fen, y.year, y.serial "
    "FROM payment_line l JOIN person q ON q.id = l.person_id "
    "JOIN household h ON h.id = q.household_id JOIN village v ON v.id = h.village_id "
    f"JOIN payment y ON y.id = l.payment_id WHERE {_IN_FORCE}{{scope}} "
    "ORDER BY v.position, h.number, q.position, l.id"
)
_ADJUSTED = (
    "SELECT l.adjusts_line_id, sum(l.standard_fen), sum(l.subsidy_fen), sum(l.reimbursed_fen) "
    "FROM payment_line l WHERE l.station_id = ? AND l.people = 0 AND l.insurance = ? "
    "AND l.business_date <= ?{scope} GROUP BY l.adjusts_line_id"
)
_SHARES = (
    "SELECT coalesce(l.adjusts_line_id, l.id), s.funder, s.settlement, sum(s.amount_fen) "
    "FROM line_share s JOIN payment_line l ON l.id = s.line_id "
    "WHERE l.station_id = ? AND l.people >= 0 AND l.insurance = ? AND l.business_date <= ?{scope} "
    "GROUP BY 1, 2, 3"
)


@dataclass(frozen=True)
class Difference:
    """How one payment in force differs from the revised standard; amounts in fen.

    ``amount_fen`` is what the person still owes (positive) or gets back (negative);
    ``shares`` are the changes of the funders' parts. ``present_household_id`` is where
    the person lives now, ``household_id`` and ``village_id`` where the payment stands.
    ``problem`` says why no new amount could be worked out; then all changes are 0.
    """

    line_id: int
    person_id: int
    name: str
    id_number: str
    present_household_id: int
    household_id: int
    household: str
    village: str
    village_id: int
    insurance: Insurance
    levy_year: int
    category: str
    tier_fen: int | None
    paid_on: dt.date
    is_late: bool
    benefit_from: dt.date
    receipt: str
    paid_standard_fen: int
    standard_fen: int = 0
    subsidy_fen: int = 0
    reimbursed_fen: int = 0
    shares: tuple[ShareAmount, ...] = ()
    problem: str = ""

    @property
    def amount_fen(self) -> int:
        """What the person owes (positive) or gets back (negative) at the counter."""
        return self.standard_fen - self.subsidy_fen + self.reimbursed_fen

    @property
    def new_standard_fen(self) -> int:
        """The standard after the revision."""
        return self.paid_standard_fen + self.standard_fen


def find_differences(
    desk: Desk,
    insurance: Insurance,
    on: dt.date | None = None,
    household_id: int | None = None,
) -> tuple[Difference, ...]:
    """Return everybody whose payment in force on a day is not what the standard of that day asks.

    The day is the business date unless another is given. A person is reckoned as on the
    day of payment, with the category under which the payment was taken: only the
    standard is new. What was settled by then is taken into account. ``household_id``
    asks for the people who now live in one household only.
    """
    day = on or desk.business_date
    if not _is_revised(desk, insurance, day):
        return ()
    notice, end = desk.notice_on(day), day.isoformat()
    station = desk.station_id
    scope, who = ("", ()) if household_id is None else (_OF_HOUSEHOLD, (household_id,))
    adjusted = {
        row[0]: tuple(map(int, row[1:]))
        for row in desk.store.rows(_ADJUSTED.format(scope=scope), (station, insurance, end, *who))
    }
    shares: dict[int, dict[tuple[str, Settlement], int]] = defaultdict(dict)
    for line_id, funder, settlement, amount_fen in desk.store.rows(
        _SHARES.format(scope=scope), (station, insurance, end, *who)
    ):
        shares[line_id][funder, settlement] = int(amount_fen)
    found = []
    for row in desk.store.rows(_PAID.format(scope=scope), (station, insurance, end, end, *who)):
        entered = [a + b for a, b in zip(row[16:19], adjusted.get(row[0], (0, 0, 0)), strict=True)]
        paid_on, born = dt.date.fromisoformat(row[13]), dt.date.fromisoformat(row[4])
        category = row[11] if entered[1] else ""
        quote = _quote_again(notice, insurance, born, paid_on, category, row[12])
        difference = _difference(row, insurance, entered, shares[row[0]], quote)
        if difference is not None:
            found.append(difference)
    return tuple(found)


def open_differences(desk: Desk, household: Household) -> dict[tuple[int, Insurance], int]:
    """Return what members of a household still owe (or get back), in fen, by person and insurance.

    Without a revised figure this asks nothing of the store.
    """
    return {
        (each.person_id, insurance): each.amount_fen
        for insurance in desk.notice.insurances
        for each in find_differences(desk, insurance, household_id=household.household_id)
    }


def revised_insurances(desk: Desk, on: dt.date | None = None) -> tuple[Insurance, ...]:
    """Return the insurances of which a document has set or revised a figure by a day."""
    day = on or desk.business_date
    return tuple(name for name in desk.notice.insurances if _is_revised(desk, name, day))


def _is_revised(desk: Desk, insurance: Insurance, day: dt.date) -> bool:
    return any(each.insurance == insurance and each.effective_from <= day for each in desk.figures)


def _quote_again(
    notice: Notice,
    insurance: Insurance,
    born: dt.date,
    paid_on: dt.date,
    category: str,
    tier_fen: int | None,
) -> Quote:
    """Quote a person as on the day of payment, under the category that counted, if any."""
    held = (Holding(category=category, certified_from=_LONG_AGO),) if category else ()
    applicant = Applicant(born=born, holdings=held)
    return quote_person(notice, insurance, applicant, paid_on, tier_fen)


def _difference(
    row: tuple[Any, ...],
    insurance: Insurance,
    entered: list[int],
    shares: dict[tuple[str, Settlement], int],
    quote: Quote,
) -> Difference | None:
    problem = ""
    if quote.refused is not None:
        problem = quote.refused.message
    elif quote.levy_year != row[10] or quote.late != bool(row[14]):
        problem = "缴费年度或补缴与现行规定不一致，请人工核对"
    changes = [0, 0, 0]
    moved: tuple[ShareAmount, ...] = ()
    if not problem:
        asked = (quote.standard_fen or 0, quote.subsidy_fen or 0, quote.reimbursed_fen or 0)
        changes = [new - old for new, old in zip(asked, entered, strict=True)]
        moved = tuple(_share_changes(shares, quote.shares))
        if not any(changes) and not moved:
            return None
    return Difference(
        line_id=row[0],
        person_id=row[1],
        name=row[2],
        id_number=row[3],
        present_household_id=row[6],
        household_id=row[5],
        household=row[7],
        village=row[8],
        village_id=row[9],
        insurance=insurance,
        levy_year=row[10],
        category=row[11],
        tier_fen=row[12],
        paid_on=dt.date.fromisoformat(row[13]),
        is_late=bool(row[14]),
        benefit_from=dt.date.fromisoformat(row[15]),
        receipt=receipt_number(row[19], row[20]),
        paid_standard_fen=entered[0],
        standard_fen=changes[0],
        subsidy_fen=changes[1],
        reimbursed_fen=changes[2],
        shares=moved,
        problem=problem,
    )


def _share_changes(
    before: dict[tuple[str, Settlement], int], after: Iterable[ShareAmount]
) -> Iterable[ShareAmount]:
    asked: dict[tuple[str, Settlement], int] = defaultdict(int)
    for share in after:
        asked[share.funder, share.settlement] += share.amount_fen
    for funder, settlement in dict.fromkeys((*before, *asked)):
        change = asked[funder, settlement] - before.get((funder, settlement), 0)
        if change:
            yield ShareAmount(funder=funder, amount_fen=change, settlement=settlement)
