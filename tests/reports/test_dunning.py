"""The dunning list names who is to enrol and has not paid, in the order of a walk, to the fen."""

import csv
import datetime as dt
import random
from pathlib import Path

import openpyxl
import pytest

from models.base.dates import age_on
from models.base.errors import BadInput
from models.base.terms import Insurance
from models.levy.family import quote_family
from models.people.contacts import record_contact
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.listing.csv import write_table_csv
from reports.listing.workbook import write_listing_workbook
from reports.people_lists.dunning import Dunning, gather_dunning, is_waited_for
from reports.people_lists.dunning_listing import dunning_listing
from tests.making import household_id, pay, person, register_people, reverse
from tests.reports.stations import DAYS, NUMBERS, Lived, live
from tests.soak import campaign, thrown

_EXCUSED = ("职工医保", "异地参保", "服刑人员")


def _named(dunning: Dunning, insurance: str) -> dict[str, tuple[list[str], int | None]]:
    return {
        each.number: (sorted(person.name for person in each.people), each.due_fen)
        for each in dunning.families
        if each.insurance == insurance
    }


def _due(categories: set[str]) -> int:
    """Work out by hand what the medical insurance 2020 costs at the counter."""
    if categories & {"特困供养人员", "社会保障兜底脱贫对象"}:
        return 0
    if "建档立卡贫困人口" in categories and "低保" not in categories:
        return 12500
    return 25000


def _recount(desk: Desk, day: dt.date) -> dict[str, tuple[list[str], int]]:
    """Count the unpaid of the medical insurance on a day, row by row, in another way."""
    end = day.isoformat()
    found: dict[str, tuple[list[str], int]] = {}
    for person_id, name, born, today, left_on, number in desk.store.rows(
        "SELECT p.id, p.name, p.born, p.enrolment, p.left_on, h.number FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id"
    ):
        enrolment = today
        for (after,) in desk.store.rows(
            "SELECT after FROM family_event WHERE person_id = ? AND kind = 'status' "
            "AND happened_on > ? ORDER BY id DESC",
            (person_id, end),
        ):
            enrolment = enrolment.replace(after, "")
        is_student = "在校大学生" in enrolment and age_on(dt.date.fromisoformat(born), day) >= 16
        net = desk.store.rows(
            "SELECT coalesce(sum(people), 0) FROM payment_line WHERE person_id = ? "
            "AND insurance = 'medical' AND business_date <= ?",
            (person_id, end),
        )[0][0]
        is_here = left_on is None or left_on > end
        if not is_here or net or is_student or any(each in enrolment for each in _EXCUSED):
            continue
        categories = {
            row[0]
            for row in desk.store.rows(
                "SELECT category FROM certification WHERE person_id = ? "
                "AND coalesce(certified_from, '') <= ?",
                (person_id, end),
            )
        }
        names, fen = found.get(number, ([], 0))
        found[number] = sorted([*names, name]), fen + _due(categories)
    return found


@campaign
@pytest.mark.parametrize("seed", thrown(3, 60))
def test_on_any_day_the_list_equals_a_recount_by_hand(lived: Lived, seed: int) -> None:
    desk = lived(seed)
    for day in (*DAYS[::4], DAYS[-1]):
        found = gather_dunning(desk.on(day), insurance="medical")
        assert _named(found, "medical") == _recount(desk, day)


@campaign
@pytest.mark.parametrize("seed", thrown(2, 20))
def test_today_the_list_is_what_the_counter_says_family_by_family(desk: Desk, seed: int) -> None:
    """In either database."""
    live(desk, random.Random(seed))
    today = desk.on(DAYS[-1])
    expected: dict[Insurance, dict[str, tuple[list[str], int | None]]] = {
        "medical": {},
        "pension": {},
    }
    for number in NUMBERS:
        household = load_household(today, household_id(today, number))
        for insurance, told in expected.items():
            notice = today.notices[insurance]
            quote = quote_family(notice, insurance, household, today.business_date)
            waiting = [each for each in quote.members if is_waited_for(each)]
            if waiting:
                can_be_told = any(each.quote.due_now_fen is not None for each in waiting)
                names = sorted(each.member.name for each in waiting)
                told[number] = names, quote.due_now_fen if can_be_told else None
    found = gather_dunning(today, with_closed=True)
    assert {name: _named(found, name) for name in expected} == expected
    assert all(each.people for each in found.families)


