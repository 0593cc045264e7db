"""Random stations for the tests of lists: families, payments taken back, deaths, contacts."""

import datetime as dt
import random
from collections.abc import Callable

from models.base.errors import LaobaoError
from models.people.categories.certify import certify
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.changes.status import set_status
from models.people.contacts import RESULTS, record_contact
from models.people.roster import RosterPerson
from models.station.desk import Desk
from tests.making import household_id, pay, person, register_people, reverse

VILLAGES = ("乙村", "甲村", "丙村")
NUMBERS = ("1", "2", "9", "10", "10-2", "10-11", "A3", "A21", "0007", "100")
DAYS = tuple(dt.date(2019, 10, 1) + dt.timedelta(days=days) for days in range(0, 60, 4))
Lived = Callable[[int], Desk]
"""Opens a copy of the station that a seed has thrown."""

_BORN = ("1944-02-03", "1961-05-06", "1975-03-04", "1998-07-08", "2002-01-02", "2016-11-12")
_CATEGORIES = (
    (), (), (), ("低保",), ("建档立卡贫困人口",), ("贫困残疾人",), ("特困供养人员", "低保"),
)  # fmt: skip
_STATUSES = ("", "", "", "", "", "", "", "在校大学生", "职工医保", "异地参保", "服刑人员")
_NAMES = ("张三", "𬱖䶮", "热依汗古丽·阿不都热合曼", "=1+1", "备注[/]", "欧阳娜娜")


def live(desk: Desk, dice: random.Random) -> None:
    """Let a station live through two months, day by day."""
    people = [
        person(
            dice.choice(_NAMES),
            born=dice.choice(_BORN),
            household=number,
            village=VILLAGES[place % 3],
            relation="户主" if position == 0 else "家属",
            phone=dice.choice(["", f"1390000{place:02d}{position:02d}"]),
            enrolment=dice.choice(_STATUSES),
            categories=dice.choice(_CATEGORIES),
        )
        for place, number in enumerate(NUMBERS)
        for position in range(dice.randrange(1, 5))
    ]
    register_people(desk.on(DAYS[0]), *people)
    ids = dict(desk.store.rows("SELECT id_number, id FROM person"))
    taken: list[tuple[str, dt.date]] = []
    for turn, day in enumerate(DAYS):
        for _ in range(4):
            try:
                _happen(desk.on(day), dice, people, ids, taken, turn)
            except LaobaoError:
                continue


def _happen(
    desk: Desk,
    dice: random.Random,
    people: list[RosterPerson],
    ids: dict[str, int],
    taken: list[tuple[str, dt.date]],
    turn: int,
) -> None:
    who, day = dice.choice(people), desk.business_date
    act = dice.choice([*["pay"] * 6, "back", "back", "death", "status", "certify", "contact"])
    if act == "pay":
        number = who.household_number
        insurance = dice.choice(["medical", "medical", "pension"])
        alone = frozenset([who.id_number]) if dice.random() < 0.4 else None
        tiers = {who.id_number: 10000} if insurance == "pension" else {}
        receipt = pay(
            desk, number, insurance, dice.randrange(1, 999999), members=alone, tiers_fen=tiers
        )
        taken.append((receipt.receipt, day))
    elif act == "back" and taken:
        number, paid_on = taken.pop()
        reverse(desk, number, "void" if paid_on == day else "refund")
    elif act == "death":
        death(desk, ids[who.id_number], Occasion(on=day))
    elif act == "status":
        set_status(desk, ids[who.id_number], "职工医保", Occasion(on=day, reason="入职"))
    elif act == "certify":
        certify(desk, ids[who.id_number], "社会保障兜底脱贫对象", certified_by="民政所")
    elif act == "contact":
        home = household_id(desk, who.household_number)
        record_contact(desk, home, "电话", dice.choice(RESULTS))
