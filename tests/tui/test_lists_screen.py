"""The lists on the screen: chosen by name, moved by whole columns, written whole."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot

from models.base.text import mask_id, width
from models.station.desk import Desk
from reports.listing.grid import Grid, grid_of
from reports.listing.values import Column
from tests.making import pay, person, register_people
from tests.reports.listing.test_listing import LISTING
from tests.tui.families import add_families, number
from tui.app import LaobaoApp
from tui.screens.choose_list import ChooseListScreen
from tui.screens.counter import CounterScreen
from tui.screens.listing import ListingScreen, Writing
from tui.screens.reverse import ReverseScreen
from tui.screens.station_lists import LISTS, write_listing
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
    table = "\n".join(text for grid in screen._grids for text in grid.texts)
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
    assert names == ["上报登记-上岭桥镇-2019-11-14", "上报登记-上岭桥镇-2019-11-14-2"]
    assert "2019-11-14-2.xlsx" in "".join(rows(pilot)).replace(" ", "")


async def test_enter_on_a_row_opens_its_family_at_the_counter(pilot: Pilot[None]) -> None:
    await opened(pilot, "催缴电话（该先联系的在前）")
    await pilot.press("home", "enter")
    assert "打不开" in said(pilot), "the title names nobody"
    table = pilot.app.screen.query_one("#table", Lines)
    first = next(at for at, row in enumerate(table._rows) if "010002" in row.text)
    await pilot.press(*["down"] * first, "enter")
    await over(pilot)
    counter = pilot.app.screen
    assert isinstance(counter, CounterScreen)
    assert counter.household is not None and counter.household.number == "010002"


def shown(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the list that are no title, head, total or note."""
    screen = pilot.app.screen
    assert isinstance(screen, ListingScreen)
    rows = (screen._rows[at] for at in range(len(screen._rows)))
    return [row.grid.texts_of(row.values)[1] for row in rows if row.number and row.values]


async def test_words_leave_the_rows_that_have_them(pilot: Pilot[None]) -> None:
    await opened(pilot, "参保人员花名册")
    await pilot.press("escape")
    await opened(pilot, "催缴名单")
    everybody = shown(pilot)
    assert {"010002", "010004"} <= set(everybody)
    await pilot.press("slash", *"解放")
    assert set(shown(pilot)) == {"010002"}
    assert "筛选：解放" in rows(pilot)[0]
    await pilot.press("backspace", "backspace", *"jfj")
    assert set(shown(pilot)) == {"010002"}, "initials"
    await pilot.press("x")
    assert shown(pilot) == []
    await pilot.press("escape")
    assert shown(pilot) == everybody
    assert isinstance(pilot.app.screen, ListingScreen), "the first Esc only clears"
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, ChooseListScreen)


async def test_enter_keeps_the_words_and_opens_only_then(pilot: Pilot[None]) -> None:
    await opened(pilot, "催缴名单")
    await pilot.press("slash", *"解放", "enter")
    assert isinstance(pilot.app.screen, ListingScreen)
    assert set(shown(pilot)) == {"010002"}
    await pilot.press("enter")
    await over(pilot)
    counter = pilot.app.screen
    assert isinstance(counter, CounterScreen) and counter.household is not None
    assert counter.household.number == "010002"


async def test_letters_are_text_while_words_are_typed(pilot: Pilot[None]) -> None:
    await opened(pilot, "催缴名单")
    await pilot.press("slash", *"svS")
    screen = pilot.app.screen
    assert isinstance(screen, ListingScreen)
    assert screen.filter_text == "svS" and screen.view.order is None and not screen.view.village


async def test_s_orders_by_the_column_at_the_left_edge(pilot: Pilot[None]) -> None:
    await opened(pilot, "催缴名单")
    as_made = shown(pilot)
    await pilot.press(*["right"] * 20, "s")
    assert "排序：人数 从小到大" in rows(pilot)[0]
    await pilot.press("s")
    assert "排序：人数 从大到小" in rows(pilot)[0]
    await pilot.press("s")
    assert "排序" not in rows(pilot)[0] and shown(pilot) == as_made
    await pilot.press("S")
    assert "排序：应缴金额 从小到大" in rows(pilot)[0]


async def test_v_and_a_letter_show_one_village_and_v_again_all(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    register_people(sqlite_desk, person("外村人", village="白水村", household="020001"))
    await opened(pilot, "催缴名单")
    everybody = shown(pilot)
    await pilot.press("v", "b")
    assert shown(pilot) == ["020001"] * len(shown(pilot)) != []
    assert "筛选：白水村" in rows(pilot)[0]
    await pilot.press("v")
    await over(pilot)
    assert shown(pilot) == everybody


async def test_a_file_is_written_as_the_list_stands(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("外村人", village="白水村", household="020001"))
    await opened(pilot, "催缴名单")
    await pilot.press("v", "b", "s", "f2")
    await over(pilot)
    [path] = Path.cwd().iterdir()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "筛选：白水村；排序：" in text and "外村人" in text and "解放军" not in text


async def test_ctrl_z_takes_back_the_receipt_of_the_row(pilot: Pilot[None]) -> None:
    await opened(pilot, "缴费登记簿（本期）")
    await pilot.press("ctrl+z")
    await over(pilot)
    assert isinstance(pilot.app.screen, ReverseScreen)
    assert pilot.app.screen.chosen is not None
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, ListingScreen), "Esc goes back to the list"


async def test_names_of_lists_are_narrowed_too(pilot: Pilot[None]) -> None:
    await pilot.press("slash", *"未续", "enter", "enter")
    await over(pilot)
    assert rows(pilot)[0].startswith("未续保名单")


async def test_a_list_of_a_township_makes_only_the_rows_in_sight(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    line = Grid.line
    monkeypatch.setattr(Grid, "line", lambda *given: (made.append(1), line(*given))[1])
    people = tuple(("青山村", str(at), "曾国强") for at in range(47_212))
    heads = ("village", "household", "head")
    listing = replace(
        LISTING, columns=tuple(Column(each, each) for each in heads), rows=people, total=None
    )
    desk = pilot.app.screen.desk  # type: ignore[attr-defined]
    screen = ListingScreen(desk, "名册", (grid_of(listing),), Writing(write_listing, ()))
    pilot.app.push_screen(screen)
    await pilot.press("end", "home")
    assert len(shown(pilot)) == 47_212
    assert len(made) < 500
