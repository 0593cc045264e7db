"""The counter's rows of people found: the columns that the room allows, in a fixed order."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from models.base.dates import age_on
from models.base.text import cut, fit, mask_id, mask_phone, width
from models.people.found import Found
from models.search.find import MOST

_BORN = slice(6, 14)
_MARGIN = 2
_WHY, _WHY_CELLS, _WHY_ROOM = "依据", 8, 50
_SEX_AT = 16
CARD_CELLS, _NARROWEST = 80, 40
"""What a family's card takes beside the people found, and what these need."""


def found_cells(cells: int) -> int:
    """Return the cells of the people found in a terminal of some width.

    All of them, unless they leave the card of the family its room beside them.
    """
    return cells - CARD_CELLS if cells >= CARD_CELLS + _NARROWEST else cells


class _Column(NamedTuple):
    """One column: its cells, and from how many cells of room it is there."""

    title: str
    cells: int
    room: int
    value: Callable[[Found, dt.date], str]


_COLUMNS = (
    _Column("姓名", 11, 0, lambda each, _: each.match.name),
    _Column("性别", 5, 100, lambda each, _: _sex(each.match.id_number)),
    _Column("年龄", 5, 41, lambda each, day: _age(each.match.id_number, day)),
    _Column("证件号码", 19, 76, lambda each, _: mask_id(each.match.id_number)),
    _Column("手机", 12, 76, lambda each, _: mask_phone(each.match.phone)),
    _Column("村(社区)", 11, 0, lambda each, _: each.match.village),
    _Column("户编号", 9, 0, lambda each, _: each.match.household),
    _Column("户主", 11, 100, lambda each, _: each.head),
    _Column("缴", 3, 0, lambda each, _: "" if each.match.left else "已" if each.is_paid else "未"),
)
_GROW = frozenset({"姓名", "村(社区)", "户编号"})
"""What takes the cells that are left over, each as many as the reason behind."""


def _laid_out(cells: int) -> tuple[list[tuple[_Column, int]], int]:
    """Return the columns that have room, each with its cells, and the cells of the reason."""
    shown = [each for each in _COLUMNS if cells >= each.room]
    why = _WHY_CELLS if cells >= _WHY_ROOM else 0
    spare = max(0, cells - _MARGIN - sum(each.cells for each in shown) - why)
    share = spare // (len(_GROW) + 1)
    columns = [(each, each.cells + share * (each.title in _GROW)) for each in shown]
    return columns, why and why + spare - share * len(_GROW)


def result_heading(cells: int) -> str:
    """Return the heads over the people found."""
    columns, why = _laid_out(cells)
    heads = "".join(fit(each.title, wide) for each, wide in columns)
    return f"{' ' * _MARGIN}{heads}{_WHY if why else ''}"


def result_line(found: Found, day: dt.date, cells: int) -> str:
    """Return one person found, and by what; who has left says so instead."""
    columns, why = _laid_out(cells)
    values = "".join(fit(cut(each.value(found, day), wide - 1), wide) for each, wide in columns)
    match = found.match
    return f"{' ' * _MARGIN}{values}{cut(match.left or _reason(match.why, match.found, why), why)}"


def _reason(why: str, found: str, cells: int) -> str:
    """Return by what somebody was found, with the number found where there is room."""
    both = f"{why} {found}".rstrip()
    return both if width(both) <= cells else why


def _age(id_number: str, day: dt.date) -> str:
    """Return the age that follows from a number; nothing from one that holds no date."""
    try:
        born = dt.date.fromisoformat(id_number[_BORN])
    except ValueError:
        return ""
    return f"{age_on(born, day):>3}"


def _sex(id_number: str) -> str:
    """Return the sex that a whole number tells; nothing from a permit or a certificate."""
    if len(id_number) <= _SEX_AT + 1 or not id_number[_SEX_AT].isdecimal():
        return ""
    return "男" if int(id_number[_SEX_AT]) % 2 else "女"


def found_words(people: int) -> str:
    """Return what to do with so many people found."""
    if not people:
        return "没有找到：可少打几个字，或换拼音、证件号后几位、户编号、村名"
    more = f"只列前 {people} 人，再打一个字就更准；" if people == MOST else ""
    return f"{more}上下键、翻页键换人，回车到成员里选人"
