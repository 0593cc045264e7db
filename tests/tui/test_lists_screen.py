"""The lists on the screen: chosen by name, moved sideways, written whole."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from models.desk import Desk
from models.text import skip, width
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.listing import ListingScreen
from tui.screens.lists import ListsScreen
from tui.screens.working import WorkingScreen
from tui.station_lists import LISTS
from tui.widgets.lines import Lines


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


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(line.text for line in pilot.app.screen.query_one(Lines)._rows)


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#message", Static).render())


async def _over(pilot: Pilot[None]) -> None:
    """Wait until the work in the other process is over."""
    await pilot.pause(0.05)
    while isinstance(pilot.app.screen, WorkingScreen):
        await pilot.pause(0.05)
    await pilot.pause()


@pytest.mark.slow
async def test_every_list_opens_and_is_written(pilot: Pilot[None]):
    for place, (title, _) in enumerate(LISTS):
        assert isinstance(pilot.app.screen, ListsScreen)
        await pilot.press("home", *["down"] * place, "enter")
        await _over(pilot)
        if title.startswith("代征手续费"):
            assert "没有规定代征手续费" in said(pilot)
            continue
        assert isinstance(pilot.app.screen, ListingScreen), title
        await pilot.press("f2")
        await _over(pilot)
        assert "已写入" in said(pilot)
        await pilot.press("f2")
        await _over(pilot)
        assert "已存在" in said(pilot)
        await pilot.press("escape")
    assert len(list(Path.cwd().iterdir())) == len(LISTS) - 1


async def test_a_wide_table_moves_sideways_and_back(pilot: Pilot[None]):
    await pilot.press("down", "down", "enter")
    await _over(pilot)
    first = shown(pilot)
    assert "曾国强" in first
    await pilot.press("right")
    moved = shown(pilot)
    assert moved != first
    await pilot.press("left", "left")
    assert shown(pilot) == first


@pytest.mark.parametrize("cells", range(8))
def test_what_is_skipped_is_exactly_so_many_cells(cells: int):
    text = "甲乙a丙"
    assert width(skip(text, cells)) == max(0, width(text) - cells)
    assert text.endswith(skip(text, cells).strip())
