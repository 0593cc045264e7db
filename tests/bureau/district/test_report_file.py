"""A sent file is taken as it was sent: what was changed by hand is named, cell by cell."""

from pathlib import Path

import openpyxl
import pytest

from models.base.errors import BadInput
from seed.report_file import read_report, read_reports
from tests.bureau.district.making import OCTOBER, document, line, write_report


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return write_report(tmp_path / "a.xlsx", document("曲河街道", medical=line(40, 12)))


def told(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read_report(path)
    assert "\n" not in refused.value.message and path.name in refused.value.message
    return refused.value.message


def edited(path: Path, sheet: str, cell: str, value: object) -> Path:
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


def test_a_file_as_sent_is_read(sent: Path):
    report = read_report(sent)
    assert (report.station, report.submission.number) == ("曲河街道", "2019-004")
    assert report.insurances["medical"].total.people_to_date == 40


def test_saving_it_again_without_a_change_does_no_harm(sent: Path):
    openpyxl.load_workbook(sent).save(sent)
    assert read_report(sent).station == "曲河街道"


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("B3", 41, "“医疗保险”B3 原为“40”，文件里是“41”"),
        ("A1", "梅湾街道", "“医疗保险”A1 原为“曲河街道”，文件里是“梅湾街道”"),
        ("B3", None, "“医疗保险”B3 原为“40”，文件里是“”"),
        ("H30", "补", "“医疗保险”H30 原为“”，文件里是“补”"),
        ("B10", 0.1234567890125, "B10 原为“0.123456789012”"),
        ("B2", "=40", "B2 原为“12”"),
    ],
)
def test_a_cell_changed_by_hand_is_named(sent: Path, cell: str, value: object, words: str):
    assert words in told(edited(sent, "医疗保险", cell, value))


def test_a_sheet_that_was_taken_away_or_added_is_named(sent: Path):
    book = openpyxl.load_workbook(sent)
    book["医疗保险"].title = "改名"
    book.save(sent)
    message = told(sent)
    assert "缺少工作表“医疗保险”" in message and "多出工作表“改名”" in message


def test_the_part_that_programs_read_protects_itself(sent: Path):
    was = openpyxl.load_workbook(sent)["机读数据"]["A3"].value
    changed = was.replace('"people_to_date":40', '"people_to_date":41')
    assert changed != was and "机读数据被改动过" in told(edited(sent, "机读数据", "A3", changed))


def test_a_file_that_was_never_sent_is_refused(tmp_path: Path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "b.xlsx")
    assert "没有机读数据" in told(tmp_path / "b.xlsx")
    assert "格式不认识" in told(
        edited(write_report(tmp_path / "c.xlsx", document("甲", medical=line(1))), "机读数据",
               "A1", "laobao-report-9")
    )  # fmt: skip


def test_a_long_report_is_kept_in_pieces(tmp_path: Path):
    long = document("曲河街道", medical=line(1))
    long["notes"] = ["  说明  " * 20_000]
    assert read_report(write_report(tmp_path / "a.xlsx", long)).station == "曲河街道"


def test_one_bad_file_stops_no_other(sent: Path, tmp_path: Path):
    write_report(tmp_path / "b.xlsx", document("梅湾街道", medical=line(1)))
    write_report(tmp_path / "c.xlsx", document("曲河街道", medical=line(40, 12)))
    write_report(tmp_path / "d.xlsx", document("曲河街道", medical=line(41, 12)))
    write_report(tmp_path / "e.xlsx", document("曲河街道", OCTOBER, medical=line(3)))
    (tmp_path / "f.xlsx").write_bytes(b"PK broken")
    read = read_reports([tmp_path, tmp_path / "none.xlsx"])
    assert [report.station for report in read.reports] == ["曲河街道", "梅湾街道", "曲河街道"]
    words = dict(read.refused)
    assert "与 a.xlsx 重复（曲河街道 2019-11-H2），内容相同" in words["c.xlsx"]
    assert "内容不同" in words["d.xlsx"] and "已损坏" in words["f.xlsx"]
    assert "找不到文件" in words["none.xlsx"] and len(read.refused) == 4
