"""F12: what a revised standard changed for a family that has paid, at 80x24."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot

from models.counter.differences import find_differences
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.settle import SettleScreen
from tui.widgets.line import Line
from tui.widgets.outcome import Outcome

_DAY = dt.date(2019, 11, 20)


def revised(desk: Desk, yuan: str = "280") -> Desk:
    """Three families have paid 250; from 20 November the standard is another."""
    add_families(desk)
    for trace, number in enumerate(("010001", "010002"), 1):
        pay(desk, number, trace=trace)
    pay(desk, "010003", trace=None)
    record_figure(desk.on(_DAY), "medical.personal", yuan, "湘医保发〔2019〕88号")
    return desk.refreshed().on(_DAY)


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(revised(sqlite_desk)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


def _said(pilot: Pilot[None]) -> str:
    said = pilot.app.screen.query_one("#message")
    assert isinstance(said, Line | Outcome)
    return said.text


async def test_the_counter_says_what_a_paid_family_still_owes(pilot: Pilot[None]):
    await pilot.press(*"zgq")
    await pilot.pause()
    assert "标准已改，应补 90 元（F12）" in pilot.app.screen.query_one("#total", Line).text


async def test_a_difference_is_collected_with_the_numbers_of_its_slip(
    pilot: Pilot[None], sqlite_desk: Desk
):
    await pilot.press(*"zgq", "f12")
    await pilot.pause()
    assert isinstance(pilot.app.screen, SettleScreen)
    assert "90.00" in pilot.app.screen.query_one("#sum", Line).text
    await pilot.press("f2")
    assert "凭证号" in _said(pilot)
    await pilot.press(*"000777", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, SettleScreen) and "已补收 90.00 元" in _said(pilot)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen)
    assert "已补收 90.00 元" in _said(pilot)
    assert "F12" not in pilot.app.screen.query_one("#total", Line).text
    rows = sqlite_desk.store.rows("SELECT amount_fen FROM payment WHERE kind = 'collect'")
    assert rows == [(9000,)]


async def test_keys_typed_ahead_settle_nothing(pilot: Pilot[None], sqlite_desk: Desk):
    await pilot.press(*"zgq", "f12", "f2", "f2")
    await pilot.pause()
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment WHERE kind = 'collect'") == [(0,)]


async def test_who_pays_nothing_is_registered_without_money(pilot: Pilot[None]):
    await pilot.press(*"cl")
    await pilot.press("escape", "escape", *"仇老五", "f12")
    await pilot.pause()
    assert "只变资助" in pilot.app.screen.query_one("#sum", Line).text
    await pilot.press("f2")
    await pilot.pause()
    assert "已补收 0.00 元" in _said(pilot)


async def test_money_given_back_asks_for_its_paper(sqlite_desk: Desk):
    desk = revised(sqlite_desk, "240")
    async with LaobaoApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq", "f12")
        await pilot.pause()
        await pilot.press("f2")
        assert "退款凭据" in _said(pilot)
        await pilot.press(*"0012", "f2")
        await pilot.pause()
        assert "已退还 30.00 元" in _said(pilot)
    assert all(each.name != "曾国强" for each in find_differences(desk, "medical"))


async def test_without_a_difference_the_counter_says_so(pilot: Pilot[None]):
    await pilot.press(*"reyihan", "f12")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen) and "没有标准调整" in _said(pilot)


def test_the_screen_looks_as_it_was_looked_at(sqlite_desk: Desk, snap_compare):
    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*"jfj", "f12")
        await pilot.pause(0.3)

    app = LaobaoApp(revised(sqlite_desk))
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)
