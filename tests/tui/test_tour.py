"""The guided tour: once for each operator, on a demonstration station, by doing."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.station.desk import Desk
from models.store.tables.station import Station
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.frame.preferences import Preferences
from tui.widgets.line import Line


def tour_line(pilot: Pilot[None]) -> str:
    lines = pilot.app.screen.query("#tour").results(Line)
    return next((line.text for line in lines), "")


@pytest.fixture
def demonstration(sqlite_desk: Desk) -> Desk:
    add_families(sqlite_desk)
    with sqlite_desk.writing("pay"):
        sqlite_desk.store.change(Station, {"id": sqlite_desk.station_id}, is_demonstration=True)
    return replace(sqlite_desk, is_demonstration=True)


async def _do(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_tour_leads_through_a_payment_and_the_report(demonstration: Desk) -> None:
    async with LaobaoApp(demonstration).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "【导览 1/10】输入 zgq" in tour_line(pilot)
        await _do(pilot, *"zgq")
        assert "按 F2 收费" in tour_line(pilot)
        await _do(pilot, "f2")
        assert "再按 F2 入账" in tour_line(pilot)
        await _do(pilot, *"60110301", "tab", *"000001", "tab", *"000009", "f2")
        await _do(pilot, "down")
        for key, following in (
            ("enter", "按 F6 看半月报"), ("f6", "F2 导出 xlsx"), ("escape", "按一下"),
            ("f1", "Ctrl+P"), ("escape", "Ctrl+P"), ("ctrl+p", "导览完了"), ("escape", ""),
        ):  # fmt: skip
            await _do(pilot, key)
            assert following in tour_line(pilot)
        assert tour_line(pilot) == ""


async def test_it_is_shown_once_to_each_operator(demonstration: Desk) -> None:
    async with LaobaoApp(demonstration).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert tour_line(pilot)
    assert Preferences(demonstration.operator).is_toured
    async with LaobaoApp(demonstration).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not tour_line(pilot)
    other = replace(demonstration, operator="another")
    async with LaobaoApp(other).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert tour_line(pilot)


async def test_it_can_be_left_and_taken_again(demonstration: Desk) -> None:
    async with LaobaoApp(demonstration).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await _do(pilot, "ctrl+p", *"dl", "enter")
        assert not tour_line(pilot)
        await _do(pilot, "ctrl+p", *"dl", "enter")
        assert "导览 1/" in tour_line(pilot)


async def test_a_real_station_shows_no_tour(sqlite_desk: Desk) -> None:
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not tour_line(pilot)


def test_two_sessions_of_an_operator_keep_what_each_remembers(tmp_path: Path) -> None:
    first, second = (Preferences("01", tmp_path / "preferences.json") for _ in range(2))
    first.remember(colours="light")
    second.remember(toured=True)
    kept = Preferences("01", tmp_path / "preferences.json")
    assert kept.colours == "light" and kept.is_toured


def test_damaged_preferences_are_none(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text("[1, 2")
    liked = Preferences("01", path)
    assert not liked.is_toured
    liked.remember(colours="light")
    assert Preferences("01", path).colours == "light"
    Preferences("02", path).remember(toured=True)
    assert Preferences("01", path).colours == "light"
