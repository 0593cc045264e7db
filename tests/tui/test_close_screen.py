"""The screen that closes the day: count first, then see what the books say."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from models.base.text import width
from models.cash.day_close.close import close_day
from models.cash.day_close.read import list_closes
from models.ledger.cash_papers import CashPaper
from models.levy.notice import Notice
from models.levy.round import Duties
from models.station.desk import Desk
from tests.making import pay, under
from tests.tui.families import add_families
from tests.tui.keys import F2, F11
from tests.tui.terminal import Terminal
from tui.app import LaobaoApp
from tui.screens.close_day import CloseScreen
from tui.screens.counter import CounterScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.field import Field
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


def row(pilot: Pilot[None], what: str) -> list[str]:
    """Return the figures of a row of what was counted: books, counted, difference."""
    [line] = [each for each in said(pilot).splitlines() if each.strip().startswith(what)]
    assert width(line) < 80
    return line.split()[-3:]


async def look(pilot: Pilot[None]) -> None:
    """Wait until what is on the screen now was drawn."""
    screen = pilot.app.screen
    assert isinstance(screen, CloseScreen)
    await pilot.pause()
    assert screen._sight.is_clear


def task(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#task", Line).text


async def test_the_station_closes_with_what_was_counted(pilot: Pilot[None], worked: Desk) -> None:
    """F11, F3, the cash, the terminal's total, F2: the slip is on the screen and on paper."""
    await pilot.press("f3", "0", "enter", *"750", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert (
        "已日结：第 1 号，已写入 全站日结00001-"
        in pilot.app.screen.query_one("#message", Line).text
    )
    assert [each.name for each in Path.cwd().iterdir()] == [
        "全站日结00001-上岭桥镇-2019-11-14.xlsx"
    ]
    [close] = list_closes(worked)
    assert close.scope == "station" and not close.has_differences


async def test_what_differs_is_shown_and_needs_a_reason(pilot: Pilot[None], worked: Desk) -> None:
    await pilot.press("1", "enter", *"749", "f2")
    await look(pilot)
    assert row(pilot, "现金") == ["0.00", "1.00", "+1.00"]
    assert row(pilot, "终端 12345678 批次 000001") == ["750.00", "749.00", "-1.00"]
    await pilot.press("f2")
    await look(pilot)
    assert "在“差额的原因”里写明" in said(pilot) and list_closes(worked) == ()
    await pilot.press("enter", *"chabuqing", "f2")
    await pilot.pause()
    assert [each.reason for each in list_closes(worked)] == ["chabuqing"]


async def test_a_reason_given_beforehand_closes_nothing_unseen(
    pilot: Pilot[None], worked: Desk
) -> None:
    """F2 shows what differs, though a reason is there already; the next F2 closes."""
    await pilot.press("0", "enter", *"749", "enter", *"wucha", "f2")
    await look(pilot)
    assert row(pilot, "现金") == ["0.00", "0.00", "0.00"]
    assert row(pilot, "终端")[-1] == "-1.00"
    assert "再按一次 F2" in said(pilot) and list_closes(worked) == ()
    await pilot.press("f2")
    await pilot.pause()
    assert [each.reason for each in list_closes(worked)] == ["wucha"]


@pytest.mark.parametrize("keys", [["tab", "2"], ["tab", "tab", *"748"], [*"gai"], ["f3"]])
async def test_any_change_starts_again(pilot: Pilot[None], worked: Desk, keys: list[str]) -> None:
    """The cash, the terminal, the reason, whose day: what was shown is gone, F2 shows it anew."""
    await pilot.press("1", "enter", *"749", "enter", *"wucha", "f2")
    await look(pilot)
    assert row(pilot, "现金")
    await pilot.press(*keys)
    await pilot.pause()
    assert said(pilot) == ""
    await look(pilot)
    await pilot.press("f2")
    await look(pilot)
    assert row(pilot, "终端") and list_closes(worked) == ()


async def test_what_the_books_have_meanwhile_is_shown_first(
    pilot: Pilot[None], worked: Desk
) -> None:
    """A payment in cash between the two F2 makes another difference than the one seen."""
    await pilot.press("1", "tab", "tab", *"wucha", "f2")
    await look(pilot)
    assert row(pilot, "现金") == ["0.00", "1.00", "+1.00"]
    pay(worked, "010002", trace=None, cash=CashPaper("ZJ1", "0001"))
    await pilot.press("f2")
    await look(pilot)
    assert row(pilot, "现金") == ["500.00", "1.00", "-499.00"] and list_closes(worked) == ()


async def test_what_differs_stays_when_the_key_came_too_early(
    pilot: Pilot[None], worked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pilot.press("1", "tab", "tab", *"wucha", "f2")
    await look(pilot)
    with monkeypatch.context() as patched:
        patched.setattr("tui.widgets.seen.Seen.is_clear", property(lambda self: False))
        await pilot.press("f2")
        await pilot.pause()
    assert "按键太快" in said(pilot) and row(pilot, "现金") == ["0.00", "1.00", "+1.00"]
    assert list_closes(worked) == ()
    await look(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert len(list_closes(worked)) == 1


def test_a_key_that_bounces_accepts_no_difference(opened: Terminal) -> None:
    """Both F2 in one write: the second was pressed without having seen what differs."""
    opened.send(F11)
    opened.wait_for("清点的现金")
    opened.settled()
    opened.send("1\t\twucha" + F2 + F2)
    opened.wait_for("按键太快", "+1.00", gone=["已日结"])
    opened.settled()
    opened.send(F2)
    opened.wait_for("已日结：第 1 号，已写入")


async def test_the_terminals_are_needed_for_the_station_only(
    pilot: Pilot[None], worked: Desk
) -> None:
    field = pilot.app.screen.query_one("#batch-0", Field)
    assert "终端可以空着" in task(pilot) and "可以空着" in field.placeholder
    await pilot.press("f3")
    await look(pilot)
    assert "每个终端都要填" in task(pilot) and "必填" in field.placeholder
    await pilot.press("0", "f2")
    await pilot.pause()
    assert "还没有结算总额" in said(pilot) and list_closes(worked) == ()


async def test_what_is_closed_already_is_said_at_once(worked: Desk) -> None:
    async with LaobaoApp(worked).run_test(size=_SIZE) as pilot:
        await pilot.press("f11")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#closed", Line).display
    close_day(worked, "operator", 0)
    other = replace(worked, operator="other")
    close_day(other, "station", 0, {("12345678", "000001"): 750_00})
    for desk, own, station in (
        (worked, "已日结：第 1 号；之后补录的列入下一次日结", "已日结：第 2 号；"),
        (other, "全站已日结：第 2 号；之后补录的列入下一次日结", "已日结：第 2 号；"),
    ):
        async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
            await pilot.press("f11")
            await pilot.pause()
            closed = pilot.app.screen.query_one("#closed", Line)
            assert closed.display and closed.text == own
            await pilot.press("f3")
            await pilot.pause()
            assert closed.text.startswith(station)
    tomorrow = worked.on(worked.business_date + dt.timedelta(days=1))
    async with LaobaoApp(tomorrow).run_test(size=_SIZE) as pilot:
        await pilot.press("f11")
        await pilot.pause()
        assert not pilot.app.screen.query_one("#closed", Line).display


async def test_a_slip_that_cannot_be_written_says_why_on_the_screen(
    pilot: Pilot[None], worked: Desk
) -> None:
    """The sentence is long: it stands above the slip, broken, and not cut at the counter."""
    Path("经办人日结00001-上岭桥镇-2019-11-14.xlsx").mkdir()
    await pilot.press("0", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    assert str(pilot.app.screen._blocks[0]).startswith("已日结：第 1 号；")
    await pilot.press("escape")
    assert pilot.app.screen.query_one("#message", Line).text == "已日结：第 1 号，没有写成文件"


async def test_nothing_is_closed_uncounted(pilot: Pilot[None], worked: Desk) -> None:
    await pilot.press("f2")
    assert "请清点现金并填写" in said(pilot)
    await pilot.press("x", "f2")
    await pilot.pause()
    assert "清点的现金" in said(pilot)
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, CounterScreen) and list_closes(worked) == ()


async def test_the_status_line_says_what_is_overdue(worked: Desk) -> None:
    """A notice with the rule of the next day: the day after the next, it is told."""
    duties = Duties(deposit_days=1, deposit_clause="四(二)")
    desk = under(worked, replace_duties(worked.notice, duties))
    pay(desk, "010002", trace=None, cash=CashPaper("ZJ1", "0001"))
    later = desk.on(desk.business_date + dt.timedelta(days=2))
    async with LaobaoApp(later).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        assert "逾期未缴存 500.00 元" in pilot.app.screen.query_one("#station", Line).text
        await pilot.press("f11")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CloseScreen)
        assert "应在 2019-11-15 前缴存，已逾期 1 天" in said(pilot)


def replace_duties(notice: Notice, duties: Duties) -> Notice:
    """Return the notice with other duties."""
    return msgspec.structs.replace(notice, duties=duties)
