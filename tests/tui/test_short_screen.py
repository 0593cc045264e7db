"""The short report on screen: by one key, leafed through, written into the folder."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.station.desk import Desk
from models.station.targets import share_targets
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.report import ReportScreen
from tui.screens.short_report import ShortReportScreen
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    """The counter of a station at which a family has paid, in a folder for papers."""
    add_families(sqlite_desk)
    share_targets(sqlite_desk, "medical")
    pay(sqlite_desk, "010001")
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path / "papers")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        yield pilot


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(line.text for line in pilot.app.screen.query_one("#text", Lines)._rows)


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#message", Outcome).text


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_one_key_shows_it_from_the_counter_and_from_the_report(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+k")
    assert isinstance(pilot.app.screen, ShortReportScreen)
    assert "2019年11月14日" in shown(pilot) and "医疗保险2020年度" in shown(pilot)
    assert all(width(line) < 80 for line in shown(pilot).splitlines())
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, CounterScreen)
    await press(pilot, "f6", "f3")
    assert isinstance(pilot.app.screen, ShortReportScreen)
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, ReportScreen)


async def test_days_and_weeks_are_leafed_through(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+k", "f7")
    assert "截至 2019年11月13日" in shown(pilot) and "今日没有收款" in shown(pilot)
    await press(pilot, "f8", "f5")
    assert "周报（11月11日至11月17日）" in shown(pilot) and "11月14日周四" in shown(pilot)
    await press(pilot, "f7")
    assert "周报（11月4日至11月10日）" in shown(pilot)
    await press(pilot, "f5")
    assert "截至 2019年11月7日" in shown(pilot)


async def test_text_workbook_and_picture_go_into_the_folder(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+k")
    for key in ("f2", "f3", "f4", "f2"):
        await press(pilot, key)
        assert "已写入" in said(pilot)
    name = "日报-上岭桥镇-2019-11-14"
    assert {path.name for path in Path.cwd().iterdir()} == {
        f"{name}.txt", f"{name}.xlsx", f"{name}.svg", f"{name}-2.txt"
    }  # fmt: skip
    text = Path(f"{name}.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and b"\r\n" in text
    # On the screen long lines are broken, in the file they are whole.
    assert "".join(text.decode("utf-8-sig").split()) == "".join(shown(pilot).split())


async def test_it_is_of_the_business_date(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    desk = sqlite_desk.on(dt.date(2019, 11, 20))
    async with LaobaoApp(desk).run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+k")
        assert "截至 2019年11月20日" in shown(pilot)
