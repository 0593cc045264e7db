"""The payment screen beyond one family and one slip: more families, more slips, cash, conflicts."""

from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot

from models.station.desk import Desk
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.payment import PaymentScreen
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


async def open_payment(pilot: Pilot[None], text: str = "zgq", key: str = "f2") -> PaymentScreen:
    """Find a family, open the payment screen and wait until it takes money."""
    if isinstance(pilot.app.screen, PaymentScreen):
        await pilot.press("escape")
    await pilot.press("escape", "escape", *text, key)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PaymentScreen)
    return screen


async def fill(pilot: Pilot[None], **values: str) -> None:
    """Type into fields by their names."""
    for name, value in values.items():
        field = pilot.app.screen.query_one(f"#{name.replace('_', '-')}", Field)
        field.focus()
        field.value = ""
        await pilot.press(*value)


async def confirm(pilot: Pilot[None]) -> str:
    await pilot.press("f2")
    await pilot.pause()
    return said(pilot)


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#outcome", Outcome).text


async def test_two_families_pay_with_one_slip(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f3", *"010002", "enter")
    await pilot.pause()
    assert screen.query_one("#due", Bar).text.startswith("2 户 5 人  应收 1,250.00 元")
    await fill(pilot, terminal="12345678", batch="000001", trace="000001")
    assert "收据 2019-000001  1,250.00 元  5 人" in await confirm(pilot)
    rows = sqlite_desk.store.rows("SELECT count(DISTINCT household_id) FROM payment_line")
    assert rows == [(2,)]


async def test_a_family_is_added_once_and_an_unknown_one_is_said(pilot: Pilot[None]) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f3", *"010001", "enter")
    await pilot.pause()
    assert "已经在上面了" in pilot.app.screen.query_one("#wrong", Outcome).text
    pilot.app.screen.query_one("#answer", Field).value = ""
    await pilot.press(*"999999", "enter")
    await pilot.pause()
    assert "999999" in pilot.app.screen.query_one("#wrong", Outcome).text
    assert pilot.app.screen.query_one("#answer", Field).value == "999999"
    await pilot.press("escape")
    await pilot.pause()
    assert screen.query_one("#due", Bar).text.startswith("3 人")


async def test_several_slips_pay_for_one_family(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    screen = await open_payment(pilot)
    await fill(pilot, terminal="12345678", batch="000001", trace="000001")
    await pilot.press("f6")
    assert "先填这一张的金额" in said(pilot)
    await fill(pilot, slip_amount="300")
    await pilot.press("f6")
    line = screen.query_one("#slips", Line).text
    assert "已录签购单 1 张（000001）300.00 元，还差 450.00 元" in line
    assert screen.query_one("#trace", Field).value == "000002"
    assert "收据 2019-000001  750.00 元" in await confirm(pilot)
    rows = sqlite_desk.store.rows("SELECT trace, amount_fen FROM slip ORDER BY trace")
    assert rows == [("000001", 300_00), ("000002", 450_00)]


async def test_slips_that_are_enough_need_no_further_one(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await open_payment(pilot)
    await fill(pilot, terminal="12345678", batch="000001", trace="000001", slip_amount="750")
    await pilot.press("f6")
    assert "收据 2019-000001" in await confirm(pilot)
    assert sqlite_desk.store.rows("SELECT count(*) FROM slip") == [(1,)]


async def test_cash_needs_its_papers_and_proposes_the_next(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await open_payment(pilot)
    await pilot.press("f4")
    assert "缺少征集流水号" in await confirm(pilot)
    await fill(pilot, levy_list="ZJ2019001", voucher="A0099")
    assert "收据 2019-000001  750.00 元" in await confirm(pilot)
    assert sqlite_desk.store.rows("SELECT channel FROM payment") == [("cash",)]
    await pilot.press("enter")
    screen = await open_payment(pilot, "jfj")
    await pilot.press("f4")
    await pilot.pause()
    assert screen.query_one("#levy-list", Field).value == "ZJ2019001"
    assert screen.query_one("#voucher", Field).value == "A0100"


async def test_pos_and_cash_change_places(pilot: Pilot[None]) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f4")
    assert not screen.query_one("SlipForm").display and screen.query_one("CashForm").display
    await pilot.press("f4")
    assert screen.query_one("SlipForm").display and not screen.query_one("CashForm").display


async def test_a_used_slip_shows_both_payments_side_by_side(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await open_payment(pilot)
    await fill(pilot, terminal="12345678", batch="000001", trace="000001")
    await confirm(pilot)
    await pilot.press("enter")
    await open_payment(pilot, "jfj")
    await fill(pilot, trace="000001")
    text = await confirm(pilot)
    assert "这张单据早已录入为" in text and "现在要录入的" in text
    differing = [row for row in text.splitlines() if row.startswith("*")]
    assert any("750.00" in row and "500.00" in row for row in differing)
    assert any("曾国强" in row and "解放军" in row for row in differing)
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment") == [(1,)]
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_after_posting_nothing_more_can_be_changed(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    screen = await open_payment(pilot)
    await fill(pilot, terminal="12345678", batch="000001", trace="000001")
    await confirm(pilot)
    await pilot.press("space", "f4", "f6", "f3")
    await pilot.pause()
    assert pilot.app.screen is screen and "已入账" in said(pilot)
    await confirm(pilot)
    assert sqlite_desk.store.rows("SELECT count(*) FROM payment") == [(1,)]
