"""Invented families: sizes, ages, relations, phones, categories and insurance elsewhere.

Identity numbers are valid in form and belong to nobody: their area code has never been
given out, nor has the beginning of the telephone numbers.
"""

import datetime as dt
from dataclasses import dataclass, replace
from random import Random

from models.base.identity import with_check_character
from models.people.roster import RosterPerson
from seed.demo import names

_UNUSED_AREA = "431198"
_UNUSED_PHONE = "142"
_SIZES = (1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 6)
_HARDSHIP = (
    (0.030, ("建档立卡贫困人口",)),
    (0.018, ("低保",)),
    (0.006, ("建档立卡贫困人口", "低保")),
    (0.006, ("社会保障兜底脱贫对象",)),
    (0.005, ("特困供养人员",)),
)


_EXAMPLE = "曾国强"
"""Who the tour and the manual look for: the first man of this surname who heads a family."""


@dataclass
class _Numbers:
    """Identity numbers handed out so far: the sequence runs on for each day and sex.

    It begins elsewhere every day, so that the last four digits tell people apart.
    """

    used: dict[tuple[str, bool], int]

    def next(self, born: dt.date, *, is_male: bool) -> str:
        """Return a new identity number for a birth date and sex."""
        day = born.strftime("%Y%m%d")
        place = self.used.get((day, is_male), int(day) * 389)
        self.used[day, is_male] = place + 1
        return with_check_character(f"{_UNUSED_AREA}{day}{place % 500 * 2 + is_male:03d}")


def make_roster(dice: Random, people: int, villages: int, on: dt.date) -> list[RosterPerson]:
    """Return an invented roster of exactly so many people, family by family."""
    numbers, roster = _Numbers({}), []
    places = names.village_names(dice, villages)
    weights = [0.5 + dice.random() for _ in places]
    remaining, whole = people, sum(weights)
    for position, place in enumerate(places):
        last = position == len(places) - 1
        share = remaining if last else round(people * weights[position] / whole)
        remaining -= share
        household = 0
        while share > 0:
            household += 1
            size = min(dice.choice(_SIZES), share)
            number = f"{position + 1:02d}{household:04d}"
            roster += _family(dice, numbers, place, number, size, on)
            share -= size
    return _with_example(roster)


def _with_example(roster: list[RosterPerson]) -> list[RosterPerson]:
    """Return a roster in which the man the tour looks for is there."""
    for place, each in enumerate(roster):
        is_man = int(each.id_number[16]) % 2 == 1
        if each.name[0] == _EXAMPLE[0] and each.relation == "户主" and is_man:
            return [*roster[:place], replace(each, name=_EXAMPLE), *roster[place + 1 :]]
    return roster


def _family(
    dice: Random, numbers: _Numbers, village: str, household: str, size: int, on: dt.date
) -> list[RosterPerson]:
    head_age = (
        dice.randrange(60, 88) if size <= 2 and dice.random() < 0.5 else dice.randrange(27, 66)
    )
    head_is_male = dice.random() < 0.85
    family_name = names.surname(dice)
    members = [("户主", head_age, head_is_male, family_name)]
    if size >= 2:
        spouse_age = max(22, head_age + dice.randrange(-5, 4))
        members.append(("配偶", spouse_age, not head_is_male, names.surname(dice)))
    while len(members) < size:
        if head_age < 60 and len(members) == 4 and dice.random() < 0.5:
            members.append(
                (
                    "父母",
                    min(95, head_age + dice.randrange(22, 32)),
                    dice.random() < 0.4,
                    family_name,
                )
            )
        else:
            child_age = max(0, head_age - dice.randrange(23, 34))
            members.append(("子女", child_age, dice.random() < 0.53, family_name))
    categories = _hardship(dice)
    return [
        _person(dice, numbers, village, household, member, categories, on) for member in members
    ]


def _hardship(dice: Random) -> tuple[str, ...]:
    roll = dice.random()
    for chance, categories in _HARDSHIP:
        if roll < chance:
            return categories
        roll -= chance
    return ()


def _person(
    dice: Random,
    numbers: _Numbers,
    village: str,
    household: str,
    member: tuple[str, int, bool, str],
    categories: tuple[str, ...],
    on: dt.date,
) -> RosterPerson:
    relation, age, is_male, family_name = member
    born = on - dt.timedelta(days=age * 365 + age // 4 + 1 + dice.randrange(365))
    ethnicity = "汉族" if dice.random() < 0.93 else dice.choice(("瑶族", "壮族", "苗族"))
    name = family_name + names.given_name(dice, is_male=is_male)
    if relation == "配偶" and dice.random() < 0.001:
        name, ethnicity = dice.choice(names.UYGHUR), "维吾尔族"
    if age >= 16 and dice.random() < 0.009:
        categories = (*categories, "重度残疾人" if dice.random() < 0.6 else "贫困残疾人")
    has_phone = age >= 14 and (relation == "户主" or dice.random() < 0.5)
    return RosterPerson(
        village=village,
        household_number=household,
        name=name,
        id_number=numbers.next(born, is_male=is_male),
        born=born,
        relation=relation,
        ethnicity=ethnicity,
        phone=f"{_UNUSED_PHONE}{dice.randrange(10**8):08d}" if has_phone else "",
        enrolment=_enrolment(dice, age, is_poor=bool(categories)),
        categories=categories,
    )


def _enrolment(dice: Random, age: int, *, is_poor: bool) -> str:
    roll = dice.random()
    if 18 <= age <= 22 and roll < 0.45:
        return "在校学生"
    if is_poor or not 22 <= age <= 60:
        return ""
    if roll < 0.07:
        return "职工参保"
    return "异地参保" if roll < 0.11 else ""
