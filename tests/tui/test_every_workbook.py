"""Every workbook the reports write: fits its paper, repeats its heads, and holds no formula."""

import contextlib
import csv
import io
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from tests.built import DATABASE, KEY, Built, copy_store
from tests.reports.printed import cut_cells, needs_office, printed
from tests.tui.calling import REVIEWED, SECOND_REGISTERS
from tui.commands.report import report
from tui.main import run

_WORDS: dict[str, tuple[str, ...]] = {
    "half-month": ("2019-10-H2",),
    "submit": ("2019-10-H1", *REVIEWED),
    "settlement": ("2019-10",),
}
"""What a report needs beside ``--xlsx``; the others need nothing."""

_ELSEWHERE = {"bulletin", "agency-fee"}
"""Reports made from files, or for other notices; their workbook is tested where it is made."""


def _call(*words: str) -> str:
    """Run the program; what it printed, if it did what was asked."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        status = run(list(words))
    assert status == 0, (words, error.getvalue())
    return out.getvalue()


@pytest.fixture(scope="module")
def words(built: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The options that open a demonstration station of 1,500 people."""
    folder = tmp_path_factory.mktemp("workbooks")
    copy_store(built.worked_demonstration(), folder / DATABASE, folder / KEY)
    return (
        "--store", str(folder / DATABASE), "--key-file", str(folder / KEY), "--on", "2019-10-24",
    )  # fmt: skip


@pytest.fixture(scope="module")
def workbooks(words: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every report of that station, by name."""
    folder = tmp_path_factory.mktemp("written")
    for act in SECOND_REGISTERS:
        _call(*words, *act)
    written = {}
    for name, command in report.commands.items():
        if name in _ELSEWHERE or not any("--xlsx" in each.opts for each in command.params):
            continue
        written[name] = folder / f"{name}.xlsx"
        _call(*words, "report", name, *_WORDS.get(name, ()), "--xlsx", str(written[name]))
    return written


@pytest.fixture(scope="module")
def books(workbooks: dict[str, Path]) -> dict[str, Workbook]:
    """Each of them, read once; only to be looked at."""
    return {name: openpyxl.load_workbook(path) for name, path in workbooks.items()}


def _sheets(book: Workbook) -> list[Any]:
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def test_every_report_with_a_workbook_is_looked_at(workbooks: dict[str, Path]) -> None:
    assert len(workbooks) >= 8 and "half-month" in workbooks


def test_no_text_is_cut_and_no_number_is_too_wide(books: dict[str, Workbook]) -> None:
    assert [(name, cut) for name, book in books.items() if (cut := cut_cells(book))] == []


def test_every_sheet_is_one_page_wide_and_numbered(books: dict[str, Workbook]) -> None:
    for name, book in books.items():
        for sheet in _sheets(book):
            where = f"{name} {sheet.title}"
            if sheet.row_breaks.brk:  # a spreadsheet that fits by itself takes no breaks
                assert 50 <= sheet.page_setup.scale <= 100, where
            else:
                assert sheet.sheet_properties.pageSetUpPr.fitToPage, where
                assert sheet.page_setup.fitToWidth in (None, 1), where
            assert "&P" in (sheet.oddFooter.center.text or ""), where
            assert sheet.print_area, where


def test_nothing_in_a_cell_is_a_formula(books: dict[str, Workbook]) -> None:
    for book in books.values():
        for sheet in _sheets(book):
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@needs_office
def test_every_workbook_prints_whole(
    workbooks: dict[str, Path], books: dict[str, Workbook]
) -> None:
    """LibreOffice prints them all; no number comes out as ###, and long lists repeat heads."""
    printed(*workbooks.values())
    for name, path in workbooks.items():
        pdf = path.with_suffix(".pdf")
        text = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "###" not in text, name
        pages = text.removesuffix("\f").split("\f")
        sheets = _sheets(books[name])
        repeated = [sheet for sheet in sheets if sheet.print_title_rows]
        if len(repeated) == 1 and len(sheets) == 1:
            head = _head_words(repeated[0])
            assert all(all(word in page for word in head) for page in pages[:-1]), name


def _head_words(sheet: Any) -> list[str]:
    """Return the short headings in the last of the rows that every page repeats."""
    last = int(sheet.print_title_rows.split("$")[-1])
    words = [cell.value for cell in sheet[last] if isinstance(cell.value, str)]
    return [word for word in words if len(word) <= 4]


def test_every_report_is_written_as_csv_as_well(words: tuple[str, ...], tmp_path: Path) -> None:
    for name, command in report.commands.items():
        if name in _ELSEWHERE | {"submit"}:
            continue
        assert any("--csv" in each.opts for each in command.params), name
        place = tmp_path / name
        place.mkdir()
        takes_folder = any(getattr(each.type, "or_folder", False) for each in command.params)
        target = place if takes_folder else place / "a.csv"
        _call(*words, "report", name, *_WORDS.get(name, ()), "--csv", str(target))
        for path in place.iterdir():
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))
            assert len({len(row) for row in rows}) == 1, path
            assert not any(cell[:1] in "=+@" and cell for row in rows for cell in row), path
