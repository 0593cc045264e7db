"""What the screen that takes money back says before a key does anything."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from models.base import clock
from models.cash.day_close.close import close_day
from models.counter.refund import request_refund
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from tests.making import pay
from tests.tui.families import add_families
from tests.tui.reversing import (
    SIZE,
    opened,
    pay_together,
    said,
    shown,
)
from tui.app import LaobaoApp


@pytest.fixture
def paid(sqlite_desk: Desk) -> Desk:
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    return sqlite_desk


@pytest.fixture
async def pilot(paid: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(paid).run_test(size=SIZE) as pilot:
        await pilot.pause()
        yield pilot


async def test_several_households_are_named_before_they_are_voided(sqlite_desk: Desk) -> None:
    """Not only a few cut names: how many in the row, and who below it."""
    add_families(sqlite_desk)
    pay_together(sqlite_desk, "010001", "010002", "010004")
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot, "jfj")
        screen = shown(pilot)
        assert "当日撤销    含 3 户 7 人" in screen
        assert "含 3 户 7 人，一起撤销：青山村 010002 户 解放军等 2 人" in screen
        assert "、010001 户 曾国强等" in screen
        assert "010004 户 热依汗古丽·阿不都热合曼等 2 人" in screen


async def test_names_that_the_row_cuts_stand_below(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    pay(sqlite_desk, "010004")
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot, "reyihan")
        assert "人员：热依汗古丽·阿不都热合曼、𬱖䶮" in shown(pilot)


async def test_a_void_begins_on_the_terminal(pilot: Pilot[None]) -> None:
    await opened(pilot)
    assert "先在 POS 机上撤销，再照撤销签购单填凭证号" in shown(pilot)
    await pilot.press("1", "f2")
    await pilot.pause()
    assert "POS 机上还没有撤销的，请现在撤销" in said(pilot)


async def test_cash_has_no_slip_to_ask_for(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    pay(sqlite_desk, trace=None, number="010001", cash=CashPaper("ZJ1", "0001"))
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "POS" not in shown(pilot) and "撤销凭证号" not in shown(pilot)
        await pilot.press("1", "f2")
        await pilot.pause()
        assert "已撤销收据" in said(pilot) and "POS" not in said(pilot)


async def test_an_older_receipt_says_that_two_are_needed(paid: Desk) -> None:
    async with LaobaoApp(paid.on(dt.date(2019, 12, 2))).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "只登记申请，另一位经办人按 F3 复核后才退" in shown(pilot)
        assert "POS 机" not in shown(pilot) and "撤销凭证号" not in shown(pilot)


async def test_a_receipt_of_today_says_why_it_cannot_be_voided(paid: Desk) -> None:
    close_day(replace(paid, operator="other"), "operator", 0, {("12345678", "000001"): 750_00})
    async with LaobaoApp(paid).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert (
            "终端 12345678 批次 000001 日结时已结算，不能当日撤销，只能退费："
            "只登记申请，另一位经办人按 F3 复核后才退"
        ) in shown(pilot)


async def test_a_receipt_in_a_close_says_so(paid: Desk) -> None:
    close_day(paid, "operator", 0)
    async with LaobaoApp(paid).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "已在 2019-11-14 的日结里，不能当日撤销，只能退费" in shown(pilot)


async def test_a_receipt_that_was_entered_on_another_day_says_so(
    paid: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F8 back to its business date does not make it one of today."""
    tomorrow = clock.today() + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    async with LaobaoApp(paid).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "不是今天录入、今天收的，只能退费" in shown(pilot)
        await pilot.press("1", "f2")
        await pilot.pause()
        assert "已登记退费申请" in said(pilot)


async def test_who_approves_sees_who_asked_when_why_and_for_how_much(paid: Desk) -> None:
    number = paid.store.rows("SELECT id_number FROM person WHERE name = '单雪梅'")[0][0]
    request_refund(paid, "2019-000001", "已在别处参保", frozenset({number}))
    later = replace(paid.on(dt.date(2019, 12, 2)), operator="second")
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        screen = shown(pilot)
        assert "750.00  等待复核    只退 250.00 元" in screen
        assert f"申请人：{paid.operator}  日期：2019-11-14  金额：250.00 元（POS刷卡）" in screen
        assert "原因：已在别处参保" in screen and "只退 1 人：单雪梅" in screen
        assert "看清申请，同意按 F3" in screen
