"""Merging a roster: new people, changes, and running it twice."""

from models.people.households.families import load_household
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import found, household_id, made_up_number, person, register_people


def test_families_are_numbered_within_their_village(desk: Desk):
    roster = [person("张三", village="青山村"), person("李四", village="白塘村")]
    merged = merge_roster(desk, roster, "花名册")
    assert (merged.villages, merged.households, merged.people) == (2, 2, 2)
    assert found(desk, "0001") == {"张三", "李四"}


def test_running_it_twice_changes_nothing(desk: Desk):
    roster = [person("张三", phone="14200000001", categories=("低保",)), person("李四")]
    merge_roster(desk, roster, "花名册")
    tables = ("person", "household", "village", "certification", "search_key", "audit")
    before = [desk.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables]
    again = merge_roster(desk, roster, "花名册")
    assert (again.people, again.changed, again.unchanged, again.certifications) == (0, 0, 2, 0)
    after = [desk.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables]
    assert after == before


def test_what_changed_is_found_anew_and_the_old_is_gone(desk: Desk):
    number = made_up_number()
    register_people(desk, person("张三", phone="14200000001", id_number=number))
    merged = merge_roster(desk, [person("章山", phone="14200000002", id_number=number)], "新")
    assert merged.changed == 1
    assert found(desk, "章山") == found(desk, "zs") == found(desk, "14200000002") == {"章山"}
    assert found(desk, "张三") == found(desk, "14200000001") == set()


def test_an_empty_cell_never_wipes_out_what_is_known(desk: Desk):
    number = made_up_number()
    register_people(desk, person(phone="14200000001", relation="户主", id_number=number))
    merged = merge_roster(desk, [person(id_number=number)], "没有手机列的名册")
    assert merged.unchanged == 1
    assert load_household(desk, household_id(desk)).members[0].phone == "14200000001"


def test_a_person_of_another_household_is_refused(desk: Desk):
    number = made_up_number()
    register_people(desk, person(id_number=number))
    moved = person(household="0002", id_number=number)
    merged = merge_roster(desk, [person("李四", household="0002"), moved], "新")
    assert list(merged.refused) == [1] and "0001" in merged.refused[1]
    assert merged.people == 1


def test_a_category_in_the_roster_becomes_a_certification_naming_the_file(desk: Desk):
    register_people(desk, person(categories=("低保", "贫困残疾人")))
    rows = desk.store.rows("SELECT category, certified_by, paper FROM certification ORDER BY id")
    assert rows == [("低保", "花名册", "test roster"), ("贫困残疾人", "花名册", "test roster")]


def test_members_stand_in_the_order_of_the_roster(desk: Desk):
    register_people(desk, person("张三", relation="户主"), person("李四"), person("王五"))
    household = load_household(desk, household_id(desk))
    assert [each.name for each in household.members] == ["张三", "李四", "王五"]
    assert household.head == "张三"
