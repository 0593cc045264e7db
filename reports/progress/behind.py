"""From a figure of the half-monthly report to its people: who was counted, and by which entry."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.base.text import mask_id
from models.ledger.receipt_numbers import receipt_number
from models.people.categories.hardship import hardship_people
from models.station.desk import Desk
from models.villages.division import division_on

Figure = Literal[
    "people_this_period",
    "people_to_date",
    "personal_fen_this_period",
    "personal_fen_to_date",
    "subsidised_people_to_date",
    "subsidy_fen_to_date",
    "hardship_people",
    "hardship_covered",
]
FIGURE_TITLES: dict[Figure, str] = {
    "people_this_period": "本期参保人数",
    "people_to_date": "累计参保人数",
    "personal_fen_this_period": "本期个人缴费",
    "personal_fen_to_date": "累计个人缴费",
    "subsidised_people_to_date": "资助人数",
    "subsidy_fen_to_date": "资助金额",
    "hardship_people": "困难群体应保",
    "hardship_covered": "困难群体已保",
}
"""The figures of a line that people stand behind, as people read them."""

_LINES = """
SELECT l.village_id, l.household_id, h.number, p.name, l.id_number, e.year, e.serial,
 l.business_date, l.people, l.amount_fen, l.subsidy_fen
FROM payment_line l JOIN payment e ON e.id = l.payment_id
JOIN household h ON h.id = l.household_id JOIN person p ON p.id = l.person_id
WHERE l.station_id IN ({stations}) AND l.insurance = ? AND l.levy_year = ?
AND l.business_date >= ? AND l.business_date <= ? ORDER BY h.number, l.id
"""
_PEOPLE = """
SELECT p.id, h.number, p.name, p.id_number FROM person p JOIN household h ON h.id = p.household_id
WHERE p.id IN ({marks})
"""
_AT_ONCE = 500


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
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: Figure
) -> tuple[Behind, ...]:
    """Return who stands behind a figure of a village, or of the whole station for None.

    Their values add up to the figure. A void or refund stands there with a minus.
    """
    if figure in ("hardship_people", "hardship_covered"):
        return _hardship(desk, period, insurance, village, figure)
    return tuple(_entered(desk, period, insurance, village, figure))


def _entered(
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: Figure
) -> Iterator[Behind]:
    division = division_on(desk, period.last_day)
    names = {place.village_id: place.name for place in division.villages}
    sql = _LINES.format(stations=", ".join("?" * len(division.stations)))
    first = period.first_day if figure.endswith("this_period") else dt.date.min
    span = (first.isoformat(), period.last_day.isoformat())
    year = desk.notice.insurances[insurance].levy_year
    for row in desk.store.rows(sql, (*division.stations, insurance, year, *span)):
        village_id, household_id, number, name, id_number, in_year, serial, day, *figures = row
        place = names.get(division.village_of(village_id, household_id) or 0)
        value = _value(figure, *map(int, figures))
        if value and place is not None and village in (None, place):
            receipt = receipt_number(in_year, serial)
            on = dt.date.fromisoformat(day)
            yield Behind(number, name, mask_id(id_number), receipt, on, value)


def _value(figure: Figure, people: int, amount_fen: int, subsidy_fen: int) -> int:
    if figure.startswith("personal"):
        return amount_fen
    if figure == "subsidy_fen_to_date":
        return subsidy_fen
    if figure == "subsidised_people_to_date":
        return people if subsidy_fen else 0
    return people


def _hardship(
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: Figure
) -> tuple[Behind, ...]:
    division = division_on(desk, period.last_day)
    names = {place.village_id: place.name for place in division.villages}
    states = ("covered",) if figure == "hardship_covered" else ("covered", "missing")
    rules = desk.notice.insurances[insurance]
    found = [
        each.person_id
        for each in hardship_people(desk, insurance, rules, period.last_day, division)
        if each.state in states
        and each.village_id in names
        and village in (None, names[each.village_id])
    ]
    return tuple(
        Behind(number, name, mask_id(id_number), "", None, 1)
        for number, name, id_number in sorted(_people(desk, found))
    )


def _people(desk: Desk, person_ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(person_ids), _AT_ONCE):
        part = person_ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        for row in desk.store.rows(_PEOPLE.format(marks=marks), part):
            yield row[1:]
