"""The lines of an insurance, village by village, for any span of days, and what stands in none.

Half-monthly report and short reports take their figures here, so that they cannot disagree.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.station.denominators import NOTHING, Denominator, read_denominators
from models.station.desk import Desk
from models.villages.division import Division
from reports.progress.entered import Sums, gather_entered
from reports.progress.figures import CategoryFigures, ProgressRow, total_of
from reports.progress.goals import is_asked_by_rate
from reports.progress.hardship import gather_hardship
from reports.progress.last_year import LastYear

_TARGETS = """
SELECT village_id, target_people, last_year_people FROM target
WHERE station_id = ? AND insurance = ? AND levy_year = ?
AND coalesce(counts_from, '') <= ? ORDER BY coalesce(counts_from, '')
"""
_NOT_COMPARED = LastYear({})


class _Target(NamedTuple):
    village_id: int | None
    target_people: int | None
    last_year_people: int | None


_NO_TARGET = _Target(None, None, None)


@dataclass(frozen=True)
class VillageFigures:
    """An insurance's lines and total; the rest is as in ``InsuranceProgress``.

    ``stated`` are the people that rates are of, by village (None: the township).
    """

    rows: tuple[ProgressRow, ...]
    total: ProgressRow
    moved_out: ProgressRow | None
    moved_in: ProgressRow | None
    categories: tuple[CategoryFigures, ...]
    is_by_rate: bool
    stated: Mapping[int | None, Denominator]


def gather_villages(
    desk: Desk,
    insurance: Insurance,
    days: tuple[dt.date, dt.date],
    division: Division,
    last_year: LastYear = _NOT_COMPARED,
) -> VillageFigures:
    """Return an insurance's lines for the days from the first to the last, and until the last.

    ``desk`` is that of the last day, with what was recorded by then (``Desk.as_known_on``).
    """
    day = days[1]
    notice = desk.notices[insurance]
    rules = notice.insurances[insurance]
    year = rules.levy_year
    targets = _targets(desk, insurance, year, day)
    stated = read_denominators(desk, insurance, year, desk.known_until(day))
    entered = gather_entered(desk, insurance, year, days, division)
    hardship = gather_hardship(desk, insurance, rules, day, division)
    stated_before = {
        place: each.last_year_people
        for place, each in targets.items()
        if place is not None and each.last_year_people is not None
    }
    before = stated_before or last_year.whole
    rows = tuple(
        ProgressRow(
            village=place.name,
            target=targets.get(place.village_id, _NO_TARGET).target_people,
            last_year_people=before.get(place.village_id),
            denominator=stated.get(place.village_id, NOTHING).people,
            permanent_people=stated.get(place.village_id, NOTHING).permanent,
            same_day_last_year=last_year.villages.get(place.village_id),
            **hardship.villages.get(place.village_id, Sums()),
            **entered.villages.get(place.village_id, Sums()),
        )
        for place in division.villages
    )
    whole, people = targets.get(None, _NO_TARGET), stated.get(None, NOTHING)
    total = total_of(
        rows, whole.target_people, whole.last_year_people, people.people, people.permanent
    )
    return VillageFigures(
        rows=rows,
        total=total,
        moved_out=_moved("划出", entered.moved_out),
        moved_in=_moved("划入", entered.moved_in),
        categories=hardship.categories,
        is_by_rate=is_asked_by_rate(notice, insurance) and total.denominator is not None,
        stated=stated,
    )


def _targets(
    desk: Desk, insurance: Insurance, levy_year: int, day: dt.date
) -> dict[int | None, _Target]:
    """Return the targets by village (None: the township) that count on a day."""
    began = HalfMonth.containing(desk.known_until(dt.date.min)).first_day
    chosen = (desk.station_id, insurance, levy_year, max(day, began).isoformat())
    # The latest target of a village comes last and stays.
    return {each.village_id: each for each in desk.store.query(_Target, _TARGETS, chosen)}


def _moved(title: str, sums: Sums) -> ProgressRow | None:
    return ProgressRow(village=title, target=None, **sums) if any(sums.values()) else None
