"""A revised standard in the reports: both standards, what was settled, what is open."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.base.dates import HalfMonth
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.differences.document import difference_document
from reports.differences.gather import gather_differences
from reports.differences.listing import difference_listings
from reports.listing.text import listings_text
from reports.listing.workbook import write_listings_workbook
from reports.progress.gather import gather_progress
from tests.making import household_id, pay, person, register_people, slip

_DAY = dt.date(2019, 11, 20)
_FIRST, _SECOND = HalfMonth.parse("2019-11-H1"), HalfMonth.parse("2019-11-H2")


@pytest.fixture
def revised(sqlite_desk: Desk) -> Desk:
    """Three people paid 250 (one of 低保); from 20 November it is 280, and one more pays."""
    desk = sqlite_desk
    register_people(
        desk,
        person("张三", household="0001"),
        person("李四", household="0002", categories=("低保",)),
        person("王五", household="0003"),
        person("赵六", household="0004"),
    )
    for number in (1, 2, 3):
        pay(desk, f"000{number}", trace=number)
    record_figure(desk.on(_DAY), "medical.personal", "280", "省文1号", None, dt.date(2019, 11, 18))
    desk = desk.refreshed().on(_DAY)
    pay(desk, "0004", trace=4)
    request = DifferenceRequest(household_id(desk, "0001"), "medical", slip(9, _DAY))
    pay_difference(desk, request)
    return desk


def test_the_report_shows_both_standards_and_what_is_open(revised: Desk) -> None:
    notes = "\n".join(gather_progress(revised, _SECOND).notes)
    assert "自 2019-11-20 起个人缴费标准 280 元（省文1号，2019-11-18）" in notes
    assert "按 250 元标准缴费 3 人 750.00 元，按 280 元标准缴费 1 人 280.00 元" in notes
    assert "已补收 1 人 30.00 元、已退还 0 人 0.00 元，尚应补收 2 人 60.00 元" in notes


def test_the_money_of_a_difference_is_in_the_period_it_was_settled_in(revised: Desk) -> None:
    medical = gather_progress(revised, _SECOND).insurances[-1].total
    assert (medical.people_this_period, medical.people_to_date) == (1, 4)
    assert (medical.personal_fen_this_period, medical.personal_fen_to_date) == (31000, 106000)


def test_the_report_of_a_closed_period_does_not_know_of_the_revision(revised: Desk) -> None:
    report = gather_progress(revised, _FIRST)
    assert report.insurances[-1].total.personal_fen_to_date == 75000
    assert any("初定数" in note for note in report.notes)
    assert not any("280" in note for note in report.notes)
    assert report == gather_progress(revised.on(dt.date(2019, 11, 15)), _FIRST)


def test_text_and_json_say_the_same(revised: Desk) -> None:
    report = gather_differences(revised)
    listings = difference_listings(report)
    text = listings_text(listings[:1])
    document = difference_document(report)["insurances"]["medical"]
    assert "尚应补收 2 人 60.00 元，尚应退还 0 人 0.00 元" in text
    assert document["to_collect"] == {"people": 2, "amount_fen": 6000}
    assert document["collected"] == {"people": 1, "amount_fen": 3000}
    assert [each["name"] for each in document["open"]] == ["李四", "王五"]
    assert [each["reimbursed_fen"] for each in document["open"]] == [900, 0]
    assert "李四" in text and "张三" not in text
    assert "张三" in listings_text(listings[1:])


def test_the_workbook_lists_open_and_settled_people_with_masked_numbers(
    revised: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "差额.xlsx"
    write_listings_workbook(difference_listings(gather_differences(revised)), path)
    book = openpyxl.load_workbook(path)
    rows = {sheet.title: list(sheet.values) for sheet in book}
    assert list(rows) == ["医疗保险差额", "医疗保险已结清"]
    people = [row for row in rows["医疗保险差额"] if isinstance(row[0], int)]
    assert [(row[3], row[7], row[8], row[9]) for row in people] == [
        ("李四", 250, 280, 30),
        ("王五", 250, 280, 30),
    ]
    assert all("********" in str(row[4]) for row in people)
    total = next(row for row in rows["医疗保险差额"] if row[0] == "合计")
    assert total[9] == 60
    (notes,) = [str(row[0]) for row in rows["医疗保险差额"] if "尚应补收" in str(row[0])]
    assert "尚应补收 2 人 60.00 元" in notes
    assert any("张三" in row and 30 in row for row in rows["医疗保险已结清"])


def test_without_a_revision_the_list_says_so(sqlite_desk: Desk, tmp_path: Path) -> None:
    listings = difference_listings(gather_differences(sqlite_desk))
    assert (
        "没有填入或修订过标准，也没有缴费以后的认定变更，没有差额"
        in listings_text(listings).splitlines()
    )
    write_listings_workbook(listings, tmp_path / "空.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "空.xlsx")
    assert "没有填入或修订过标准，也没有缴费以后的认定变更，没有差额" in str(list(sheet.values))
