"""Taking the settlement list: what is still open, and what the ledger has settled."""

import datetime as dt
from dataclasses import dataclass

from models.base.terms import Insurance
from models.counter.differences import Difference, find_differences, revised_insurances
from models.ledger.receipt_numbers import receipt_number
from models.levy.notice import Notice
from models.levy.revision import DatedFigure
from models.station.desk import Desk

_SETTLED = (
    "SELECT p.year, p.serial, p.business_date, p.reason, v.name, h.number, q.name, q.id_number, "
    "l.amount_fen FROM payment_line l JOIN payment p ON p.id = l.payment_id "
    "JOIN person q ON q.id = l.person_id JOIN household h ON h.id = l.household_id "
    "JOIN village v ON v.id = l.village_id "
    "WHERE l.station_id = ? AND l.people = 0 AND l.insurance = ? AND l.business_date <= ? "
    "ORDER BY p.year, p.serial, l.id"
)


@dataclass(frozen=True)
class SettledLine:
    """A difference the ledger has: money collected (positive) or returned, in fen."""

    receipt: str
    business_date: dt.date
    reason: str
    village: str
    household: str
    name: str
    id_number: str
    amount_fen: int


@dataclass(frozen=True)
class Sum:
    """So many people, so much money in fen."""

    people: int
    amount_fen: int


@dataclass(frozen=True)
class InsuranceDifferences:
    """One insurance: the figures that were revised, what is open, what is settled."""

    insurance: Insurance
    levy_year: int
    figures: tuple[DatedFigure, ...]
    stated_personal_fen: int | None
    open: tuple[Difference, ...]
    settled: tuple[SettledLine, ...]

    @property
    def to_collect(self) -> Sum:
        """Who still owes a difference."""
        return _sum([each.amount_fen for each in self.open if each.amount_fen > 0])

    @property
    def to_return(self) -> Sum:
        """Who still gets a difference back; the amount is positive."""
        return _sum([-each.amount_fen for each in self.open if each.amount_fen < 0])

    @property
    def only_funders(self) -> Sum:
        """People who pay nothing more: only their funders owe another amount."""
        free = [each for each in self.open if not each.amount_fen and not each.problem]
        return _sum([each.subsidy_fen for each in free])

    @property
    def collected(self) -> Sum:
        """What was collected by now."""
        return _sum([each.amount_fen for each in self.settled if each.amount_fen > 0])

    @property
    def returned(self) -> Sum:
        """What was given back by now; the amount is positive."""
        return _sum([-each.amount_fen for each in self.settled if each.amount_fen < 0])


@dataclass(frozen=True)
class DifferenceReport:
    """The settlement list of a station on a day."""

    station: str
    document: str
    on: dt.date
    insurances: tuple[InsuranceDifferences, ...]


def gather_differences(desk: Desk, on: dt.date | None = None) -> DifferenceReport:
    """Return the settlement list as it stands on a day (the business date unless given)."""
    day = on or desk.business_date
    return DifferenceReport(
        station=desk.township,
        document=desk.notice.document,
        on=day,
        insurances=tuple(
            _insurance(desk, desk.bare, insurance, day)
            for insurance in revised_insurances(desk, day)
        ),
    )


def _insurance(
    desk: Desk, bare: Notice, insurance: Insurance, day: dt.date
) -> InsuranceDifferences:
    rules = bare.insurances[insurance]
    rows = desk.store.rows(_SETTLED, (desk.station_id, insurance, day.isoformat()))
    return InsuranceDifferences(
        insurance=insurance,
        levy_year=rules.levy_year,
        figures=tuple(
            each
            for each in desk.figures
            if each.insurance == insurance and each.effective_from <= day
        ),
        stated_personal_fen=rules.standard.personal_fen if rules.standard else None,
        open=find_differences(desk, insurance, day),
        settled=tuple(
            SettledLine(receipt_number(row[0], row[1]), dt.date.fromisoformat(row[2]), *row[3:])
            for row in rows
        ),
    )


def _sum(amounts_fen: list[int]) -> Sum:
    return Sum(len(amounts_fen), sum(amounts_fen))
