"""Files of cells as programs write them: csv, xls and xlsx, with all that a sheet can show."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt


@dataclass(frozen=True)
class Shown:
    """A number that a format shows with zeros in front."""

    number: int
    digits: int

    def __str__(self) -> str:
        return str(self.number).zfill(self.digits)


@dataclass(frozen=True)
class Formula:
    """A formula that came to nothing: the cell shows the error's name."""

    error: str

    def __str__(self) -> str:
        return self.error


_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_CODES = {"#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#N/A": 42}

Value = str | int | float | dt.date | Shown | Formula
Area = tuple[int, int, int, int]
"""First row, last row, first column, last column, from 0."""


@dataclass
class Leaf:
    """One sheet."""

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    is_hidden: bool = False


def write_csv(path: Path, leaf: Leaf, encoding: str, separator: str) -> None:
    """Write a sheet as a spreadsheet saves it as text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(
        [_as_text(value) for value in row] for row in leaf.rows
    )
    path.write_bytes(text.getvalue().encode(encoding))


def _as_text(value: Value) -> str:
    if isinstance(value, dt.date):
        return f"{value:%Y/%m/%d}" if not isinstance(value, dt.datetime) else f"{value}"
    if isinstance(value, float | int) and abs(value) >= 1e11:
        return f"{value:.5E}"  # what a column of the usual width shows is what is saved
    return str(value)


def write_xlsx(path: Path, leaves: Sequence[Leaf]) -> None:
    """Write a workbook of today."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    formats = {
        code: book.add_format({"num_format": code})
        for code in (_DAY, _MOMENT, *("0" * digits for digits in range(2, 19)))
    }
    for leaf in leaves:
        sheet = book.add_worksheet(leaf.name)
        for first, last, left, right in leaf.merged:
            sheet.merge_range(first, left, last, right, "")
        for at, row in enumerate(leaf.rows):
            for column, value in enumerate(row):
                _put(sheet, at, column, value, formats)
        for at in leaf.hidden_rows:
            sheet.set_row(at, None, None, {"hidden": True})
        for column in leaf.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if leaf.is_hidden:
            sheet.hide()
    book.close()


def _put(sheet: Any, at: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    if isinstance(value, Shown):
        sheet.write_number(at, column, value.number, formats["0" * value.digits])
    elif isinstance(value, Formula):
        sheet.write_formula(at, column, "=VLOOKUP(1,A:A,1,0)", None, value.error)
    elif isinstance(value, dt.date):
        code = _MOMENT if isinstance(value, dt.datetime) else _DAY
        sheet.write_datetime(at, column, value, formats[code])
    elif isinstance(value, str):
        if value:
            sheet.write_string(at, column, value)
    else:
        sheet.write_number(at, column, value)


def write_xls(path: Path, leaves: Sequence[Leaf]) -> None:
    """Write a workbook of 1997."""
    book = xlwt.Workbook()
    styles = {code: xlwt.easyxf(num_format_str=code) for code in (_DAY, _MOMENT)}
    for leaf in leaves:
        sheet = book.add_sheet(leaf.name, cell_overwrite_ok=True)
        for at, row in enumerate(leaf.rows):
            for column, value in enumerate(row):
                if isinstance(value, Shown):
                    key = "0" * value.digits
                    styles.setdefault(key, xlwt.easyxf(num_format_str=key))
                    sheet.write(at, column, value.number, styles[key])
                elif isinstance(value, Formula):
                    sheet.row(at).set_cell_error(column, _CODES[value.error])
                elif isinstance(value, dt.date):
                    key = _MOMENT if isinstance(value, dt.datetime) else _DAY
                    sheet.write(at, column, value, styles[key])
                elif value != "":
                    sheet.write(at, column, value)
        for first, last, left, right in leaf.merged:
            sheet.merge(first, last, left, right)
        for at in leaf.hidden_rows:
            sheet.row(at).hidden = True
        for column in leaf.hidden_columns:
            sheet.col(column).hidden = True
        sheet.visibility = int(leaf.is_hidden)
    book.save(str(path))
