"""Taking the settlement list: what is still open, and what the ledger has settled."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from models.base.terms import Insurance
from models.counter.differences import (
    Difference,
    find_differences,
    revised_insurances,
    revised_rounds,
)
from models.ledger.receipt_numbers import receipt_number
from models.levy.revision import DatedFigure
from models.station.desk import Desk
from models.station.round import OpenRound

_SETTLED = (
    "SELECT p.year, p.serial, p.business_date, p.reason, v.name AS village, "
    "h.number AS household, q.name, q.id_number, l.levy_year, l.amount_fen FROM payment_line l "
    "JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id "
    "JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id "
    "JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id "
    "JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id "
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


class _Settled(NamedTuple):
    year: int
    serial: int
    business_date: dt.date
    reason: str
    village: str
    household: str
    name: str
    id_number: str
    levy_year: int
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
            _insurance(desk, of, insurance, day)
            for insurance in revised_insurances(desk, day)
            for of in revised_rounds(desk, insurance, day)
        ),
    )


def _insurance(
    desk: Desk, of: OpenRound, insurance: Insurance, day: dt.date
) -> InsuranceDifferences:
    rules = of.bare.insurances[insurance]
    settled = (desk.station_id, insurance, day.isoformat())

    @cache
    def is_own(levy_year: int) -> bool:
        return desk.round_of(insurance, levy_year, day) == of

    return InsuranceDifferences(
        insurance=insurance,
        levy_year=rules.levy_year,
        figures=tuple(
            each
            for each in of.figures
            if each.insurance == insurance and each.effective_from <= day
        ),
        stated_personal_fen=rules.standard.personal_fen if rules.standard else None,
        open=tuple(
            each for each in find_differences(desk, insurance, day) if is_own(each.levy_year)
        ),
        settled=tuple(
            SettledLine(
                receipt=receipt_number(each.year, each.serial),
                business_date=each.business_date,
                reason=each.reason,
                village=each.village,
                household=each.household,
                name=each.name,
                id_number=each.id_number,
                amount_fen=each.amount_fen,
            )
            for each in desk.store.query(_Settled, _SETTLED, settled)
            if is_own(each.levy_year)
        ),
    )


def _sum(amounts_fen: list[int]) -> Sum:
    return Sum(len(amounts_fen), sum(amounts_fen))
