"""The screen of the uninsured, driven by the keys a clerk presses, at 80x24."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.people.uninsured.read import read_roll
from models.station.desk import Desk
from tests.making import made_up_number
from tests.people.uninsured.making import edited, fill, named, receive, sent_file
from tests.people.uninsured.test_villages import take
from tests.tui.families import add_families, number
from tui.app import LaobaoApp
from tui.screens.uninsured import GroupScreen, UninsuredScreen
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)
OPEN = ("ctrl+p", *"wcb", "enter")


def add_listed(desk: Desk, folder: Path) -> None:
    """Put three of the families' people and a stranger on a list."""
    add_families(desk)
    people = (
        ("曾大学", number("1999-05-06", 15)),
        ("解放军", number("1960-01-02", 21)),
        ("区桂花", number("1962-03-04", 22)),
        ("外来人", made_up_number()),
    )
    receive(desk, sent_file(folder, people, ("姓名", "证件号码")))


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    (tmp_path / "papers").mkdir()
    add_listed(sqlite_desk, tmp_path)
    monkeypatch.chdir(tmp_path / "papers")
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press(*OPEN)
        await pilot.pause()
        yield pilot


def _rows(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def _shows(pilot: Pilot[None], text: str) -> bool:
    return any(text in row for row in _rows(pilot))


def _said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#message", Outcome).text


async def test_the_groups_are_shown_with_who_is_open(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app.screen, UninsuredScreen)
    assert _shows(pilot, "名单 4 人，已明确 0 人")
    for label, reason in (("在校", "在校"), ("名册未缴", "下发各村问"), ("不在名册", "下发各村问")):
        (row,) = (row for row in _rows(pilot) if row.strip().startswith(label))
        assert row.endswith(reason)
    assert all(width(row) <= 80 for row in _rows(pilot))


async def test_a_group_is_looked_at_and_settled_by_one_key(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, GroupScreen)
    assert _shows(pilot, "曾大学") and _shows(pilot, "名册：在校学生")
    await pilot.press("f2", "escape")
    await pilot.pause()
    assert named(sqlite_desk, "曾大学").reason == ""  # Esc settles nobody
    await pilot.press("f2", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, UninsuredScreen)
    assert _said(pilot) == "已认定 1 人：在校" and _shows(pilot, "已明确 1 人")
    assert named(sqlite_desk, "曾大学").reason == "在校"


async def test_a_group_that_gives_no_reason_asks_for_one(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await pilot.press("down", "enter", "f2", *"hu", "enter")
    await pilot.pause()
    assert _shows(pilot, "原因“hu”不认识")
    await pilot.press("backspace", "backspace", *"不愿意", "enter")
    await pilot.pause()
    assert _said(pilot) == "已认定 2 人：拒参"
    await pilot.press("enter", "down", "f3", *["backspace"] * 2, *"打工", "enter")
    await pilot.pause()
    reasons = {each.name: each.reason for each in read_roll(sqlite_desk).people}
    assert reasons == {"曾大学": "", "解放军": "拒参", "区桂花": "外出", "外来人": ""}


async def test_workbooks_go_into_a_new_folder_and_contradictions_come_first(
    pilot: Pilot[None], sqlite_desk: Desk, tmp_path: Path
) -> None:
    await pilot.press("f3")
    await pilot.pause()
    assert "2 份，共 4 人" in _said(pilot)
    folder = tmp_path / "papers" / "未参保核查-上岭桥镇-2019-11-14"
    (book,) = folder.glob("*青山村*")
    edited(book, lambda sheet, head: fill(sheet, "解放军", "说不好"))
    take(sqlite_desk, book)
    await pilot.press("escape", *OPEN)
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    assert _shows(pilot, "看不懂的答复") and "说不好" in _said(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert _said(pilot) == "这一组没有还没定的人"
    await pilot.press("f3", *"当兵", "enter")
    await pilot.pause()
    assert named(sqlite_desk, "解放军").reason == "服役"
    await pilot.press("f3")
    await pilot.pause()
    assert (tmp_path / "papers" / "未参保核查-上岭桥镇-2019-11-14-2").is_dir()


async def test_one_village_is_seen_alone(pilot: Pilot[None]) -> None:
    await pilot.press("f4", *"没有村", "enter")
    await pilot.pause()
    assert _shows(pilot, "本站没有“没有村”")
    await pilot.press(*["backspace"] * 3, *"青山村", "enter")
    await pilot.pause()
    assert _shows(pilot, "青山村  名单 3 人") and not _shows(pilot, "不在名册")


async def test_without_a_list_it_says_what_to_do(sqlite_desk: Desk) -> None:
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.press(*OPEN)
        await pilot.pause()
        assert "还没有未参保名单" in _said(pilot)
        await pilot.press("enter", "f3")
        await pilot.pause()
        assert "还没有未参保名单" in _said(pilot)
