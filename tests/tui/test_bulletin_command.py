"""``report bulletin`` as the district calls it: an empty machine and the stations' files."""

from pathlib import Path

import openpyxl
import pytest

from models.base.text import width
from seed.notice_file import load_notice
from tests.bureau.district.making import document, line, write_report
from tests.tui.calling import Caller

MEDICAL = next(
    table for table in load_notice("lengshuitan-2019").targets if table.insurance == "medical"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of twenty of the twenty-one townships; 仁湾镇's is missing."""
    folder = tmp_path / "各站"
    folder.mkdir()
    for place, row in enumerate(MEDICAL.rows):
        if row.township == "仁湾镇":
            continue
        people = row.target_people - place * 100
        poor = {"hardship_people": 90, "hardship_covered": 90 - place % 2}
        sent = document(
            row.township,
            medical=line(people, 50, **poor),
            pension=line(people // 3, 9, **poor),
        )
        write_report(folder / f"{row.township}.xlsx", sent)
    return folder


def test_the_district_sums_up_with_nothing_but_the_files(laobao: Caller, folder: Path) -> None:
    answer = laobao("report", "bulletin", "2019-11", str(folder))
    assert answer.status == 0
    assert "2019年11月城乡居民医疗保险征缴进度通报" in answer.out
    assert "未报 1 个：仁湾镇" in answer.out and "461604" in answer.out
    table = answer.out.split("\n\n")[1].splitlines()
    assert len({width(row) for row in table}) == 1
    found = laobao("report", "bulletin", "2019-11", str(folder), "--json").json
    rows = found["insurances"]["medical"]["rows"]
    assert (
        sum(row["people_to_date"] or 0 for row in rows)
        == (found["insurances"]["medical"]["total"]["people_to_date"])
    )
    assert found["missing"] == ["仁湾镇"] and found["refused_files"] == []


def test_files_that_cannot_be_trusted_are_named_and_left_out(laobao: Caller, folder: Path) -> None:
    """One missing, one repeated, one edited by hand."""
    (folder / "副本.xlsx").write_bytes((folder / "蔡市镇.xlsx").read_bytes())
    edited = folder / "伊塘镇.xlsx"
    book = openpyxl.load_workbook(edited)
    book["医疗保险"]["B3"] = 99_999
    book.save(edited)
    answer = laobao("report", "bulletin", "2019-11", str(folder), "--json")
    assert answer.status == 1
    assert answer.json["missing"] == ["伊塘镇", "仁湾镇"]
    assert {each["file"] for each in answer.json["refused_files"]} == {"伊塘镇.xlsx", "蔡市镇.xlsx"}
    assert "重复" in answer.error and "B3 原为" in answer.error
    assert answer.error.count("\n") == 2


def test_the_bulletin_is_a_workbook_with_its_bars(
    laobao: Caller, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "通报.xlsx"
    assert laobao("report", "bulletin", "2019-11", str(folder), "--xlsx", str(path)).status == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["养老保险", "养老保险图", "医疗保险", "医疗保险图"]
    assert book["医疗保险"]["B4"].value == "曲河街道"
    again = laobao("report", "bulletin", "2019-11", str(folder), "--xlsx", str(path))
    assert again.status == 2 and "已存在" in again.error


def test_the_bulletin_is_a_csv_file_of_both_insurances_in_a_folder(
    laobao: Caller, folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "表"
    place.mkdir()
    call = ("report", "bulletin", "2019-11", str(folder), "--csv", str(place))
    assert laobao(*call).status == 0
    (path,) = place.iterdir()
    assert path.name == "11月通报-全区-2019-11-30.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("险种,名次,乡镇(街道),任务数")
    of = [line.partition(",")[0] for line in lines[1:]]
    assert set(of) == {"城乡居民养老保险", "城乡居民医疗保险"}
    assert of.count("城乡居民医疗保险") == len(MEDICAL.rows)
    assert laobao(*call).status == 2 and laobao(*call, "--overwrite").status == 0


@pytest.mark.parametrize(
    "words", [("2019-13",), ("十一月",), ("2019-12",), ("2019-11", "没有.xlsx")]
)
def test_what_is_wrong_is_one_line(laobao: Caller, folder: Path, words: tuple[str, ...]) -> None:
    files = words[1:] or (str(folder),)
    answer = laobao("report", "bulletin", words[0], *files)
    assert answer.status == 2 and answer.error.count("\n") == 1
