"""Who is meant by what somebody typed: an identity number, a name, 户编号/姓名.

One reader for every action that is about one person. Whoever is not told apart is refused with
those who may be meant, each as it can be typed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.text import mask_id, plain_name, squeeze
from models.people.households.families import household_numbered
from models.people.households.identity_numbers import holder_of
from models.station.desk import Desk

_MOST_TOLD = 5
_PLACE = re.compile(r"[1-9][0-9]?")
_HOUSEHOLD_NUMBER = re.compile(r"[0-9][0-9-]{0,13}")
_PEOPLE = """
SELECT p.id AS person_id, p.name, p.id_number, p.left_on IS NULL AS is_here, v.name AS village,
 h.number FROM person p
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE {which} ORDER BY v.position, h.id, p.position, p.id
"""
_OF_NAME = _PEOPLE.format(
    which="p.station_id = ? AND (p.name = ? OR p.id IN (SELECT e.person_id FROM family_event e "
    "WHERE e.station_id = ? AND e.kind = 'name' AND e.before = ?))"
)
_OF_HOUSEHOLD = _PEOPLE.format(which="p.station_id = ? AND p.household_id = ?")


class _Candidate(NamedTuple):
    person_id: int
    name: str
    id_number: str
    is_here: bool
    village: str
    number: str


def person_meant(desk: Desk, text: str, home: int | None = None) -> int:
    """Return the person who is meant: by an identity number, by a name, or within a household.

    ``村(社区)/户编号/姓名``, ``户编号/姓名``, or the place in the household instead of the name;
    the household alone where only one lives in it; a name alone where only one has it. In the
    household ``home`` a name is one of its own. A number or name that was corrected since still
    finds the person. Raises BadInput where nobody or more than one is meant.
    """
    text = squeeze(text)
    place, _, who = text.rpartition("/")
    if place:
        return _in_household(desk, household_numbered(desk, place), who, text)
    holder = holder_of(desk, text.upper())
    if holder is not None:
        return holder
    if not text or (text[:1].isdigit() and not _HOUSEHOLD_NUMBER.fullmatch(text)):
        raise BadInput("本站没有这个证件号码的人，请核对后四位或先导入名册")
    if home is not None:
        return _in_household(desk, home, text, text)
    if _HOUSEHOLD_NUMBER.fullmatch(text):
        return _in_household(desk, household_numbered(desk, text), "", text)
    return _the_one(desk, _named(desk, text), text)


def _in_household(desk: Desk, household_id: int, who: str, text: str) -> int:
    people = desk.store.query(_Candidate, _OF_HOUSEHOLD, (desk.station_id, household_id))
    here = [each for each in people if each.is_here]
    if not who:
        return _the_one(desk, here, text)
    named = [each for each in people if each.name == plain_name(who)]
    if not named and _PLACE.fullmatch(who) and int(who) <= len(here):
        named = [here[int(who) - 1]]
    if not named:
        renamed = {each.person_id for each in _named(desk, who)}
        named = [each for each in people if each.person_id in renamed]
    if not named and here:
        raise BadInput(f"“{text}”：这一户没有“{who}”，请写 {_told(here)}")
    return _the_one(desk, named, text)


def _named(desk: Desk, name: str) -> list[_Candidate]:
    """Return who has a name, else who had it before it was put right."""
    name = plain_name(name)
    whose = (desk.station_id, name)
    found = desk.store.query(_Candidate, _OF_NAME, (*whose, *whose))
    return [each for each in found if each.name == name] or found


def _the_one(desk: Desk, people: Sequence[_Candidate], text: str) -> int:
    """Return the only one; of several the only one who has not left."""
    if not people:
        raise BadInput(f"本站没有“{text}”，请写证件号码、姓名，或者 户编号/姓名")
    here = [each for each in people if each.is_here] or people
    if len(here) > 1:
        raise BadInput(f"“{text}”有 {len(here)} 人，请写明是谁：{_told(here)}")
    return here[0].person_id


def _told(people: Sequence[_Candidate]) -> str:
    """Return people as they can be typed; those of one name and household by their numbers."""
    named = [f"{each.village}/{each.number}/{each.name}" for each in people]
    told = [
        f"{name}（{mask_id(each.id_number)}，写证件号码）" if named.count(name) > 1 else name
        for name, each in zip(named, people, strict=True)
    ]
    more = "等" if len(told) > _MOST_TOLD else ""
    return "、".join(told[:_MOST_TOLD]) + more
