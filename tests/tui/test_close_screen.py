"""The screen that closes the day: count first, then see what the books say."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.closing.read import list_closes
from models.desk import Desk
from models.levy.round import Duties
from models.till.cash import CashPaper
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.close_day import CloseScreen
from tui.screens.counter import CounterScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.line import Line
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)


@pytest.fixture
def worked(sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Three of a family paid 750 by card; the papers go into a folder of their own."""
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    return sqlite_desk


@pytest.fixture
async def pilot(worked: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(worked).run_test(size=_SIZE) as pilot:
        await pilot.press("f11")
        await pilot.pause()
        yield pilot


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Outcome).text


async def test_the_station_closes_with_what_was_counted(pilot: Pilot[None], worked: Desk):
    """F11, F3, the cash, the terminal's total, F2: the slip is on the screen and on paper."""
    await pilot.press("f3", "0", "enter", *"750", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert "已日结：第 1 号，现金 0.00 元，已写入 20191114_" in (
        pilot.app.screen.query_one("#message", Line).text
    )
    assert [each.name for each in Path.cwd().iterdir()] == ["20191114_上岭桥镇_全站日结00001.xlsx"]
    [close] = list_closes(worked)
    assert close.scope == "station" and not close.has_differences


async def test_what_differs_is_told_and_needs_a_reason(pilot: Pilot[None], worked: Desk):
    await pilot.press("1", "enter", *"749", "f2")
    await pilot.pause()
    assert "现金账面 0.00 元，实际 1.00 元，多 1.00 元" in said(pilot)
    assert "账面 750.00 元，实际 749.00 元，少 1.00 元" in said(pilot)
    assert list_closes(worked) == ()
    await pilot.press("enter", *"chabuqing", "f2")
    await pilot.pause()
    assert [each.reason for each in list_closes(worked)] == ["chabuqing"]


async def test_nothing_is_closed_uncounted(pilot: Pilot[None], worked: Desk):
    await pilot.press("f2")
    assert "请清点现金并填写" in said(pilot)
    await pilot.press("x", "f2")
    await pilot.pause()
    assert "清点的现金" in said(pilot)
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen) and list_closes(worked) == ()


async def test_the_status_line_says_what_is_overdue(worked: Desk):
    """A notice with the rule of the next day: the day after the next, it is told."""
    notice = worked.bare
    duties = Duties(deposit_days=1, deposit_clause="四(二)")
    desk = replace(worked, bare=replace_duties(notice, duties)).on(worked.business_date)
    pay(desk, "010002", trace=None, cash=CashPaper("ZJ1", "0001"))
    later = desk.on(desk.business_date + dt.timedelta(days=2))
    async with LaobaoApp(later).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        assert "逾期未缴存 500.00 元" in pilot.app.screen.query_one("#station", Line).text
        await pilot.press("f11")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CloseScreen)
        assert "应在 2019-11-15 前缴存，已逾期 1 天" in said(pilot)


def replace_duties(notice, duties: Duties):
    """Return the notice with other duties."""
    import msgspec

    return msgspec.structs.replace(notice, duties=duties)
