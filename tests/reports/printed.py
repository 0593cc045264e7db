"""A workbook as it comes out of the printer: its pages, and what would not fit its cell."""

import math
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from models.base.text import width

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed: the workbook is not rendered",
)

_LINE_POINTS = 12.0
_DEFAULT_POINTS = 15.0


def pages_printed(path: Path) -> list[str]:
    """Print a workbook as LibreOffice does and return the text of each page."""
    pdf = printed(path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.removesuffix("\f").split("\f")


def printed(*paths: Path) -> Path:
    """Print workbooks of one folder to PDF beside them; return the first one's file."""
    folder = paths[0].parent
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{_office().name}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True,
    )  # fmt: skip
    return paths[0].with_suffix(".pdf")


@cache
def _office() -> "TemporaryDirectory[str]":
    """Return LibreOffice's own folder, which its first start fills."""
    return TemporaryDirectory(prefix="office-")


def cut_cells(book: openpyxl.Workbook) -> list[str]:
    """Return the cells whose text needs more room than its cell and the row's height give.

    Numbers that do not fit come out as ``###``; this finds them as well.
    """
    found = []
    for sheet in book:
        if sheet.sheet_state != "visible" or not hasattr(sheet, "merged_cells"):
            continue
        merged = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and _is_cut(sheet, cell, merged.get(cell.coordinate)):
                    found.append(f"{sheet.title} {cell.coordinate}：{cell.value}")
    return found


def _is_cut(sheet: Any, cell: Any, area: Any) -> bool:
    columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
    lines = range(area.min_row, area.max_row + 1) if area else [cell.row]
    cells = sum(sheet.column_dimensions[_group(sheet, column)].width for column in columns)
    points = sum(sheet.row_dimensions[line].height or _DEFAULT_POINTS for line in lines)
    text = _shown(cell)
    scale = (cell.font.sz or 10) / 10
    if cell.alignment.shrink_to_fit:
        return False
    needed = width(text) * scale
    if not cell.alignment.wrap_text:
        return needed > cells + 0.5 and not _may_run_over(sheet, cell, area)
    rows = max(1, math.ceil(needed / max(1.0, cells - 1)))
    return rows > max(1, int(points // (_LINE_POINTS * scale)))  # type: ignore[no-any-return]


def _may_run_over(sheet: Any, cell: Any, area: Any) -> bool:
    """Whether a text without a border runs over empty cells to its right, as a heading does."""
    if area or isinstance(cell.value, int | float) or cell.border.left.style:
        return False
    return all(
        sheet.cell(cell.row, column).value is None
        for column in range(cell.column + 1, sheet.max_column + 1)
    )


def _group(sheet: Any, column: int) -> str:
    """Return the letter under which openpyxl keeps a column's width."""
    for letter, each in sheet.column_dimensions.items():
        if each.min and each.min <= column <= each.max:
            return str(letter)
    return str(get_column_letter(column))


def _shown(cell: Any) -> str:
    value, style = cell.value, cell.number_format
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in style:
            return f"{value:.2%}"
        return f"{value:,.2f}" if ".00" in style else f"{value:,}"
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    return str(value)
