"""Files as grids of clean text: every visible sheet of a workbook, or a csv file.

A workbook is opened in a process of its own (``seed.workbook_reader``). On damaged files the
library does worse than raise: it writes a report to the terminal, or ends the process that
called it (a truncated xls, a stray cell in the last corner of a sheet). There it costs one
file, not the counter.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import stat
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from models.base.errors import BadInput

LOST_DIGIT = "?"
"""Stands for a digit a spreadsheet did not keep: a number holds 15, an identity number has 18."""

HAS_PASSWORD, TOO_LARGE = 10, 11
"""How the reading process ends for a file with a password, and for one beyond the limits."""

MOST_CELLS = 3_000_000
MOST_COLUMNS = 1_000
"""A sheet with more is no list of people; it is refused before it takes the memory."""

_MOST_BYTES = 64 << 20
_MOST_ROWS = 1 << 20
_PRECISE_DIGITS = 15
_SEPARATORS = ",;\t"
ERRORS = {
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!",
}  # fmt: skip
"""What a spreadsheet calls the errors of its formulas."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_AROUND = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SECONDS = 60

CellKind = Literal["", "day", "error"]


class Cell(str):
    """A cell that is more than its text.

    ``kind``: the workbook keeps it as a day, or it is an error of a formula, of which the text
    is the name (``#N/A``). ``is_merged``: it stands for several rows.
    """

    kind: CellKind = ""
    is_merged = False

    @classmethod
    def of(cls, text: str, kind: CellKind = "", *, is_merged: bool = False) -> "Cell":
        """Return a cell with what is known of it."""
        cell = cls(text)
        cell.kind, cell.is_merged = kind, is_merged
        return cell


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet from its first row and column on; rows may be short.

    A cell that is merged over several rows stands in each of them. ``across`` are the ranges
    merged over several columns: row, first and last column. ``hidden_rows`` and
    ``hidden_columns`` are read all the same; all three count from 0. ``fault`` says why reading
    stopped before the end, for a csv file that is broken or has another separator than the one
    tried. ``unshown`` are the sheets of the file that are hidden and were not read.
    """

    sheet_name: str
    cells: list[list[str]]
    fault: str = ""
    across: tuple[tuple[int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    unshown: tuple[str, ...] = ()


def read_grids(path: Path, *, as_written: bool = False) -> list[Grid]:
    """Return the visible sheets of a workbook, or a csv file once for each separator.

    ``as_written``: the sheets that are not shown as well, and a merged cell in its first row
    alone. Raises BadInput, in one sentence that names the file, for anything unreadable.
    """
    kind = path.suffix.lower()
    if kind not in {".xlsx", ".xls", ".csv"}:
        raise BadInput(f"{path.name}：不是 xlsx、xls 或 csv 文件，请另存为 xlsx 后重试")
    data = read_bytes(path)
    if kind == ".csv":
        return _csv_grids(data, path.name)
    return _workbook_grids(data, path, as_written=as_written)


def digest_of(path: Path) -> str:
    """Return what tells a file from others."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def clean_cell(value: Any) -> str:
    """Return a cell as text: whole numbers without ``.0``, dates as ISO, nothing around it.

    A number never has an exponent. Its digits beyond the fifteenth are no longer in the
    file and read ``?``, so that an identity number kept as a number is refused instead
    of passing, one time in eleven, as somebody else's. Times are rounded to the second: a
    spreadsheet keeps midnight as a hair before it.
    """
    if isinstance(value, str):
        return _trim(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        rounded = _to_the_second(value)
        is_day = value.time() == dt.time()
        return rounded.date().isoformat() if is_day else rounded.isoformat(" ")
    if isinstance(value, dt.time) and value.microsecond:
        return _to_the_second(dt.datetime.combine(dt.date(2000, 1, 1), value)).time().isoformat()
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _to_the_second(moment: dt.datetime) -> dt.datetime:
    try:
        return (moment + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    except OverflowError:
        return moment.replace(microsecond=0)


def _number(value: float) -> str:
    number = Decimal(f"{value:.{_PRECISE_DIGITS}g}")
    if not number.is_finite():
        return str(value)
    whole, _, fraction = f"{number:f}".partition(".")
    lost = len(whole.lstrip("-")) - _PRECISE_DIGITS
    if lost > 0:
        return whole[:-lost] + LOST_DIGIT * lost
    fraction = fraction.rstrip("0")
    if not fraction:
        return whole if number else "0"
    return f"{whole}.{fraction}"


def _trim(text: str) -> str:
    text = text.strip(_AROUND)
    if text.startswith('="') and text.endswith('"'):  # how a csv file keeps leading zeros
        text = text[2:-1]
    return text.removeprefix("'").strip(_AROUND)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; raises BadInput for none, a folder, a pipe, one too large."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would wait for ever
            raise ValueError
        if status.st_size > _MOST_BYTES:
            most = _MOST_BYTES >> 20
            raise BadInput(f"{path.name}：文件超过 {most} MB，请拆成几个文件")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"找不到文件 {path}，请核对路径") from None
    except (OSError, ValueError):
        raise BadInput(f"读不了文件 {path}，请核对它是文件、没有被占用、有读取权限") from None
    if not data.strip():
        raise BadInput(f"{path.name}：文件是空的，请换一个文件")
    return data


def _csv_grids(data: bytes, name: str) -> list[Grid]:
    text = _decode(data, name)
    grids = []
    for separator in [each for each in _SEPARATORS if each in text] or _SEPARATORS[:1]:
        cells, fault, count = list[list[str]](), "", 0
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            for row in reader:
                count += len(row)
                if len(row) > MOST_COLUMNS or count > MOST_CELLS or len(cells) >= _MOST_ROWS:
                    raise BadInput(
                        f"{name}：第 {len(cells) + 1} 行的列太多，或表格太大，请拆成几个文件"
                    )
                cells.append([_error_or_text(_trim(cell)) for cell in row])
        except csv.Error:
            fault = f"{name}：第 {len(cells) + 1} 行起的引号不成对或单元格过长，请改正后重试"
        grids.append(Grid("", cells, fault))
    return grids


def _error_or_text(text: str) -> str:
    """Return a cell of a text, marked where it is what a formula's error was saved as."""
    return Cell.of(text, "error") if text in ERRORS else text


def _decode(data: bytes, name: str) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise BadInput(f"{name}：含有空字节，不是 csv 文本，请另存为 xlsx 后重试")
        return text
    raise BadInput(f"{name}：不是 UTF-8 或 GB18030 编码的文本，请另存为 xlsx 后重试")


def _workbook_grids(data: bytes, path: Path, *, as_written: bool) -> list[Grid]:
    name = path.name
    if not data.startswith((_COMPOUND_FILE, b"PK")):
        raise BadInput(f"{name}：内容不是 Excel 表格，请用 Excel 打开后另存为 xlsx")
    has_password = data.startswith(_COMPOUND_FILE) and _ENCRYPTED_PACKAGE in data
    ending = HAS_PASSWORD if has_password else 0
    if not has_password:
        try:
            child = subprocess.run(
                [sys.executable, "-m", "seed.workbook_reader", str(path.absolute())],
                cwd=Path(__file__).parents[1],
                input=data,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise BadInput(f"{name}：表格太大，{_SECONDS} 秒没有读完，请拆成几个文件") from None
        ending = child.returncode
        if ending == 0:
            sheets = json.loads(child.stdout)
            del child
            unshown = tuple(each["name"] for each in sheets if each["is_hidden"])
            return [
                _grid_of({**each, "merged": []} if as_written else each, unshown)
                for each in sheets
                if as_written or not each["is_hidden"]
            ]
    if ending == HAS_PASSWORD:
        raise BadInput(f"{name}：文件有密码，请去掉密码另存后重试")
    if ending == TOO_LARGE:
        raise BadInput(f"{name}：表格太大，请拆成几个文件，或删去表格以外的单元格")
    raise BadInput(f"{name}：文件已损坏或太大，打不开，请用 Excel 打开后另存为 xlsx")


def _grid_of(sheet: dict[str, Any], unshown: tuple[str, ...]) -> Grid:
    """Return a sheet as the reading process tells it, with merged cells in all their rows."""
    cells: list[list[str]] = sheet["cells"]
    for row, column, kind in sheet["marks"]:
        cells[row][column] = Cell.of(cells[row][column], kind)
    across = []
    for (first, left), (last, right) in sheet["merged"]:
        if first >= len(cells) or left >= len(cells[first]):
            continue
        if right > left:
            across.append((first, left, right))
        if last == first:
            continue
        value = cells[first][left]
        kind = value.kind if isinstance(value, Cell) else ""
        shared = Cell.of(value, kind, is_merged=True)
        for row in cells[first : last + 1]:
            row.extend([""] * (left + 1 - len(row)))
            row[left] = shared
    return Grid(
        sheet["name"],
        cells,
        across=tuple(across),
        hidden_rows=tuple(sheet["hidden_rows"]),
        hidden_columns=tuple(sheet["hidden_columns"]),
        unshown=unshown,
    )
