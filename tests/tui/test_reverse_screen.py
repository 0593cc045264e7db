"""The screen that takes money back: voids today's, asks for and approves refunds of older ones."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from models.bureau.self_paid.exceptions import open_rows
from models.checks.check_store import check_store
from models.counter.pending_refunds import pending_refunds
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.void import void_payment
from models.people.households.families import load_household
from models.station.desk import Desk, open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import bring, row
from tests.making import BUSINESS_DATE, PIN, household_id, pay, second_at, slip
from tests.tui.conftest import Entries, words_for
from tests.tui.families import add_families
from tests.tui.keys import CTRL_Z, F2
from tests.tui.reversing import (
    SIZE,
    add_cousin,
    kinds,
    look,
    opened,
    said,
    shown,
    unseen,
)
from tests.tui.terminal import Terminal
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.reverse import ReverseScreen
from tui.widgets.field import Field

_SLIP_FIELDS = ("terminal", "batch", "trace")


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


async def test_a_payment_of_today_is_voided_with_three_keys(pilot: Pilot[None], paid: Desk) -> None:
    """Ctrl+Z, the reason's digit, F2."""
    await opened(pilot)
    await pilot.press("1", "f2")
    await pilot.pause()
    assert "已撤销收据 2019-000001：3 人 750.00 元，凭证 2019-000002" in said(pilot)
    assert kinds(paid) == ["payment", "void"]
    assert paid.store.rows("SELECT reason FROM payment WHERE kind = 'void'") == [("录错金额",)]
    await pilot.press("f2", "escape")
    assert isinstance(pilot.app.screen, CounterScreen) and kinds(paid) == ["payment", "void"]


async def test_a_void_may_carry_the_trace_of_its_own_slip(pilot: Pilot[None], paid: Desk) -> None:
    await opened(pilot)
    await pilot.press("2", "tab", "tab", *"000009", "f2")
    await pilot.pause()
    rows = paid.store.rows("SELECT terminal, batch, trace, amount_fen FROM slip ORDER BY id")
    assert rows[1] == ("12345678", "000001", "000009", -750_00)


async def test_without_a_reason_nothing_is_voided(pilot: Pilot[None], paid: Desk) -> None:
    await opened(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert "请写明原因" in said(pilot) and kinds(paid) == ["payment"]


async def test_a_family_without_payments_says_so(pilot: Pilot[None], paid: Desk) -> None:
    screen = await opened(pilot, "jfj")
    await pilot.press("1", "f2", "f3", "f4")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReverseScreen) and screen.is_current
    assert kinds(paid) == ["payment"]


