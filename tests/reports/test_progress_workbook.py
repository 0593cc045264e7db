"""The report as a workbook: native figures, a form to print, written whole or not at all."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from models.base.errors import BadInput, StoreFailure
from models.base.terms import INSURANCE_TITLES
from reports.progress.figures import Pace, ProgressRow
from reports.progress.workbook import write_progress_workbook
from reports.rendering.sheet import new_workbook
from tests.reports.making import made_report
from tests.reports.printed import cut_cells, needs_office, pages_printed

_FIRST_LINE = 6
"""The line of the first village, as a spreadsheet counts."""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "半月报.xlsx"
    write_progress_workbook(made_report(), path)
    return path


def _cells(sheet: Any, line: int) -> list[Any]:
    return [cell.value for cell in sheet[line]]


def _expected(row: ProgressRow, rank: int | None) -> list[Any]:
    """A line as the form has it; money in exact yuan, rates to twelve places."""
    figures: list[Any] = [
        row.target, row.last_year_people, row.people_this_period,
        Decimal(row.personal_fen_this_period) / 100, row.people_to_date, row.rate, rank,
        row.to_target, Decimal(row.personal_fen_to_date) / 100,
        row.subsidised_people_to_date, Decimal(row.subsidy_fen_to_date) / 100,
        row.hardship_people, row.hardship_covered, row.hardship_rate,
    ]  # fmt: skip
    return [row.village, *("-" if figure is None else figure for figure in figures)]


def test_every_figure_reads_back_to_the_fen_and_the_person(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    for each in made_report().insurances:
        sheet = book[INSURANCE_TITLES[each.insurance]]
        for line, row in enumerate((*each.rows, each.total), _FIRST_LINE):
            found = _cells(sheet, line)
            expected = _expected(row, each.ranks.get(row.village))
            for place, (cell, figure) in enumerate(zip(found, expected, strict=True)):
                if isinstance(figure, Decimal):
                    assert Decimal(str(cell)) == figure, (line, place)
                elif isinstance(figure, float):
                    assert cell == pytest.approx(figure, abs=1e-12), (line, place)
                else:
                    assert cell == figure, (line, place)


def test_figures_are_native_numbers_in_the_form_of_their_kind(written: Path) -> None:
    count, money, rate = "#,##0", "#,##0.00", "0.00%"
    kinds = [count, count, count, money, count, rate, count, count, money, count, money, count,
             count, rate]  # fmt: skip
    sheet = openpyxl.load_workbook(written)["城乡居民医疗保险"]
    for line in (15, _FIRST_LINE + 34):
        cells = sheet[line][1:]
        assert [cell.number_format for cell in cells] == kinds
        # The total has no rank, and last year's people are known of the total alone.
        texts = {cell.column_letter for cell in cells if cell.data_type == "s"}
        assert texts == ({"C"} if line == 15 else {"H"})
    assert all(cell.font.b for cell in sheet[_FIRST_LINE + 34])
    assert sheet[_FIRST_LINE][1].value == "-" and sheet[_FIRST_LINE][6].value == "-"


def test_the_completion_rate_has_data_bars(written: Path) -> None:
    ranges = openpyxl.load_workbook(written)["城乡居民医疗保险"].conditional_formatting
    assert [str(each.sqref) for each in ranges] == [f"G{_FIRST_LINE}:G{_FIRST_LINE + 33}"]


def test_the_headings_stand_in_two_levels(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["城乡居民医疗保险"]
    groups = [value for value in _cells(sheet, _FIRST_LINE - 2) if value]
    assert groups == [
        "村（社区）", "任务数", "上年人数", "本期", "累计", "资助（累计）", "困难群体",
    ]  # fmt: skip
    assert _cells(sheet, _FIRST_LINE - 1)[3:] == [
        "参保人数", "个人缴费（元）", "参保人数", "完成率", "名次", "未缴人数", "个人缴费（元）",
        "人数", "金额（元）", "应保人数", "已保人数", "参保率",
    ]  # fmt: skip
    above = "".join(str(value) for line in (2, 3) for value in _cells(sheet, line) if value)
    for words in ("填报单位：上岭桥镇劳动保障站", "2019-11-01 至 2019-11-15", "单位：人、元",
                  "文件依据：冷政办函〔2019〕27号", "城乡居民医疗保险 2020 年度"):  # fmt: skip
        assert words in above


def test_channels_and_notes_stand_on_the_last_sheet(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["渠道与说明"]
    rows = [[cell.value for cell in row[:3]] for row in sheet.iter_rows()]
    assert ["POS刷卡", 11, 2800.01] in rows and ["微信", -1, -250] in rows
    assert ["合计", 13, 2550.01] in rows
    assert any("@SUM(1)" in str(row[0]) for row in rows)


def test_what_a_person_typed_never_becomes_a_formula(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {"=1+1"} <= {cell.value for cell in cells if cell.data_type == "s"}


@pytest.mark.parametrize(
    "typed", ["=1+1", "{=1+1}", "@SUM(1)", "https://example.cn", "007", "-1+1"]
)
def test_typed_text_stays_text_wherever_it_stands(typed: str, tmp_path: Path) -> None:
    report = made_report(3)
    medical = report.insurances[0]
    rows = (replace(medical.rows[0], village=typed), *medical.rows[1:])
    report = replace(
        report,
        insurances=(replace(medical, rows=rows),),
        notes=(typed,),
        station=typed,
        document=typed,
        notice_title=typed,
    )
    write_progress_workbook(report, tmp_path / "r.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx"):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        holding = [cell for cell in cells if typed in str(cell.value)]
        assert {cell.data_type for cell in holding} == {"s"}
        assert not any(cell.hyperlink for cell in cells)


def test_the_form_prints_on_a4_across_with_repeated_headings(written: Path) -> None:
    for sheet in openpyxl.load_workbook(written).worksheets[1:3]:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page each way, which is what a file without these two says.
        assert sheet.page_setup.fitToWidth is None and sheet.page_setup.fitToHeight is None
        assert sheet.print_title_rows == "$1:$5"
        assert sheet.freeze_panes == "B6"
        assert sheet.print_area
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for words in ("填表人：", "复核人：", "负责人："):
            assert words in texts
        assert any("盖章" in text for text in texts) and any("461604" in text for text in texts)


def test_the_same_report_twice_is_the_same_file(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_progress_workbook(made_report(), again)
    assert again.read_bytes() == written.read_bytes()


def test_an_existing_file_is_kept_unless_asked(written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(BadInput, match="已存在"):
        write_progress_workbook(made_report(5), written)
    assert written.read_bytes() == before
    write_progress_workbook(made_report(5), written, overwrite=True)
    assert written.read_bytes() != before


def test_a_folder_of_that_name_is_one_chinese_line(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").mkdir()
    with pytest.raises(BadInput, match="已存在"):
        write_progress_workbook(made_report(), tmp_path / "r.xlsx", overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["r.xlsx"]


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有文件夹"):
        write_progress_workbook(made_report(), tmp_path / "none" / "r.xlsx")


def test_a_full_disk_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreFailure, match="写不了文件"):
        write_progress_workbook(made_report(), tmp_path / "r.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_one_chinese_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(BadInput, match="没有写入权限，请换一个文件夹") as caught:
        write_progress_workbook(made_report(), tmp_path / "r.xlsx")
    assert "\n" not in caught.value.message and "denied" not in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_too_long_is_one_chinese_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="文件名太长"):
        write_progress_workbook(made_report(), tmp_path / f"{'长' * 100}.xlsx")


def test_a_fault_while_writing_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with pytest.raises(RuntimeError), new_workbook(path, made_report().period.last_day):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def _form_pages(path: Path) -> list[str]:
    """Return the printed pages of the forms: those with the form's headings."""
    return [page for page in pages_printed(path) if "任务数" in page and "困难群体" in page
            and "本期" in page and "名次" in page and "指标说明" not in page]  # fmt: skip


