"""The screen that takes money back: voids today's, asks for and approves refunds of older ones."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from models.desk import Desk
from models.till.refund import pending_refunds
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.reverse import ReverseScreen
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)


@pytest.fixture
def paid(sqlite_desk: Desk) -> Desk:
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    return sqlite_desk


@pytest.fixture
async def pilot(paid: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(paid).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


async def opened(pilot: Pilot[None], text: str = "zgq") -> ReverseScreen:
    await pilot.press(*text, "ctrl+z")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReverseScreen)
    return screen


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#outcome", Outcome).text


def kinds(desk: Desk) -> list[str]:
    return [row[0] for row in desk.store.rows("SELECT kind FROM payment ORDER BY id")]


async def test_a_payment_of_today_is_voided_with_three_keys(pilot: Pilot[None], paid: Desk):
    """Ctrl+Z, the reason's digit, F2."""
    await opened(pilot)
    await pilot.press("1", "f2")
    await pilot.pause()
    assert "已撤销收据 2019-000001：3 人 750.00 元，凭证 2019-000002" in said(pilot)
    assert kinds(paid) == ["payment", "void"]
    assert paid.store.rows("SELECT reason FROM payment WHERE kind = 'void'") == [("录错金额",)]
    await pilot.press("f2", "escape")
    assert isinstance(pilot.app.screen, CounterScreen) and kinds(paid) == ["payment", "void"]


async def test_a_void_may_carry_the_trace_of_its_own_slip(pilot: Pilot[None], paid: Desk):
    await opened(pilot)
    await pilot.press("2", "tab", "tab", *"000009", "f2")
    await pilot.pause()
    rows = paid.store.rows("SELECT terminal, batch, trace, amount_fen FROM slip ORDER BY id")
    assert rows[1] == ("12345678", "000001", "000009", -750_00)


async def test_without_a_reason_nothing_is_voided(pilot: Pilot[None], paid: Desk):
    await opened(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert "请写明原因" in said(pilot) and kinds(paid) == ["payment"]


async def test_a_family_without_payments_says_so(pilot: Pilot[None], paid: Desk):
    screen = await opened(pilot, "jfj")
    await pilot.press("1", "f2", "f3", "f4")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReverseScreen) and screen.is_current
    assert kinds(paid) == ["payment"]


async def test_an_older_payment_is_refunded_by_two_operators(paid: Desk):
    later = paid.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=_SIZE) as pilot:
        await opened(pilot)
        await pilot.press("5", "f2")
        await pilot.pause()
        assert "已登记退费申请" in said(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "另一位经办人复核" in said(pilot) and kinds(later) == ["payment"]
    async with LaobaoApp(replace(later, operator="second")).run_test(size=_SIZE) as pilot:
        await opened(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "已退费收据 2019-000001" in said(pilot)
    assert kinds(later) == ["payment", "refund"]


async def test_a_request_is_declined_with_a_reason(paid: Desk):
    later = paid.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=_SIZE) as pilot:
        await opened(pilot)
        await pilot.press("3", "f2")
        await pilot.press("tab", "home", "ctrl+k", "f4")
        await pilot.pause()
        assert "请写明原因" in said(pilot) and len(pending_refunds(later)) == 1
        await pilot.press(*"cha", "f4")
        await pilot.pause()
        assert "退费申请已取消" in said(pilot)
    assert pending_refunds(later) == () and kinds(later) == ["payment"]


def test_the_screen_looks_as_it_was_looked_at(paid: Desk, snap_compare):
    pay(paid, "010002", trace=2)

    async def open_screen(pilot: Pilot[None]) -> None:
        await opened(pilot)
        await pilot.press("3")
        await pilot.pause()

    assert snap_compare(LaobaoApp(paid), terminal_size=_SIZE, run_before=open_screen)
