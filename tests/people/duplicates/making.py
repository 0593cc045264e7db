"""Families with somebody twice in them, for tests of duplicates."""

from models.base.identity import with_check_character
from models.people.duplicates.cases import CaseLine, list_cases
from models.people.duplicates.find import find_duplicates
from models.people.roster import RosterPerson
from models.station.desk import Desk
from tests.making import person, register_people


def near_number(number: str, place: int, digit: str) -> str:
    """Return a valid number that differs in one of the first seventeen digits (from 1)."""
    return with_check_character(number[: place - 1] + digit + number[place:17])


def swapped_number(number: str, place: int) -> str:
    """Return a valid number with the digits at ``place`` and the next swapped (from 1)."""
    at = place - 1
    return with_check_character(number[:at] + number[at + 1] + number[at] + number[at + 2 : 17])


def settle_alike(desk: Desk) -> tuple[RosterPerson, RosterPerson]:
    """Put one name and birth date into two families of two villages; return both people."""
    one, other = register_people(
        desk,
        person("曾国强", household="0001", relation="户主"),
        person("曾国强", household="0002", village="白塘村", relation="子女"),
    )
    return one, other


def alike_case(desk: Desk) -> CaseLine:
    """Find and return the one open case."""
    find_duplicates(desk)
    (case,) = list_cases(desk)
    return case
