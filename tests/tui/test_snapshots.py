"""A picture of every screen at 80x24, compared with the one that was looked at."""

import time
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from models.base import clock
from models.base.long_work import Progress
from models.station.desk import Desk
from tests.making import pay
from tests.tui.families import add_families
from tests.tui.piloting import until, work_may_go_on
from tui.app import LaobaoApp
from tui.background.working_screen import WorkingScreen
from tui.screens.listing import ListingScreen
from tui.widgets.line import Line

_SCREENS = {
    "counter_empty": [],
    "counter_family": [*"zgq"],
    "counter_long_name": [*"reyihan"],
    "counter_nobody": [*"zzzz"],
    "members": [*"jfj", "enter", "down"],
    "payment": [*"zgq", "f2"],
    "payment_reimbursed": [*"jfj", "f2", "down"],
    "payment_cash": [*"zgq", "f2", "f4"],
    "payment_another_family": [*"zgq", "f2", "f3"],
    "payment_refused": [*"zgq", "f2", *"12", "f2"],
    "pension_closed": [*"zgq", "f3"],
    "certify": [*"zgq", "f4", "down"],
    "explanation": [*"qgh", "f5"],
    "report": ["f6"],
    "report_submit": ["f6", "f7", "f4"],
    "short_report": ["ctrl+k"],
    "figures": ["f6", "enter"],
    "people_behind": ["f6", "enter", "enter"],
    "lists": ["f6", "f5", "down"],
    "takings": ["ctrl+o"],
    "receipt": [*"clw", "ctrl+t"],
    "help": ["f1"],
    "help_of_a_field": [*"zgq", "f2", "f1"],
    "palette": ["ctrl+p"],
    "palette_narrowed": ["ctrl+p", *"sf"],
    "commands": ["ctrl+p", *"qbml", "enter"],
    "command": ["ctrl+p", *"jc", "enter", *"500"],
    "business_date": ["f8"],
    "reconcile_nothing": ["ctrl+r"],
    "close_day": ["f11", "f3", *"120", "f2"],
}

Compare = Callable[..., bool]


@pytest.fixture
def station(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The families of the screen tests; one has been entered, at half past ten."""
    monkeypatch.setattr(clock, "timestamp", lambda: "2019-11-14T02:31:00Z")
    add_families(sqlite_desk)
    pay(sqlite_desk, "010003", trace=None)
    return sqlite_desk


@pytest.mark.parametrize("name", _SCREENS)
def test_screen(name: str, station: Desk, snap_compare: Compare) -> None:
    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*_SCREENS[name])
        await pilot.pause()

    assert snap_compare(LaobaoApp(station), terminal_size=(80, 24), run_before=settle)


def test_a_payment_that_is_entered(station: Desk, snap_compare: Compare) -> None:
    """The outcome stands large until it is dismissed."""

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*"zgq", "f2", *"60110301", "tab", *"000001", "tab", *"000009")
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()

    assert snap_compare(LaobaoApp(station), terminal_size=(80, 24), run_before=settle)


def test_a_list(station: Desk, snap_compare: Compare) -> None:
    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press("f6", "f5", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ListingScreen)

    assert snap_compare(LaobaoApp(station), terminal_size=(80, 24), run_before=settle)


def test_long_work(station: Desk, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter is done after three seconds; it goes no further until the program leaves."""
    work_may_go_on(monkeypatch)
    now = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr(
        "tui.background.working_screen.time", SimpleNamespace(monotonic=lambda: now.seconds)
    )

    def work(tell: Progress) -> None:
        now.seconds = 3.0
        tell(25, 100)
        while not app._exit:
            time.sleep(0.01)

    async def settle(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(WorkingScreen("正在汇总催缴名单", work))
        await until(lambda: WorkingScreen in map(type, pilot.app.screen_stack))
        await pilot.pause()
        bar = pilot.app.screen.query_one("#working-bar", Line)
        await until(lambda: bar.display and "约剩" in bar.text)
        await pilot.pause()

    app = LaobaoApp(station)
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)


def test_the_tour(station: Desk, snap_compare: Compare) -> None:
    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*"zgq")
        await pilot.pause()

    app = LaobaoApp(replace(station, is_demonstration=True))
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)


def test_too_small_a_terminal(station: Desk, snap_compare: Compare) -> None:
    assert snap_compare(LaobaoApp(station), terminal_size=(60, 20))


def test_a_larger_terminal(station: Desk, snap_compare: Compare) -> None:
    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*"reyihan")
        await pilot.pause()

    assert snap_compare(LaobaoApp(station), terminal_size=(132, 43), run_before=settle)
