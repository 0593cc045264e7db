"""Results of dunning come back on the list that went out; twice changes nothing."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.people.contacts import contacts_of
from models.station.desk import Desk
from reports.listing.workbook import write_listing_workbook
from reports.people_lists.dunning_listing import dunning_listing
from seed.contacts_file import import_contacts_file
from tests.making import household_id, person, register_people

_RESULT, _WAY, _PROMISED, _NOTE = 13, 14, 15, 16


@pytest.fixture
def sheet_out(sqlite_desk: Desk, tmp_path: Path) -> Path:
    """The dunning list of five families of two villages, as it went out on 14 November."""
    for village, numbers in (("青山村", "123"), ("白塘村", "12")):
        people = (person(household=each, village=village) for each in numbers)
        register_people(sqlite_desk, *people)
    write_listing_workbook(dunning_listing(sqlite_desk), tmp_path / "催缴.xlsx")
    return tmp_path / "催缴.xlsx"


def _fill(path: Path, rows: dict[int, dict[int, object]]) -> None:
    book = openpyxl.load_workbook(path)
    for row, cells in rows.items():
        for column, value in cells.items():
            book.active.cell(row, column).value = value
    book.save(path)


def test_what_was_filled_in_is_recorded_once(sqlite_desk: Desk, sheet_out: Path) -> None:
    _fill(
        sheet_out,
        {
            4: {_RESULT: "愿缴", _PROMISED: dt.date(2019, 11, 25), _NOTE: "月底回"},
            6: {_RESULT: "电话停机", _WAY: "上门"},
            7: {_RESULT: "外出", _WAY: "微信", _PROMISED: "11-30"},
        },
    )
    done = import_contacts_file(sqlite_desk, sheet_out)
    assert (done.rows, len(done.new), done.known, done.empty, done.refused) == (5, 3, 0, 2, ())
    (first,) = contacts_of(sqlite_desk, household_id(sqlite_desk, "青山村/1"))
    assert (first.how, first.outcome) == ("电话", "愿缴，约 2019-11-25，月底回")
    (other,) = contacts_of(sqlite_desk, household_id(sqlite_desk, "白塘村/1"))
    assert (other.how, other.outcome) == ("微信", "外出，约 2019-11-30")
    later = sqlite_desk.on(dt.date(2019, 11, 20))
    for desk in (sqlite_desk, later):
        again = import_contacts_file(desk, sheet_out)
        assert (len(again.new), again.known) == (0, 3)


def test_another_result_on_the_same_list_is_another_contact(
    sqlite_desk: Desk, sheet_out: Path
) -> None:
    _fill(sheet_out, {4: {_RESULT: "无人"}})
    import_contacts_file(sqlite_desk, sheet_out)
    _fill(sheet_out, {4: {_RESULT: "愿缴"}})
    done = import_contacts_file(sqlite_desk.on(dt.date(2019, 11, 16)), sheet_out)
    assert [each.result for each in done.new] == ["愿缴"] and done.known == 0


def test_what_cannot_be_read_is_named_and_changes_nothing(
    sqlite_desk: Desk, sheet_out: Path
) -> None:
    _fill(
        sheet_out,
        {
            4: {_WAY: "电话"},
            5: {_RESULT: "愿" * 31},
            6: {_RESULT: "愿缴", _PROMISED: dt.date(2019, 11, 1)},
            7: {2: "99", _RESULT: "愿缴"},
            8: {_RESULT: "愿缴", _PROMISED: "月底"},
        },
    )
    done = import_contacts_file(sqlite_desk, sheet_out)
    assert [each.row for each in done.refused] == [4, 5, 6, 7, 8] and done.new == ()
    said = [each.reason for each in done.refused]
    assert "催缴结果是空的" in said[0] and "超过 30 个字" in said[1]
    assert "早于名单的日期 2019-11-14" in said[2] and "没有户编号" in said[3]
    assert "月底" in said[4]
