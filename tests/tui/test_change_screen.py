"""Changes in a family at the counter: F7 makes one, F9 shows the history."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from models.base.text import width
from models.people.changes.departures import move_out
from models.people.changes.status import RECORDABLE
from models.people.person_meant import person_meant
from models.station.desk import Desk
from tests.making import made_up_number, pay
from tests.people.families import BECAUSE, day
from tests.tui.changing import (
    DOWN_TO,
    SIZE,
    choose,
    fill,
    open_changes,
    press,
    rows,
    says,
    shows,
)
from tests.tui.families import add_families, number
from tui.app import LaobaoApp
from tui.screens.change import ChangeScreen
from tui.screens.change_forms import FORMS
from tui.screens.counter import CounterScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.field import Field


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await pilot.pause()
        yield pilot


async def test_a_death_takes_the_member_off_the_card(pilot: Pilot[None]) -> None:
    await choose(pilot, "解放军", "死亡")
    await fill(pilot, "2019-11-10", "病故", "死亡证明8")
    assert isinstance(pilot.app.screen, ChangeScreen)
    await press(pilot, "f2")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert shows(pilot, "已办理死亡：解放军") and shows(pilot, "请办理户主变更")
    assert shows(pilot, "010002", "死亡") and shows(pilot, "户主 区桂花  1 人")


async def test_a_newborn_appears_on_the_card(pilot: Pilot[None]) -> None:
    await choose(pilot, "曾国强", "出生")
    await fill(pilot, made_up_number("2019-11-02"), "曾新生", "孙女")
    assert shows(pilot, "已办理出生登记：曾新生") and shows(pilot, "5 人")


async def test_a_corrected_number_is_shown_in_the_results(pilot: Pilot[None]) -> None:
    right = number("1976-03-04", 99)
    await choose(pilot, "曾国强", "号码更正")
    await fill(pilot, right, "2019-11-14", "户口簿为准")
    assert shows(pilot, f"已更正证件号码：曾国强，431198********{number('1975-03-04', 11)[-4:]}")
    assert shows(pilot, "曾国强", f"431198********{right[-4:]}")


async def test_what_is_wrong_is_one_line_and_nothing_is_changed(pilot: Pilot[None]) -> None:
    await choose(pilot, "曾国强", "迁出")
    await fill(pilot, "2019-11-14")
    assert isinstance(pilot.app.screen, ChangeScreen)
    assert shows(pilot, "！办理迁出要写明原因")
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen) and shows(pilot, "4 人")


async def test_each_kind_asks_for_its_own_fields_only(pilot: Pilot[None]) -> None:
    await pilot.press(*"zgq", "f7")
    await pilot.pause()
    for form in FORMS:
        assert _labels(pilot) == [each.words for each in (*form.blanks, *form.common)]
        assert all(width(row) <= 80 for row in rows(pilot))
        await pilot.press("down")
        await pilot.pause()


def _labels(pilot: Pilot[None]) -> list[str]:
    shown = pilot.app.screen.query(".field-label").results(Static)
    return [str(each.content) for each in shown if each.region.height]


async def test_the_title_says_whom_it_concerns_and_the_arrows_choose(pilot: Pilot[None]) -> None:
    await open_changes(pilot, "曾国强")
    await pilot.press(*DOWN_TO["出生"])
    await pilot.pause()
    assert "家庭变更  这一户：青山村 010001 户  户主 曾国强" in rows(pilot)[0]
    await pilot.press("right")
    assert "不用选人" in says(pilot)
    await pilot.press("home", *DOWN_TO["死亡"])
    await pilot.pause()
    assert "家庭变更  曾国强（户主） 431198********" in rows(pilot)[0]
    for key, who in (("right", "单雪梅（配偶）"), ("left", "曾国强"), ("left", "曾大学（子女）")):
        await pilot.press(key)
        await pilot.pause()
        assert who in rows(pilot)[0]
    await pilot.press("f2", "f2")
    await pilot.pause()
    assert shows(pilot, "已办理死亡：曾大学") and shows(pilot, "3 人")


async def test_in_a_field_the_arrows_move_in_its_text(pilot: Pilot[None]) -> None:
    await choose(pilot, "曾国强", "死亡")
    await pilot.press("tab", *"病故", "left", *"因")
    await pilot.pause()
    assert pilot.app.screen.query_one("#reason", Field).value == "病因故"
    assert "曾国强（户主）" in rows(pilot)[0]


async def test_the_statuses_stand_there_before_anything_is_typed(pilot: Pilot[None]) -> None:
    await choose(pilot, "曾大学", "情况开始")
    await pilot.pause()
    text = "".join(rows(pilot)).replace(" ", "")
    assert f"情况填其中一种：{'、'.join(RECORDABLE)}" in text
    await fill(pilot, "出国", "2019-11-14", "出国")
    text = "".join(rows(pilot)).replace(" ", "")
    assert f"！情况“出国”不能登记，请填其中一种：{'、'.join(RECORDABLE)}" in text
    assert sum(each.title in row for row in rows(pilot) for each in FORMS) >= len(FORMS)
    await pilot.press("escape")
    await pilot.pause()
    await pilot.press("f7")
    await pilot.pause()
    await pilot.press("end")
    await pilot.pause()
    assert shows(pilot, "此人现在的情况：在校学生")


async def test_all_keys_in_one_burst_reach_the_screen_they_are_meant_for(
    pilot: Pilot[None],
) -> None:
    await open_changes(pilot, "曾国强")
    await pilot.press(*DOWN_TO["情况开始"], "tab", *"现役军人", "tab", "tab", *"应征", "f2")
    await pilot.pause()
    assert shows(pilot, "已登记：曾国强 自 2019-11-14 起为“现役军人”")


async def test_the_history_opens_and_closes(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    pay(sqlite_desk, "010001")
    move_out(sqlite_desk, person_meant(sqlite_desk, number("2012-05-06", 13)), BECAUSE)
    await pilot.press(*"zgq", "f9")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    assert shows(pilot, "迁出  曾小宝 子女  原因：本人申请") and shows(pilot, "收据 2019-000001")
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)


@pytest.mark.parametrize("key", ["f7", "f9"])
async def test_without_a_family_the_keys_say_what_to_do(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    assert shows(pilot, "先找到一户")


async def test_a_family_whose_members_have_all_left_breaks_no_key(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    who = person_meant(sqlite_desk, number("1948-03-04", 31))
    move_out(sqlite_desk, who, BECAUSE)
    await pilot.press(*"仇老五")
    await pilot.pause()
    assert shows(pilot, "仇老五：迁出") and shows(pilot, "010003", "迁出")
    for key in ("f2", "f3", "f4", "f5", "f9", "f7"):
        await pilot.press(key)
        await pilot.pause()
        if not isinstance(pilot.app.screen, CounterScreen):
            await pilot.press("escape")
            await pilot.pause()
        assert isinstance(pilot.app.screen, CounterScreen), key


@pytest.mark.parametrize(("initials", "kind"), [("jtbg", ChangeScreen), ("jtls", ReadingScreen)])
async def test_the_palette_answers_to_the_initials(
    pilot: Pilot[None], initials: str, kind: type
) -> None:
    await pilot.press(*"zgq")
    await pilot.pause()
    await pilot.press("ctrl+p")
    await pilot.press(*initials)
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, kind)


@pytest.mark.parametrize("name", ["change", "change_refused", "history"])
def test_picture(name: str, sqlite_desk: Desk, snap_compare: Any) -> None:
    keys = {
        "change": [*"zgq", "f7", *DOWN_TO["迁入"]],
        "change_refused": [*"zgq", "f7", *DOWN_TO["迁入"], "tab", *number("1985-01-01", 77), "f2"],
        "history": [*"zgq", "f9"],
    }
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    who = person_meant(sqlite_desk, number("2012-05-06", 13))
    move_out(sqlite_desk.on(day(15)), who, BECAUSE)

    async def settle(pilot: Pilot[None]) -> None:
        for key in keys[name]:
            await pilot.press(key)
            if key.startswith("f"):
                await pilot.pause()
        await pilot.pause()

    assert snap_compare(LaobaoApp(sqlite_desk), terminal_size=SIZE, run_before=settle)
