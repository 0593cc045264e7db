"""Closed reports do not change with the boundaries; new ones use the new division."""

import datetime as dt

from models.base.dates import HalfMonth
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, draft_line
from models.levy.family import quote_family
from models.people.categories.certify import certify
from models.people.households.families import household_numbered, load_household
from models.people.person_meant import person_meant
from models.station.desk import Desk
from reports.progress.document import progress_document
from reports.progress.figures import ProgressRow
from reports.progress.gather import gather_progress
from tests.making import pay, person, register_people, reverse
from tests.reports.boundaries import PERIODS, check_against_ledger, documents
from tests.villages.plans import carry_out, merge, move_out, neighbour, split

_VILLAGES = ("甲村", "乙村", "丙村", "丁村", "戊村")


def _medical(desk: Desk, period: str) -> dict[str, ProgressRow]:
    report = gather_progress(desk, HalfMonth.parse(period))
    return {row.village: row for row in report.insurances[1].rows}


def _notes(desk: Desk, period: str) -> str:
    return "\n".join(gather_progress(desk, HalfMonth.parse(period)).notes)


def test_old_payments_follow_each_family_of_a_divided_village(desk: Desk) -> None:
    register_people(
        desk,
        person(household="0001", village="甲村", categories=("低保",)),
        person(household="0002", village="甲村"),
        person(household="0003", village="甲村", categories=("低保",)),
    )
    for number in (1, 2):
        pay(desk.on(dt.date(2019, 10, 20)), f"000{number}", trace=number)
    old = _medical(desk, "2019-10-H2")
    carry_out(desk, split("甲村", "东村", "0001"), split("甲村", "西村", document="冷政发1号"))
    pay(desk, "0003", trace=3)
    assert _medical(desk, "2019-10-H2") == old
    new = _medical(desk, "2019-11-H1")
    assert list(new) == ["东村", "西村"]
    assert [new[name].people_to_date for name in new] == [1, 2]
    assert [new[name].people_this_period for name in new] == [0, 1]
    assert [(row.hardship_people, row.hardship_covered) for row in new.values()] == [(1, 1)] * 2
    note = "甲村自 2019年11月10日 起拆分，划到东村、西村，以前的缴费按户计入（冷政发1号）"
    assert note in _notes(desk, "2019-11-H1")
    assert "拆分" not in _notes(desk, "2019-10-H2")


def test_a_chain_of_changes_is_followed_to_its_end(desk: Desk) -> None:
    register_people(
        desk, *[person(household=f"{n}", village=name) for n, name in enumerate(_VILLAGES)]
    )
    for number in range(5):
        pay(desk.on(dt.date(2019, 11, 2)), str(number), trace=number + 1)
    carry_out(desk, merge("甲村", "乙村"), merge("丙村", "乙村", number=3))
    later = {"effective_on": dt.date(2019, 11, 20)}
    carry_out(desk.on(dt.date(2019, 11, 20)), split("乙村", "己村", "0", **later))
    assert {name: row.people_to_date for name, row in _medical(desk, "2019-11-H1").items()} == {
        "乙村": 3, "丁村": 1, "戊村": 1,
    }  # fmt: skip
    assert {name: row.people_to_date for name, row in _medical(desk, "2019-11-H2").items()} == {
        "乙村": 2, "丁村": 1, "戊村": 1, "己村": 1,
    }  # fmt: skip
    assert "甲村、丙村自 2019年11月10日 起并入乙村" in _notes(desk, "2019-11-H1")


def test_what_left_with_a_village_is_told_in_a_note(desk: Desk) -> None:
    register_people(
        desk, person(household="1", village="甲村"), person(household="2", village="乙村")
    )
    pay(desk.on(dt.date(2019, 10, 20)), "1", trace=1)
    pay(desk.on(dt.date(2019, 11, 5)), "2", trace=2)
    carry_out(desk, move_out("甲村", "蔡市镇"))
    report = gather_progress(desk, HalfMonth.parse("2019-11-H1"))
    medical = report.insurances[1]
    assert [row.village for row in medical.rows] == ["乙村"]
    assert medical.total.people_to_date == 1 and medical.total.target == 47212
    notes = "\n".join(report.notes)
    assert "甲村自 2019年11月10日 起划归蔡市镇，不再列入" in notes
    assert "累计 1 人、个人缴费 250.00 元（本期 0 人、0.00 元），不在上表内" in notes
    assert "乡镇任务数仍为通知任务分解表所列" in notes
    document = progress_document(report)["insurances"]["medical"]
    assert document["moved_out"]["personal_fen_to_date"] == 25000


