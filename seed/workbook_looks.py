"""What a workbook shows beside its values: hidden rows, errors by name, zeros in front.

The library that reads values keeps none of it. An xlsx is looked at directly (a sheet without
such a thing costs one search for a word), an xls through xlrd. Whatever cannot be looked at is
left as the values say.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    import xlrd

_CHUNK = 1 << 16
_MOST_HIDDEN = 1_000
_ZEROS = re.compile(r"0{2,18}")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MARKS = (b"hidden=", b't="e"')
_XLS_ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip

Place = tuple[int, int]


@dataclass
class Looks:
    """Of one sheet; rows and columns count from 0. ``zeros``: how many digits a number shows."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    zeros: dict[Place, int] = field(default_factory=dict)


class _Unfit(Exception):
    """Something no workbook of an office holds, such as a document type."""


def looks_of_xlsx(data: bytes) -> dict[str, Looks]:
    """Return what the sheets of an xlsx show, by name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            widths = _shown_digits(book)
            return {name: _sheet_looks(book, part, widths) for name, part in _parts(book)}
    except (
        zipfile.BadZipFile, expat.ExpatError, _Unfit, KeyError, ValueError, OSError,
        NotImplementedError, RuntimeError, EOFError,
    ):  # fmt: skip
        return {}


def _parse(data: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = _parser(start)
    parser.Parse(data, True)


def _parser(start: Callable[[str, dict[str, str]], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _Unfit

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, has: start(name.rpartition(":")[2], has)
    return parser


def _parts(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the name of each sheet with the part of the file that holds it."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, has: dict[str, str]) -> None:
        if name == "Relationship":
            target = has.get("Target", "")
            is_whole = target.startswith("/")
            targets[has["Id"]] = target.lstrip("/") if is_whole else normpath(join("xl", target))

    def sheet(name: str, has: dict[str, str]) -> None:
        if name == "sheet":
            where = next((has[key] for key in has if key.endswith(":id")), "")
            sheets.append((has.get("name", ""), targets.get(where, "")))

    _parse(book.read("xl/_rels/workbook.xml.rels"), relation)
    _parse(book.read("xl/workbook.xml"), sheet)
    return [(name, part) for name, part in sheets if part in book.namelist()]


def _shown_digits(book: zipfile.ZipFile) -> dict[str, int]:
    """Return the styles that show a number with zeros in front, and to how many digits."""
    if "xl/styles.xml" not in book.namelist():
        return {}
    formats: dict[str, int] = {}
    styles: dict[str, int] = {}
    count = 0
    in_cells = False

    def start(name: str, has: dict[str, str]) -> None:
        nonlocal count, in_cells
        code = has.get("formatCode", "").strip('"')
        if name == "numFmt" and _ZEROS.fullmatch(code):
            formats[has.get("numFmtId", "")] = len(code)
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            in_cells = name == "cellXfs"
        elif name == "xf" and in_cells:
            if has.get("numFmtId", "") in formats:
                styles[str(count)] = formats[has["numFmtId"]]
            count += 1

    _parse(book.read("xl/styles.xml"), start)
    return styles


def _sheet_looks(book: zipfile.ZipFile, part: str, widths: dict[str, int]) -> Looks:
    """Return what one sheet shows; it is walked only where there is something to find."""
    looks = Looks()
    if not widths and not _has_marks(book, part):
        return looks
    row, column, error = -1, -1, None
    text: list[str] = []

    def start(name: str, has: dict[str, str]) -> None:
        nonlocal row, column, error
        if name == "c":
            match = _REFERENCE.fullmatch(has.get("r", ""))
            column = _column_at(match[1]) if match else column + 1
            kind = has.get("t", "n")
            error = (row, column) if kind == "e" else None
            text.clear()
            if kind == "n" and has.get("s", "") in widths:
                looks.zeros[row, column] = widths[has["s"]]
        elif name == "v":
            text.clear()
        elif name == "row":
            row, column = _counted(has["r"]) if "r" in has else row + 1, -1
            if _is_on(has.get("hidden", "")):
                looks.hidden_rows.append(row)
        elif name == "col" and _is_on(has.get("hidden", "")) and not _is_full(looks):
            first, last = _counted(has["min"]), int(has["max"])
            looks.hidden_columns.extend(range(first, min(last, first + 100)))

    def end(name: str) -> None:
        nonlocal error
        if error is not None and name.rpartition(":")[2] == "v":
            looks.errors[error] = "".join(text)
            error = None

    parser = _parser(start)
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda data: text.append(data) if error is not None else None
    with book.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    return looks


def _has_marks(book: zipfile.ZipFile, part: str) -> bool:
    with book.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            if any(mark in before + chunk for mark in _MARKS):
                return True
            before = chunk[-16:]
    return False


def _is_full(looks: Looks) -> bool:
    return len(looks.hidden_columns) > _MOST_HIDDEN


def _is_on(text: str) -> bool:
    return text in ("1", "true")


def _counted(text: str) -> int:
    """Return a place counted from 0, which a file counts from 1."""
    if int(text) < 1:
        raise _Unfit
    return int(text) - 1


def _column_at(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def looks_of_xls(data: bytes) -> dict[str, Looks]:
    """Return what the sheets of an xls show, by name."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return {sheet.name: _xls_looks(book, sheet) for sheet in book.sheets()}
    except Exception:  # whatever a damaged record makes the library stumble over
        return {}


def _xls_looks(book: "xlrd.Book", sheet: "xlrd.sheet.Sheet") -> Looks:
    import xlrd

    looks = Looks(
        hidden_rows=sorted(at for at, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=sorted(at for at, info in sheet.colinfo_map.items() if info.hidden),
    )
    digits = {
        number: len(code)
        for number, style in enumerate(book.xf_list)
        if _ZEROS.fullmatch(code := book.format_map[style.format_key].format_str)
    }
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                looks.errors[row, column] = _XLS_ERRORS.get(sheet.cell_value(row, column), "#N/A")
            elif kind == xlrd.XL_CELL_NUMBER and digits:
                width = digits.get(sheet.cell_xf_index(row, column))
                if width is not None:
                    looks.zeros[row, column] = width
    return looks
