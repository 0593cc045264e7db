"""Which days of a terminal statements cover: the period of a file, for each terminal in use.

A slip is missing from a statement that covers its day and the day after: on the last day it
may be in the next file. Order of the files makes no difference.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from models.bureau.reconciliation.values import Coverage, Days
from models.station.desk import Desk
from models.store.tables.bureau import StatementCoverage, StatementPeriod

Standing = Literal["covered", "last_day", "uncovered"]
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Extent:
    """The days of one file, and the terminals and merchants it has lines of.

    ``merchants`` holds '' where the file names none. ``days_of`` are the days of each
    terminal's own lines.
    """

    first: dt.date
    last: dt.date
    merchants: frozenset[str]
    days_of: dict[str, Days]

    @property
    def days(self) -> Days:
        """First and last day."""
        return self.first, self.last

    def holds(self, other: "Extent") -> bool:
        """Say whether everything that another file covers is covered by this one."""
        return (
            self.first <= other.first
            and other.last <= self.last
            and other.merchants <= self.merchants
            and other.days_of.keys() <= self.days_of.keys()
        )


def read_extents(desk: Desk) -> list[Extent]:
    """Return what each file of the station covers.

    A file of before periods were kept covers the days of its lines.
    """
    station_id = desk.station_id
    days_of: dict[int, dict[str, Days]] = defaultdict(dict)
    for each in desk.store.find(StatementCoverage, station_id=station_id):
        days_of[each.file_id][each.terminal] = each.first_day, each.last_day
    periods: dict[int, list[StatementPeriod]] = defaultdict(list)
    for period in desk.store.find(StatementPeriod, station_id=station_id):
        periods[period.file_id].append(period)
    found = [
        Extent(
            min(each.first_day for each in said),
            max(each.last_day for each in said),
            frozenset(each.merchant for each in said),
            days_of.get(file_id, {}),
        )
        for file_id, said in periods.items()
    ]
    found += [
        Extent(
            min(first for first, _ in days.values()),
            max(last for _, last in days.values()),
            frozenset({""}),
            days,
        )
        for file_id, days in days_of.items()
        if file_id not in periods
    ]
    return found


def coverage_of(extents: Iterable[Extent], terminals: Iterable[str]) -> Coverage:
    """Return the days of each of these terminals that files cover.

    A file covers every terminal that it has lines of, and every other that the station uses,
    unless that one's own files name merchants of which this file names none: it is another
    acquirer's.
    """
    extents = list(extents)
    merchants: dict[str, set[str]] = defaultdict(set)
    for extent in extents:
        for terminal in extent.days_of:
            merchants[terminal] |= extent.merchants
    return {
        terminal: tuple(
            sorted(
                {
                    extent.days
                    for extent in extents
                    if terminal in extent.days_of
                    or _may_be_of(extent.merchants, merchants.get(terminal, set()))
                }
            )
        )
        for terminal in terminals
    }


def _may_be_of(named: frozenset[str], own: set[str]) -> bool:
    return not own or "" in named or "" in own or bool(named & own)


def standing(coverage: Coverage, terminal: str, day: dt.date) -> Standing:
    """Return whether a day is covered, the last of what is covered, or not covered."""
    ranges = coverage.get(terminal, ())

    def is_in(some_day: dt.date) -> bool:
        return any(first <= some_day <= last for first, last in ranges)

    if not is_in(day):
        return "uncovered"
    return "covered" if is_in(day + _DAY) else "last_day"


def gaps(ranges: Iterable[Days], first: dt.date, last: dt.date) -> list[Days]:
    """Return the days from one to another that are in none of the ranges."""
    found, begins = list[Days](), first
    for starts, ends in sorted(ranges):
        if starts > begins:
            found.append((begins, min(starts - _DAY, last)))
        begins = max(begins, ends + _DAY)
    if begins <= last:
        found.append((begins, last))
    return [each for each in found if each[0] <= each[1]]