async def test_an_older_payment_is_refunded_by_two_operators(paid: Desk) -> None:
    later = paid.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("5", "f2")
        await pilot.pause()
        assert "已登记退费申请" in said(pilot)
        await look(pilot)
        await pilot.press("f3", "escape")
        await pilot.pause()
        assert "没有写第二人" in said(pilot) and kinds(later) == ["payment"]
        await look(pilot)
        await pilot.press("f3", *"test", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "不能是“test”自己" in said(pilot) and kinds(later) == ["payment"]
    async with LaobaoApp(replace(later, operator="second")).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "已退费收据 2019-000001" in said(pilot)
    assert kinds(later) == ["payment", "refund"]


async def test_a_request_is_declined_with_a_reason(paid: Desk) -> None:
    later = paid.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("3", "f2")
        await look(pilot)
        await pilot.press("f4")
        await look(pilot)
        assert "请写明原因" in said(pilot) and len(pending_refunds(later)) == 1
        await pilot.press("tab", *"cha", "f4")
        await pilot.pause()
        assert "退费申请已取消" in said(pilot)
    assert pending_refunds(later) == () and kinds(later) == ["payment"]


async def test_what_waits_is_not_voided_beside_the_request(pilot: Pilot[None], paid: Desk) -> None:
    request_refund(paid, "2019-000001", "死亡")
    await opened(pilot)
    assert "是您申请的" in shown(pilot)
    await pilot.press("1", "f2")
    await pilot.pause()
    assert "已申请退费，没有再办：是您申请的" in said(pilot) and kinds(paid) == ["payment"]


async def test_the_reason_of_a_request_is_not_that_of_declining_it(paid: Desk) -> None:
    later = paid.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("3", "f2")
        await pilot.pause()
        assert pilot.app.screen.query_one("#reason", Field).value == ""
        await look(pilot)
        await pilot.press("f4")
        await look(pilot)
        assert "请写明原因" in said(pilot) and "再按 F4" in said(pilot)
        await pilot.press("6", "f4")
        await pilot.pause()
    assert later.store.rows("SELECT reason FROM refund_decision") == [("参保人要求",)]


@pytest.mark.parametrize("key", ["f2", "f3", "f4"])
async def test_no_key_acts_on_what_was_not_seen(paid: Desk, key: str) -> None:
    if key != "f2":
        request_refund(paid, "2019-000001", "死亡")
    async with LaobaoApp(replace(paid, operator="second")).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("1")
        with unseen():
            await pilot.press(key)
            await pilot.pause()
        assert "按键太快" in said(pilot) and kinds(paid) == ["payment"]
        assert len(pending_refunds(paid)) == (key != "f2")


async def test_another_request_than_the_one_seen_is_not_approved(paid: Desk) -> None:
    """A colleague declines it and asks anew, for another reason, while it is looked at."""
    request_refund(paid, "2019-000001", "死亡")
    async with LaobaoApp(replace(paid, operator="second")).run_test(size=SIZE) as pilot:
        await opened(pilot)
        decline_refund(paid, "2019-000001", "写错了")
        request_refund(paid, "2019-000001", "重复缴费")
        await pilot.press("f3")
        await pilot.pause()
        assert "收据 2019-000001 刚刚有变动，没有办理" in said(pilot)
        await look(pilot)
        assert "原因：重复缴费" in shown(pilot) and kinds(paid) == ["payment"]
        await pilot.press("f3")
        await pilot.pause()
        assert "已退费收据 2019-000001" in said(pilot)


async def test_what_a_colleague_has_taken_back_is_told(pilot: Pilot[None], paid: Desk) -> None:
    request_refund(paid, "2019-000001", "死亡")
    await opened(pilot)
    approve_refund(second_at(paid), "2019-000001")
    await pilot.press("f3", *"second", "enter")
    await pilot.pause()
    await pilot.press(*PIN, "enter")
    await pilot.pause()
    assert "没有等待复核的退费" in said(pilot) and kinds(paid) == ["payment", "refund"]


async def test_the_outcome_stays_beside_what_is_refused_later(
    pilot: Pilot[None], paid: Desk
) -> None:
    """Reason and slip were given for one receipt; the next asks for its own."""
    add_cousin(paid, "010001")
    pay(paid, "010001", trace=2)
    await opened(pilot)
    await pilot.press("1", "tab", "tab", *"000009", "f2")
    await pilot.pause()
    assert "已撤销收据 2019-000002" in said(pilot)
    await look(pilot)
    await pilot.press("f2")
    await look(pilot)
    assert "已撤销收据 2019-000002" in said(pilot) and "请写明原因" in said(pilot)
    assert pilot.app.screen.query_one("#trace", Field).value == ""
    await pilot.press("shift+tab", *"chong", "f2")
    await pilot.pause()
    assert "已撤销收据 2019-000001" in said(pilot)
    rows = paid.store.rows("SELECT reason FROM payment WHERE kind = 'void' ORDER BY id")
    assert rows == [("录错金额",), ("chong",)]
    traces = paid.store.rows("SELECT trace FROM slip WHERE amount_fen < 0")
    assert traces == [("000009",)]


def test_the_next_receipt_is_not_voided_by_a_key_that_bounced(
    stored: Path, entries: Entries, delay: float
) -> None:
    """The second F2 comes before the list without the first receipt is drawn."""
    store = open_store(str(stored / "station.db"), stored / "key")
    desk = open_desk(store, load_notice, BUSINESS_DATE, "01")
    add_cousin(desk, "010004")
    pay(desk, "010004", trace=123)
    store.close()
    terminal = Terminal(*words_for(stored), folder=stored, delay=delay)
    terminal.wait_for("F2 收费")
    terminal.send("reyihan" + CTRL_Z)
    terminal.wait_for("先在 POS 机上撤销")
    terminal.settled()
    terminal.send("1" + F2 + "2" + F2)
    terminal.wait_for("按键太快", "已撤销收据 2019-000002")
    assert [fen for fen, _ in entries()] == [250_00, -250_00]
    terminal.settled()
    terminal.send("2" + F2)
    terminal.wait_for("已撤销收据 2019-000001")
    assert [fen for fen, _ in entries()] == [250_00, -250_00, -500_00]
    terminal.close()


@pytest.mark.parametrize(
    ("digit", "told", "standing"),
    [("3", "税务已收的 250.00 元随即入账：收据 2019-000003", ["wechat"]), ("6", "", [])],
)
async def test_of_a_double_payment_given_back_the_other_is_entered_at_once(
    sqlite_desk: Desk, digit: str, told: str, standing: list[str]
) -> None:
    """For 重复缴费 alone: whoever wants his money back for another reason is left to decide on."""
    add_families(sqlite_desk)
    home = load_household(sqlite_desk, household_id(sqlite_desk, "010001"))
    first = home.members[0]
    pay(sqlite_desk, "010001", members=frozenset({first.id_number}))
    bring(sqlite_desk, row(first.id_number, first.name, channel="wechat"))
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press(digit, "f2")
        await pilot.pause()
        assert "已撤销收据 2019-000001" in said(pilot)
        assert (told in said(pilot)) if told else ("随即入账" not in said(pilot))
    rows = sqlite_desk.store.rows(
        "SELECT p.channel FROM in_force f JOIN payment_line l ON l.id = f.line_id "
        "JOIN payment p ON p.id = l.payment_id"
    )
    assert [each[0] for each in rows] == standing
    assert len(open_rows(sqlite_desk)) == (not standing)
    assert check_store(sqlite_desk.store).broken == ()


async def test_the_other_payments_of_other_people_are_left_alone(sqlite_desk: Desk) -> None:
    """What can be entered of somebody else waits for whoever decides on it."""
    add_families(sqlite_desk)
    homes = [
        load_household(sqlite_desk, household_id(sqlite_desk, number))
        for number in ("010001", "010002")
    ]
    one, two = (home.members[0] for home in homes)
    pay(sqlite_desk, "010001", members=frozenset({one.id_number}))
    pay(sqlite_desk, "010002", trace=2, members=frozenset({two.id_number}))
    bring(
        sqlite_desk,
        row(one.id_number, one.name, channel="wechat"),
        row(two.id_number, two.name, row=3, channel="wechat"),
    )
    void_payment(sqlite_desk, "2019-000002", "重复缴费")
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("3", "f2")
        await pilot.pause()
        assert "税务已收的 250.00 元随即入账" in said(pilot)
    (left,) = open_rows(sqlite_desk)
    assert left.finding.row.name == two.name and left.finding.state == "posted"


async def test_todays_batch_of_the_terminal_is_proposed_for_the_refunds_slip(
    paid: Desk,
) -> None:
    """Without a trace it is no slip: what was only proposed is not kept."""
    later = paid.on(dt.date(2019, 12, 2))
    pay(later, "010002", trace=1, slip=slip(1, later.business_date, batch="000009"))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("3", "f2")
        await look(pilot)
        values = [pilot.app.screen.query_one(f"#{each}", Field).value for each in _SLIP_FIELDS]
        assert values == ["12345678", "000009", ""]
        assert pilot.app.focused is pilot.app.screen.query_one("#trace")
        await pilot.press("f3", *"second", "enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已退费收据 2019-000001" in said(pilot)
    assert later.store.rows("SELECT count(*) FROM slip WHERE amount_fen < 0") == [(0,)]


def test_the_screen_looks_as_it_was_looked_at(paid: Desk, snap_compare: Any) -> None:
    pay(paid, "010002", trace=2)

    async def open_screen(pilot: Pilot[None]) -> None:
        await opened(pilot)
        await pilot.press("3")
        await pilot.pause()

    assert snap_compare(LaobaoApp(paid), terminal_size=SIZE, run_before=open_screen)
