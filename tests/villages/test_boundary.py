"""Villages merge, split and change townships by a dated plan; families follow (参保范围(五))."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.people.households.families import household_numbered, load_household
from models.people.roster import merge_roster
from models.station.desk import Desk
from models.station.targets import share_targets
from models.villages.boundary import plan_boundary
from models.villages.plan import PlanRow
from tests.making import found, members, pay, person, register_people
from tests.villages.plans import carry_out, merge, move_in, move_out, split

_TABLES = (
    "village", "household", "person", "certification", "search_key", "target",
    "boundary_change", "boundary_household", "audit", "payment", "payment_line",
)  # fmt: skip


def _everything(desk: Desk) -> list[list[tuple[object, ...]]]:
    return [desk.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in _TABLES]


def _village_of(desk: Desk, number: str) -> str:
    return load_household(desk, household_numbered(desk, number)).village


def _faults(desk: Desk, *rows: PlanRow) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.reason) for each in plan_boundary(desk, rows).faults]


def _villages(desk: Desk) -> list[tuple[str, str | None, str | None]]:
    return desk.store.rows(
        "SELECT name, opened_on, closed_on FROM village WHERE station_id = ? ORDER BY position",
        (desk.station_id,),
    )


def test_two_villages_merge_into_a_new_one_and_their_families_follow(desk: Desk) -> None:
    register_people(
        desk, person("张三", village="甲村"), person("李四", "1981-02-03", "0002", "乙村")
    )
    done = carry_out(desk, merge("甲村", "丙村"), merge("乙村", "丙村", number=3))
    assert (done.households, done.people) == (2, 2)
    assert _villages(desk) == [
        ("甲村", None, "2019-11-10"),
        ("乙村", None, "2019-11-10"),
        ("丙村", "2019-11-10", None),
    ]
    assert _village_of(desk, "0001") == _village_of(desk, "0002") == "丙村"


def test_a_number_taken_in_the_new_village_changes_and_the_old_one_still_finds_it(
    desk: Desk,
) -> None:
    register_people(desk, person("张三", village="甲村"), person("李四", village="乙村"))
    plan = plan_boundary(desk, [merge("甲村", "乙村")])
    assert [(each.number, each.new_number) for each in plan.moves[0].renumbered] == [
        ("0001", "甲村-0001")
    ]
    carry_out(desk, merge("甲村", "乙村"))
    assert found(desk, "0001") == {"张三", "李四"}
    assert found(desk, "甲村-0001") == {"张三"}
    assert members(desk, "乙村/0001") == ("李四",)
    assert members(desk, "甲村/0001") == members(desk, "甲村-0001") == ("张三",)
    with pytest.raises(BadInput, match="乙村/0001、乙村/甲村-0001"):
        household_numbered(desk, "0001")


def test_a_split_sends_listed_families_and_ranges_and_the_rest(desk: Desk) -> None:
    register_people(desk, *[person(household=f"01{n:02}", village="甲村") for n in range(1, 10)])
    carry_out(
        desk,
        split("甲村", "东村", "0101-0104", "0109"),
        split("甲村", "西村", number=3),
    )
    east = {n for n in range(1, 10) if _village_of(desk, f"01{n:02}") == "东村"}
    west = {n for n in range(1, 10) if _village_of(desk, f"01{n:02}") == "西村"}
    assert (east, west) == ({1, 2, 3, 4, 9}, {5, 6, 7, 8})
    assert _villages(desk)[0] == ("甲村", None, "2019-11-10")


@pytest.mark.parametrize(
    "rows",
    [
        [split("甲村", "东村", "0101")],
        [split("甲村", "东村", "0101"), split("甲村", "甲村")],
        [split("甲村", "甲村", "0102-0103"), split("甲村", "东村")],
    ],
    ids=["nothing said", "the rest stays", "the listed stay"],
)
def test_the_old_village_goes_on_with_who_stays(desk: Desk, rows: list[PlanRow]) -> None:
    register_people(desk, *[person(household=f"010{n}", village="甲村") for n in (1, 2, 3)])
    carry_out(desk, *rows)
    assert [_village_of(desk, f"010{n}") for n in (1, 2, 3)] == ["东村", "甲村", "甲村"]
    assert _villages(desk)[0] == ("甲村", None, None)


def test_the_same_plan_again_changes_nothing(desk: Desk) -> None:
    register_people(
        desk,
        *[person(household=f"{n:04}", village="甲村") for n in range(1, 4)],
        person(village="乙村"),
        person(village="丁村"),
        person(village="戊村", household="0007"),
    )
    share_targets(desk, "medical")
    plan = (
        split("甲村", "乙村", "0001"),
        split("甲村", "丙村", number=3),
        merge("丁村", "丙村", number=4),
        move_out("戊村", "蔡市镇", number=5),
        move_in("伊塘镇", "新来村", number=6),
    )
    assert len(carry_out(desk, *plan).moves) == 5
    before = _everything(desk)
    again = carry_out(desk, *plan)
    assert (again.moves, again.targets, again.done_before) == ((), (), 5)
    assert _everything(desk) == before


def test_a_plan_with_one_fault_is_not_carried_out_at_all(desk: Desk) -> None:
    register_people(desk, person(village="甲村"), person(village="乙村"))
    before = _everything(desk)
    with pytest.raises(BadInput, match=r"一行也没有执行.*第 3 行"):
        carry_out(desk, merge("甲村", "丙村"), merge("没有的村", "丙村", number=3))
    assert _everything(desk) == before


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([merge("丑村", "乙村")], (2, "原村(社区)"), "本站没有"),
        ([merge("甲村", "")], (2, "新村(社区)"), "空的"),
        (
            [merge("甲村", "乙村"), move_out("甲村", "蔡市镇", number=3)],
            (3, "原村(社区)"), "第 2 行",
        ),
        ([merge("甲村", "乙村"), merge("乙村", "丙村", number=3)], (2, "新村(社区)"), "两份计划"),
        ([split("甲村", "丙村", "0009")], (2, "户编号"), "没有户编号“0009”"),
        (
            [split("甲村", "丙村", "0001"), split("甲村", "丁村", "0001", number=3)],
            (3, "户编号"), "第 2 行",
        ),
        ([split("甲村", "丙村"), split("甲村", "丁村", number=3)], (3, "户编号"), "只能有一行"),
        (
            [split("甲村", "丙村", "0001-0002"), merge("乙村", "甲村", number=3)],
            (3, "新村(社区)"), "两份计划",
        ),
        ([merge("甲村", "乙村", households=("0001",))], (2, "户编号"), "只有拆分"),
        ([move_out("甲村", "")], (2, "新乡镇"), "哪个乡镇"),
        ([move_out("甲村", "上岭桥镇")], (2, "新乡镇"), "哪个乡镇"),
        ([move_in("", "丙村")], (2, "原乡镇"), "哪个乡镇"),
        ([merge("甲村", "乙村", to_township="蔡市镇")], (2, "新乡镇"), "划出"),
        ([merge("甲村", "乙村", from_township="蔡市镇")], (2, "原乡镇"), "划入"),
        (
            [merge("甲村", "丙村"), merge("乙村", "丙村", effective_on=dt.date(2019, 11, 9))],
            (2, "生效日期"), "只能有一个",
        ),
    ],
)  # fmt: skip
def test_every_fault_names_its_row_and_column(
    sqlite_desk: Desk, rows: list[PlanRow], place: tuple[int, str], words: str
) -> None:
    register_people(
        sqlite_desk,
        person(village="甲村"),
        person(village="甲村", household="0002"),
        person(village="乙村"),
    )
    faults = _faults(sqlite_desk, *rows)
    assert any(each[:2] == place and words in each[2] for each in faults), faults


def test_a_plan_is_not_carried_out_before_it_takes_effect(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person(village="甲村"))
    row = merge("甲村", "乙村", effective_on=dt.date(2019, 11, 15))
    with pytest.raises(RefusedByRule, match="2019-11-15 才生效") as refused:
        carry_out(sqlite_desk, row)
    assert refused.value.code == "not_yet_effective"
    carry_out(sqlite_desk.on(dt.date(2019, 11, 15)), row)
    assert _village_of(sqlite_desk, "0001") == "乙村"


def test_a_plan_for_a_half_month_that_has_ended_counts_from_the_present_one(
    sqlite_desk: Desk,
) -> None:
    register_people(sqlite_desk, person(village="甲村"))
    plan = carry_out(sqlite_desk, merge("甲村", "乙村", effective_on=dt.date(2019, 10, 8)))
    assert plan.counts_from == dt.date(2019, 11, 1)
    assert _villages(sqlite_desk)[1] == ("乙村", "2019-11-01", None)


def test_no_change_slips_in_before_one_that_was_made(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person(village="甲村"), person(village="乙村"))
    carry_out(sqlite_desk, merge("甲村", "乙村"))
    earlier = {"effective_on": dt.date(2019, 11, 9)}
    assert (
        "2019-11-10 已有过" in _faults(sqlite_desk, split("乙村", "丙村", "0001", **earlier))[0][2]
    )
    assert "已于 2019-11-10 撤销" in _faults(sqlite_desk, merge("甲村", "丁村"))[0][2]
    assert "换一个村名" in _faults(sqlite_desk, merge("乙村", "甲村"))[0][2]


def test_a_village_that_comes_is_filled_by_its_roster(sqlite_desk: Desk) -> None:
    carry_out(sqlite_desk, move_in("伊塘镇", "新来村"))
    register_people(sqlite_desk, person(village="新来村"))
    assert _villages(sqlite_desk) == [("新来村", "2019-11-10", None)]


def test_a_roster_of_the_former_division_is_told_the_new_one(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person(village="甲村"))
    carry_out(sqlite_desk, merge("甲村", "乙村"))
    merged = merge_roster(sqlite_desk, [person("王五", village="甲村")], "旧名册")
    assert merged.people == 0 and "划归乙村" in merged.refused[0]


def test_a_payment_for_a_day_before_the_change_stands_under_the_village_of_that_day(
    desk: Desk,
) -> None:
    register_people(desk, person(village="甲村"), person(village="乙村", household="2"))
    carry_out(desk, merge("甲村", "乙村"))
    pay(desk.on(dt.date(2019, 11, 9)), "0001", trace=1)
    pay(desk, "2", trace=2)
    names = desk.store.rows(
        "SELECT v.name FROM payment_line l JOIN village v "
        "ON v.station_id = l.station_id AND v.id = l.village_id ORDER BY l.id"
    )
    assert names == [("甲村",), ("乙村",)]


def test_the_ledger_and_the_audit_name_nobody_and_do_not_change(desk: Desk) -> None:
    people = register_people(desk, person("张三", village="甲村"))
    pay(desk)
    before = desk.store.rows("SELECT * FROM payment_line")
    carry_out(desk, merge("甲村", "乙村"))
    assert desk.store.rows("SELECT * FROM payment_line") == before
    audit = str(desk.store.rows("SELECT action, subject, detail FROM audit"))
    assert "boundary" in audit and people[0].id_number not in audit and "张三" not in audit


def test_an_empty_plan_is_a_fault_and_a_village_that_keeps_its_name_is_none(
    sqlite_desk: Desk,
) -> None:
    register_people(sqlite_desk, person(village="甲村"), person(village="乙村", household="2"))
    assert plan_boundary(sqlite_desk, []).faults[0].reason == "没有一行计划"
    done = carry_out(sqlite_desk, merge("甲村", "甲村"), merge("乙村", "甲村", number=3))
    assert [move.village for move in done.moves] == ["乙村"]
