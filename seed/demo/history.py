"""The year before: who of the invented families was enrolled then, as many as the annexes print.

Families that pay together are enrolled together; who is in school or insured elsewhere today
was mostly so a year ago. Days of payment lie in the window of a year before.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from random import Random

from models.base.dates import age_on
from models.base.terms import Insurance
from models.levy.enrolment import is_in_school, is_insured_elsewhere
from models.levy.notice import InsuranceRules
from models.people.enrolment_list.values import ListedYear
from models.people.roster import RosterPerson
from seed.demo.payments import working_day

_PENSION_FROM, _PENSION_UNTIL = 16, 60
_ALONE = 0.45
"""How much of the chance is a person's own; the rest is the family's."""


def make_history(
    dice: Random,
    roster: Sequence[RosterPerson],
    rules: Mapping[Insurance, InsuranceRules],
    people: Mapping[Insurance, int],
) -> list[ListedYear]:
    """Return the list of the year before, with exactly so many people of each insurance."""
    families = [
        list(family) for _, family in groupby(roster, key=lambda person: person.household_number)
    ]
    return [
        row
        for insurance, count in people.items()
        for row in _of_insurance(dice, families, insurance, rules[insurance], count)
    ]


def _of_insurance(
    dice: Random,
    families: Sequence[Sequence[RosterPerson]],
    insurance: Insurance,
    rules: InsuranceRules,
    count: int,
) -> Iterator[ListedYear]:
    first, last = _year_before(rules.window.opens), _year_before(rules.window.closes)
    ranked: list[tuple[float, int, RosterPerson, dt.date]] = []
    for family in families:
        chance, span = dice.random(), (last - first).days + 1
        day = first + dt.timedelta(days=int(dice.random() ** 0.8 * span))
        for person in family:
            own = _ALONE * dice.random() + (1 - _ALONE) * chance
            if person.born <= last and _is_asked(person, insurance, last):
                apart = _is_apart(person, insurance)
                ranked.append((own + apart, len(ranked), person, working_day(day, last)))
    ranked.sort(key=lambda each: each[:2])
    for _, _, person, day in ranked[:count]:
        paid_on = max(day, person.born)
        year = rules.levy_year - 1
        yield ListedYear(person.id_number, person.name, insurance, year, True, paid_on)


def _is_asked(person: RosterPerson, insurance: Insurance, last: dt.date) -> bool:
    """Whether somebody was of an age to be enrolled a year before."""
    return insurance != "pension" or _PENSION_FROM <= age_on(person.born, last) < _PENSION_UNTIL


def _is_apart(person: RosterPerson, insurance: Insurance) -> float:
    text = person.enrolment
    return 0.7 * (is_in_school(text, insurance) or is_insured_elsewhere(text, insurance))


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1)
