"""A sheet that remembers what is written into it, so that a report can state it again."""

import datetime as dt
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet


class RecordingSheet(Worksheet):  # type: ignore[misc]
    """A sheet with its values by cell: text, numbers, and dates as ISO text.

    What is written by name (``write_string``) and what is written by kind (``merge_range``)
    meet in the library's inner methods, which therefore are the ones that remember.
    """

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[str, str | int | float] = {}

    def _write_string(self, row: int, col: int, string: str, *style: Any) -> Any:
        self.written[xl_rowcol_to_cell(row, col)] = string
        return super()._write_string(row, col, string, *style)

    def _write_number(self, row: int, col: int, number: float | Decimal, *style: Any) -> Any:
        whole = number == int(number)
        self.written[xl_rowcol_to_cell(row, col)] = int(number) if whole else float(number)
        return super()._write_number(row, col, number, *style)

    def _write_datetime(self, row: int, col: int, date: dt.datetime, *style: Any) -> Any:
        self.written[xl_rowcol_to_cell(row, col)] = date.date().isoformat()
        return super()._write_datetime(row, col, date, *style)
