"""What stands in the way is said on the screen before anything is typed, then asked for."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.base.dates import HalfMonth
from models.cash.day_close.close import close_day
from models.cash.terminals import register_terminal
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from reports.submission import submit_progress
from tests.making import BUSINESS_DATE, PIN, SECOND, pay, person, register_people, slip
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.command import CommandScreen
from tui.screens.payment import PaymentScreen
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)
_CLOSED = "这一天已日结，入账要第二人"


@pytest.fixture
def desk(sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    add_families(sqlite_desk)
    monkeypatch.chdir(tmp_path)
    return sqlite_desk


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#outcome", Outcome).text


def station(pilot: Pilot[None]) -> str:
    return pilot.app.screen_stack[0].query_one("#station", Line).text


async def open_payment(pilot: Pilot[None], text: str = "zgq") -> PaymentScreen:
    await pilot.press("escape", "escape", *text, "f2")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PaymentScreen)
    return screen


async def fill(pilot: Pilot[None], **values: str) -> None:
    for name, value in values.items():
        field = pilot.app.screen.query_one(f"#{name.replace('_', '-')}", Field)
        field.focus()
        field.value = ""
        await pilot.press(*value)


async def confirm(pilot: Pilot[None]) -> str:
    await pilot.press("f2")
    await pilot.pause()
    return said(pilot)


async def test_a_closed_day_is_said_and_asks_for_the_second_person(desk: Desk) -> None:
    close_day(desk, "station", 0)
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        assert station(pilot).startswith(f"！{_CLOSED}")
        screen = await open_payment(pilot)
        assert _CLOSED in str(screen.query_one("#warning").render())
        await fill(pilot, terminal="12345678", batch="000001", trace="000001")
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "没有入账：没有写明第二人" in said(pilot)
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press(*"second", "enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已入账" in said(pilot) and "收据 2019-000001" in said(pilot)
    assert desk.store.rows("SELECT action FROM audit WHERE action = 'agreed'") == [("agreed",)]


async def test_a_day_closed_meanwhile_asks_at_the_next_try(desk: Desk) -> None:
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await open_payment(pilot)
        await fill(pilot, terminal="12345678", batch="000001", trace="000001")
        close_day(replace(desk, operator="other"), "station", 0)
        assert "已全站日结" in await confirm(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "第二人" in str(pilot.app.screen.query_one("#question").render())


async def test_f8_to_a_sent_day_says_so_and_f2_enters_nothing(desk: Desk) -> None:
    later = desk.on(dt.date(2019, 11, 18))
    submit_progress(later, HalfMonth.containing(BUSINESS_DATE), SECOND)
    async with LaobaoApp(later).run_test(size=_SIZE) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        pilot.app.screen.query_one("#answer", Field).value = "2019-11-14"
        await pilot.press("enter")
        await pilot.pause()
        message = pilot.app.screen.query_one("#message", Line).text
        assert message == "业务日期已改为 2019-11-14；这一天已上报，不能入账"
        assert station(pilot).startswith("！这一天已上报，不能入账")
        await open_payment(pilot)
        await fill(pilot, terminal="12345678", batch="000001", trace="000001")
        assert "没有入账：这一天已上报" in await confirm(pilot)
    assert desk.store.rows("SELECT count(*) FROM payment") == [(0,)]


async def test_the_deposit_form_says_the_day(desk: Desk) -> None:
    close_day(desk, "station", 0)
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        pilot.app.screen.action_open_command("deposit")  # type: ignore[attr-defined]
        await pilot.pause()
        assert isinstance(pilot.app.screen, CommandScreen)
        assert said(pilot).startswith(f"！{_CLOSED}")


async def test_a_void_after_the_close_takes_the_second_person(desk: Desk) -> None:
    close_day(desk, "station", 0)
    pay(desk, "010001", second=SECOND)
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await pilot.press("escape", "escape", *"zgq", "ctrl+z")
        await pilot.pause()
        assert _CLOSED in said(pilot)
        await pilot.press("1", "f2")
        await pilot.pause()
        await pilot.press(*"second", "enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已撤销收据 2019-000001" in said(pilot)


async def test_a_strange_terminal_is_shown_before_it_counts(desk: Desk) -> None:
    register_terminal(desk, "12345678", "农业银行")
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await open_payment(pilot)
        await fill(pilot, terminal="12345679", batch="000001", trace="000001")
        told = await confirm(pilot)
        assert "终端 12345679 没有登记" in told and "再按一次 F2 入账" in told
        assert desk.store.rows("SELECT count(*) FROM payment") == [(0,)]
        await fill(pilot, terminal="12345670")
        assert "终端 12345670 没有登记" in await confirm(pilot)
        assert "已入账" in await confirm(pilot)


async def test_the_first_terminal_of_a_station_asks_nothing_the_second_does(desk: Desk) -> None:
    register_people(desk, person("周九", household="0009"))
    pay(desk, "0009", slip=slip(1))
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await open_payment(pilot)
        await fill(pilot, terminal="12345679", batch="000001", trace="000001")
        assert "没有登记" in await confirm(pilot)
        assert "已入账" in await confirm(pilot)


async def test_the_same_numbers_of_yesterday_are_shown_and_its_date_can_be_written(
    desk: Desk,
) -> None:
    register_people(desk, person("周九", household="0009"))
    yesterday = BUSINESS_DATE - dt.timedelta(days=1)
    pay(desk.on(yesterday), "0009", trace=1)
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await open_payment(pilot)
        await fill(pilot, terminal="12345678", batch="000001", trace="000001")
        assert "在 2019-11-13 已入账（收据 2019-000001）" in await confirm(pilot)
        await fill(pilot, slip_date="2019-11-13")
        assert "这张单据早已录入为" in await confirm(pilot)
        await fill(pilot, trace="000002")
        assert "已入账" in await confirm(pilot)
    rows = desk.store.rows("SELECT trace, slip_date FROM slip ORDER BY id")
    assert rows == [("000001", "2019-11-13"), ("000002", "2019-11-13")]


async def test_who_has_not_closed_is_said_before_the_totals(desk: Desk) -> None:
    pay(replace(desk, operator="other"), "010001", trace=None, cash=CashPaper("1", "1"))
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await pilot.press("f11", "f3")
        await pilot.pause()
        assert pilot.app.screen.query_one("#closed", Line).text == "还没有日结：other"


async def test_a_batch_that_is_not_settled_is_left_open(desk: Desk) -> None:
    pay(desk, "010001")
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await pilot.press("f11", "f3", "0", "enter")
        pilot.app.screen.query_one("#batch-0", Field).value = "未结"
        await pilot.pause()
        await pilot.press("f2")
        await pilot.pause()
    rows = desk.store.rows("SELECT terminal, batch FROM batch_left_open")
    assert rows == [("12345678", "000001")]


async def test_another_terminal_goes_on_after_ones_own_last_slip_of_it(desk: Desk) -> None:
    """What was typed over stays."""
    register_people(desk, *(person(f"周{n}", household=f"009{n}") for n in (1, 2)))
    pay(desk, "0091", slip=slip(41, terminal="87654321", batch="000009"))
    pay(desk, "0092", slip=slip(7))
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        screen = await open_payment(pilot)

        def numbers() -> tuple[str, ...]:
            names = ("terminal", "batch", "trace")
            return tuple(screen.query_one(f"#{name}", Field).value for name in names)

        assert numbers() == ("12345678", "000001", "000008")
        await fill(pilot, terminal="87654321")
        await pilot.pause()
        assert numbers() == ("87654321", "000009", "000042")
        await fill(pilot, trace="000050", terminal="12345678")
        await pilot.pause()
        assert numbers() == ("12345678", "000009", "000050")
