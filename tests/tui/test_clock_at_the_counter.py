"""A clock that jumps: past midnight, or back. Nothing is entered on a day that nobody meant."""

import datetime as dt

import pytest
from textual.pilot import Pilot

from models.base import clock
from models.station.clock_set_back import clock_words
from models.station.desk import Desk
from tests.making import BUSINESS_DATE
from tests.tui.calling import Caller
from tests.tui.families import add_families
from tests.tui.test_entry_day_screens import confirm, fill, open_payment, station
from tui.app import LaobaoApp
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line

_SIZE = (80, 24)
_NEXT = BUSINESS_DATE + dt.timedelta(days=1)
_DAYS = "SELECT business_date FROM payment ORDER BY id"


@pytest.fixture
def desk(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    add_families(sqlite_desk)
    _let_it_be(monkeypatch, BUSINESS_DATE)
    return sqlite_desk


def _let_it_be(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def _message(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#message", Line).text


def _status(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#status", Bar).text


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_a_counter_open_past_midnight_goes_on_with_the_new_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = len(desk.store.rows(_DAYS))
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await _press(pilot, *"zgq")
        _let_it_be(monkeypatch, _NEXT)
        await _press(pilot, "f2")
        assert f"已过零点，业务日期改为 {_NEXT}" in _message(pilot)
        assert str(_NEXT) in _status(pilot)
        await open_payment(pilot)
        await fill(pilot, terminal="12345678", batch="000001", trace="000001")
        assert "已入账" in await confirm(pilot)
    assert desk.store.rows(_DAYS)[paid:] == [(str(_NEXT),)]


async def test_letters_typed_over_midnight_are_not_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await _press(pilot, "z")
        _let_it_be(monkeypatch, _NEXT)
        await _press(pilot, *"gq")
        assert pilot.app.screen.query_one("#search", Field).value == "zgq"
        await _press(pilot, "f2")
        assert str(_NEXT) in _status(pilot) and "请再按一次" in _message(pilot)


async def test_a_date_set_by_hand_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await _press(pilot, "f8", "ctrl+u", *"2019-11-13", "enter")
        _let_it_be(monkeypatch, _NEXT)
        await _press(pilot, *"zgq", "down")
        assert "2019-11-13" in _status(pilot)


async def test_a_payment_open_past_midnight_asks_which_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = len(desk.store.rows(_DAYS))
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await open_payment(pilot)
        await fill(pilot, terminal="12345678", batch="000001", trace="000001")
        _let_it_be(monkeypatch, _NEXT)
        assert "没有入账：已过零点" in await confirm(pilot)
        assert len(desk.store.rows(_DAYS)) == paid
        assert "已入账" in await confirm(pilot)
    assert desk.store.rows(_DAYS)[paid:] == [(str(BUSINESS_DATE),)]


async def test_a_clock_that_goes_back_at_work_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        _let_it_be(monkeypatch, BUSINESS_DATE - dt.timedelta(days=300))
        await _press(pilot, "f2")
        assert "电脑时钟退到了 2019-01-18" in _message(pilot)


@pytest.mark.parametrize(
    ("last", "now", "by"),
    [
        ("2019-11-14T02:00:00Z", "2019-11-14T01:20:00Z", "40 分钟"),
        ("2019-11-14T02:00:00Z", "2019-11-13T22:30:00Z", "3 小时 30 分"),
        ("2019-11-14T02:00:00Z", "2001-01-01T00:00:00Z", "6891 天"),
        ("2019-11-14T02:00:00Z", "2019-11-14T01:55:00Z", ""),
        ("2019-11-14T02:00:00Z", "2031-11-14T01:55:00Z", ""),
    ],
)
def test_a_clock_behind_the_last_record_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, last: str, now: str, by: str
) -> None:
    monkeypatch.setattr(clock, "timestamp", lambda: last)
    with desk.store.writing(desk.station_id):
        desk.record("tried", "x")
    monkeypatch.setattr(clock, "timestamp", lambda: now)
    assert clock_words(desk) == (f"电脑时钟比上一笔记录早 {by}，请先校准时间" if by else "")


async def test_the_counter_and_the_command_line_say_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--store", desk.store.location, "--key-file", str(desk.store.key_file))
    call = Caller(capsys, *where, "--operator", "test", "--on", "2019-11-14")
    assert call("find", "zgq").error == ""
    monkeypatch.setattr(clock, "timestamp", lambda: "2001-01-01T00:00:00Z")
    found = call("find", "zgq")
    assert found.status == 0 and found.error.startswith("！电脑时钟比上一笔记录早")
    async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        assert station(pilot).startswith("！电脑时钟比上一笔记录早")
