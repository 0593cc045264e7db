"""The posted list as a page to hang up: masked, on A4 upright, with room for the stamp."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.errors import BadInput
from models.bureau.public_posting.postings import PostedList
from models.station.desk import Desk
from reports.public_posting.text import posting_text
from reports.public_posting.workbook import write_posting_workbook
from tests.bureau.public_posting.making import UNTIL, post
from tests.making import person, register_people


@pytest.fixture
def listed(sqlite_desk: Desk) -> PostedList:
    """Forty people of 低保 in a village of 上岭桥镇; one name looks like a formula."""
    names = ["=1+1", *(f"曾{'一二三四五六七八九十'[n % 10]}" for n in range(39))]
    register_people(
        sqlite_desk,
        *(person(name, household=f"{n:04d}", categories=("低保",)) for n, name in enumerate(names)),
    )
    return post(sqlite_desk, until=UNTIL, place="村务公开栏").listed


def _sheet(listed: PostedList, folder: Path) -> Any:
    write_posting_workbook(listed, "上岭桥镇", folder / "p.xlsx")
    return openpyxl.load_workbook(folder / "p.xlsx")["公示名单"]


def test_the_page_holds_name_masked_number_category_and_amount(listed: PostedList, tmp_path: Path):
    sheet = _sheet(listed, tmp_path)
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "青山村低保资助对象公示名单"
    assert rows[3] == ("序号", "姓名", "证件号码", "类别", "资助金额（元）")
    for number, (row, each) in enumerate(zip(rows[4:44], listed.lines, strict=True), 1):
        masked = each.id_number[:6] + "********" + each.id_number[-4:]
        assert row == (number, each.name, masked, "低保", 75)
    assert (rows[44][0], rows[44][4]) == ("合计 40 人", 3000)


def test_no_whole_number_stands_anywhere(listed: PostedList, tmp_path: Path):
    texts = [str(cell.value) for row in _sheet(listed, tmp_path).iter_rows() for cell in row]
    texts += posting_text(listed, "上岭桥镇", UNTIL).splitlines()
    for each in listed.lines:
        assert not any(each.id_number in text or each.id_number[6:14] in text for text in texts)


def test_typed_text_is_never_a_formula(listed: PostedList, tmp_path: Path):
    cells = [cell for row in _sheet(listed, tmp_path).iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}


def test_the_page_is_upright_a4_with_period_telephone_and_stamp(listed: PostedList, tmp_path: Path):
    sheet = _sheet(listed, tmp_path)
    assert sheet.page_setup.orientation == "portrait" and str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$1:$4" and sheet.print_area
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for words in ("公示期：2019年11月14日至2020年11月16日", "村务公开栏", "监督电话：____", "盖章"):
        assert words in text


def test_an_existing_file_is_kept(listed: PostedList, tmp_path: Path):
    _sheet(listed, tmp_path)
    with pytest.raises(BadInput, match="已存在"):
        write_posting_workbook(listed, "上岭桥镇", tmp_path / "p.xlsx")


def test_the_heading_of_a_long_village_is_not_cut_off(sqlite_desk: Desk, tmp_path: Path):
    village = "永州市冷水滩区上岭桥镇青山绿水第一联合股份经济合作社区"
    register_people(sqlite_desk, person("张三", village=village, categories=("低保",)))
    sheet = _sheet(post(sqlite_desk, village, until=UNTIL).listed, tmp_path)
    assert sheet["A1"].value.startswith(village) and sheet["A1"].alignment.shrink_to_fit
