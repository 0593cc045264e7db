"""A small family for the tests of changes, and how to look at what became of it."""

import datetime as dt

from models.counter.choose import missing_reasons
from models.levy.family import Household, quote_family
from models.people.changes.occasion import Occasion
from models.people.history import family_history
from models.people.households.families import load_household
from models.people.person_meant import person_meant
from models.people.roster import RosterPerson
from models.station.desk import Desk
from tests.making import household_id, person, register_people

BECAUSE = Occasion(reason="本人申请")


def day(number: int) -> dt.date:
    """Return a day of November 2019."""
    return dt.date(2019, 11, number)


def settle_family(desk: Desk) -> list[RosterPerson]:
    """Put a couple with a grown-up daughter into 0001, and a neighbour into 0002."""
    return register_people(
        desk,
        person("王大山", born="1970-01-01", relation="户主"),
        person("李秀英", born="1972-01-01", relation="配偶"),
        person("王小燕", born="1998-01-01", relation="子女"),
        person("陈国华", born="1995-01-01", household="0002", relation="户主"),
    )


def row_of(desk: Desk, who: RosterPerson) -> int:
    """Return the person's row."""
    return person_meant(desk, who.id_number)


def family(desk: Desk, number: str = "0001") -> Household:
    """Return a household as of the desk's business date."""
    return load_household(desk, household_id(desk, number))


def relations(desk: Desk, number: str = "0001") -> dict[str, str]:
    """Return who is in a household, and what each is to the head."""
    return {each.name: each.relation for each in family(desk, number).members}


def history(desk: Desk, number: str = "0001") -> list[str]:
    """Return a household's history as lines."""
    return [str(line) for line in family_history(desk, household_id(desk, number))]


def changes(desk: Desk, number: str = "0001") -> list[str]:
    """Return the titles of the changes in a household's history, newest first."""
    lines = family_history(desk, household_id(desk, number))
    return [line.title for line in lines if line.kind == "change"]


def missing(desk: Desk, number: str = "0001") -> dict[str, str]:
    """Return who is missing from the medical insurance, with the reasons."""
    household = family(desk, number)
    quote = quote_family(desk.notices["medical"], "medical", household, desk.business_date)
    return dict(missing_reasons(quote))
