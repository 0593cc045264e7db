"""The rows below the headings of a table: people, and what a printed list has besides them.

Lines of totals, headings that are repeated on each page, the numbers of the columns and what
is signed at the bottom are nobody; a row with more cells than headings may be shifted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from seed.heading_words import VILLAGE
from seed.table_heading import Column, Heading, header_key, is_column_numbers

_TOTAL = re.compile(
    r"(?:(?:本|全|以上|该|分|各)?[页村户镇乡组社区街道表单]{0,3}(?:人数|金额|户数)?(?:合计|总计|小计|共计|累计)"
    r"|.{1,12}(?:小计|合计)[::]?$)"
)
_FOOTNOTE = re.compile(
    r"^\s*(?:填表|制表|审核|填报|复核|负责人|经办|签字|签名|签章|盖章|日期|说明|备注|注|附注|联系人|联系电话"
    r"|报送|单位|村委|主任|书记|以下空白|此表|本表|打印|第\d+页|共\d+页).*"
)
_FIGURE = re.compile(r"共?[\d,]{1,7}(?:\.\d{1,2})?[人户名元]?")
_SIGNED = re.compile(r"(?:填表|制表|审核|填报|复核|负责|经办|签字|签名|签章|盖章|以下空白)")

_PLACE = re.compile(
    r"(?:(?:所在|所属|行政)?(?:村|社区|村居|村\(社区\)|村（社区）|单位|村名)[:：])?"
    r"([^:：\d]{1,15}?(?:村|社区|居委会|村委会|村民委员会|居民委员会))"
)

RowKind = Literal["row", "total", "footnote"]


@dataclass(frozen=True)
class Row:
    """One line of data. ``number`` counts from 1, as the spreadsheet shows it.

    ``cells`` has every column that was asked for, by its name; empty if the file lacks it.
    ``others`` are the cells under headings that were not asked for, by heading. ``letters``
    are the spreadsheet's names of the columns on this ``sheet``, which is named where the
    file has several. ``section`` is the line above with nothing but a village's name, if any.
    ``fault`` says why nothing in the row can be relied on.
    """

    number: int
    cells: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    section: str = ""
    fault: str = ""


def rows_below(
    heading: Heading, columns: Sequence[Column], sheet: str
) -> Iterator[tuple[Row, RowKind]]:
    """Yield each row with something in it, and what it is."""
    found = {name: at for at, name in enumerate(heading.names) if name is not None}
    unknown = {
        title: at
        for at, (title, name) in enumerate(zip(heading.titles, heading.names, strict=True))
        if title and name is None
    }
    letters = {name: column_letter(at) for name, at in (*found.items(), *unknown.items())}
    required = [found[each.name] for each in columns if each.is_required and each.name in found]
    empty = {column.name: "" for column in columns if column.is_one}
    width = max((at + 1 for at, title in enumerate(heading.titles) if title), default=0)
    keys = _heading_keys(heading)
    rows = heading.grid.cells[heading.last + 1 :]
    section = ""
    for number, row in enumerate(rows, start=heading.last + 2):
        if not any(row) or _is_heading_again(row, keys) or is_column_numbers(row):
            continue
        place = "" if VILLAGE in found else _section(row)
        if place:
            section = place
            continue
        cells = dict(empty)
        for name, at in found.items():
            if at < len(row):
                cells[name] = row[at]
        others = {title: row[at] if at < len(row) else "" for title, at in unknown.items()}
        kind = _kind_of(row, required)
        fault = surplus(row, width) if kind == "row" else ""
        if fault or any(cells.values()):
            yield Row(number, cells, others, letters, sheet, section, fault), kind


def column_letter(position: int) -> str:
    """Return a spreadsheet's name of a column, counted from 0: A, B, ... Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def village_named(text: str) -> str:
    """Return the village that a title, a sheet's name or a line by itself names, or nothing."""
    match = _PLACE.fullmatch("".join(text.split()))
    return match[1] if match else ""


def _section(row: Sequence[str]) -> str:
    """Return the village of a line that holds nothing else."""
    filled = [text for text in row if text]
    return village_named(filled[0]) if len(filled) == 1 else ""


def surplus(row: Sequence[str], width: int) -> str:
    """Return what is wrong with a row that goes on behind the last heading; else nothing."""
    for at in range(width, len(row)):
        if row[at]:
            return (
                f"{column_letter(at)} 列的“{row[at][:20]}”在表头以外，这一行可能错了位，"
                "请补上列名，或改正后重试"
            )
    return ""


def _kind_of(row: Sequence[str], required: Sequence[int]) -> RowKind:
    """Say whether a row is a line of totals or what stands below a list: nobody's.

    Its first text says so, and a column that everybody has is empty. A total may well stand in
    a required column (金额), so one empty required cell is enough, or how many there are (6人).
    """
    first = next(at for at, cell in enumerate(row) if cell)
    text = "".join(row[first].split())
    others = [row[at] if at < len(row) else "" for at in required if at != first]
    is_total = bool(_TOTAL.match(text))
    only_counts = is_total and all(map(_FIGURE.fullmatch, others))
    if others and all(others) and not only_counts:
        return "row"
    if is_total:
        return "total"
    filled = sum(map(bool, row))
    is_signed = bool(_SIGNED.search(text)) or (filled == 1 and bool(_FOOTNOTE.match(text)))
    return "footnote" if is_signed else "row"


def _heading_keys(heading: Heading) -> list[set[str]]:
    """Return for each column the texts under which its heading may be repeated further down."""
    keys: list[set[str]] = [{header_key(title)} for title in heading.titles]
    for row in heading.grid.cells[heading.first : heading.last + 1]:
        for at, text in enumerate(row[: len(keys)]):
            keys[at].add(header_key(text))
    return keys


def _is_heading_again(row: Sequence[str], keys: Sequence[set[str]]) -> bool:
    filled = [(at, text) for at, text in enumerate(row) if text]
    if len(filled) < 2 or filled[-1][0] >= len(keys):
        return False
    at, text = filled[0]
    if len(text) > 40 or header_key(text) not in keys[at]:  # nearly every row ends here
        return False
    return all(header_key(text) in keys[at] for at, text in filled)
