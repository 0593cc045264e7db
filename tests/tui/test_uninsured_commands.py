"""``import uninsured`` and ``uninsured`` as a script calls them: in, out, back, and on."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.base.text import mask_id
from tests.making import fixed_number, in_csv
from tests.people.uninsured.making import column, edited, fill
from tests.tui.calling import Caller

_NAMES = ("王大山", "李秀英", "王小燕", "张外来")
_NUMBERS = tuple(fixed_number("1980-05-06", 800 + at) for at in range(4))
_VILLAGES = ("青山村", "青山村", "白塘村")


@pytest.fixture
def township(station: Caller, tmp_path: Path) -> Caller:
    """Three people of two villages, and a list of the province that names a fourth."""
    rows = [
        f"{village},000{at},{name},{in_csv(number)},{'在校学生' if at == 1 else ''}"
        for at, (village, name, number) in enumerate(
            zip(_VILLAGES, _NAMES, _NUMBERS, strict=False), 1
        )
    ]
    roster = tmp_path / "花名册.csv"
    roster.write_text("\n".join(["村,户编号,姓名,证件号码,参保情况", *rows]), "utf-8")
    answer = station("import", "roster", str(roster), "--json")
    assert answer.json["people"] == 3
    lines = [f"{at},{name},{in_csv(number)},,甲{at}" for at, (name, number) in
             enumerate(zip(_NAMES, _NUMBERS, strict=True), 1)]  # fmt: skip
    sent = tmp_path / "下发.csv"
    sent.write_text("\n".join(["序号,姓名,公民身份号码,核查结果,批次", *lines]), "utf-8")
    return station


def _import(township: Caller, folder: Path, *words: str) -> Any:
    words = ("import", "uninsured", str(folder / "下发.csv"), "--sender", "省下发数据", *words)
    answer = township(*words)
    assert answer.status == 0, answer.error
    return answer


def test_a_preview_says_what_is_then_done_and_does_nothing(
    township: Caller, tmp_path: Path
) -> None:
    preview = _import(township, tmp_path, "--preview", "--json").json
    assert township("uninsured", "list").status == 2
    done = _import(township, tmp_path, "--json").json
    assert preview.pop("preview") and not done.pop("preview")
    assert preview == done
    assert done["received"]["labels"] == {"在校": 1, "名册未缴": 2, "不在名册": 1}
    assert done["answer_column"] == "核查结果"
    lines = _import(township, tmp_path).out
    assert "以前导入过，没有改变" in lines and "村不明 1 人" in lines
    assert township("check").status == 0


def test_out_back_and_on_to_the_sender(township: Caller, tmp_path: Path) -> None:
    _import(township, tmp_path)
    done = township("uninsured", "accept", "--label", "在校", "--json").json
    assert done == {"reason": "在校", "people": 1}
    out = tmp_path / "out"
    asked = township("uninsured", "export", str(out), "--json").json
    assert asked["people"] == 3
    assert {each["village"]: each["people"] for each in asked["villages"]} == {
        "青山村": 1, "白塘村": 1, "村不明": 1,
    }  # fmt: skip
    (book,) = out.glob("*青山村*")
    edited(book, lambda sheet, head: fill(sheet, "李秀英", "在深圳，单位买了职工医保"))
    (other,) = out.glob("*白塘村*")
    edited(other, lambda sheet, head: fill(sheet, "王小燕", "说不清"))
    again = township("uninsured", "export", str(out))
    assert again.status == 2 and "不覆盖" in again.error

    preview = township("uninsured", "answers", str(out), "--preview", "--json").json
    taken = township("uninsured", "answers", str(out), "--json").json
    assert preview == taken
    assert [each["answered"] for each in taken["files"]] == [0, 0, 1]
    (unclear,) = taken["unclear"]
    assert unclear["name"] == "王小燕" and "说不清" in unclear["said"][0]
    repeated = township("uninsured", "answers", str(out)).out
    assert repeated.count("以前收过，没有改变") == 3

    key = str(unclear["key"])
    assert "不认识" in township("uninsured", "accept", "--key", key, "--reason", "说不清").error
    assert township("uninsured", "accept", "--key", key, "--reason", "拒绝").status == 0
    people = township("uninsured", "list", "--people", "--json").json["rows"]
    assert {each["name"]: each["reason"] for each in people} == {
        "王大山": "在校", "李秀英": "职工", "王小燕": "拒参", "张外来": None,
    }  # fmt: skip
    assert all("*" in each["id_number"] for each in people)

    carried = township("uninsured", "carry", "--json").json
    assert carried["cases"] == ["青山村 0002 户 李秀英 职工医保"] and carried["statuses"] == []
    family = township("family", "0003", "--json").json
    assert [(each["name"], each["reason"]) for each in family["uninsured"]] == [("王小燕", "拒参")]
    assert "未参保核查：王小燕 拒参" in township("family", "0003").out

    back = tmp_path / "报回.xlsx"
    told = township("uninsured", "report", str(back), "--json").json
    assert (told["answered"], told["unanswered"], told["own"]) == (3, 1, 0)
    rows = list(openpyxl.load_workbook(back).active.values)
    assert rows[0] == ("序号", "姓名", "公民身份号码", "核查结果", "批次")
    assert [row[3] or "" for row in rows[1:]] == ["在校", "职工", "拒参", ""]
    assert [row[2] for row in rows[1:]] == list(_NUMBERS)
    assert township("uninsured", "report", str(back)).status == 2

    figures = township("report", "uninsured", "--json").json
    assert figures["total"]["people"] == 4 and figures["total"]["settled"] == 3
    assert township("check").status == 0
    trail = township("audit").out
    for title in ("导入未参保名单", "下发未参保核查表", "登记未参保答复"):
        assert title in trail


def test_what_is_wrong_is_one_line(township: Caller, tmp_path: Path) -> None:
    for words, said in (
        (("uninsured", "list"), "还没有未参保名单"),
        (("uninsured", "export", str(tmp_path / "a")), "还没有未参保名单"),
        (("uninsured", "accept", "--label", "在校", "--key", "1"), "只写一样"),
        (("import", "uninsured", str(tmp_path / "没有.csv"), "--sender", "省"), "找不到文件"),
        (("import", "uninsured", str(tmp_path / "下发.csv"), "--sender", "省", "--year", "1999"),
         "1999 年度不在"),
        (("import", "uninsured", str(tmp_path / "下发.csv"), "--sender", "省", "--column", "没有"),
         "没有“没有”这一列"),
    ):  # fmt: skip
        answer = township(*words)
        assert answer.status == 2 and said in answer.error, (words, answer.error)
        assert len(answer.error.splitlines()) == 1 and not answer.out
    _import(township, tmp_path)
    empty = township("uninsured", "answers", str(tmp_path / "下发.csv"))
    assert empty.status == 2 and "还没有向各村下发" in empty.error


def test_the_workbook_of_a_village_shows_no_whole_number(township: Caller, tmp_path: Path) -> None:
    _import(township, tmp_path)
    township("uninsured", "export", str(tmp_path / "out"), "--village", "白塘村")
    (book,) = (tmp_path / "out").iterdir()
    sheet = openpyxl.load_workbook(book).active
    assert sheet.cell(4, column(sheet, "证件号码")).value == mask_id(_NUMBERS[2])
