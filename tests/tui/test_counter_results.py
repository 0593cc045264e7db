"""The people listed at the counter: pages, as many as there is room for, the family beside."""

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from models.people.found import Found
from models.search.match import Match
from models.station.desk import Desk
from tests.making import BUSINESS_DATE, pay, person, register_people
from tui.app import LaobaoApp
from tui.screens.counter_rows import result_heading, result_line
from tui.widgets.lines import Lines

_PEOPLE = 20


@pytest.fixture
def village(sqlite_desk: Desk) -> Desk:
    """Twenty families of one; the first has paid."""
    names = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
    register_people(
        sqlite_desk,
        *(person(f"王{name}", household=f"{n:04d}") for n, name in enumerate(names, 1)),
    )
    pay(sqlite_desk, "0001", trace=1)
    return sqlite_desk


def results(pilot: Pilot[None]) -> Lines:
    return pilot.app.screen.query_one("#results", Lines)


def regions(pilot: Pilot[None]) -> tuple[Region, Region]:
    found, family = (pilot.app.screen.query_one(each) for each in ("#found", "#family"))
    return found.region, family.region


async def test_pages_are_turned_from_the_search_field(village: Desk) -> None:
    async with LaobaoApp(village).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"王")
        await pilot.pause()
        assert results(pilot).size.height == 7
        for key, place in (
            ("pagedown", 7), ("pagedown", 14), ("pageup", 7), ("ctrl+end", _PEOPLE - 1),
            ("ctrl+home", 0),
        ):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
            assert results(pilot).position == place, key


@pytest.mark.parametrize(
    ("size", "rows", "is_beside"),
    [((80, 24), 7, False), ((80, 43), 25, False), ((132, 43), 30, True), ((120, 24), 15, True)],
)
async def test_the_window_is_used(
    village: Desk, size: tuple[int, int], rows: int, is_beside: bool
) -> None:
    """Below one another, or from 120 columns on side by side, with more people in sight."""
    async with LaobaoApp(village).run_test(size=size) as pilot:
        await pilot.press(*"王")
        await pilot.pause()
        found, family = regions(pilot)
        assert results(pilot).size.height >= rows
        assert (found.right <= family.x) == is_beside
        assert (found.bottom <= family.y) != is_beside


@pytest.mark.parametrize("cells", [40, 52, 80, 100, 132])
def test_the_columns_fit_their_room(cells: int) -> None:
    match = Match(
        1, "热依汗古丽·阿不都热合曼", "431198199001010013", "14212345678", 1, "010001", "青山村",
        why="证件号尾",
    )  # fmt: skip
    heading, line = result_heading(cells), result_line(Found(match, "曾国强"), BUSINESS_DATE, cells)
    assert max(map(_width, (heading, line))) <= cells
    assert ("户主" in heading, "曾国强" in line, "女" not in line and "男" in line) == (
        (cells >= 100,) * 3
    )
    assert ("未" in line, "证件号尾" in line) == (True, cells >= 50)


def _width(text: str) -> int:
    return sum(1 + (each > "\xff") - (each == "·") for each in text)


def test_paid_is_told_and_a_receipt_where_there_is_room() -> None:
    match = Match(1, "张三", "", "", 1, "0001", "青山村", why="收据", found="2019-000001")
    wide, narrow = (result_line(Found(match, "", True), BUSINESS_DATE, each) for each in (132, 80))
    assert "已" in wide and wide.endswith("收据 2019-000001")
    assert narrow.endswith("已 收据")
