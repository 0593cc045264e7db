"""Departments' lists for tests: 1,000 rows in each of four layouts, with known faults in 5 %."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import xlwt

from models.base.identity import with_check_character

ROWS = 1000
FAULTY_ROWS = 50
FAMILY = 3
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_GIVEN = "国建志文秀桂玉金春红永德长海明华平安福贵荣光辉军勇强兰英梅芳"


@dataclass(frozen=True)
class Somebody:
    """A made-up member of a made-up family."""

    name: str
    number: str
    household: str
    village: str


def population(families: int = ROWS) -> list[Somebody]:
    """Return families of three; no two people share a name or nearly a number."""
    people = []
    for index in range(families * FAMILY):
        given, surname = divmod(index, len(_SURNAMES))
        first, second = divmod(given, len(_GIVEN))
        day, sequence = divmod(index * 37, 900)
        born = f"{1930 + day // 300}{1 + day // 28 % 12:02d}{1 + day % 28:02d}"
        people.append(
            Somebody(
                f"{_SURNAMES[surname]}{_GIVEN[first % len(_GIVEN)]}{_GIVEN[second]}"
                + _GIVEN[first // len(_GIVEN)] * (first >= len(_GIVEN)),
                with_check_character(f"431198{born}{sequence:03d}"),
                f"{index // FAMILY:05d}",
                f"第{index // FAMILY % 20 + 1}村",
            )
        )
    return people


def roster(path: Path, people: list[Somebody]) -> Path:
    """Write people as a roster."""
    lines = ["村(社区),户编号,姓名,证件号码"]
    lines += [f"{each.village},{each.household},{each.name},{each.number}" for each in people]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


# What can be wrong with one person of a list: what to write, and where it must be told.
Broken = tuple[str, str, str]
BREAKS: tuple[tuple[str, Callable[[Somebody], tuple[str, str]]], ...] = (
    ("faults", lambda one: (one.name, one.number[:-2])),
    ("faults", lambda one: (one.name, _other_check_character(one.number))),
    ("faults", lambda one: (one.name, f"{one.number[:10]}1345{one.number[14:]}")),
    ("faults", lambda one: (one.name, one.number[:6] + one.number[8:17])),
    ("faults", lambda one: (one.name, f"{one.number[:15]}???")),
    ("faults", lambda one: (one.name, f"{one.number[:8]}A{one.number[9:]}")),
    ("unmatched", lambda one: (one.name, with_check_character(f"431197{one.number[6:17]}"))),
    ("conflicting", lambda one: (f"{one.name}儿", one.number)),
)
# What departments do to sound numbers; none of it is a fault.
MANGLES: tuple[Callable[[str], str], ...] = (
    str,
    str,
    lambda number: f"  {number} ",
    lambda number: f"{number[:6]} {number[6:14]} {number[14:]}",
    lambda number: f"{number}B1",
    lambda number: f"{number}44",
    lambda number: number.lower(),
    lambda number: "".join(chr(ord(each) + 0xFEE0) for each in number),
    lambda number: f"000{number}",
)


def _other_check_character(number: str) -> str:
    return number[:-1] + ("0" if number[-1] != "0" else "1")


@dataclass
class Made:
    """A list's cells, and what must be told of it: {(kind, row)}."""

    rows: list[list[str]]
    expected: set[tuple[str, int]] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)


def person_rows(people: list[Somebody], *, seed: int = 1) -> Made:
    """One row per person, under a letterhead: every third member is on the list."""
    made = Made(
        [["2019年11月低保对象花名册"], [], ["序号", "村名", "姓名", "身份证号", "低保证号"]]
    )
    listed = people[::FAMILY]
    broken = _broken_places(seed)
    for place, one in enumerate(listed):
        name, number = _cell(made, one, place, broken, len(made.rows) + 1)
        made.rows.append([str(place + 1), one.village, name, number, f"低{place:05d}"])
    return made


def pair_rows(people: list[Somebody], *, seed: int = 2) -> Made:
    """One row per household: the head, then numbered pairs."""
    made = Made([
        ["户主", "户主身份证号", "成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号", "村"]
    ])  # fmt: skip
    broken = _broken_places(seed)
    for place in range(ROWS):
        family = people[place * FAMILY : (place + 1) * FAMILY]
        row: list[str] = []
        for member, one in enumerate(family):
            which = broken if member == place % FAMILY else {}
            row += _cell(made, one, place, which, len(made.rows) + 1)
        made.rows.append([*row, family[0].village])
    return made


def cell_rows(people: list[Somebody], *, seed: int = 3) -> Made:
    """One row per household: the head, and the members in one cell."""
    made = Made([["户主", "户主身份证", "家庭成员", "所属村"]])
    broken = _broken_places(seed)
    for place in range(ROWS):
        head, *others = people[place * FAMILY : (place + 1) * FAMILY]
        number = len(made.rows) + 1
        cells = [
            _cell(made, one, place, broken if member == 0 else {}, number)
            for member, one in enumerate(others)
        ]
        style = "{}({})" if place % 2 else "{} {}"
        text = "、".join(style.format(*each) for each in cells)
        made.rows.append([head.name, head.number, text, head.village])
    return made


def headed_rows(people: list[Somebody], *, seed: int = 4) -> Made:
    """One row per person by disability certificate, the head on a family's first row only."""
    made = Made([["上岭桥镇残联"], ["户主", "姓名", "残疾证号", "残疾等级", "认定日期"]])
    broken = _broken_places(seed)
    for place, one in enumerate(people[:ROWS]):
        is_head = place % FAMILY == 0
        name, number = _cell(made, one, place, broken, len(made.rows) + 1)
        sound = number == one.number
        number = (
            f"{number}{place % 7 + 1}{place % 2 + 1}{'B1' if place % 5 == 0 else ''}" * sound
            or number
        )
        made.rows.append([
            one.name if is_head else "", name, number, "一级", "2018-03-01" if is_head else "",
        ])  # fmt: skip
    return made


def _broken_places(seed: int) -> dict[int, int]:
    """Return the places of the faulty rows, and which fault each has."""
    places = random.Random(seed).sample(range(ROWS), FAULTY_ROWS)
    return {place: position % len(BREAKS) for position, place in enumerate(places)}


def _cell(
    made: Made, one: Somebody, place: int, broken: dict[int, int], row: int
) -> tuple[str, str]:
    if place not in broken:
        return one.name, MANGLES[place % len(MANGLES)](one.number)
    kind, change = BREAKS[broken[place]]
    made.expected.add((kind, row))
    made.kept.add(one.number)
    return change(one)


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    """Write cells as xlsx; what lost digits is written as the number it became."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([_lost(text) for text in row])
    book.save(path)
    return path


def as_xls(path: Path, rows: list[list[str]]) -> Path:
    """Write cells as xls of the nineties."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for position, text in enumerate(row):
            sheet.write(number, position, _lost(text))
    book.save(str(path))
    return path


def as_csv(path: Path, rows: list[list[str]]) -> Path:
    """Write cells as csv in GB18030."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _lost(text: str) -> str | int:
    if len(text) == 18 and text.endswith("???"):
        return int(text.replace("???", "000"))
    return text
