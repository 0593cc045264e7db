"""A village goes to another township: to its station in the same store, or out of sight."""

import datetime as dt

import pytest

from models.base.errors import RefusedByRule
from models.checks.check_store import check_store
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.contacts import contacts_of, record_contact
from models.people.households.families import household_numbered, load_household
from models.station.desk import Desk
from models.station.targets import share_targets
from models.villages.boundary import plan_boundary
from models.villages.plan import PlanRow
from tests.making import found, made_up_number, pay, person, register_people
from tests.villages.plans import carry_out, medical_targets, move_in, move_out, neighbour


def test_a_village_of_a_township_without_a_station_stays_findable_and_cannot_pay(
    desk: Desk,
) -> None:
    register_people(desk, person("张三", village="甲村"))
    carry_out(desk, move_out("甲村", "蔡市镇"))
    assert found(desk, "张三") == {"张三"}
    assert load_household(desk, household_numbered(desk, "0001")).village == "甲村（已划归蔡市镇）"
    with pytest.raises(RefusedByRule, match="蔡市镇") as refused:
        pay(desk)
    assert refused.value.code == "moved_away"
    assert pay(desk.on(dt.date(2019, 11, 9))).amount_fen == 25000


def test_a_slip_entered_before_the_move_is_still_answered(desk: Desk) -> None:
    register_people(desk, person("张三", village="甲村"))
    first = pay(desk)
    carry_out(desk, move_out("甲村", "蔡市镇"))
    assert pay(desk).receipt == first.receipt


def test_a_village_moves_to_another_station_of_the_store_with_everything(desk: Desk) -> None:
    people = register_people(
        desk, person("张三", village="甲村", phone="14200000001", categories=("低保",))
    )
    share_targets(desk, "medical")
    pay(desk.on(dt.date(2019, 11, 5)))
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇", "新甲村"))
    assert found(desk, "张三") == found(desk, "14200000001") == set()
    assert found(other, "张三") == found(other, "zs") == found(other, "0001") == {"张三"}
    household = load_household(other, household_numbered(other, "0001"))
    assert household.village == "新甲村"
    assert household.members[0].holdings[0].category == "低保"
    assert household.members[0].paid[0].receipt == "2019-000001"
    assert household.members[0].id_number == people[0].id_number
    assert medical_targets(desk) == {"": 47212}
    assert medical_targets(other) == {"": 42988, "新甲村": 47212}
    with pytest.raises(RefusedByRule, match="划归黄阳司镇") as refused:
        household_numbered(desk, "0001")
    assert refused.value.code == "moved_away"


def test_a_family_that_came_pays_at_its_new_station_but_not_for_a_day_before(desk: Desk) -> None:
    register_people(desk, person("张三", village="甲村"))
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    with pytest.raises(RefusedByRule) as refused:
        pay(other.on(dt.date(2019, 11, 9)))
    assert refused.value.code == "not_moved_in"
    assert pay(other).receipt == "2019-000001"
    village = desk.store.rows(
        "SELECT v.name, v.station_id FROM payment_line l "
        "JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id"
    )
    assert village == [("甲村", other.station_id)]


def test_nobody_moves_to_a_station_that_has_the_person_already(sqlite_desk: Desk) -> None:
    people = register_people(sqlite_desk, person("张三", village="甲村"))
    other = neighbour(sqlite_desk)
    register_people(other, person("张三", village="子村", id_number=people[0].id_number))
    assert "有 1 人" in _first_fault(sqlite_desk, move_out("甲村", "黄阳司镇"))


def test_the_receiving_station_does_not_take_from_the_other(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三", village="甲村"))
    other = neighbour(sqlite_desk)
    assert "由该站办理" in _first_fault(other, move_in("上岭桥镇", "甲村", "甲村"))
    carry_out(sqlite_desk, move_out("甲村", "黄阳司镇"))
    assert carry_out(other, move_in("上岭桥镇", "甲村", "甲村")).done_before == 1


def _first_fault(desk: Desk, row: PlanRow) -> str:
    return plan_boundary(desk, [row]).faults[0].reason


def test_a_family_that_goes_and_comes_back_is_itself_again(desk: Desk) -> None:
    people = register_people(desk, person("张三", village="甲村", categories=("低保",)))
    pay(desk.on(dt.date(2019, 10, 20)), insurance="pension", trace=2)
    before = household_numbered(desk, "0001")
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇", "新甲村"))
    pay(other)
    assert not load_household(desk, before).members
    carry_out(other, move_out("新甲村", "上岭桥镇", "又甲村", effective_on=dt.date(2019, 11, 12)))
    assert found(other, "张三") == set()
    assert found(desk, "张三") == {"张三"}
    assert household_numbered(desk, "0001") == before
    household = load_household(desk, before)
    assert household.village == "又甲村"
    (member,) = household.members
    assert member.id_number == people[0].id_number
    assert [each.category for each in member.holdings] == ["低保"]
    assert sorted(each.insurance for each in member.paid) == ["medical", "pension"]
    with pytest.raises(RefusedByRule, match="划归上岭桥镇"):
        household_numbered(other, "0001")
    assert not check_store(desk.store).broken


def test_the_numbers_of_two_stations_are_never_taken_for_one_another(desk: Desk) -> None:
    """Both count from 1: a household, a village and a person of each have the same numbers."""
    register_people(desk, person("张三", village="甲村"))
    other = neighbour(desk)
    register_people(other, person("李四", village="子村", phone="14200000002"))
    assert household_numbered(desk, "0001") == household_numbered(other, "0001")
    assert load_household(desk, 1).members[0].name == "张三"
    assert load_household(other, 1).members[0].name == "李四"
    assert found(desk, "0001") == {"张三"} and found(other, "0001") == {"李四"}
    pay(desk, trace=1)
    assert not load_household(other, 1).members[0].paid
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    assert found(other, "张三") == {"张三"} and found(other, "李四") == {"李四"}
    assert load_household(other, 1).members[0].name == "李四"
    record_contact(other, 1, "电话", "愿缴")
    assert [len(contacts_of(each, 1)) for each in (desk, other)] == [0, 1]


def test_what_was_paid_under_a_former_number_counts_where_the_family_went(desk: Desk) -> None:
    register_people(desk, person("张三", village="甲村"))
    pay(desk.on(dt.date(2019, 11, 5)))
    number = made_up_number()
    correct_number(desk, 1, number, Occasion(reason="录错", proof="户口本"))
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    (member,) = load_household(other, household_numbered(other, "0001")).members
    assert member.id_number == number
    assert [each.insurance for each in member.paid] == ["medical"]
