"""From a figure of the half-monthly report to its people: who was counted, and by which entry."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.base.text import mask_id
from models.ledger.receipt_numbers import receipt_number
from models.people.categories.hardship import hardship_people
from models.station.desk import Desk
from models.villages.division import division_on
from reports.progress.declared import BY_KEY, FIGURES, Declared

FIGURE_TITLES = {each.key: each.title for each in FIGURES if each.title}
"""The figures of a line that people stand behind, as people read them."""

_LINES = """
SELECT l.station_id, l.village_id, l.household_id, h.number, p.name, l.id_number, e.year, e.serial,
 l.business_date, {value} AS value
FROM payment_line l JOIN payment e ON e.station_id = l.station_id AND e.id = l.payment_id
JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id
JOIN person p ON p.station_id = l.station_id AND p.id = l.person_id
WHERE l.station_id IN ({stations}) AND l.insurance = ? AND l.levy_year = ?
AND l.business_date >= ? AND l.business_date <= ? ORDER BY h.number, l.station_id, l.id
"""
_PEOPLE = """
SELECT h.number, p.name, p.id_number FROM person p
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
WHERE p.station_id = ? AND p.id IN ({marks})
"""
_AT_ONCE = 500


class _Line(NamedTuple):
    station_id: int
    village_id: int
    household_id: int
    number: str
    name: str
    id_number: str
    year: int
    serial: int
    business_date: dt.date
    value: int


class _Person(NamedTuple):
    number: str
    name: str
    id_number: str


@dataclass(frozen=True)
class Behind:
    """Somebody a figure counts; ``value`` is what of it: people, or fen.

    ``receipt`` and ``day`` are of the entry; empty and None where no entry is counted.
    """

    household: str
    name: str
    masked_number: str
    receipt: str
    day: dt.date | None
    value: int


def people_behind(
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: str
) -> tuple[Behind, ...]:
    """Return who stands behind a figure of a village, or of the whole station for None.

    Their values add up to the figure. A void or refund stands there with a minus.
    """
    declared = BY_KEY[figure]
    if declared.hardship:
        return _hardship(desk, period, insurance, village, declared)
    return tuple(_entered(desk, period, insurance, village, declared))


def _entered(
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: Declared
) -> Iterator[Behind]:
    division = division_on(desk, period.last_day)
    names = {place.village_id: place.name for place in division.villages}
    stations = ", ".join("?" * len(division.stations))
    sql = _LINES.format(stations=stations, value=figure.entered)
    first = period.first_day if figure.is_of_period else dt.date.min
    span = (first.isoformat(), period.last_day.isoformat())
    year = desk.as_known_on(period.last_day).insurances[insurance].levy_year
    for line in desk.store.query(_Line, sql, (*division.stations, insurance, year, *span)):
        place = names.get(
            division.village_of(line.station_id, line.village_id, line.household_id) or 0
        )
        if line.value and place is not None and village in (None, place):
            yield Behind(
                household=line.number,
                name=line.name,
                masked_number=mask_id(line.id_number),
                receipt=receipt_number(line.year, line.serial),
                day=line.business_date,
                value=line.value,
            )


def _hardship(
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: Declared
) -> tuple[Behind, ...]:
    desk = desk.as_known_on(period.last_day)
    division = division_on(desk, period.last_day)
    names = {place.village_id: place.name for place in division.villages}
    rules = desk.insurances[insurance]
    found = [
        each.person_id
        for each in hardship_people(desk, insurance, rules, period.last_day, division)
        if each.state in figure.hardship
        and each.village_id in names
        and village in (None, names[each.village_id])
    ]
    return tuple(
        Behind(each.number, each.name, mask_id(each.id_number), "", None, 1)
        for each in sorted(_people(desk, found))
    )


def _people(desk: Desk, person_ids: Sequence[int]) -> Iterator[_Person]:
    for start in range(0, len(person_ids), _AT_ONCE):
        part = person_ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        chosen = (desk.station_id, *part)
        yield from desk.store.query(_Person, _PEOPLE.format(marks=marks), chosen)
