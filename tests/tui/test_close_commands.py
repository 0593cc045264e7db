"""``close-day`` and ``remote`` as a script calls them."""

from pathlib import Path

import openpyxl
import pytest

from models.base.text import width
from tests.making import made_up_number
from tests.tui.calling import Caller

_SLIP = ("--terminal", "12345678", "--batch", "000001", "--trace", "000123")
_POS = "12345678/000001=250"


@pytest.fixture
def worked(station: Caller, tmp_path: Path) -> Caller:
    """One family paid 250 in cash, one 250 by card."""
    path = tmp_path / "花名册.csv"
    rows = "\n".join(
        f"青山村,000{n},张三,{made_up_number('1980-05-06')}" for n in (1, 2)
    )  # fmt: skip
    path.write_text(f"村(社区),户编号,姓名,证件号码\n{rows}", encoding="utf-8")
    assert station("import", "roster", str(path)).status == 0
    cash = ("--channel", "cash", "--levy-list", "ZJ1", "--voucher", "0001")
    assert station("pay", "0001", "--insurance", "medical", *cash).status == 0
    pos = ("--channel", "pos", *_SLIP)
    assert station("pay", "0002", "--insurance", "medical", *pos).status == 0
    return station


def test_a_day_that_agrees_prints_its_slip(worked: Caller) -> None:
    done = worked("close-day", "--station", "--cash", "250", "--pos", _POS)
    assert done.status == 0
    lines = done.out.splitlines()
    assert max(map(width, lines)) <= 80
    assert any(line.startswith("库存现金") and line.split()[1:] == ["-", "250.00", "250.00", "0.00"]
               for line in lines)  # fmt: skip
    assert any("终端 12345678 批次 000001" in line for line in lines)
    head = next(line for line in lines if line.startswith("台账链头"))
    assert worked("check", "--against", head.split("：")[1].split("（")[0]).status == 0


def test_a_difference_needs_a_reason(worked: Caller) -> None:
    refused = worked("close-day", "--cash", "249", "--json")
    assert refused.status == 1 and refused.json["refused"]["code"] == "day_differs"
    done = worked("close-day", "--cash", "249", "--reason", "找零差错", "--json")
    assert done.status == 0
    assert (done.json["expected_fen"], done.json["difference_fen"]) == (25000, -100)
    assert done.json["replayed"] is False
    again = worked("close-day", "--cash", "249", "--reason", "找零差错", "--json")
    assert again.json["replayed"]
    assert "找零差错" in worked("close-day", "--list").out
    assert worked("close-day", "--list", "--json").json["closes"][0]["number"] == 1


def test_the_slip_is_a_workbook_too(worked: Caller, tmp_path: Path) -> None:
    folder = tmp_path / "单据"
    folder.mkdir()
    words = ("close-day", "--station", "--cash", "250", "--pos", _POS, "--xlsx", str(folder))
    assert worked(*words).status == 0
    [path] = folder.iterdir()
    assert path.name == "全站日结00001-上岭桥镇-2019-11-14.xlsx"
    [sheet] = openpyxl.load_workbook(path)
    assert sheet["A1"].value == "上岭桥镇劳动保障站全站日结单"
    shown = worked("close-day", "--show", "1", "--csv", str(folder))
    assert shown.status == 0 and len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), 2),
        (("--cash", "-1"), 2),
        (("--cash", "250", "--station"), 1),
        (("--cash", "250", "--pos", "12345678=250"), 2),
        (("--cash", "250", "--pos", "1234567/000001=250"), 2),
        (("--cash", "250", "--pos", "12345678/000001=x"), 2),
        (("--show", "7"), 2),
    ],
)
def test_what_is_wrong_is_one_line(worked: Caller, words: tuple[str, ...], status: int) -> None:
    answer = worked("close-day", *words)
    assert answer.status == status and answer.error.count("\n") == 1
    assert worked("close-day", "--list", "--json").json["closes"] == []


def test_a_remote_village_is_marked_and_listed(worked: Caller) -> None:
    assert worked("remote").out == "没有登记偏远村\n"
    assert "青山村  2019-11-14 起是偏远村  3号" in worked("remote", "青山村", "--paper", "3号").out
    assert worked("remote", "青山村", "--paper", "4号", "--end").status == 0
    assert [each["is_remote"] for each in worked("remote", "--json").json["marks"]] == [True, False]
    assert worked("remote", "青山村").status == 2
