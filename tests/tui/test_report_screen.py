"""The report on screen: from a figure to its families, and sending it."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from models.desk import Desk
from models.submission.kept import list_submissions
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.figures import FiguresScreen
from tui.screens.reading import ReadingScreen
from tui.screens.report import ReportScreen
from tui.widgets.lines import Lines


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    """The report on the day after the half-month in which a family paid."""
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    desk = sqlite_desk.on(dt.date(2019, 11, 16))
    async with LaobaoApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f6", "f7")
        await pilot.pause()
        yield pilot


def said(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#message", Static).render())


async def test_enter_leads_from_a_line_to_its_families(pilot: Pilot[None]):
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    at = next(
        place
        for place, line in enumerate(screen._lines)
        if line.row is not None and line.insurance == "medical"
    )
    await pilot.press("home", "enter")
    assert "把光标移到一个村" in said(pilot)
    await pilot.press(*["down"] * at, "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, FiguresScreen)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    text = "\n".join(line.text for line in pilot.app.screen.query_one(Lines)._rows)
    assert "曾国强" in text and "2019-000001" in text and "431198" in text
    assert text.count("010001") == 3
    await pilot.press("escape", "escape")
    assert isinstance(pilot.app.screen, ReportScreen)


async def test_the_period_is_sent_with_a_reviewer(pilot: Pilot[None], sqlite_desk: Desk):
    await pilot.press("f4", *"lizhanzhang", "enter")
    await pilot.pause()
    assert "已上报：第 2019-001 号" in said(pilot)
    [sent] = list_submissions(sqlite_desk)
    assert sent.reviewer == "lizhanzhang"
    await pilot.press("f2")
    await pilot.pause()
    [path] = Path.cwd().iterdir()
    assert path.name == "半月报-上岭桥镇-2019-11-H1.xlsx"
    await pilot.press("f4", *"li", "enter")
    await pilot.pause()
    assert "不能重报" in said(pilot)


async def test_a_period_that_runs_is_not_sent(pilot: Pilot[None], sqlite_desk: Desk):
    await pilot.press("f8", "f4", *"li", "enter")
    await pilot.pause()
    assert "现在不能上报" in said(pilot) and list_submissions(sqlite_desk) == ()
    await pilot.press("f4", "escape")
    assert list_submissions(sqlite_desk) == ()
