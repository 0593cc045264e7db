"""Hardship people (困难群体) of a period: should be covered and are, by village and category."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from models.base.terms import Insurance
from models.levy.notice import InsuranceRules
from models.people.categories.hardship import hardship_categories, hardship_people
from models.station.desk import Desk
from models.villages.division import Division
from reports.progress.declared import HARDSHIP
from reports.progress.figures import CategoryFigures


@dataclass(frozen=True)
class Hardship:
    """The declared figures by village; ``categories`` also by category, who holds two in both."""

    villages: dict[int, Counter[str]]
    categories: tuple[CategoryFigures, ...]


def gather_hardship(
    desk: Desk, insurance: Insurance, rules: InsuranceRules, day: dt.date, division: Division
) -> Hardship:
    """Count the hardship people of a day who are to enrol, and those of them enrolled."""
    villages: dict[int, Counter[str]] = defaultdict(Counter)
    should, have = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    held = hardship_categories(desk, insurance, day)
    for each in hardship_people(desk, insurance, rules, day, division):
        if each.state not in ("covered", "missing"):
            continue
        is_covered = each.state == "covered"
        counted = (figure.key for figure in HARDSHIP if each.state in figure.hardship)
        villages[each.village_id].update(counted)
        for category in held.get(each.person_id, ()):
            should[each.village_id, category] += 1
            have[each.village_id, category] += is_covered
    named = [each.name for each in desk.notice.categories if each.counts_as_hardship(insurance)]
    return Hardship(
        villages,
        tuple(
            CategoryFigures(place.name, name, count, have[place.village_id, name])
            for place in division.villages
            for name in named
            if (count := should[place.village_id, name])
        ),
    )
