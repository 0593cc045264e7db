"""Files as grids of clean text: every visible sheet of a workbook, or a csv file.

A workbook is opened in a process of its own. On damaged files the library does worse
than raise: it writes a report to the terminal, or ends the process that called it (a
truncated xls, a stray cell in the last corner of a sheet). There it costs one file,
not the counter.
"""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.base.errors import BadInput

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LOST_DIGIT = "?"
"""Stands for a digit a spreadsheet did not keep: a number holds 15, an identity number has 18."""

_PRECISE_DIGITS = 15
_SEPARATORS = ",;\t"
_ENCODINGS = ("utf-8-sig", "gb18030")
_AROUND = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HAS_PASSWORD = 10
_MEMORY_BYTES = 4 << 30
_SECONDS = 300
_VISIBLE, _ALL = "visible", "all"


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet from its first row and column on; rows may be short.

    ``fault`` says why reading stopped before the end, for a csv file that is broken or
    has another separator than the one tried.
    """

    sheet_name: str
    cells: list[list[str]]
    fault: str = ""


def read_grids(path: Path, *, with_hidden: bool = False) -> list[Grid]:
    """Return the visible sheets of a workbook, or a csv file once for each separator.

    ``with_hidden``: the sheets that are not shown as well. Raises BadInput, in one sentence
    that names the file, for anything unreadable.
    """
    kind = path.suffix.lower()
    if kind not in {".xlsx", ".xls", ".csv"}:
        raise BadInput(f"{path.name}：不是 xlsx、xls 或 csv 文件，请另存为 xlsx 后重试")
    data = _read_bytes(path)
    if kind == ".csv":
        return _csv_grids(data, path.name)
    return _workbook_grids(data, path, _ALL if with_hidden else _VISIBLE)


def clean_cell(value: Any) -> str:
    """Return a cell as text: whole numbers without ``.0``, dates as ISO, nothing around it.

    A number never has an exponent. Its digits beyond the fifteenth are no longer in the
    file and read ``?``, so that an identity number kept as a number is refused instead
    of passing, one time in eleven, as somebody else's.
    """
    if isinstance(value, str):
        return _trim(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


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


def _read_bytes(path: Path) -> bytes:
    try:
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
    for separator in _SEPARATORS:
        cells, fault = [], ""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            for row in reader:
                cells.append([_trim(cell) for cell in row])
        except csv.Error:
            fault = f"{name}：第 {len(cells) + 1} 行起的引号不成对或单元格过长，请改正后重试"
        grids.append(Grid("", cells, fault))
    return grids


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


def _workbook_grids(data: bytes, path: Path, which: str) -> list[Grid]:
    name = path.name
    if not data.startswith((_COMPOUND_FILE, b"PK")):
        raise BadInput(f"{name}：内容不是 Excel 表格，请用 Excel 打开后另存为 xlsx")
    has_password = data.startswith(_COMPOUND_FILE) and _ENCRYPTED_PACKAGE in data
    if not has_password:
        try:
            child = subprocess.run(
                [sys.executable, "-m", "seed.grid_file", str(path.absolute()), which],
                cwd=Path(__file__).parents[1],
                input=data,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise BadInput(f"{name}：表格太大，{_SECONDS} 秒没有读完，请拆成几个文件") from None
        if child.returncode == 0:
            return [Grid(sheet, cells) for sheet, cells in json.loads(child.stdout)]
        has_password = child.returncode == _HAS_PASSWORD
    if has_password:
        raise BadInput(f"{name}：文件有密码，请去掉密码另存后重试")
    raise BadInput(f"{name}：文件已损坏或太大，打不开，请用 Excel 打开后另存为 xlsx")


def _serve() -> int:
    """Read a workbook from standard input and write its sheets as JSON: the visible, or all."""
    from python_calamine import PasswordError, SheetTypeEnum, SheetVisibleEnum

    _limit_memory()
    _, path, which = sys.argv
    sheets = []
    try:
        workbook = _open(sys.stdin.buffer.read(), path)
        for sheet in workbook.sheets_metadata:
            is_wanted = which == _ALL or sheet.visible == SheetVisibleEnum.Visible
            if sheet.typ == SheetTypeEnum.WorkSheet and is_wanted:
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                sheets.append((sheet.name, [[clean_cell(cell) for cell in row] for row in rows]))
    except PasswordError:
        return _HAS_PASSWORD
    sys.stdout.buffer.write(json.dumps(sheets, ensure_ascii=False).encode())
    return 0


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
    sys.exit(_serve())
