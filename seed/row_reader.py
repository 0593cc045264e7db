"""Reading rows cell by cell, the same way at every door: texts, names, numbers, days, amounts.

A row that cannot be read is listed with its place and the reason; it never refuses the file,
and no row is dropped in silence.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.identity import is_excelled, valid_number
from models.base.long_work import Progress
from models.base.money import parse_signed_yuan, parse_yuan
from models.base.text import MOST_LETTERS, check_clean, check_name, moved_characters, squeeze
from seed.grid_file import LOST_DIGIT, Cell
from seed.heading_words import NAME, NUMBER
from seed.serial_day import day_of_serial
from seed.table_file import Row, RowFault, Table, fault_at

_EVERY_ROWS = 500
_FEWEST_DOUBTED = 2
_MOST_NATURAL_PERCENT = 1
_AS_NUMBER = "000"


class RowReader:
    """Reads one row cell by cell; ``column`` is the cell in hand when something is wrong."""

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self.column = ""

    def text(self, column: str, most: int = MOST_LETTERS) -> str:
        """Return a clean cell, which may be empty; raises BadInput for what is no text.

        Refused are an error of a formula, a number that a spreadsheet cut short, what it took
        for a day, and more than ``most`` characters.
        """
        text = moved_characters(squeeze(_refuse_day(self._cell(column))))
        if "+" in text and is_excelled(text):
            raise BadInput(f"“{text[:20]}”被表格存成了数字，末几位已丢失，请改成文本格式重新填写")
        return check_clean(text, column, most)

    def _cell(self, column: str) -> str:
        self.column = column
        return refuse_error(self.row.cells.get(column, ""))

    def required(self, column: str, most: int = MOST_LETTERS) -> str:
        """Return a clean cell; raises BadInput if it is empty."""
        text = self.text(column, most)
        if not text:
            raise BadInput(f"{column}是空的，请补填")
        return text

    def name(self, column: str = NAME) -> str:
        """Return a person's name in its stored form; raises BadInput for none."""
        name = self.name_if_any(column)
        if not name:
            raise BadInput(f"{column}是空的，请补填")
        return name

    def name_if_any(self, column: str = NAME) -> str:
        """Return a person's name in its stored form, or nothing."""
        return check_name(self._cell(column), column)

    def number_text(self, column: str = NUMBER) -> str:
        """Return what stands where the identity number should, if it is one row's own."""
        cell = self._cell(column)
        if isinstance(cell, Cell) and cell.is_merged:
            raise BadInput("几行合并成一个证件号码，看不出是谁的，请每人一行填写")
        return check_clean(squeeze(_refuse_day(cell)), column)

    def number(self, column: str = NUMBER) -> str:
        """Return a valid identity number; raises BadInput for another, or an empty cell."""
        text = self.number_text(column)
        if not text:
            raise BadInput(f"{column}是空的，请补填")
        return valid_number(text)

    def day(self, column: str, near: dt.date | None = None) -> dt.date | None:
        """Return a day, None for an empty cell; with ``near`` one without a year may be read."""
        text = squeeze(self._cell(column))
        if not text:
            return None
        return day_of_serial(text) or parse_date(text, column, near)

    def amount_fen(self, column: str) -> int | None:
        """Return an amount of money, None for an empty cell; raises BadInput for another.

        One cell for several rows is a family's sum: nobody could say whose.
        """
        text = self._money(column)
        return parse_yuan(text, column) if text else None

    def signed_fen(self, column: str) -> int | None:
        """Return an amount that may be below zero, None for an empty cell."""
        text = self._money(column)
        return parse_signed_yuan(text, column) if text else None

    def _money(self, column: str) -> str:
        return check_clean(squeeze(refuse_shared(self._cell(column))), column)

    @property
    def source(self) -> str:
        """The file, the sheet and the row, as a case names where it comes from."""
        sheet = f"{self.row.sheet}表 " if self.row.sheet else ""
        return f"{self.table.file_name} {sheet}第 {self.row.number} 行"


Reader = TypeVar("Reader", bound=RowReader)
Read = TypeVar("Read")


def read_rows(
    table: Table,
    reader_of: Callable[[Row], Reader],
    read: Callable[[Reader], Read],
    progress: Progress = lambda done, total: None,
) -> tuple[list[Read], list[Row], list[RowFault]]:
    """Return what the rows say that can be read, those rows, and what is wrong in the others."""
    found, rows, refused = list[Read](), list[Row](), list[RowFault]()
    doubted = doubted_numbers(table)
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        reader = reader_of(row)
        try:
            refuse_row(row, doubted)
            found.append(read(reader))
        except BadInput as error:
            column = "" if row.fault else reader.column
            refused.append(fault_at(row, column, error.message))
            continue
        rows.append(row)
    progress(len(table.rows), len(table.rows))
    return found, rows, refused


def refuse_error(cell: str) -> str:
    """Return a cell, or raise BadInput for one in which a formula came to nothing."""
    if isinstance(cell, Cell) and cell.kind == "error":
        raise BadInput(f"单元格里是公式错误 {cell}，请改正公式或直接填写")
    return cell


def _refuse_day(cell: str) -> str:
    """Return a cell, or raise BadInput for a text that the spreadsheet took for a day."""
    if isinstance(cell, Cell) and cell.kind == "day":
        raise BadInput(f"“{cell}”被表格存成了日期，请改成文本格式重新填写")
    return cell


def refuse_shared(cell: str) -> str:
    """Return a cell with money, or raise BadInput for one that stands for several rows."""
    if isinstance(cell, Cell) and cell.is_merged:
        raise BadInput("几行合并成一个金额，看不出每人多少，请分开填写")
    return cell


def refuse_row(row: Row, doubted: int = 0) -> None:
    """Raise BadInput for a row of which nothing can be relied on.

    ``doubted`` says how many numbers of the file end as those do that a spreadsheet turned.
    """
    if row.fault:
        raise BadInput(row.fault)
    if doubted and row.cells.get(NUMBER, "").endswith(_AS_NUMBER):
        raise BadInput(
            f"文件里有 {doubted} 个证件号码末三位是 000，像是被表格存成了数字，"
            "请改成文本格式重新录入，或逐个核对后单独登记"
        )


def doubted_numbers(table: Table) -> int:
    """Return how many numbers end in 000, if there are more than nature has; else 0.

    A spreadsheet keeps 15 digits: one in eleven of what it makes of others passes as somebody's.
    """
    numbers = [number for row in table.rows if (number := row.cells.get(NUMBER, ""))]
    ending = sum(number.endswith(_AS_NUMBER) or LOST_DIGIT in number for number in numbers)
    is_many = ending * 100 > len(numbers) * _MOST_NATURAL_PERCENT
    return ending if ending >= _FEWEST_DOUBTED and is_many else 0


def repeated_faults(rows: Sequence[Row], numbers: Sequence[str]) -> list[RowFault]:
    """Return each row whose identity number an earlier one has."""
    first_rows: dict[str, Row] = {}
    faults = []
    for row, number in zip(rows, numbers, strict=True):
        first = first_rows.setdefault(number, row)
        if first is not row:
            faults.append(fault_at(row, NUMBER, f"与{at(first, row)}证件号码重复"))
    return faults


def at(row: Row, beside: Row) -> str:
    """Return a row as another names it: with its sheet where that is another one."""
    sheet = f"{row.sheet}表" if row.sheet != beside.sheet else ""
    return f"{sheet}第 {row.number} 行"
