"""The process that opens one workbook: standard input in, its sheets as JSON out.

Nothing it meets can hurt the program that called it: its memory is bounded, and what the file
unpacks to is looked at before it is unpacked.
"""

import datetime as dt
import io
import json
import sys
import zipfile
from typing import TYPE_CHECKING, Any

from seed.grid_file import HAS_PASSWORD, MOST_CELLS, MOST_COLUMNS, TOO_LARGE, clean_cell
from seed.workbook_looks import Looks, looks_of_xls, looks_of_xlsx

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MEMORY_BYTES = 1 << 30
_MOST_UNPACKED = 256 << 20
_MOST_RATIO = 200
_RATIO_COUNTS_FROM = 8 << 20
_MOST_ROWS = 1 << 20


def main() -> int:
    """Read a workbook from standard input and write its sheets as JSON."""
    from python_calamine import PasswordError, SheetTypeEnum, SheetVisibleEnum

    _limit_memory()
    data = sys.stdin.buffer.read()
    if _unpacks_to_too_much(data):
        return TOO_LARGE
    sheets: list[dict[str, Any]] = []
    cells = 0
    try:
        workbook = _open(data, sys.argv[1])
        looks = looks_of_xlsx(data) if data.startswith(b"PK") else looks_of_xls(data)
        for sheet in workbook.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            read = _sheet(workbook.get_sheet_by_name(sheet.name), looks.get(sheet.name, Looks()))
            cells += sum(map(len, read["cells"]))
            if cells > MOST_CELLS or max(map(len, read["cells"]), default=0) > MOST_COLUMNS:
                return TOO_LARGE
            read["name"] = sheet.name
            read["is_hidden"] = sheet.visible != SheetVisibleEnum.Visible
            sheets.append(read)
    except PasswordError:
        return HAS_PASSWORD
    except MemoryError:
        return TOO_LARGE
    sys.stdout.buffer.write(json.dumps(sheets, ensure_ascii=False).encode("utf-8", "replace"))
    return 0


def _sheet(sheet: "CalamineSheet", looks: Looks) -> dict[str, Any]:
    """Return the cells of a sheet without what is empty behind them, and what is known of them."""
    cells, marks = list[list[str]](), list[tuple[int, int, str]]()
    if sheet.total_height > _MOST_ROWS:
        raise MemoryError
    # An empty sheet has no start.
    values = sheet.to_python(skip_empty_area=False) if sheet.start is not None else []
    for number, row in enumerate(values):
        texts = [clean_cell(value) for value in row]
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                marks.append((number, column, "day"))
        while texts and not texts[-1]:
            texts.pop()
        cells.append(texts)
    for (row_at, column), width in looks.zeros.items():
        text = cells[row_at][column] if _is_there(cells, row_at, column) else ""
        if text.isdecimal():
            cells[row_at][column] = text.zfill(width)
    for (row_at, column), name in looks.errors.items():
        if row_at < len(cells):
            cells[row_at].extend([""] * (column + 1 - len(cells[row_at])))
            cells[row_at][column] = name
            marks.append((row_at, column, "error"))
    return {
        "cells": cells,
        "marks": marks,
        "merged": sheet.merged_cell_ranges or [],
        "hidden_rows": looks.hidden_rows,
        "hidden_columns": looks.hidden_columns,
    }


def _is_there(cells: list[list[str]], row: int, column: int) -> bool:
    return row < len(cells) and column < len(cells[row])


def _unpacks_to_too_much(data: bytes) -> bool:
    """Say whether a zip would unpack to more than a list of people ever does."""
    if not data.startswith(b"PK"):
        return False
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    if sum(each.file_size for each in parts) > _MOST_UNPACKED:
        return True
    return any(
        each.file_size > _RATIO_COUNTS_FROM
        and each.file_size > _MOST_RATIO * max(each.compress_size, 1)
        for each in parts
    )


def _open(data: bytes, path: str) -> "CalamineWorkbook":
    """Open a workbook by its content, since names lie (an xlsx called xls is common).

    What cannot be opened so is opened by its name: only then does the library notice
    that an xls has a password.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        return load_workbook(io.BytesIO(data))
    except CalamineError:
        return load_workbook(path)


def _limit_memory() -> None:
    """Let a sheet with absurd dimensions fail here, not take the machine's memory."""
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = _MEMORY_BYTES if most == resource.RLIM_INFINITY else min(_MEMORY_BYTES, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    sys.exit(main())
