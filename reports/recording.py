"""A sheet that remembers what is written into it, so that a report can state it again."""

import datetime as dt
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet


class RecordingSheet(Worksheet):  # type: ignore[misc]
    """A sheet with its values by cell: text, numbers, and dates as ISO text."""

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[str, str | int | float] = {}

    def write_string(self, row: int, col: int, string: str, *style: Any) -> Any:
        """Write text, and remember it unless it is empty."""
        if string:
            self.written[xl_rowcol_to_cell(row, col)] = string
        return super().write_string(row, col, string, *style)

    def write_number(self, row: int, col: int, number: float | Decimal, *style: Any) -> Any:
        """Write a number and remember it."""
        whole = number == int(number)
        self.written[xl_rowcol_to_cell(row, col)] = int(number) if whole else float(number)
        return super().write_number(row, col, number, *style)

    def write_datetime(self, row: int, col: int, date: dt.datetime, *style: Any) -> Any:
        """Write a day and remember it."""
        self.written[xl_rowcol_to_cell(row, col)] = date.date().isoformat()
        return super().write_datetime(row, col, date, *style)
