"""``report settlement``, ``agency-fee`` and the collectors as a script calls them."""

from pathlib import Path

import openpyxl
import pytest

from models.base.text import mask_id
from tests.bureau.self_paid.making import paid_csv
from tests.making import in_csv, made_up_number
from tests.tui.calling import Caller


@pytest.fixture
def worked(laobao: Caller, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """A street whose notice gives a fee; one person paid in cash."""
    station = Caller(capsys, "--store", str(tmp_path / "s.db"), "--on", "2020-11-02")
    assert station("init", "--notice", "weidong-2020", "--township", "东环路街道").status == 0
    path = tmp_path / "花名册.csv"
    path.write_text(
        f"村(社区),户编号,姓名,证件号码\n青山村,0001,张三,{made_up_number('1980-05-06')}",
        encoding="utf-8",
    )
    assert station("import", "roster", str(path)).status == 0
    cash = ("--channel", "cash", "--levy-list", "ZJ1", "--voucher", "0001")
    assert station("pay", "0001", "--insurance", "medical", *cash).status == 0
    return station


def test_the_settlement_in_every_form(worked: Caller, tmp_path: Path) -> None:
    text = worked("report", "settlement", "2020-11").out
    assert "票款结报表" in text and "资金结存表" in text and "缴存明细表" in text
    lists = worked("report", "settlement", "2020-11", "--json").json["lists"]
    assert lists[0]["total"]["net_fen"] == 28000 == lists[1]["rows"][0]["closing_fen"]
    book = tmp_path / "a.xlsx"
    assert worked("report", "settlement", "2020-11-H1", "--xlsx", str(book)).status == 0
    assert openpyxl.load_workbook(book).sheetnames == ["票款结报", "资金结存", "缴存明细"]
    folder = tmp_path / "表"
    folder.mkdir()
    assert worked("report", "settlement", "2020-11", "--csv", str(folder)).status == 0
    assert len(list(folder.iterdir())) == 3
    refused = worked("report", "settlement", "2020-11", "--csv", str(tmp_path / "a.csv"))
    assert refused.status == 2 and "文件夹" in refused.error
    assert "本期还没有结束" in text


def test_what_people_paid_by_themselves_is_a_sheet_of_its_own(
    worked: Caller, tmp_path: Path
) -> None:
    number = made_up_number("1990-01-01")
    roster = tmp_path / "新.csv"
    roster.write_text(f"村(社区),户编号,姓名,证件号码\n青山村,0002,李四,{number}", encoding="utf-8")
    paid = paid_csv(tmp_path, f"李四,{number},城乡居民医疗保险,2020,280,支付宝,2020-11-01,T1")
    assert worked("import", "roster", str(roster)).status == 0
    assert worked("import", "paid", str(paid)).status == 0
    lists = worked("report", "settlement", "2020-11", "--json").json["lists"]
    assert lists[0]["total"]["net_fen"] == 28000
    assert lists[-1]["title"].endswith("自行缴费表") and lists[-1]["total"]["net_fen"] == 28000
    book = tmp_path / "a.xlsx"
    assert worked("report", "settlement", "2020-11", "--xlsx", str(book)).status == 0
    assert openpyxl.load_workbook(book).sheetnames[-1] == "自行缴费"


def test_the_agency_fee(station: Caller, worked: Caller, tmp_path: Path) -> None:
    assert worked("report", "agency-fee", "2020-11", "--json").json["total"]["fee_fen"] == 100
    assert "每人次 1.00 元" in worked("report", "agency-fee", "2020-11-H1").out
    book, table = tmp_path / "a.xlsx", tmp_path / "a.csv"
    assert worked("report", "agency-fee", "2020-11", "--xlsx", str(book)).status == 0
    assert [cell.value for cell in openpyxl.load_workbook(book).active[4]][1:] == [
        "青山村",
        1,
        0,
        1,
        1,
    ]
    assert worked("report", "agency-fee", "2020-11", "--csv", str(table)).status == 0
    assert "代征人员,村(社区),代征人次" in table.read_text(encoding="utf-8-sig")
    refused = station("report", "agency-fee", "2019-11", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "no_agency_fee"
    assert station("report", "agency-fee", "2019-11").error.count("\n") == 1


def test_the_collectors(worked: Caller, tmp_path: Path) -> None:
    path = tmp_path / "登记表.csv"
    number = made_up_number()
    path.write_text(
        f"代征点名称,代征人员姓名,身份证号\n东村网点,王芳,{number}\n东村网点,李娜,1", "utf-8"
    )
    done = worked("import", "collectors", str(path))
    assert done.status == 0 and "新登记 1 人" in done.out and "拒绝 1 行" in done.out
    assert worked("import", "collectors", str(path), "--json").json["registered"]["unchanged"] == 1
    listed = worked("report", "collectors").out
    assert mask_id(number) in listed and number not in listed
    assert number not in done.out
    book, table = tmp_path / "a.xlsx", tmp_path / "a.csv"
    assert worked("report", "collectors", "--xlsx", str(book)).status == 0
    assert openpyxl.load_workbook(book).active["D4"].value == number
    assert worked("report", "collectors", "--csv", str(table)).status == 0
    assert in_csv(number) in table.read_text(encoding="utf-8-sig")
    ended = worked("collector", "end", "王芳", "--reason", "调离")
    assert ended.status == 0 and number not in ended.out
    assert worked("report", "collectors", "--json").json["rows"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("report", "settlement", "2020-13"),
        ("report", "agency-fee", "十一月"),
        ("report", "settlement"),
        ("collector", "end", "王芳", "--reason", "调离"),
        ("collector", "end", "王芳"),
        ("import", "collectors", "没有.xlsx"),
    ],
)
def test_what_is_wrong_is_one_line(worked: Caller, words: tuple[str, ...]) -> None:
    answer = worked(*words)
    assert answer.status == 2 and answer.error.count("\n") == 1
