"""Stations of one store count from 1 each: what one changes is never the other's person."""

import datetime as dt
from collections import Counter

from models.people.categories.hardship import hardship_people
from models.people.changes.arrivals import birth
from models.people.changes.departures import death
from models.people.changes.households import change_head, merge_households, split_household
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.changes.rows import people_of, person_row
from models.people.changes.status import set_status
from models.people.department_list.apply import apply_list
from models.people.department_list.values import DepartmentList, ListEntry
from models.people.duplicates.cases import find_case
from models.people.duplicates.compare_rows import ListedPerson, record_elsewhere_rows
from models.people.duplicates.resolve import resolve
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.founding import found_station
from models.villages.division import division_on
from seed.notice_file import load_notice
from tests.making import household_id, made_up_number, pay, person, register_people
from tests.villages.plans import carry_out, move_out, neighbour

_TABLES = ("household", "person", "search_key", "certification", "family_event", "former_number")
_BECAUSE = Occasion(reason="测试")


def _rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: desk.store.rows(
            f"SELECT * FROM {table} WHERE station_id = ? ORDER BY 1, 2, 3", (desk.station_id,)
        )
        for table in (*_TABLES, "duplicate", "duplicate_decision", "category_list")
    }


def _hardship(desk: Desk, day: dt.date = dt.date(2019, 11, 15)) -> tuple[int, int]:
    """Return how many hardship people of the day's villages should be covered, and are."""
    division, rules = division_on(desk, day), desk.insurances["medical"]
    open_villages = {each.village_id for each in division.villages}
    found = Counter(
        each.state
        for each in hardship_people(desk, "medical", rules, day, division)
        if each.village_id in open_villages
    )
    return found["covered"] + found["missing"], found["covered"]


def test_no_change_at_one_station_touches_the_other(desk: Desk) -> None:
    other = neighbour(desk)
    for each in (desk, other):
        register_people(
            each,
            person("王大山", relation="户主", categories=("低保",)),
            person("李秀英", relation="配偶"),
            person("王小燕", relation="子女"),
        )
    before = _rows(desk)
    home = household_id(other)
    head, wife, child = people_of(other, home)
    assert head.person_id == people_of(desk, home)[0].person_id
    baby = birth(other, home, made_up_number("2019-11-01"), "王小小", parents=[wife.person_id])
    set_status(other, child.person_id, "服刑人员", _BECAUSE)
    correct_number(other, wife.person_id, made_up_number("1981-05-06"), _BECAUSE)
    change_head(other, wife.person_id, "配偶", _BECAUSE)
    split_household(other, home, [child.person_id], "0002", _BECAUSE)
    death(other, head.person_id, _BECAUSE)
    entry = ListEntry(2, "姓名", child.name, child.id_number)
    apply_list(other, DepartmentList("低保", "民政所", "x", dt.date(2019, 11, 2), 1, (entry,)), "x")
    listed = ListedPerson(wife.name, child.id_number, "x", status="职工参保")
    record_elsewhere_rows(other, [listed], "x")
    resolve(other, 1, "elsewhere", "测试")
    assert _rows(desk) == before
    assert baby.person_id is not None and person_row(other, baby.person_id).name == "王小小"
    assert person_row(other, child.person_id).enrolment == "服刑人员、职工参保"
    assert person_row(desk, child.person_id).enrolment == ""


def test_who_paid_before_the_village_moved_is_covered_wherever_they_live_since(desk: Desk) -> None:
    """Also under a corrected number, in another family, at a third station."""
    register_people(
        desk,
        person("张三", household="1", village="甲村", categories=("低保",)),
        person("李四", household="2", village="甲村"),
        person("王五", household="3", village="甲村", categories=("低保",)),
    )
    pay(desk.on(dt.date(2019, 11, 5)), "1", trace=1)
    second = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    assert _hardship(second) == (2, 1)
    (who,) = people_of(second, household_id(second, "1"))
    correct_number(second, who.person_id, made_up_number("1981-05-06"), _BECAUSE)
    merge_households(second, household_id(second, "1"), household_id(second, "2"), _BECAUSE)
    assert _hardship(second) == (2, 1)
    notice = load_notice("lengshuitan-2019")
    third = found_station(desk.store, notice, "蔡市镇", desk.business_date, "third")
    carry_out(second, move_out("甲村", "蔡市镇"))
    assert _hardship(third) == (2, 1)
    for each in (desk, second):
        assert _hardship(each) == (0, 0)
    assert _hardship(desk, dt.date(2019, 10, 31)) == (2, 0)
    assert [_hardship(each, dt.date(2019, 10, 31)) for each in (second, third)] == [(0, 0)] * 2


def test_a_payment_at_the_former_station_is_a_side_s_own(desk: Desk) -> None:
    (who,) = register_people(desk, person("张三", household="1", village="甲村"))
    receipt = pay(desk.on(dt.date(2019, 11, 5)), "1", trace=1).receipt
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    assert person_meant(other, who.id_number)
    listed = ListedPerson(who.name, who.id_number, "x", status="职工参保")
    assert record_elsewhere_rows(other, [listed], "x").new == 1
    case = find_case(other, 1)
    assert [each.receipt for each in case.one.payments] == [receipt]
    assert resolve(other, 1, "elsewhere", "测试").refund == (receipt,)
