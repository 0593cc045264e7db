"""The register of collectors: the annex's form, a row a person, nothing overwritten."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from peewee import DatabaseError

from models.base.errors import BadInput
from models.base.text import plain_name
from models.cash.collectors import (
    RegisteredCollector,
    end_collector,
    list_collectors,
    register_collectors,
)
from models.checks.check_store import check_store
from models.station.desk import Desk
from models.station.founding import found_station
from reports.collectors import collectors_listing
from reports.listing.workbook import write_listing_workbook
from seed.collectors_file import import_collectors_file
from tests.making import made_up_number

_HEADINGS = "序号,代征点名称,代征人员姓名,身份证号,开户行名称,开户行,银行账号,联系电话"


def form(folder: Path, *rows: str, headings: str = _HEADINGS) -> Path:
    path = folder / "登记表.csv"
    text = "\n".join(["集中征缴代征人员登记表", headings, *rows])
    path.write_text(text, encoding="utf-8")
    return path


def test_the_form_is_read_and_written_in_the_annexs_order(desk: Desk, tmp_path: Path) -> None:
    number = made_up_number()
    row = f"1,东村网点,王芳,{number},农业银行,东环支行,6222 0000 1111 2222,13800000001"
    done = import_collectors_file(desk, form(tmp_path, row))
    assert (done.registered.new, done.rows, done.refused) == (1, 1, ())
    listing = collectors_listing(desk)
    assert ",".join(column.heading for column in listing.columns) == _HEADINGS
    assert listing.rows == (
        (1, "东村网点", "王芳", number, "农业银行", "东环支行", "6222000011112222", "13800000001"),
    )
    write_listing_workbook(listing, tmp_path / "a.xlsx")
    cells = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx").active[4]]
    assert cells[3] == number and cells[6] == "6222000011112222"
    assert check_store(desk.store).broken == ()


def test_the_same_file_again_changes_nothing_a_changed_row_is_a_new_version(
    desk: Desk, tmp_path: Path
) -> None:
    number = made_up_number()
    old = f"1,东村网点,王芳,{number},,,,"
    import_collectors_file(desk, form(tmp_path, old))
    again = import_collectors_file(desk, form(tmp_path, old)).registered
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    moved = import_collectors_file(desk, form(tmp_path, old.replace("东村", "西村"))).registered
    assert (moved.new, moved.changed) == (0, 1)
    assert [each.point for each in list_collectors(desk)] == ["西村网点"]
    assert desk.store.rows("SELECT count(*) FROM collector") == [(2,)]


def test_every_refused_row_is_named_with_its_column(desk: Desk, tmp_path: Path) -> None:
    good = made_up_number()
    done = import_collectors_file(
        desk,
        form(
            tmp_path,
            f"1,,王芳,{made_up_number()},,,,",
            "2,东村网点,王芳,431103199001010011,,,,",
            f"3,东村网点,王芳,{made_up_number()},,,6222?,",
            f"4,东村网点,王芳,{made_up_number()},,,,12",
            f"5,东村网点,李娜,{good},,,,",
            f"6,东村网点,李娜,{good},,,,",
        ),
    )
    assert [(each.row, each.column) for each in done.refused] == [
        (3, "代征点名称（B列）"),
        (4, "身份证号（D列）"),
        (5, "银行账号（G列）"),
        (6, "联系电话（H列）"),
        (8, "身份证号（D列）"),
    ]
    assert done.registered.new == 1
    assert all(good not in each.reason for each in done.refused)


def test_aliases_are_understood_and_a_form_without_its_columns_is_refused(
    desk: Desk, tmp_path: Path
) -> None:
    headings = "代征点,姓名,证件号码,账号,电话"
    path = form(tmp_path, f"东村网点,王芳,{made_up_number()},62220000,", headings=headings)
    assert import_collectors_file(desk, path).registered.new == 1
    with pytest.raises(BadInput, match="表头"):
        import_collectors_file(desk, form(tmp_path, "1,2", headings="甲,乙"))


def test_the_annexs_own_headings_with_their_breaks_are_read(desk: Desk, tmp_path: Path) -> None:
    """A number kept as a figure has lost its last digits: refused. Numbered empty rows are none."""
    book = openpyxl.Workbook()
    book.active.append(["登记表"])
    book.active.append(
        ["序号", "代征点\n\n名 称", "代征人员\n\n姓 名", "身份证号", "开户行名称", "开户行",
         "银行账号", "联系电话"]
    )  # fmt: skip
    number = made_up_number()
    book.active.append([1, "东村", "王芳", number, "农行", "支行", "6222-0000", 13800000001])
    book.active.append([2, "东村", "李娜", made_up_number(), "", "", 6222020011112222333, ""])
    book.active.append([3])
    book.save(tmp_path / "a.xlsx")
    done = import_collectors_file(desk, tmp_path / "a.xlsx")
    assert (done.rows, done.registered.new) == (2, 1)
    assert [(each.row, each.column) for each in done.refused] == [(4, "银行账号（G列）")]
    assert list_collectors(desk) == (
        RegisteredCollector("东村", "王芳", number, "农行", "支行", "62220000", "13800000001"),
    )


def test_each_station_of_a_store_has_its_own_register(desk: Desk) -> None:
    mine = RegisteredCollector("东村网点", "王芳", made_up_number())
    register_collectors(desk, [mine])
    other = found_station(desk.store, desk.notice, "蔡市镇", desk.business_date, "other")
    assert list_collectors(other) == ()
    assert register_collectors(other, [mine]).new == 1
    end_collector(other, "王芳", "调离")
    assert list_collectors(desk) == (mine,)


@pytest.mark.parametrize("sql", ["UPDATE collector SET name = 'x'", "DELETE FROM collector"])
def test_nothing_in_the_register_is_overwritten(desk: Desk, sql: str) -> None:
    register_collectors(desk, [RegisteredCollector("东村网点", "王芳", made_up_number())])
    with pytest.raises(DatabaseError, match="只增不改"), desk.store.writing():
        desk.store.run(sql)


def test_a_name_is_found_however_it_is_spaced_and_the_trail_names_the_row(desk: Desk) -> None:
    register_collectors(
        desk, [RegisteredCollector("东村网点", plain_name("阿 依 Ana"), made_up_number())]
    )
    assert end_collector(desk, "阿依 Ana", "调离").point == "东村网点"
    trail = desk.store.rows("SELECT subject FROM audit ORDER BY id DESC LIMIT 2")
    assert trail == [("collector 2",), ("collector 1",)]


def test_who_leaves_is_no_longer_on_the_register(desk: Desk) -> None:
    people = [
        RegisteredCollector("东村网点", name, made_up_number()) for name in ("王芳", "李娜", "李娜")
    ]
    register_collectors(desk, people)
    for who in ("李娜", "赵", "11"):
        with pytest.raises(BadInput, match="末几位"):
            end_collector(desk, who, "调离")
    with pytest.raises(BadInput, match="原因"):
        end_collector(desk, "王芳", " ")
    later = desk.on(desk.business_date + dt.timedelta(days=9))
    assert end_collector(later, people[1].id_number[-6:], "调离") == people[1]
    assert len(list_collectors(later)) == 2 and len(list_collectors(desk)) == 3
    trail = str(desk.store.rows("SELECT subject, detail FROM audit"))
    assert "王芳" not in trail and not any(each.id_number[-6:] in trail for each in people)
    register_collectors(later, people)
    assert len(list_collectors(later)) == 3
