"""The report as a workbook: native figures, a form to print, written whole or not at all."""

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from models.errors import BadInput, StoreFailure
from reports.progress.workbook import write_progress_workbook
from reports.sheet import new_workbook
from tests.reports.making import made_report


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "半月报.xlsx"
    write_progress_workbook(made_report(), path)
    return path


def test_every_figure_reads_back_to_the_fen_and_the_person(written: Path):
    sheet = openpyxl.load_workbook(written)["城乡居民医疗保险"]
    for offset, row in enumerate(made_report().insurances[0].rows):
        cells = [cell.value for cell in sheet[5 + offset]]
        assert cells[0] == row.village
        assert cells[2:4] == [row.people_this_period, row.people_to_date]
        for place, fen in ((5, row.personal_fen_this_period), (6, row.personal_fen_to_date)):
            assert Decimal(str(cells[place])) * 100 == fen
        assert Decimal(str(cells[8])) * 100 == row.subsidy_fen_to_date
        assert cells[9:11] == [row.hardship_people, row.hardship_covered]
    total = [cell.value for cell in sheet[5 + 34]]
    assert total[0] == "合计" and total[1] == 47212
    assert total[3] == made_report().insurances[0].total.people_to_date


def test_rates_are_percentages_and_amounts_have_two_decimals(written: Path):
    sheet = openpyxl.load_workbook(written)["城乡居民医疗保险"]
    row = sheet[15]
    assert row[4].number_format == "0.00%" and 0 < row[4].value < 1
    assert row[5].number_format == "#,##0.00" and row[1].number_format == "#,##0"
    assert sheet[5][1].value == "-" and sheet[5][4].value == "-"


def test_what_a_person_typed_never_becomes_a_formula(written: Path):
    book = openpyxl.load_workbook(written)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(cell.value == "=1+1" and cell.data_type == "s" for cell in cells)
    assert any("@SUM(1)" in str(cell.value) for cell in cells)


def test_the_form_prints_on_a4_across_with_repeated_headings(written: Path):
    for sheet in openpyxl.load_workbook(written).worksheets[:2]:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$1:$4"
        assert sheet.freeze_panes == "B5"
        assert sheet.print_area
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for words in ("填表人：", "复核人：", "负责人："):
            assert words in texts
        assert any("盖章" in text for text in texts) and any("461604" in text for text in texts)


def test_the_same_report_twice_is_the_same_file(written: Path, tmp_path: Path):
    again = tmp_path / "again.xlsx"
    write_progress_workbook(made_report(), again)
    assert again.read_bytes() == written.read_bytes()


def test_an_existing_file_is_kept_unless_asked(written: Path):
    before = written.read_bytes()
    with pytest.raises(BadInput, match="已存在"):
        write_progress_workbook(made_report(5), written)
    assert written.read_bytes() == before
    write_progress_workbook(made_report(5), written, overwrite=True)
    assert written.read_bytes() != before


def test_a_missing_folder_is_one_line(tmp_path: Path):
    with pytest.raises(BadInput, match="没有文件夹"):
        write_progress_workbook(made_report(), tmp_path / "none" / "r.xlsx")


def test_a_full_disk_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreFailure, match="写不了文件"):
        write_progress_workbook(made_report(), tmp_path / "r.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_while_writing_leaves_nothing(tmp_path: Path):
    path = tmp_path / "r.xlsx"
    with pytest.raises(RuntimeError), new_workbook(path, made_report().period.last_day):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed: the workbook is not rendered",
)
def test_the_printed_form_is_one_page_wide_and_shows_every_figure(written: Path, tmp_path: Path):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(written)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pdf = str(written.with_suffix(".pdf"))
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.rstrip("\f").split("\f")
    assert "###" not in text
    assert "青山绿水新型农村社区居委会" in text and "12,500.50" in text
    # Each page of a table carries the headings: no page holds columns cut off from them.
    tables = [page for page in pages if "%" in page]
    assert all("完成率" in page and "参保率" in page for page in tables)
    assert len(pages) <= 5