def test_the_order_is_that_of_a_walk_numbers_compare_as_numbers(sqlite_desk: Desk) -> None:
    numbers = ["10", "9", "10-11", "10-2", "A21", "A3", "1"]
    register_people(sqlite_desk, *(person(household=each, village="乙村") for each in numbers))
    register_people(sqlite_desk, person(household="2", village="甲村"))
    rows = dunning_listing(sqlite_desk, insurance="medical").rows
    assert [(row[0], row[1]) for row in rows] == [
        *(("乙村", each) for each in ("1", "9", "10", "10-2", "10-11", "A3", "A21")),
        ("甲村", "2"),
    ]


def test_who_is_unpaid_then_by_the_dates_of_the_entries(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    receipt = pay(sqlite_desk.on(dt.date(2019, 10, 20))).receipt
    reverse(sqlite_desk.on(dt.date(2019, 11, 5)), receipt, "refund")
    days = [
        dt.date(2019, 10, 19),
        dt.date(2019, 10, 20),
        dt.date(2019, 11, 4),
        dt.date(2019, 11, 5),
    ]
    told = [gather_dunning(sqlite_desk.on(day), insurance="medical").families for day in days]
    assert [bool(each) for each in told] == [True, False, False, True]


def test_what_nobody_can_say_yet_is_said_instead_of_an_amount(sqlite_desk: Desk) -> None:
    desk = sqlite_desk.on(dt.date(2019, 10, 8))
    register_people(desk, person("张三"), person("李四"), person("王五", categories=("低保",)))
    (pension,) = gather_dunning(desk, insurance="pension").families
    assert [str(each) for each in pension.people] == ["张三（待选档）", "李四（待选档）", "王五"]
    assert pension.due_fen == 0  # the lowest tier of 王五 is paid for
    row = dunning_listing(desk, insurance="pension").rows[0]
    assert row[4] == "张三（待选档）、李四（待选档）、王五"
    late = dunning_listing(sqlite_desk, insurance="pension", with_closed=True).rows[0]
    assert late[4] == "张三、李四、王五（均征缴期已过）" and late[6] is None


def test_a_standard_filled_in_later_counts_from_its_day(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    record_figure(sqlite_desk, "medical.personal", "280", "湘医保发〔2019〕1号")
    desk = sqlite_desk.refreshed()
    assert gather_dunning(desk, insurance="medical").families[0].due_fen == 28000
    before = desk.on(dt.date(2019, 11, 13))
    assert gather_dunning(before, insurance="medical").families[0].due_fen == 25000


def test_a_row_holds_what_the_caller_needs_and_the_last_contact_of_the_day(
    sqlite_desk: Desk,
) -> None:
    register_people(
        sqlite_desk,
        person("李四", relation="配偶", phone="13900000002"),
        person("张三", relation="户主", phone="13900000001"),
    )
    home, second = household_id(sqlite_desk), dt.date(2019, 11, 20)
    record_contact(sqlite_desk, home, "电话", "无人")
    record_contact(sqlite_desk.on(second), home, "上门", "愿缴", dt.date(2019, 11, 25), "月底回")
    listing = dunning_listing(sqlite_desk.on(second), insurance="medical")
    assert listing.rows == (
        (
            "青山村", "0001", "张三", "医疗保险 2020", "李四、张三", 2, 50000, 50000,
            "13900000001 13900000002", second, "上门", "愿缴，约 2019-11-25，月底回",
        ),
    )  # fmt: skip
    assert dunning_listing(sqlite_desk, insurance="medical").rows[0][9:] == (
        sqlite_desk.business_date, "电话", "无人"
    )  # fmt: skip
    assert listing.total[1] == "1 户" and listing.total[5:8] == (2, 50000, 50000)
    assert "青山村：医疗保险 1 户 2 人 500.00 元" in listing.notes


def test_no_identity_number_is_on_the_list(sqlite_desk: Desk) -> None:
    people = register_people(sqlite_desk, person("张三"), person("李四", household="0002"))
    text = repr(dunning_listing(sqlite_desk))
    assert "张三" in text and all(each.id_number not in text for each in people)


def test_a_village_that_is_not_there_is_refused(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    with pytest.raises(BadInput, match="没有“黑山村”"):
        dunning_listing(sqlite_desk, "黑山村")
    assert [row[0] for row in dunning_listing(sqlite_desk, " 青山村 ", "medical").rows] == [
        "青山村"
    ]
    with pytest.raises(BadInput, match="不征收大病保险"):
        dunning_listing(sqlite_desk, insurance="critical_illness")


def test_the_number_of_queries_does_not_grow_with_the_station(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    run = type(sqlite_desk.store).run
    monkeypatch.setattr(
        type(sqlite_desk.store), "run", lambda *args: asked.append(args[1]) or run(*args)
    )
    counts = []
    for size in (1, 30):
        register_people(sqlite_desk, *(person(household=f"{size}-{each}") for each in range(size)))
        asked.clear()
        gather_dunning(sqlite_desk)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_strange_names_stay_what_they_are_in_every_file(sqlite_desk: Desk, tmp_path: Path) -> None:
    names = ["=1+1", "备注[/]", "𬱖䶮", "热依汗古丽·阿不都热合曼"]
    people = [person(name, household=f"{n}", relation="户主") for n, name in enumerate(names)]
    register_people(sqlite_desk, *people)
    listing = dunning_listing(sqlite_desk, insurance="medical")
    write_listing_workbook(listing, tmp_path / "a.xlsx")
    write_table_csv((listing,), tmp_path / "a.csv")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    cells = [sheet.cell(row, 3) for row in range(4, 8)]
    assert [cell.value for cell in cells] == names and {cell.data_type for cell in cells} == {"s"}
    assert not sheet.page_setup.fitToHeight and 50 <= sheet.page_setup.scale <= 100
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[2].lstrip("\t") for row in csv.reader(file)][1:5] == names


def test_who_cannot_pay_any_more_is_not_dunned(sqlite_desk: Desk) -> None:
    """The pension's window closed on 31 October: only the medical premium can still be paid."""
    register_people(sqlite_desk, person("张三"))
    found = gather_dunning(sqlite_desk)
    assert [each.insurance for each in found.families] == ["medical"] and found.closed == 1
    assert "不能再缴的 1 人没有列入" in "".join(dunning_listing(sqlite_desk).notes)
    every = gather_dunning(sqlite_desk, with_closed=True)
    assert [each.insurance for each in every.families] == ["pension", "medical"]
    assert every.closed == 0


def test_what_a_family_owes_altogether_stands_in_its_first_row(sqlite_desk: Desk) -> None:
    desk = sqlite_desk.on(dt.date(2019, 10, 8))
    register_people(desk, person("张三", categories=("低保",)), person("王五", household="0002"))
    rows = [(row[1], row[3][:2], row[6], row[7]) for row in dunning_listing(desk).rows]
    assert rows == [
        ("0001", "养老", 0, 25000),
        ("0001", "医疗", 25000, None),
        ("0002", "养老", None, 25000),
        ("0002", "医疗", 25000, None),
    ]


def test_the_next_call_is_to_whom_nobody_has_called_then_the_longest_ago(
    sqlite_desk: Desk,
) -> None:
    register_people(sqlite_desk, *(person(household=f"{number}") for number in range(1, 5)))
    for number, day in (("1", 13), ("3", 12), ("1", 14)):
        desk = sqlite_desk.on(dt.date(2019, 11, day))
        record_contact(desk, household_id(desk, number), "电话", "无人")
    rows = dunning_listing(sqlite_desk, insurance="medical", order="call").rows
    assert [row[1] for row in rows] == ["2", "4", "3", "1"]


def test_each_village_begins_a_page_and_results_are_chosen_from_a_list(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    for village in ("甲村", "乙村", "丙村"):
        people = (person(household=f"{number}", village=village) for number in range(2))
        register_people(sqlite_desk, *people)
    write_listing_workbook(dunning_listing(sqlite_desk), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [each.id for each in sheet.row_breaks.brk] == [5, 7]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7, 8)] == ["甲村", "乙村", "乙村", "丙村"]
    first, second = sheet.data_validations.dataValidation
    assert str(first.sqref) == "M4:M9" and "愿缴" in first.formula1
    assert first.errorStyle == "information" and str(second.sqref) == "N4:N9"
