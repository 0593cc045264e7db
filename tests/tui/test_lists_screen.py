"""The lists on the screen: chosen by name, moved by whole columns, written whole."""

from collections.abc import AsyncIterator
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot

from models.base.text import mask_id, width
from models.station.desk import Desk
from tests.making import pay
from tests.tui.families import add_families, number
from tui.app import LaobaoApp
from tui.screens.choose_list import ChooseListScreen
from tui.screens.counter import CounterScreen
from tui.screens.listing import ListingScreen
from tui.screens.station_lists import LISTS
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome

_PLACES = {each.title: place for place, each in enumerate(LISTS)}
_REFUSED = {
    "代征手续费（本期）": "没有规定代征手续费",
    "月度通报（本月）": "还没有上报这个月的半月报",
}
"""What the station of this test cannot have, and why."""
_NUMBER = number("1975-03-04", 11)


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "f5")
        await pilot.pause()
        yield pilot


def rows(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#message", Outcome).text


async def over(pilot: Pilot[None]) -> None:
    """Wait until the work in the other process is over."""
    await pilot.pause()


async def opened(pilot: Pilot[None], title: str) -> None:
    await pilot.press("home", *["down"] * _PLACES[title], "enter")
    await over(pilot)


@pytest.mark.slow
async def test_every_list_opens_and_is_written(pilot: Pilot[None]) -> None:
    for title in _PLACES:
        assert isinstance(pilot.app.screen, ChooseListScreen)
        await opened(pilot, title)
        if title in _REFUSED:
            assert _REFUSED[title] in said(pilot)
            continue
        assert isinstance(pilot.app.screen, ListingScreen), title
        assert rows(pilot)[0].startswith(title)
        assert all(width(row) <= 80 for row in rows(pilot))
        await pilot.press("f2")
        await over(pilot)
        assert "已写入" in said(pilot)
        await pilot.press("escape")
    assert len(list(Path.cwd().iterdir())) == len(LISTS) - len(_REFUSED)


async def test_a_list_the_notice_has_no_rule_for_is_refused_before_any_work(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.choose_list.do_long", lambda *given: pytest.fail("work began"))
    await pilot.press("home", *["down"] * _PLACES["代征手续费（本期）"], "enter")
    await pilot.pause()
    assert "没有规定代征手续费" in said(pilot)


async def test_the_first_columns_stay_while_others_pass_by_whole_columns(
    pilot: Pilot[None],
) -> None:
    await opened(pilot, "参保人员花名册")
    first = rows(pilot)
    assert first[0].endswith("第 1-3 行，共 3 行  第 1-8 列，共 12 列")
    assert first[1].split()[:4] == ["村(社区)", "户编号", "姓名", "关系"]
    await pilot.press("right")
    moved = rows(pilot)
    assert moved[1].split()[:4] == ["村(社区)", "户编号", "姓名", "证件号码"]
    assert any(row.startswith("青山村    010001  曾国强") for row in moved)
    await pilot.press(*["right"] * 20)
    last = rows(pilot)
    assert last[1].split()[:3] == ["村(社区)", "户编号", "姓名"] and last[1].endswith("备注")
    await pilot.press("left")
    assert rows(pilot) != last, "keys beyond the last column are not saved up"
    await pilot.press(*["left"] * 20)
    assert rows(pilot) == first


async def test_the_heads_stay_while_the_rows_move(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    pay(sqlite_desk, "010002", trace=2)
    pay(sqlite_desk, "010003", trace=None)
    await opened(pilot, "缴费台账（本期）")
    heads = rows(pilot)[1]
    assert heads.split()[:3] == ["日期", "收据", "事项"]
    await pilot.press("end")
    await pilot.pause()
    assert rows(pilot)[1] == heads
    assert "行，共 6 行" in rows(pilot)[0]


async def test_of_several_lists_the_heads_are_those_of_the_one_at_the_top(
    pilot: Pilot[None],
) -> None:
    await opened(pilot, "票款结报（本期）")
    assert rows(pilot)[1].split()[:2] == ["险种", "方式"]
    table = pilot.app.screen.query_one("#table", Lines)
    place = next(at for at, line in enumerate(table._rows) if "资金结存表" in line.text)
    assert any(line.text.startswith("账户") for line in table._rows[place:])
    table.move(100)
    table.scroll_to_row(place)
    await pilot.pause()
    shown = rows(pilot)
    if "资金结存表" in shown[2]:  # as far as there are rows below it
        assert shown[1].split()[0] == "账户"


@pytest.mark.parametrize("title", ["参保人员花名册", "缴费台账（本期）"])
async def test_numbers_are_masked_on_the_screen_and_whole_in_the_file(
    pilot: Pilot[None], title: str
) -> None:
    await opened(pilot, title)
    screen = pilot.app.screen
    assert isinstance(screen, ListingScreen)
    table = "\n".join(" ".join(cells) for grid in screen._grids for cells in grid.rows)
    assert mask_id(_NUMBER) in table and _NUMBER not in table
    await pilot.press("f2")
    await over(pilot)
    assert said(pilot).endswith("；文件含完整证件号码，请妥善保管")
    [path] = Path.cwd().iterdir()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert _NUMBER in {cell.value for row in sheet.iter_rows() for cell in row}


async def test_a_list_without_whole_numbers_warns_of_none(pilot: Pilot[None]) -> None:
    await opened(pilot, "催缴名单")
    await pilot.press("f2")
    await over(pilot)
    assert "已写入" in said(pilot) and "妥善保管" not in said(pilot)


async def test_a_second_file_gets_the_next_free_name(pilot: Pilot[None]) -> None:
    await opened(pilot, "半月报上报登记")
    for _ in range(2):
        await pilot.press("f2")
        await over(pilot)
    names = sorted(path.stem for path in Path.cwd().iterdir())
    assert names == ["20191114_上岭桥镇_上报登记", "20191114_上岭桥镇_上报登记-2"]
    assert "上报登记-2.xlsx" in "".join(rows(pilot)).replace(" ", "")


async def test_enter_on_a_row_opens_its_family_at_the_counter(pilot: Pilot[None]) -> None:
    await opened(pilot, "催缴电话（该先联系的在前）")
    await pilot.press("enter")
    assert "打不开家庭" in said(pilot), "the title names nobody"
    table = pilot.app.screen.query_one("#table", Lines)
    first = next(at for at, row in enumerate(table._rows) if "010002" in row.text)
    await pilot.press(*["down"] * first, "enter")
    await over(pilot)
    counter = pilot.app.screen
    assert isinstance(counter, CounterScreen)
    assert counter.household is not None and counter.household.number == "010002"
