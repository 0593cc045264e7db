"""Whatever the plan: closed reports do not change, new ones add up to the ledger, to the fen."""

import datetime as dt
import random

import pytest

from models.base.errors import RefusedByRule
from models.station.desk import Desk
from models.station.targets import share_targets
from models.villages.boundary import plan_boundary
from models.villages.division import division_on
from models.villages.plan import PlanRow
from tests.making import pay, person, register_people, reverse
from tests.reports.boundaries import PERIODS, check_against_ledger, documents
from tests.soak import campaign, thrown
from tests.villages.plans import carry_out, merge, move_in, move_out, neighbour, split

_VILLAGES = ("甲村", "乙村", "丙村", "丁村", "戊村")
_CATEGORIES = ((), (), ("低保",), ("建档立卡贫困人口",))
_NUMBERS = [f"{number:04}" for number in range(30)]


def _families(desk: Desk, dice: random.Random) -> None:
    register_people(
        desk,
        *[
            person(
                household=number,
                village=_VILLAGES[place % 5],
                born=dice.choice(["1950-01-02", "1985-06-07", "2012-03-04"]),
                categories=dice.choice(_CATEGORIES),
            )
            for place, number in enumerate(_NUMBERS)
            for _ in range(dice.randrange(1, 4))
        ],
    )
    for insurance in ("medical", "pension"):
        share_targets(desk, insurance)


def _business(desks: list[Desk], dice: random.Random, first: dt.date, days: int) -> None:
    """Families pay at the station they belong to, some are refunded, day after day."""
    receipts: list[tuple[Desk, str, dt.date]] = []
    for offset in range(days):
        day = first + dt.timedelta(days=offset)
        for turn, number in enumerate(dice.sample(_NUMBERS, 2)):
            for each in dice.sample(desks, len(desks)):
                desk = each.on(day)
                try:
                    trace = int(f"{each.station_id}{day:%m%d}{turn}")
                    taken = pay(desk, number, dice.choice(["medical", "pension"]), trace)
                except RefusedByRule:
                    continue
                except Exception as error:
                    assert "没有户编号" in str(error)
                    continue
                receipts.append((each, taken.receipt, day))
                break
        if receipts and dice.random() < 0.2:
            each, receipt, paid_on = receipts.pop(dice.randrange(len(receipts)))
            kind = "void" if paid_on == day else "refund"
            reverse(each.on(day), receipt, kind, "改正")


def _random_plan(desk: Desk, dice: random.Random, day: dt.date) -> list[PlanRow]:
    """Change some of the villages of the day, each once, in a random way."""
    names = [place.name for place in division_on(desk, day).villages]
    dice.shuffle(names)
    numbers = dict(
        desk.store.rows(
            "SELECT v.name, min(h.number) FROM household h "
            "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
            "WHERE v.station_id = ? GROUP BY v.name",
            (desk.station_id,),
        )
    )
    rows: list[PlanRow] = []
    for turn, name in enumerate(names[:3]):
        fixed = {"effective_on": day, "number": len(rows) + 2}
        kind = dice.choice(["merge", "merge", "split", "split", "out", "shared", "in"])
        if kind == "merge":
            rows.append(merge(name, dice.choice([f"新{day:%m%d}村", names[-1]]), **fixed))
        elif kind == "split" and name in numbers:
            rows.append(split(name, f"东{name}", numbers[name], **fixed))
            if dice.random() < 0.5:
                rows.append(split(name, f"西{name}", **fixed))
        elif kind == "out":
            rows.append(move_out(name, "蔡市镇", **fixed))  # type: ignore[arg-type]
        elif kind == "shared":
            rows.append(move_out(name, "黄阳司镇", **fixed))  # type: ignore[arg-type]
        elif kind == "in":
            rows.append(move_in("伊塘镇", f"来{turn}{day:%m%d}村", **fixed))  # type: ignore[arg-type]
    return rows


@campaign
@pytest.mark.parametrize("seed", thrown(3, 60))
def test_closed_reports_stay_and_new_ones_add_up_to_the_ledger(
    sqlite_desk: Desk, seed: int
) -> None:
    dice = random.Random(seed)
    desks = [sqlite_desk, neighbour(sqlite_desk)]
    _families(sqlite_desk, dice)
    _business(desks, dice, dt.date(2019, 10, 16), 25)
    for day in (dt.date(2019, 11, 10), dt.date(2019, 11, 20), dt.date(2019, 12, 2)):
        closed = [each for each in PERIODS if each.last_day < day]
        before = documents(desks, closed)
        plan = _random_plan(sqlite_desk, dice, day)
        here = sqlite_desk.on(day + dt.timedelta(days=1))
        if plan and not plan_boundary(here, plan).faults:
            carry_out(here, *plan)
        assert documents(desks, closed) == before
        _business(desks, dice, day, 10)
        assert documents(desks, closed) == before
        for desk in desks:
            for period in PERIODS:
                check_against_ledger(desk, period)


def test_the_random_plans_are_mostly_carried_out(sqlite_desk: Desk) -> None:
    """Else the test above would prove nothing."""
    carried = 0
    _families(sqlite_desk, random.Random(0))
    neighbour(sqlite_desk)
    for seed in range(30):
        plan = _random_plan(sqlite_desk, random.Random(seed), dt.date(2019, 11, 10))
        carried += bool(plan) and not plan_boundary(sqlite_desk, plan).faults
    assert carried > 15
