"""What a station sent, and the bulletin that follows from it. Amounts are integer fen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec

from models.base.dates import HalfMonth
from models.base.terms import Insurance


class SentRow(msgspec.Struct, frozen=True):
    """A line of a sent report, as ``report half-month --json`` states it."""

    people_this_period: int
    people_to_date: int
    personal_fen_to_date: int
    subsidy_fen_to_date: int
    hardship_people: int
    hardship_covered: int
    target: int | None = None
    denominator: int | None = None
    permanent_people: int | None = None


class SentStanding(msgspec.Struct, frozen=True):
    """How a line of a sent report stands beside last year."""

    last_year_people: int | None = None


class SentInsurance(msgspec.Struct, frozen=True):
    """One insurance of a sent report: its total line, and how each line stands, the total last."""

    levy_year: int
    total: SentRow
    standing: tuple[SentStanding, ...] = ()

    @property
    def last_year_people(self) -> int | None:
        """How many were enrolled the year before, where the station knows."""
        return self.standing[-1].last_year_people if self.standing else None


class SentPeriod(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """First and last day of a sent report."""

    first: dt.date
    last: dt.date


class SentBy(msgspec.Struct, frozen=True):
    """The number of a sent report, and who answers for it."""

    number: str
    sent_on: dt.date
    operator: str
    reviewer: str


class SentReport(msgspec.Struct, frozen=True):
    """A station's report as it was sent."""

    notice: str
    station: str
    period: SentPeriod
    insurances: Mapping[Insurance, SentInsurance]
    submission: SentBy
    ledger_head: str | None = None

    @property
    def half_month(self) -> HalfMonth:
        """The period it reports."""
        return HalfMonth.containing(self.period.first)


def sent_report(document: Mapping[str, Any]) -> SentReport:
    """Return a sent report from its document; raises msgspec.ValidationError where it is none."""
    return msgspec.convert(document, SentReport)


@dataclass(frozen=True)
class TownshipRow:
    """One township's line. ``rank`` is None without a rate or a report.

    ``whole``: what its rate is of: the target, or the people to enrol where the notice asks for
    a rate. ``people_of_target``: those to date where there is one; in the total, of the
    townships that have one. ``permanent_people`` and ``people_of_permanent`` likewise.
    ``people_this_month`` is None where the month's first half or the last month was not sent;
    ``ranks_gained`` is how many places it rose since last month. ``is_below``: its rate is
    below the line the notice sets; ``hardship_is_below`` the same of hardship people.
    """

    township: str
    is_reported: bool
    target: int | None
    last_year_people: int | None
    people_this_month: int | None
    people_to_date: int
    people_of_target: int
    rank: int | None
    ranks_gained: int | None
    personal_fen: int
    subsidy_fen: int
    hardship_people: int
    hardship_covered: int
    is_below: bool
    hardship_is_below: bool
    whole: int | None
    denominator: int | None
    permanent_people: int | None
    people_of_permanent: int

    @property
    def rate(self) -> Fraction | None:
        """People to date by what the rate is of; None without that."""
        return Fraction(self.people_of_target, self.whole) if self.whole else None

    @property
    def permanent_rate(self) -> Fraction | None:
        """People to date by permanent residents; None without them."""
        if not self.permanent_people:
            return None
        return Fraction(self.people_of_permanent, self.permanent_people)

    @property
    def hardship_rate(self) -> Fraction | None:
        """Hardship people covered; None where there are none."""
        if not self.hardship_people:
            return None
        return Fraction(self.hardship_covered, self.hardship_people)


@dataclass(frozen=True)
class InsuranceBulletin:
    """One insurance: the townships by rank, their total, the lines the notice sets.

    ``discrepancy`` says where the annex's printed total is not the sum of its rows.
    ``is_by_rate``: the notice sets no number and asks for a rate, of people that are stated.
    """

    insurance: Insurance
    levy_year: int
    rows: tuple[TownshipRow, ...]
    total: TownshipRow
    goal: Fraction | None
    goal_clause: str
    hardship_goal: Fraction | None
    discrepancy: str | None
    is_by_rate: bool = False
    permanent_goal: Fraction | None = None
    permanent_clause: str = ""


@dataclass(frozen=True)
class Bulletin:
    """The bulletin (通报) of a month, by the reports for ``period``, its latest half-month sent.

    ``missing`` are the townships of the annexes without a report for it; ``strangers`` those
    that sent one and stand in no annex.
    """

    notice: str
    notice_title: str
    document: str
    locality: str
    period: HalfMonth
    reports: tuple[SentReport, ...]
    insurances: tuple[InsuranceBulletin, ...]
    missing: tuple[str, ...]
    strangers: tuple[str, ...]
