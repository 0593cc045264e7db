"""The newborn rules: until when a child may enrol for the year of birth, and under which."""

import datetime as dt

from models.base.dates import add_months
from models.levy.interpretations import Interpretations
from models.levy.notice import InsuranceRules
from models.levy.periods import NewbornRule


def newborn_rule(
    rules: InsuranceRules, born: dt.date, on: dt.date, levy_year: int, switches: Interpretations
) -> NewbornRule | None:
    """Return the rule under which a child enrols for a levy year: of several the first to end.

    They reach the children born in the notice's levy year and in the year before it: for the
    year of birth, and for the year after it where a rule says so.
    """
    is_next_year = levy_year == born.year + 1 == rules.levy_year
    if not is_next_year and levy_year != born.year:
        return None
    if born.year not in (rules.levy_year - 1, rules.levy_year):
        return None
    ends = sorted(
        (
            (newborn_until(each, born, switches), each)
            for each in rules.newborns
            if each.next_year or not is_next_year
        ),
        key=lambda pair: pair[0],
    )
    return next((rule for until, rule in ends if on <= until), None)


def newborn_until(rule: NewbornRule, born: dt.date, switches: Interpretations) -> dt.date:
    """Return the last day of a newborn rule for a child (interpretation 7: calendar months)."""
    if rule.months is None:
        return born + dt.timedelta(days=rule.days or 0)
    if switches.months == "thirty_days":
        return born + dt.timedelta(days=30 * rule.months)
    return add_months(born, rule.months)
