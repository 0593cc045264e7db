"""The lists and ``contact`` as a script calls them; what is wrong is one line."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from models.base.text import width
from tests.making import in_csv, made_up_number
from tests.tui.calling import Caller

_LISTS = ("dunning", "not-renewed", "roster", "ledger", "unpaid-hardship")
_ROSTER = """村(社区),户编号,姓名,证件号码,与户主关系,手机号码,人员类别,参保情况
青山村,0010,张三,{},户主,13900000001,低保,
青山村,0010,李四,{},配偶,,,
青山村,0002,𬱖䶮,{},户主,13900000003,,
绿水村,0003,-李-,{},户主,,建档立卡,
绿水村,0003,热依汗古丽·阿不都热合曼,{},配偶,,,职工医保
"""


@pytest.fixture
def families(station: Caller, tmp_path: Path) -> Caller:
    """Three families, of which one has paid for the medical insurance."""
    path = tmp_path / "花名册.csv"
    numbers = [made_up_number("1980-05-06") for _ in range(5)]
    path.write_text(_ROSTER.format(*numbers), encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    rows = "".join(f"{in_csv(each)},已缴\n" for each in numbers)
    path.write_text(f"证件号码,2019医保\n{rows}", encoding="utf-8")
    assert station("import", "enrolment", str(path)).status == 0
    slip = ("--terminal", "12345678", "--batch", "000001", "--trace", "000123")
    assert station("pay", "0002", "--insurance", "medical", *slip).status == 0
    return station


def test_a_contact_is_recorded_listed_and_in_the_history(families: Caller) -> None:
    done = families(
        "contact", "0010", "--how", "电话", "--result", "愿缴", "--promise", "2019-11-20"
    )
    assert done.out == "已登记联系：0010 户  2019-11-14  电话  愿缴，约 2019-11-20\n"
    assert families("contact", "0010", "--how", "上门", "--result", "无人").status == 0
    listed = families("contact", "0010", "--list").out.splitlines()
    assert listed == ["2019-11-14  上门  无人", "2019-11-14  电话  愿缴，约 2019-11-20"]
    document = families("contact", "0010", "--list", "--json").json
    assert [each["result"] for each in document["contacts"]] == ["无人", "愿缴"]
    assert "催缴  上门  无人" in families("history", "0010").out
    assert "还没有联系记录" in families("contact", "0002", "--list").out
    assert families("check").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("contact", "9999", "--how", "电话", "--result", "愿缴"),
        ("contact", "0010"),
        ("contact", "0010", "--how", "电话"),
        ("contact", "0010", "--how", " ", "--result", "愿缴"),
        ("contact", "0010", "--how", "电话", "--result", "愿缴", "--promise", "2019-11-13"),
        ("contact", "0010", "--how", "电话", "--result", "愿缴", "--promise", "2019-13-01"),
        ("contact", "0010", "--list", "--how", "电话"),
        ("report", "dunning", "--village", "黑山村"),
        ("report", "roster", "--insurance", "critical_illness"),
        ("report", "ledger", "2019-11-H1", "--from", "2019-11-01"),
        ("report", "ledger", "2019-11-H3"),
        ("report", "ledger", "--from", "2019-11-15"),
        ("report", "unpaid-hardship", "--xlsx", "名单.txt"),
    ],
)
def test_what_is_wrong_is_one_line_in_chinese(families: Caller, words: tuple[str, ...]) -> None:
    answer = families(*words)
    assert answer.status == 2 and answer.error.count("\n") == 1 and not answer.out
    assert any("\u4e00" <= character <= "\u9fff" for character in answer.error)


@pytest.mark.parametrize("name", _LISTS)
def test_every_list_comes_as_text_xlsx_csv_and_json(
    families: Caller, name: str, tmp_path: Path
) -> None:
    text = families("report", name)
    assert text.status == 0 and text.out.startswith("上岭桥镇")
    files = ("--xlsx", str(tmp_path), "--csv", str(tmp_path / "a.csv"))
    written = families("report", name, *files)
    assert written.status == 0 and written.out.count("已写入") == 2
    (workbook,) = tmp_path.glob("*-上岭桥镇-2019-11-14.xlsx")
    sheet = openpyxl.load_workbook(workbook).active
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    document = families("report", name, "--json").json
    assert len(rows) == len(document["rows"]) + 2 and document["rows"]
    on_paper = [cell.value for cell in sheet[3]]  # a dunning list has columns for the answers
    assert on_paper[: len(rows[0])] == rows[0] and on_paper[len(rows[0]) :] == (
        ["催缴结果", "催缴方式", "约定日期", "催缴备注"] if name == "dunning" else []
    )
    assert families("report", name, *files).status == 2  # nothing is written over
    assert families("report", name, *files, "--overwrite").status == 0


def test_the_dunning_list_of_one_village_and_insurance(families: Caller) -> None:
    families("contact", "0010", "--how", "微信", "--result", "外出")
    told = families("report", "dunning", "--village", "青山村", "--insurance", "medical")
    table = [line for line in told.out.splitlines() if line.startswith("青山村  ")]
    assert len(table) == 1 and "张三、李四" in table[0] and "13900000001" in table[0]
    assert "微信" in table[0] and "外出" in table[0] and "500.00" in table[0]
    (row,) = families(
        "report", "dunning", "--village", "绿水村", "--insurance", "medical", "--json"
    ).json["rows"]
    assert row["people_names"] == "-李-" and row["due_fen"] == 12500 and row["people"] == 1
    assert row["contacted_on"] is None


def test_a_list_of_a_past_day_shows_who_was_unpaid_then(families: Caller) -> None:
    def unpaid(*when: str) -> set[str]:
        words = ("report", "dunning", "--insurance", "medical", "--json", *when)
        return {row["household"] for row in families(*words).json["rows"]}

    assert unpaid() == {"0010", "0003"}
    assert unpaid("--on", "2019-11-13") == {"0010", "0003", "0002"}
    note = "户、村和户成员没有变更记录的，按现在的花名册"
    assert note in families("report", "dunning", "--on", "2019-11-13").out
    entered = [
        len(families("report", "roster", "--json", "--on", day).json["rows"])
        for day in ("2019-11-13", "2019-11-14")
    ]
    assert entered == [0, 1]


def test_the_ledger_of_a_half_month(families: Caller) -> None:
    lines = families("report", "ledger", "2019-11上", "--json").json
    assert [row["amount_fen"] for row in lines["rows"]] == [25000]
    assert lines["total"]["amount_fen"] == 25000 and len(lines["rows"][0]["id_number"]) == 18
    assert families("report", "ledger", "2019-11-H2", "--json").json["rows"] == []


def test_the_hardship_list_has_two_parts_and_masks_numbers(families: Caller) -> None:
    document = families("report", "unpaid-hardship", "--insurance", "medical", "--json").json
    told = [(row["state"], row["name"], row["reason"]) for row in document["rows"]]
    assert told == [("应参保", "张三", "未联系"), ("应参保", "-李-", "未联系")]
    assert "********" in json.dumps(document, ensure_ascii=False)


def test_the_table_stays_aligned_whatever_the_names(families: Caller) -> None:
    out = families("report", "roster").out.splitlines()
    table = out[3:7]
    assert len({width(line) for line in table}) == 1 and any("𬱖䶮" in line for line in table)