def test_the_other_station_of_the_store_reports_what_came(desk: Desk) -> None:
    register_people(
        desk,
        person(household="1", village="甲村", categories=("低保",)),
        person(household="2", village="乙村"),
    )
    pay(desk.on(dt.date(2019, 11, 5)), "1", trace=1)
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    here, there = (
        gather_progress(each, HalfMonth.parse("2019-11-H1")).insurances[1] for each in (desk, other)
    )
    assert [row.village for row in here.rows] == ["乙村"] and here.total.people_to_date == 0
    assert [(row.village, row.people_to_date) for row in there.rows] == [("甲村", 1)]
    assert (there.total.hardship_people, there.total.hardship_covered) == (1, 1)
    assert (here.total.hardship_people, here.total.hardship_covered) == (0, 0)
    assert "甲村自 2019年11月10日 起由上岭桥镇划入" in _notes(other, "2019-11-H1")
    assert "随村划入的累计 1 人" in _notes(other, "2019-11-H1")
    assert _medical(other, "2019-10-H2") == {}


def test_a_refund_after_the_move_is_told_where_the_money_went_out(desk: Desk) -> None:
    register_people(desk, person(household="1", village="甲村"))
    receipt = pay(desk.on(dt.date(2019, 11, 5)), "1", trace=1).receipt
    other = neighbour(desk)
    carry_out(desk, move_out("甲村", "黄阳司镇"))
    reverse(desk.on(dt.date(2019, 11, 18)), receipt, "refund", "重复")
    second = HalfMonth.parse("2019-11-H2")
    for each in (desk, other):
        check_against_ledger(each, second)
    assert _medical(other, "2019-11-H2")["甲村"].people_to_date == 0


def test_hardship_people_of_a_closed_period_stay_in_their_former_village(desk: Desk) -> None:
    people = register_people(
        desk,
        person(household="1", village="甲村", categories=("低保",)),
        person(household="2", village="乙村"),
    )
    certify(desk, person_meant(desk, people[1].id_number), "低保", dt.date(2019, 10, 1))
    old = _medical(desk, "2019-10-H2")
    assert [row.hardship_people for row in old.values()] == [1, 1]
    carry_out(desk, merge("甲村", "乙村"))
    assert _medical(desk, "2019-10-H2") == old
    assert [row.hardship_people for row in _medical(desk, "2019-11-H1").values()] == [2]


def test_an_entry_made_later_for_a_former_day_counts_where_the_family_was(
    sqlite_desk: Desk,
) -> None:
    """Whichever way it came into the ledger: here under the village that opened later."""
    register_people(
        sqlite_desk, person(household="1", village="甲村"), person(household="2", village="乙村")
    )
    november = {"effective_on": dt.date(2019, 11, 20)}
    here = sqlite_desk.on(dt.date(2019, 11, 20))
    carry_out(here, merge("甲村", "丙村", **november), merge("乙村", "丙村", **november))
    earlier = here.on(dt.date(2019, 11, 12))
    household = load_household(earlier, household_numbered(earlier, "2"))
    family = quote_family(earlier.notices["medical"], "medical", household, earlier.business_date)
    line = draft_line(household, family.payable[0], earlier.business_date)
    with here.writing("pay"):
        book_entries(earlier, [Entry("payment", "cash", earlier.business_date, (line,))])
    first = _medical(here, "2019-11-H1")
    assert {name: row.people_to_date for name, row in first.items()} == {"甲村": 0, "乙村": 1}
    assert _medical(here, "2019-11-H2")["丙村"].people_to_date == 1


def test_a_plan_for_an_ended_half_month_leaves_its_report_and_says_so(desk: Desk) -> None:
    register_people(desk, person(village="甲村"))
    pay(desk.on(dt.date(2019, 10, 20)))
    old = documents([desk], PERIODS[:1])
    carry_out(desk, merge("甲村", "乙村", effective_on=dt.date(2019, 10, 8)))
    assert documents([desk], PERIODS[:1]) == old
    assert "自 2019年10月8日 起并入乙村" in _notes(desk, "2019-11-H1")
    assert "报表自 2019年11月1日 起按新区划" in _notes(desk, "2019-11-H1")
    assert list(_medical(desk, "2019-11-H1")) == ["乙村"]
