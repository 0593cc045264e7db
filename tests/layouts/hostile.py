"""Files that were made to hurt, or were hurt: small on the disk, endless once opened."""

import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.layouts.book import Leaf, Value, write_xlsx
from tests.layouts.plants import number

_HEADINGS = ("村(社区)", "户编号", "姓名", "证件号码", "备注")
_PERSON = ("青山村", "0001", "张三", number(601), "无")
_SHEET, _END = "xl/worksheets/sheet1.xml", b"</sheetData>"
_LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (at + 1, b"&%c;" % at * 10) for at in range(97, 107))
    + b"]>"
)
_ENTITIES = ("sheet1", "styles", "workbook", "sharedStrings")
_MILLION = 1_000_000
_FIVE_MB = 5 << 20


def small_files(folder: Path) -> Iterator[Path]:
    """Yield files that are refused, or read, as quickly as any."""
    plain = _book(folder / "plain.xlsx", _HEADINGS, _PERSON)
    for name, change in _CHANGES.items():
        yield _changed(plain, folder / f"{name}.xlsx", _SHEET, change)
    for part in _ENTITIES:
        where = _SHEET if part == "sheet1" else f"xl/{part}.xml"
        yield _changed(plain, folder / f"laughs in {part}.xlsx", where, _laughing)
    for ending in ("xls", "csv"):
        (folder / f"book.{ending}").write_bytes(plain.read_bytes())
        yield folder / f"book.{ending}"
    for ending in ("xls", "xlsx", "csv"):
        yield from _no_files(folder, ending)
    texts = (",".join(_HEADINGS), ",".join(_PERSON))
    yield _text(folder / "text.xlsx", *texts)
    yield _text(folder / "million columns.csv", texts[0], "," * _MILLION)
    yield _text(folder / "million headings.csv", "," * _MILLION, texts[0])


def large_files(folder: Path) -> Iterator[Path]:
    """Yield files of 5 MB, and what unpacks to gigabytes."""
    texts = (",".join(_HEADINGS), ",".join(_PERSON))
    plain = _book(folder / "plain.xlsx", _HEADINGS, _PERSON)
    yield _changed(plain, folder / "bomb.xlsx", _SHEET, lambda part: part + bytes(300 << 20))
    yield _book(folder / "cells.xlsx", *[[1] * 30] * 100_100)
    yield _text(folder / "cells.csv", *[",".join("1" * 30)] * 100_100)
    yield _text(folder / "quotes.csv", '"' * _FIVE_MB)
    yield _text(folder / "cell.csv", texts[0], "长" * _FIVE_MB)
    yield _text(folder / "letterhead.csv", "镇" * _FIVE_MB, *texts)
    yield _text(folder / "letterheads.csv", *["镇"] * (_FIVE_MB // 4), *texts)
    people = [
        (
            "青山村",
            f"{at // 3:06d}",
            "张三甲",
            number(at % 1000, f"19{at % 60 + 30}-05-06"),
            f"备{at}",
        )
        for at in range(75_000)
    ]
    yield _text(folder / "people.csv", texts[0], *map(",".join, people))
    yield _book(folder / "people.xlsx", _HEADINGS, *people)


def _book(path: Path, *rows: Sequence[Value]) -> Path:
    write_xlsx(path, [Leaf("名单", [list(row) for row in rows])])
    return path


def _text(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _changed(book: Path, path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(book) as source:
        parts = {each: source.read(each) for each in source.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for each, part in parts.items():
            target.writestr(each, part)
    return path


def _laughing(part: bytes) -> bytes:
    part = part.replace(b"?>\n", b"?>\n" + _LAUGHS, 1).replace(b"<v>0</v>", b"<v>&k;</v>")
    return part.replace("青山村".encode(), b"&k;").replace('name="名单"'.encode(), b'name="&k;"')


def _beside(cells: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(_END, cells + _END)


_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "false dimension": lambda part: re.sub(
        rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part
    ),
    "last corner": _beside(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "last row": _beside(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    "last column": _beside(b'<row r="90"><c r="XFD90"><v>1</v></c></row>'),
    "merged": lambda part: part.replace(
        _END,
        _END + b"<mergeCells>" + b'<mergeCell ref="A2:XFD1048576"/>' * 4000 + b"</mergeCells>",
    ),
    "hidden": lambda part: part.replace(
        b"<sheetData>",
        b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 20_000 + b"</cols><sheetData>",
    ),
}


def _no_files(folder: Path, ending: str) -> Iterator[Path]:
    os.mkfifo(folder / f"pipe.{ending}")
    yield folder / f"pipe.{ending}"
    (folder / f"folder.{ending}").mkdir()
    yield folder / f"folder.{ending}"
    (folder / f"device.{ending}").symlink_to("/dev/zero")
    yield folder / f"device.{ending}"
