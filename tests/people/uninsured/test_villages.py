"""800 names out to 34 villages and back, with every mistake a cadre makes: exact counts."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.errors import BadInput
from models.base.text import mask_id
from models.people.roster import RosterPerson
from models.people.uninsured.ask import Asking, ask_villages
from models.people.uninsured.read import read_roll
from models.people.uninsured.take_back import TakenBack, take_back
from models.people.uninsured.values import NOWHERE, Roll
from models.station.desk import Desk
from reports.uninsured.folder import write_village_workbooks
from seed.uninsured_answers import read_returned, returned_paths
from tests.making import made_up_number, person, register_people
from tests.people.uninsured.making import (
    column,
    edited,
    fill,
    named,
    police_rows,
    receive,
    row_of,
    sent_file,
    villagers,
)

_VILLAGES = [f"{first}{second}村" for first in "青白红" for second in "山塘桥坪湾岭田冲井坝源洞"][
    :34
]


def ask(desk: Desk, folder: Path, village: str = "") -> tuple[Asking, ...]:
    def write(roll: Roll, askings: Sequence[Asking]) -> list[str]:
        return write_village_workbooks(roll, askings, desk.township, desk.business_date, folder)

    return ask_villages(desk, write, village)


def take(desk: Desk, *paths: Path) -> TakenBack:
    return take_back(desk, [read_returned(path) for path in returned_paths(paths)])


def book_of(folder: Path, village: str) -> Path:
    (path,) = folder.glob(f"未参保核查表-*-{village}.xlsx")
    return path


@pytest.fixture
def out(desk: Desk, tmp_path: Path) -> Path:
    """34 villages with 23 of their people listed, 8 strangers with an address, 10 without."""
    people = [each for village in _VILLAGES for each in villagers(village, 23)]
    register_people(desk, *people)
    strangers = [person(f"外{each}", village=_VILLAGES[0]) for each in "甲乙丙丁戊己庚辛"]
    lost = [person(f"迷{each}", village="蔡市镇石头村") for each in "甲乙丙丁戊己庚辛壬癸"]
    rows = police_rows([*people, *strangers, *lost])
    assert len(rows) == 800
    for row in rows[-10:]:
        row[3] = "蔡市镇石头村2组"
    brought = receive(desk, sent_file(tmp_path, rows)).received
    assert (brought.rows, brought.people, brought.nowhere) == (800, 800, 10)
    assert brought.labels == {"名册未缴": 782, "不在名册": 18}
    folder = tmp_path / "下发"
    askings = ask(desk, folder)
    assert len(askings) == 35 and sum(len(each.people) for each in askings) == 800
    assert {each.village: len(each.people) for each in askings} == {
        **dict.fromkeys(_VILLAGES, 23), _VILLAGES[0]: 31, NOWHERE: 10,
    }  # fmt: skip
    assert len(list(folder.iterdir())) == 35
    return folder


@pytest.mark.slow
def test_every_mistake_is_counted_and_nothing_is_lost(desk: Desk, out: Path) -> None:
    first, second, third, fourth, fifth, sixth, *others = _VILLAGES
    for village in others:  # 28 villages that answer all as they should
        edited(book_of(out, village), lambda sheet, head: _fill_all(sheet, head, "在校"))
    edited(book_of(out, first), _deletes_five_rows)
    edited(book_of(out, second), _adds_three_rows)
    _moves_and_renames_columns(book_of(out, third))
    edited(book_of(out, fourth), _writes_freely)
    edited(book_of(out, fifth), _answers_one_person_twice)
    in_other = named(desk, "青山零零")  # is of the first village; its own file says 在校
    edited(book_of(out, sixth), lambda sheet, head: _adds_anothers(sheet, head, in_other.id_number))

    before = _counts(desk)
    came_back = [read_returned(path) for path in returned_paths([out])]
    preview = take_back(desk, came_back, is_rehearsal=True)
    assert _counts(desk) == before
    taken = take_back(desk, came_back)
    assert taken == preview

    files = {each.village: each for each in taken.files}
    for village in others:
        each = files[village]
        assert (each.answered, each.unanswered, each.deleted, each.added) == (23, 0, (), ())
    one = files[first]
    assert len(one.deleted) == 5 and one.answered == 25 and one.conflicting == 1
    assert one.unanswered == 0 and one.rows == 26
    two = files[second]
    assert two.answered == 23 and two.added == ("新来甲", "新来乙", "新来丙")
    three = files[third]
    assert (three.answered, three.unanswered) == (20, 3)
    four = files[fourth]
    assert (four.answered, four.unclear, four.unanswered) == (5, 4, 14)
    five = files[fifth]
    assert (five.answered, five.conflicting, five.unanswered) == (1, 1, 21)
    six = files[sixth]
    assert (six.answered, six.others, six.unanswered, six.added) == (0, 1, 23, ())
    nobody = files[NOWHERE]
    assert (nobody.answered, nobody.unanswered) == (0, 10)
    for each in taken.files:  # everybody asked about is in one figure
        asked = 31 if each.village == first else 10 if each.village == NOWHERE else 23
        figures = each.answered + each.unchanged + each.unanswered + each.conflicting + each.unclear
        assert figures + len(each.deleted) == asked, each.village

    assert {each.name for each in taken.conflicts} == {in_other.name, f"{fifth[:2]}零零"}
    assert len(taken.unclear) == 4
    roll = read_roll(desk)
    states = Counter(each.standing.state for each in roll.people)
    answered = 28 * 23 + 25 + 23 + 20 + 5 + 1
    assert states == {
        "answered": answered, "conflict": 2, "unclear": 4, "none": 800 - answered - 6,
    }  # fmt: skip
    assert len(roll.added) == 3

    again = take(desk, out)
    assert all(each.is_known for each in again.files)
    assert read_roll(desk) == roll
    # Saved anew under another name it is the same file: what counts is what it says.
    copy = edited(book_of(out, others[0]), lambda sheet, head: None, out.parent / "再交.xlsx")
    assert take(desk, copy).files[0].is_known


def _counts(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.store.rows(
        "SELECT (SELECT count(*) FROM uninsured_answer), (SELECT count(*) FROM audit)"
    )


def _rows(sheet: Any, head: int) -> list[int]:
    at = column(sheet, "行标识", head)
    return [row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, at).value]


def _fill_all(sheet: Any, head: int, said: str, count: int | None = None) -> None:
    for row in _rows(sheet, head)[:count]:
        sheet.cell(row, column(sheet, "未参保原因", head), said)


def _deletes_five_rows(sheet: Any, head: int) -> None:
    _fill_all(sheet, head, "在校")
    for row in sorted(_rows(sheet, head)[-5:], reverse=True):
        sheet.delete_rows(row)


def _adds_three_rows(sheet: Any, head: int) -> None:
    _fill_all(sheet, head, "职工")
    last = _rows(sheet, head)[-1]
    for at, (name, said) in enumerate((("新来甲", "在校"), ("新来乙", ""), ("新来丙", "打工")), 1):
        sheet.cell(last + at, column(sheet, "姓名", head), name)
        sheet.cell(last + at, column(sheet, "未参保原因", head), said)
    # The key was filled down with the row above it.
    key = column(sheet, "行标识", head)
    sheet.cell(last + 1, key, sheet.cell(last, key).value)
    sheet.cell(last + 3, column(sheet, "证件号码", head), made_up_number())


def _moves_and_renames_columns(path: Path) -> None:
    """The reason first, under another name; a column of his own; three left empty; no key."""
    edited(path, lambda sheet, head: _fill_all(sheet, head, "服役", 20))
    lines = [list(row) for row in openpyxl.load_workbook(path).active.values]
    reason, key = lines[2].index("未参保原因"), lines[2].index("行标识")
    book = openpyxl.Workbook()
    for line in lines[:2]:
        book.active.append(line)
    for line in lines[2:]:
        rest = [cell for at, cell in enumerate(line) if at not in (reason, key)]
        book.active.append([line[reason], *rest, "张组长"])
    book.active["A3"], book.active.cell(3, len(lines[2])).value = "村里核实的原因", "组长"
    book.save(path)


def _writes_freely(sheet: Any, head: int) -> None:
    village = str(sheet.cell(head + 1, column(sheet, "姓名", head)).value)[:2]
    for at, said in enumerate((
        "在长沙读大学", "已买职工医保", " 死 了 ", "当兵去了。", "在广东打工，厂里买了",
        # and what nobody can be sure of
        "父亲去世在家", "原来在校，现在毕业了", "不清楚", "在校或者职工",
    )):  # fmt: skip
        fill(sheet, f"{village}零{'零一二三四五六七八'[at]}", said)


def _answers_one_person_twice(sheet: Any, head: int) -> None:
    village = str(sheet.cell(head + 1, column(sheet, "姓名", head)).value)[:2]
    fill(sheet, f"{village}零零", "在校")
    fill(sheet, f"{village}零一", "迁出")
    row = row_of(sheet, f"{village}零零")
    last = _rows(sheet, head)[-1] + 1
    for at in range(1, sheet.max_column + 1):
        sheet.cell(last, at, sheet.cell(row, at).value)
    sheet.cell(last, column(sheet, "未参保原因", head), "拒参")


def _adds_anothers(sheet: Any, head: int, id_number: str) -> None:
    last = _rows(sheet, head)[-1] + 1
    sheet.cell(last, column(sheet, "姓名", head), "青山零零")
    sheet.cell(last, column(sheet, "证件号码", head), id_number)
    sheet.cell(last, column(sheet, "未参保原因", head), "异地")


def test_a_workbook_is_locked_but_for_the_answers_which_are_chosen_from_a_list(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    people: list[RosterPerson] = villagers("青山村", 3)
    register_people(sqlite_desk, *people)
    receive(sqlite_desk, sent_file(tmp_path, police_rows(people)))
    ask(sqlite_desk, tmp_path / "out")
    book = openpyxl.load_workbook(book_of(tmp_path / "out", "青山村"))
    sheet = book.active
    assert sheet["A1"].value == "上岭桥镇青山村未参保人员核查表"
    assert "日期：2019-11-14" in sheet["A2"].value and "共 3 人" in sheet["A2"].value
    assert sheet.protection.sheet
    reason, key = column(sheet, "未参保原因"), column(sheet, "行标识")
    for row in (4, 5, 6, 7, 16):
        assert not sheet.cell(row, reason).protection.locked
        assert sheet.cell(row, column(sheet, "姓名")).protection.locked is (row < 7)
    (choice,) = sheet.data_validations.dataValidation
    letter = sheet.cell(3, reason).column_letter
    assert choice.type == "list" and f"{letter}4:{letter}16" in str(choice.sqref)
    assert "在校" in choice.formula1 and "拒参" in choice.formula1
    assert sheet.column_dimensions[sheet.cell(3, key).column_letter].hidden
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any(each.id_number in text for each in people for text in texts)
    assert mask_id(people[0].id_number) in texts
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$3" and "签名" in texts[-1]
    assert sheet.print_area.endswith(f"$I${sheet.max_row}")  # the key is not printed


def test_nothing_is_written_over_and_then_nobody_is_asked(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    people = villagers("青山村", 2) + villagers("白塘村", 2, 100)
    register_people(sqlite_desk, *people)
    receive(sqlite_desk, sent_file(tmp_path, police_rows(people)))
    out = tmp_path / "out"
    ask(sqlite_desk, out, "白塘村")
    with pytest.raises(BadInput, match="已有 1 份同名的核查表"):
        ask(sqlite_desk, out)
    assert len(list(out.iterdir())) == 1
    assert [each.asked for each in read_roll(sqlite_desk).people][:2] == [(), ()]
    with pytest.raises(BadInput, match="本站没有“石头村”"):
        ask(sqlite_desk, out, "石头村")


def test_a_file_of_nobody_is_refused_and_a_folder_without_files_too(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    people = villagers("青山村", 2)
    register_people(sqlite_desk, *people)
    receive(sqlite_desk, sent_file(tmp_path, police_rows(people)))
    ask(sqlite_desk, tmp_path / "out")
    strange = sent_file(tmp_path, [[1, "某某", made_up_number(), "", "在校", ""]], name="别的.xlsx")
    with pytest.raises(BadInput, match="认不出是哪个村的核查表"):
        take(sqlite_desk, strange)
    no_reason = sent_file(tmp_path, [["某某", ""]], ("姓名", "证件号码"), "没有.xlsx")
    with pytest.raises(BadInput, match="没有“未参保原因”这一列"):
        take(sqlite_desk, no_reason)
    (tmp_path / "空").mkdir()
    with pytest.raises(BadInput, match="里没有 xlsx"):
        take(sqlite_desk, tmp_path / "空")
