import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seed.grid_file import clean_cell
from seed.table_file import read_table
from tests.cases import for_each
from tests.seed.tables import COLUMNS, HEADER, PERSON, fault, text_file, xls, xlsx
from tests.soak import campaign, times

pytestmark = pytest.mark.usefixtures("begun_from_nothing")


@for_each(
    "value, text",
    [
        (5.0, "5"),
        (5, "5"),
        (0, "0"),
        (-0.0, "0"),
        (12.3, "12.3"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-1250.5, "-1250.5"),
        (13800138000.0, "13800138000"),
        (999999999999999.0, "999999999999999"),
        (431103195211090010.0, "431103195211090???"),
        (1e20, "100000000000000??????"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2019, 11, 1), "2019-11-01"),
        (dt.datetime.fromisoformat("2019-11-01"), "2019-11-01"),
        (dt.datetime.fromisoformat("2019-11-01T09:30"), "2019-11-01 09:30:00"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
        ("  张三\xa0", "张三"),
        ("　\u200b张 三\ufeff\n", "张 三"),
        ("'43110319521109001X", "43110319521109001X"),
        ("\t0012", "0012"),
        ('="0012"', "0012"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_cells_come_out_as_clean_text(value: object, text: str) -> None:
    assert clean_cell(value) == text


@given(st.integers(-(10**30), 10**30) | st.floats())
def test_a_number_never_has_an_exponent(value: object) -> None:
    text = clean_cell(float(value))  # type: ignore[arg-type]
    assert "e" not in text.lower()
    assert not text.endswith(".0")


VALUES = ["下河村", "李四", 431103195211090010, 13800138000, dt.date(2019, 11, 1)]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_typed_cells_of_a_workbook(tmp_path: Path, make: Callable[..., Path]) -> None:
    path = make(tmp_path, [*HEADER, "手机号码", "备注"], VALUES)
    row = read_table(path, COLUMNS).rows[0]
    assert list(row.cells.values()) == [
        "下河村", "李四", "431103195211090???", "13800138000", "2019-11-01",
    ]  # fmt: skip


# Files that cannot be read


def test_files_that_are_not_tables(tmp_path: Path) -> None:
    assert "找不到文件" in fault(tmp_path / "没有.xlsx")
    (tmp_path / "文件夹.csv").mkdir()
    assert "读不了文件" in fault(tmp_path / "文件夹.csv")
    assert "不是 xlsx、xls 或 csv" in fault(text_file(tmp_path, "a", name="名单.docx"))
    assert "不是 xlsx、xls 或 csv" in fault(tmp_path / "没有扩展名")
    assert "是空的" in fault(text_file(tmp_path, "", name="空.xlsx"))
    assert "不是 Excel" in fault(text_file(tmp_path, "<html><table>", name="导出.xls"))
    assert "缺少" in fault(text_file(tmp_path, "PK", name="名单.csv"))


def test_csv_files_that_are_not_text(tmp_path: Path) -> None:
    assert "空字节" in fault(text_file(tmp_path, "村,姓名\0,证件号码\n"))
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\xff")
    assert "编码" in fault(tmp_path / "a.csv")


def test_a_csv_file_with_an_open_quote_is_refused_and_not_cut_short(tmp_path: Path) -> None:
    text = '村,姓名,证件号码,备注\n下河村,张三,1,\n下河村,李四,2,"低保\n下河村,王五,3,\n'
    assert "第 3 行" in fault(text_file(tmp_path, text))


def test_files_with_a_password(tmp_path: Path) -> None:
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    path = tmp_path / "密.xlsx"
    path.write_bytes(magic + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "密码" in fault(path)
    path = xls(tmp_path, HEADER, PERSON)
    file_pass, write_access = b"\x2f\x00\x70\x00", b"\x5c\x00\x70\x00"
    data = path.read_bytes()
    assert data.count(write_access) == 1
    path.write_bytes(data.replace(write_access, file_pass))
    assert "密码" in fault(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_workbook_cut_short_is_refused_and_nothing_else_is_printed(
    tmp_path: Path, make: Callable[..., Path], share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path, HEADER, *[PERSON] * 200)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "已损坏" in fault(path)
    assert capfd.readouterr() == ("", "")


def test_a_cell_in_the_last_corner_of_a_sheet_costs_the_file_and_not_the_program(
    tmp_path: Path,
) -> None:
    path = xlsx(tmp_path, HEADER, PERSON)
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "x"
    book.save(path)
    assert "太大" in fault(path)


@campaign
@settings(max_examples=times(40, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), kind=st.sampled_from(["csv", "xlsx", "xls"]))
def test_arbitrary_bytes_are_refused(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(data)
    fault(path)


@campaign
@settings(max_examples=times(5, 250), deadline=None, suppress_health_check=list(HealthCheck))
@given(start=st.sampled_from(["504b0304", "d0cf11e0a1b11ae1"]), data=st.binary(max_size=2000))
def test_arbitrary_bytes_that_start_like_a_workbook_are_refused(
    tmp_path: Path, start: str, data: bytes
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(bytes.fromhex(start) + data)
    fault(path)


def test_the_reader_of_workbooks_is_not_loaded_by_the_program() -> None:
    program = "import sys, seed.table_file; sys.exit('python_calamine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
