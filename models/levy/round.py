"""What a notice says of the round beside its rules: timetable, goals, targets, duties."""

import datetime as dt
from fractions import Fraction
from typing import Literal

from models.base.terms import Insurance, Value


class Phase(Value, frozen=True):
    """A step of the round's timetable."""

    title: str
    clause: str
    starts: dt.date | None = None
    ends: dt.date | None = None


class Goal(Value, frozen=True):
    """A rate the notice asks for: of whom, for which insurance."""

    insurance: Insurance
    group: Literal["residents", "permanent_residents", "hardship"]
    rate: Fraction
    clause: str


class TargetRow(Value, frozen=True):
    """One township's line of a target annex."""

    township: str
    last_year_people: int
    target_people: int


class TargetTable(Value, frozen=True):
    """A target annex (任务分解表), as printed, with the totals printed under it."""

    insurance: Insurance
    clause: str
    rows: tuple[TargetRow, ...]
    printed_last_year_people: int
    printed_target_people: int

    def row_of(self, township: str) -> TargetRow | None:
        """Return a township's line, or None where the annex does not list it."""
        return next((row for row in self.rows if row.township == township), None)

    @property
    def target_people(self) -> int:
        """The total computed from the rows."""
        return sum(row.target_people for row in self.rows)

    @property
    def discrepancy(self) -> str | None:
        """What to print wherever the total is used, if rows and printed totals disagree."""
        found = []
        last_year = sum(row.last_year_people for row in self.rows)
        for title, computed, printed in (
            ("上年参保缴费人数", last_year, self.printed_last_year_people),
            ("任务数", self.target_people, self.printed_target_people),
        ):
            if computed != printed:
                found.append(
                    f"{self.clause}{title}各行相加为 {computed}，文件印刷合计为 {printed}，"
                    f"相差 {printed - computed}；本程序按各行相加"
                )
        return "；".join(found) or None


class Duties(Value, frozen=True):
    """How collected money is handled, where the notice says so."""

    agency_fee_fen: int | None = None
    agency_fee_clause: str = ""
    deposit_days: int | None = None
    remote_deposit_days: int | None = None
    deposit_clause: str = ""
    statement_days: int | None = None
    statement_clause: str = ""
    channels: tuple[str, ...] = ()
    channels_clause: str = ""
    certified_by: tuple[str, ...] = ()
    certified_by_clause: str = ""
    report_every: Literal["half_month"] | None = None
    report_clause: str = ""


class Provision(Value, frozen=True):
    """A rule that decides no amount, in the program's own words, for people to read."""

    text: str
    clause: str