@needs_office
def test_the_form_of_a_station_prints_on_one_page_with_its_signatures(written: Path) -> None:
    pages = _form_pages(written)
    assert len(pages) == 2
    for page in pages:
        assert "任务数" in page and "困难群体" in page and "参保率" in page
        assert "合计" in page and "填表人" in page and "盖章" in page
        assert "青山绿水新型农村社区居委会" in page and "12,500.50" in page
        assert "###" not in page


@needs_office
def test_a_long_form_repeats_its_headings_and_never_ends_with_signatures_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "r.xlsx"
    write_progress_workbook(made_report(60), path)
    pages = _form_pages(path)
    assert len(pages) == 4
    for page in pages:
        assert "任务数" in page and "参保率" in page and "###" not in page
    assert "第59村" in pages[1] and "填表人" in pages[1]


def test_no_cell_cuts_its_text(written: Path) -> None:
    assert cut_cells(openpyxl.load_workbook(written)) == []


def test_the_cover_has_the_summary_and_one_chart_against_the_time_line(tmp_path: Path) -> None:
    report = made_report()
    pace = Pace(dt.date(2019, 10, 1), dt.date(2019, 12, 31), 0.5, 46, 1.0, 100, 3)
    medical = replace(report.insurances[0], pace=pace)
    path = tmp_path / "r.xlsx"
    write_progress_workbook(replace(report, insurances=(medical, report.insurances[1])), path)
    sheet = openpyxl.load_workbook(path)["汇总"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    summary = next(row for row in values if row[0] == "城乡居民医疗保险 2020")
    total = report.insurances[0].total
    assert summary[1:5] == [total.target, 42920, total.people_this_period, total.people_to_date]
    assert any("剩 46 天" in str(row[0]) and "每天需 3 人" in str(row[0]) for row in values)
    village = next(row for row in values if row[0] == "第10村")
    assert village[1:3] == [pytest.approx(150 / 1010), 0.5]
    assert len(sheet._charts) == 1


def test_figures_survive_being_kept_and_the_file_from_them_is_the_same(tmp_path: Path) -> None:
    """What ``report submit`` keeps gives the same workbook again, byte for byte."""
    report = made_report(5)
    kept = msgspec.json.decode(msgspec.json.encode(report), type=type(report))
    assert kept == report and kept.printed_notes == report.printed_notes
    for name, each in (("a.xlsx", report), ("b.xlsx", kept)):
        write_progress_workbook(each, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
