"""Printing a receipt from the counter, by the keys a clerk presses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.counter.receipt.read import receipt_of
from models.station.desk import Desk
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.prompt import PromptScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.line import Line

_NUMBER = "2019-000001"


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    folder = tmp_path / "打印"
    folder.mkdir()
    monkeypatch.chdir(folder)
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq")
        await pilot.pause()
        yield pilot


async def test_the_last_receipt_is_proposed_printed_and_shown(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await pilot.press("ctrl+t")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PromptScreen)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    assert Path(f"登记单-{_NUMBER}-1.xlsx").exists()
    assert len(receipt_of(sqlite_desk, _NUMBER).prints) == 1


async def test_a_reprint_asks_why_and_escape_prints_nothing(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    await pilot.press("escape")
    await pilot.pause()
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PromptScreen)
    await pilot.press("escape")
    await pilot.pause()
    assert len(receipt_of(sqlite_desk, _NUMBER).prints) == 1
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    await pilot.press(*"lost", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    assert [each.reason for each in receipt_of(sqlite_desk, _NUMBER).prints] == ["", "lost"]


async def test_a_number_that_is_none_is_one_line(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+t")
    await pilot.pause()
    await pilot.press("9", "enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CounterScreen)
    assert "收据号“9”不认识" in screen.query_one("#message", Line).text
