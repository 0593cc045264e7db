"""Villages' targets follow a change of boundaries; the township's own is the notice's."""

import datetime as dt

from models.station.desk import Desk
from models.station.targets import share_targets
from tests.making import person, register_people
from tests.villages.plans import carry_out, medical_targets, merge, split


def test_a_merged_villages_target_is_the_sum(desk: Desk) -> None:
    register_people(
        desk,
        *[person(household=f"{n}", village="甲村") for n in range(3)],
        *[person(household=f"1{n}", village="乙村") for n in range(4)],
    )
    share_targets(desk, "medical")
    assert medical_targets(desk) == {"": 47212, "甲村": 20234, "乙村": 26978}
    carry_out(desk, merge("甲村", "乙村"))
    assert medical_targets(desk) == {"": 47212, "乙村": 47212}
    earlier = desk.on(dt.date(2019, 11, 9))
    assert medical_targets(earlier) == {"": 47212, "甲村": 20234, "乙村": 26978}


def test_a_divided_villages_target_is_shared_by_people_and_adds_up(desk: Desk) -> None:
    register_people(desk, *[person(household=f"000{n}", village="甲村") for n in range(1, 8)])
    share_targets(desk, "medical")
    carry_out(desk, split("甲村", "东村", "0001-0002"), split("甲村", "西村", "0003-0005"))
    parts = medical_targets(desk)
    assert parts == {"": 47212, "甲村": 13489, "东村": 13489, "西村": 20234}
    assert sum(parts.values()) == 2 * 47212


def test_sharing_out_again_leaves_the_targets_of_the_former_division(desk: Desk) -> None:
    register_people(desk, person(village="甲村"), person(household="2", village="乙村"))
    share_targets(desk, "medical")
    carry_out(desk, split("甲村", "丙村", "0001"))
    assert share_targets(desk, "medical") == 2
    assert medical_targets(desk) == {"": 47212, "乙村": 23606, "丙村": 23606}
    earlier = desk.on(dt.date(2019, 11, 9))
    assert medical_targets(earlier) == {"": 47212, "甲村": 23606, "乙村": 23606}
