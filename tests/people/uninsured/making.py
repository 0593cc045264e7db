"""Stations, lists and workbooks for tests of the uninsured. Nobody here exists."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from models.people.roster import RosterPerson
from models.people.uninsured.read import read_roll
from models.people.uninsured.values import Listed
from models.station.desk import Desk
from seed.uninsured_file import UninsuredImport, import_uninsured_file
from tests.making import person, register_people

HEADINGS = ("序号", "姓名", "公民身份号码", "户籍地址", "未参保原因", "采集人")
"""What a police list is headed by."""


def sent_file(
    folder: Path,
    rows: Sequence[Sequence[object]],
    headings: Sequence[str] = HEADINGS,
    name: str = "公安未参保.xlsx",
) -> Path:
    """Write a sender's list below a letterhead."""
    book = openpyxl.Workbook()
    book.active.append(["未参保人员名单"])
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name


def police_rows(people: Sequence[RosterPerson]) -> list[list[object]]:
    """Return people as the police list them, with an address and nothing under the reason."""
    return [
        [at, each.name, each.id_number, f"上岭桥镇{each.village}{at % 9 + 1}组", "", "所里"]
        for at, each in enumerate(people, 1)
    ]


def receive(desk: Desk, path: Path, sender: str = "公安户籍", meaning: str = "") -> UninsuredImport:
    """Import a list for the present medical year."""
    return import_uninsured_file(desk, path, sender, "medical", 2020, meaning)


def listed(desk: Desk, folder: Path, *people: RosterPerson) -> list[RosterPerson]:
    """Put people on the roster and on a list of the police."""
    register_people(desk, *people)
    receive(desk, sent_file(folder, police_rows(people)))
    return list(people)


def named(desk: Desk, name: str) -> Listed:
    """Return somebody who is listed."""
    (found,) = (each for each in read_roll(desk).people if each.name == name)
    return found


def villagers(village: str, count: int, household: int = 1) -> list[RosterPerson]:
    """Return so many people of a village, each with a name and household of their own."""
    return [
        person(
            f"{village[:2]}{_han(at)}",
            born=f"{1950 + at}-05-06",
            household=f"{household + at:04d}",
            village=village,
            relation="户主",
        )
        for at in range(count)
    ]


def _han(number: int) -> str:
    return "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:02d}")


def edited(path: Path, edit: Callable[[Any, int], None], saved: Path | None = None) -> Path:
    """Let a cadre edit a workbook; ``edit`` gets the sheet and the row of the headings."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet.protection.disable()
    edit(sheet, 3)
    book.save(saved or path)
    return saved or path


def column(sheet: Any, heading: str, head: int = 3) -> int:
    """Return where a column stands now."""
    return next(int(cell.column) for cell in sheet[head] if cell.value == heading)


def row_of(sheet: Any, name: str, head: int = 3) -> int:
    """Return the row of somebody."""
    at = column(sheet, "姓名", head)
    return next(
        row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, at).value == name
    )


def fill(sheet: Any, name: str, said: str, head: int = 3) -> None:
    """Write a reason behind a name."""
    sheet.cell(row_of(sheet, name, head), column(sheet, "未参保原因", head), said)
