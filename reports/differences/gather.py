"""Taking the settlement list: what is still open, and what the ledger has settled."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from models.base.terms import Insurance
from models.counter.difference import Cause, Difference
from models.counter.differences import (
    find_differences,
    revised_insurances,
    revised_rounds,
    standard_differences,
)
from models.ledger.paid_on import PAID_ON
from models.ledger.receipt_numbers import receipt_number
from models.levy.revision import DatedFigure
from models.station.desk import Desk
from models.station.round import OpenRound

_SETTLED = (
    "SELECT l.id AS line_id, p.year, p.serial, p.business_date, p.reason, v.name AS village, "
    "h.number AS household, q.name, q.id_number, l.levy_year, l.category, l.subsidy_fen, "
    f"l.amount_fen, {PAID_ON} AS paid_on, r.id AS paid_line_id, r.category AS paid_category, "
    "r.subsidy_fen AS paid_subsidy_fen FROM payment_line l "
    "JOIN payment_line r ON r.station_id = l.station_id AND r.id = l.adjusts_line_id "
    "JOIN payment y ON y.station_id = r.station_id AND y.id = r.payment_id "
    "JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id "
    "JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id "
    "JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id "
    "JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id "
    "WHERE l.station_id = ? AND l.people = 0 AND l.insurance = ? AND l.business_date <= ? "
    "ORDER BY r.id, l.business_date, l.id"
)


@dataclass(frozen=True)
class SettledLine:
    """A difference the ledger has: money collected (positive) or returned, in fen.

    ``subsidy_fen`` is what more (or less) the funders bear by it.
    """

    cause: Cause
    receipt: str
    business_date: dt.date
    reason: str
    village: str
    household: str
    name: str
    id_number: str
    amount_fen: int
    subsidy_fen: int


class _Settled(NamedTuple):
    line_id: int
    year: int
    serial: int
    business_date: dt.date
    reason: str
    village: str
    household: str
    name: str
    id_number: str
    levy_year: int
    category: str
    subsidy_fen: int
    amount_fen: int
    paid_on: dt.date
    paid_line_id: int
    paid_category: str
    paid_subsidy_fen: int


@dataclass(frozen=True)
class Sum:
    """So many people, so much money in fen."""

    people: int
    amount_fen: int


@dataclass(frozen=True)
class InsuranceDifferences:
    """One insurance of one round: the figures revised in it, what is open, what is settled."""

    insurance: Insurance
    levy_year: int
    figures: tuple[DatedFigure, ...]
    stated_personal_fen: int | None
    open: tuple[Difference, ...]
    settled: tuple[SettledLine, ...]

    @property
    def to_collect(self) -> Sum:
        """Who still owes a difference."""
        return _sum([fen for fen in self._by_person if fen > 0])

    @property
    def to_return(self) -> Sum:
        """Who still gets a difference back; the amount is positive."""
        return _sum([-fen for fen in self._by_person if fen < 0])

    @property
    def only_funders(self) -> Sum:
        """People who pay nothing more: only their funders owe another amount."""
        subsidies: dict[int, int] = defaultdict(int)
        due: dict[int, int] = defaultdict(int)
        for each in self.open:
            if not each.problem:
                subsidies[each.person_id] += each.subsidy_fen
                due[each.person_id] += each.amount_fen
        return _sum([subsidies[person_id] for person_id, fen in due.items() if not fen])

    @property
    def _by_person(self) -> Iterable[int]:
        due: dict[int, int] = defaultdict(int)
        for each in self.open:
            due[each.person_id] += each.amount_fen
        return due.values()

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
    """Return the settlement list as it stands on a day (the business date unless given).

    An insurance of a round is in it where a figure of it was revised, or anybody has or had
    a difference.
    """
    day = on or desk.business_date
    return DifferenceReport(
        station=desk.township,
        document=desk.notice.document,
        on=day,
        insurances=tuple(
            each for insurance in desk.insurances for each in _insurance(desk, insurance, day)
        ),
    )


def standard_figures(desk: Desk, day: dt.date) -> tuple[InsuranceDifferences, ...]:
    """Return what revised standards alone made and settled by a day.

    Whatever is certified later for that day changes nothing in it.
    """
    return tuple(
        _figures(
            of,
            insurance,
            day,
            [
                each
                for each in standard_differences(desk, insurance, day)
                if each.round_number == of.number
            ],
            [
                each
                for number, each in _settled(desk, insurance, day)
                if each.cause == "standard" and number == of.number
            ],
        )
        for insurance in revised_insurances(desk, day)
        for of in revised_rounds(desk, insurance, day)
    )


def _insurance(desk: Desk, insurance: Insurance, day: dt.date) -> Iterator[InsuranceDifferences]:
    """Yield the figures of every round that has any, the round opened first coming first."""
    still: dict[int, list[Difference]] = defaultdict(list)
    done: dict[int, list[SettledLine]] = defaultdict(list)
    for each in find_differences(desk, insurance, day):
        still[each.round_number].append(each)
    for number, line in _settled(desk, insurance, day):
        done[number].append(line)
    revised = {of.number for of in revised_rounds(desk, insurance, day)}
    for of in desk.rounds:
        if of.number in {*revised, *still, *done}:
            yield _figures(of, insurance, day, still[of.number], done[of.number])


def _figures(
    of: OpenRound,
    insurance: Insurance,
    day: dt.date,
    still: Iterable[Difference],
    done: Iterable[SettledLine],
) -> InsuranceDifferences:
    rules = of.bare.insurances[insurance]
    return InsuranceDifferences(
        insurance=insurance,
        levy_year=of.notice_on(day).insurances[insurance].levy_year,
        figures=tuple(
            each
            for each in of.figures
            if each.insurance == insurance and each.effective_from <= day
        ),
        stated_personal_fen=rules.standard.personal_fen if rules.standard else None,
        open=tuple(still),
        settled=tuple(done),
    )


def _settled(desk: Desk, insurance: Insurance, day: dt.date) -> list[tuple[int, SettledLine]]:
    """Return what was settled by a day with its round, in the order of the receipts."""

    @cache
    def round_of(levy_year: int, paid_on: dt.date) -> int:
        return desk.round_of(insurance, levy_year, paid_on).number

    rows = desk.store.query(_Settled, _SETTLED, (desk.station_id, insurance, day.isoformat()))
    causes = dict(_causes(rows))
    return [
        (
            round_of(each.levy_year, each.paid_on),
            SettledLine(
                cause=causes[each.line_id],
                receipt=receipt_number(each.year, each.serial),
                business_date=each.business_date,
                reason=each.reason,
                village=each.village,
                household=each.household,
                name=each.name,
                id_number=each.id_number,
                amount_fen=each.amount_fen,
                subsidy_fen=each.subsidy_fen,
            ),
        )
        for each in sorted(rows, key=lambda row: (row.year, row.serial, row.line_id))
    ]


def _causes(rows: Iterable[_Settled]) -> Iterator[tuple[int, Cause]]:
    """Yield why each line was entered: for a category where another counts by it than before."""
    for _, lines in groupby(rows, key=lambda row: row.paid_line_id):
        counted, subsidy_fen = "", 0
        for number, each in enumerate(lines):
            if not number:
                subsidy_fen = each.paid_subsidy_fen
                counted = each.paid_category if subsidy_fen else ""
            subsidy_fen += each.subsidy_fen
            now = each.category if subsidy_fen else ""
            yield each.line_id, "standard" if now == counted else "category"
            counted = now


def _sum(amounts_fen: list[int]) -> Sum:
    return Sum(len(amounts_fen), sum(amounts_fen))
