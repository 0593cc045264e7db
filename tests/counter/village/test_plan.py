"""What becomes of everybody on a cadre's list, before anything is entered."""

from dataclasses import replace

import pytest

from models.base.errors import BadInput
from models.counter.village.plan import plan_village
from models.counter.village.values import ListedRow, VillagePlan
from models.station.desk import Desk
from tests.counter.village.making import EXEMPT, listed, rows_of, village_of
from tests.making import made_up_number, pay, person, register_people


def _kinds(plan: VillagePlan) -> list[str]:
    return [each.kind for each in plan.people]


def test_whoever_is_listed_and_owes_is_taken_family_by_family(sqlite_desk: Desk) -> None:
    people = village_of(sqlite_desk, 3)
    plan = plan_village(sqlite_desk, listed(rows_of(people)))
    assert [each.household.number for each in plan.families] == ["0001", "0002", "0003"]
    assert plan.amount_fen == 6 * 250_00
    assert _kinds(plan) == [*["due"] * 6, "exempt"] and plan.differences == ()


def test_each_difference_is_named_with_what_the_roster_says(sqlite_desk: Desk) -> None:
    """Paid already, another name, another village, nobody, another amount, written twice."""
    people = village_of(sqlite_desk, 6)
    stranger = person("孙远", village="白塘村", household="0001")
    register_people(sqlite_desk, stranger)
    pay(sqlite_desk, "青山村/0001", trace=900)
    one = {each.household_number: each for each in people if each.name == "张大山"}
    rows = (
        ListedRow("第 2 行", id_number=one["0001"].id_number),
        ListedRow("第 3 行", name="张大三", id_number=one["0002"].id_number),
        ListedRow("第 4 行", name="孙远", id_number=stranger.id_number),
        ListedRow("第 5 行", name="无人", id_number=made_up_number()),
        ListedRow("第 6 行", id_number=one["0003"].id_number, amount_fen=380_00),
        ListedRow("第 7 行", id_number=one["0004"].id_number),
        ListedRow("第 8 行", household="0004", name="张大山"),
        ListedRow("第 9 行", household="0099", name="张大山"),
        ListedRow("第 10 行", name="张大山"),
        ListedRow("第 11 行", household="5", fault="证件号码不对"),
    )
    plan = plan_village(sqlite_desk, listed(rows))
    assert _kinds(plan)[:10] == [
        "paid", "name_differs", "other_village", "unknown", "amount_differs", "due", "twice",
        "unknown", "unclear", "bad_row",
    ]  # fmt: skip
    notes = [each.note for each in plan.people]
    assert notes[0].endswith("收据 2019-000001")
    assert notes[1] == "花名册上是 张大山，请核对"
    assert notes[2] == "花名册上在 白塘村 0001 户"
    assert notes[4] == "名单 380.00 元，应缴 250.00 元"
    assert notes[6] == "和第 7 行是同一人"
    assert [each.household.number for each in plan.families] == ["0004"]
    assert len(plan.differences) == 9


def test_a_family_of_which_one_differs_waits_as_a_whole(sqlite_desk: Desk) -> None:
    people = village_of(sqlite_desk, 1)
    rows = rows_of(people)
    wrong = (rows[0], replace(rows[1], name="李小华"))
    plan = plan_village(sqlite_desk, listed(wrong))
    assert _kinds(plan) == ["waits", "name_differs"] and plan.families == ()


def test_members_who_could_pay_and_are_not_listed_are_told_and_not_taken(
    sqlite_desk: Desk,
) -> None:
    people = village_of(sqlite_desk, 3)
    plan = plan_village(sqlite_desk, listed(rows_of([people[-3]])))
    assert _kinds(plan) == ["due", "unlisted", "unlisted"]
    assert plan.differences == () and plan.amount_fen == 250_00
    assert [each[0] for each in plan.families[0].payers.missing] == ["李小花", "张老爹"]


def test_a_row_of_a_household_alone_means_everybody_of_it_who_can_pay(sqlite_desk: Desk) -> None:
    village_of(sqlite_desk, 3)
    rows = (ListedRow("第 2 行", household="3", people=3, amount_fen=500_00),)
    plan = plan_village(sqlite_desk, listed(rows))
    assert _kinds(plan) == ["due", "due", "exempt"]
    fewer = plan_village(sqlite_desk, listed((replace(rows[0], people=2),)))
    assert set(_kinds(fewer)) == {"people_differ"} and fewer.families == ()


def test_the_exempt_of_a_village_are_enrolled_along_when_asked_for(sqlite_desk: Desk) -> None:
    people = village_of(sqlite_desk, 6)
    plan = plan_village(sqlite_desk, listed(rows_of(people[:2]), with_exempt=True))
    assert _kinds(plan)[:4] == ["due", "due", "exempt", "exempt"]
    assert [each.household.number for each in plan.families] == ["0001", "0003", "0006"]
    assert plan.amount_fen == 500_00


def test_a_tier_for_everybody_and_another_where_a_row_has_its_own(sqlite_desk: Desk) -> None:
    desk = sqlite_desk.on(sqlite_desk.business_date.replace(month=10, day=20))
    people = register_people(desk, person("甲"), person("乙", household="0002"))
    rows = rows_of(people)
    own = (rows[0], replace(rows[1], tier_fen=500_00))
    plan = plan_village(desk, listed(own, "pension", tier_fen=200_00))
    assert [each.due_fen for each in plan.people] == [200_00, 500_00]
    none = plan_village(desk, listed(rows, "pension"))
    assert set(_kinds(none)) == {"refused"}


def test_two_insurances_of_one_row_add_up_to_its_amount(sqlite_desk: Desk) -> None:
    desk = sqlite_desk.on(sqlite_desk.business_date.replace(month=10, day=20))
    people = register_people(desk, person("甲"))
    row = replace(rows_of(people)[0], amount_fen=450_00)
    plan = plan_village(desk, listed((row,), "medical", "pension", tier_fen=200_00))
    assert _kinds(plan) == ["due", "due"] and plan.amount_fen == 450_00


def test_a_masked_number_means_whom_it_fits_in_the_village(sqlite_desk: Desk) -> None:
    people = village_of(sqlite_desk, 1)
    number = people[0].id_number
    row = ListedRow("第 2 行", name="张大山", id_number=f"{number[:6]}********{number[-4:]}")
    other = ListedRow("第 3 行", name="李小花", id_number=f"431198********{'0000'}")
    plan = plan_village(sqlite_desk, listed((row, other)))
    assert _kinds(plan)[:2] == ["due", "unclear"]


def test_an_unknown_village_is_said(sqlite_desk: Desk) -> None:
    village_of(sqlite_desk, 1)
    with pytest.raises(BadInput, match="没有“青山乡”这个村"):
        plan_village(sqlite_desk, listed((), village="青山乡"))


def test_the_exempt_category_is_one_of_the_notice(sqlite_desk: Desk) -> None:
    assert EXEMPT in [each.name for each in sqlite_desk.notice.categories]
