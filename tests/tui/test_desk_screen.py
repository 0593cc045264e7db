"""The one way to act from a screen: done beside it, once, its outcome told where it belongs."""

import threading
from collections.abc import AsyncIterator

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot

from models.base.errors import BadInput
from models.station.desk import Desk
from models.store.turn import Turn, current_turn
from tests.tui.piloting import GUARD_SECONDS, keys_do_not_wait, until, work_may_go_on
from tui.app import LaobaoApp
from tui.background.store_threads import store_threads
from tui.screens.desk_screen import DeskScreen
from tui.screens.too_small import TooSmallScreen
from tui.widgets.field import Field
from tui.widgets.line import Line

_SIZE = (80, 24)


class Acting(DeskScreen[str]):
    """A screen with an action that begins to write, and then takes until it may end."""

    BINDINGS = [("f2", "act", "办理"), ("escape", "back", "返回")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.done = 0

    def compose(self) -> ComposeResult:
        yield Field(id="text")
        yield Line(id="message")

    def action_act(self) -> None:
        self.write("正在试", self._act, self._told)

    def _act(self) -> int:
        current_turn().begin()
        self.begun.set()
        assert self.may_end.wait(GUARD_SECONDS)
        return 7

    def _told(self, answer: int) -> None:
        self.done += 1
        self.say(f"办好了 {answer}")


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


@pytest.fixture
async def screen(pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Acting]:
    keys_do_not_wait(monkeypatch)
    screen = Acting()
    await pilot.app.push_screen(screen)
    await pilot.press("f2")
    await until(screen.begun.is_set)
    yield screen
    screen.may_end.set()


def said(screen: DeskScreen[str]) -> str:
    return screen.query_one("#message", Line).text


async def ended(pilot: Pilot[None], screen: Acting) -> None:
    screen.may_end.set()
    await screen.over()
    await pilot.pause()


async def test_what_has_begun_is_not_given_up_and_its_outcome_told(
    pilot: Pilot[None], screen: Acting
) -> None:
    await pilot.press("escape")
    assert said(screen) == "正在试：已经开始记录，不能取消，马上就知道结果"
    assert pilot.app.screen is screen
    await ended(pilot, screen)
    assert said(screen) == "办好了 7"
    await pilot.press("escape")
    assert pilot.app.screen is not screen


async def test_no_second_act_while_one_runs(pilot: Pilot[None], screen: Acting) -> None:
    await pilot.press("f2", "f2")
    screen.action_act()
    await ended(pilot, screen)
    assert screen.done == 1


async def test_no_key_acts_meanwhile_and_each_is_answered(
    pilot: Pilot[None], screen: Acting
) -> None:
    await pilot.press("x", "f1", "ctrl+p", "ctrl+q")
    assert pilot.app.screen is screen and screen.query_one(Field).value == ""
    assert said(screen) == "正在试……  Esc 取消"
    await ended(pilot, screen)
    await pilot.press("x")
    assert screen.query_one(Field).value == "x"


async def test_an_outcome_waits_until_its_screen_is_on_top(
    pilot: Pilot[None], screen: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window was made too small meanwhile."""
    work_may_go_on(monkeypatch)
    await pilot.resize_terminal(60, 20)
    assert isinstance(pilot.app.screen, TooSmallScreen)
    screen.may_end.set()
    await store_threads(pilot.app).write(Turn(), lambda: None)
    await pilot.press()
    assert screen.is_doing and "办好了" not in said(screen)
    await pilot.resize_terminal(*_SIZE)
    await screen.over()
    assert screen.done == 1 and said(screen) == "办好了 7"


async def test_keys_typed_ahead_wait_for_a_quick_act(pilot: Pilot[None]) -> None:
    class Quick(Acting):
        def _act(self) -> int:
            return 7

        def _told(self, answer: int) -> None:
            self.dismiss("done")

    await pilot.app.push_screen(Quick())
    await pilot.press("f2", *"zgq")
    await pilot.pause()
    assert pilot.app.screen.query_one("#search", Field).value == "zgq"


async def test_a_refusal_is_said(pilot: Pilot[None]) -> None:
    class Refused(Acting):
        def _act(self) -> int:
            raise BadInput("没有这个人")

    screen = Refused()
    await pilot.app.push_screen(screen)
    await pilot.press("f2")
    await screen.over()
    assert said(screen) == "没有这个人" and not screen.is_acting


async def test_a_screen_that_asks_the_store_on_the_event_loop_is_found_out(
    sqlite_desk: Desk,
) -> None:
    """The watch that all tests of screens are under."""
    with pytest.raises(AssertionError, match="the store on the event loop"):
        async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
            pilot.app.screen.call_later(sqlite_desk.store.rows, "SELECT 1")
            await pilot.pause()


async def test_a_screen_that_writes_on_the_event_loop_is_found_out(sqlite_desk: Desk) -> None:
    def write() -> None:
        with sqlite_desk.store.writing():
            pass

    with pytest.raises(AssertionError, match="the store on the event loop"):
        async with LaobaoApp(sqlite_desk).run_test(size=_SIZE) as pilot:
            pilot.app.screen.call_later(write)
            await pilot.pause()


class ReadingOn(Acting):
    """It tells its outcome, and only then has read everything that follows from it."""

    seen = ""

    def action_act(self) -> None:
        self.write("正在试", self._act, self._told_and_read)

    async def _told_and_read(self, answer: int) -> None:
        self._told(answer)
        doing = self._doing
        assert doing is not None
        self._announce(doing)
        await self.takes("f2", 0.0)
        self.seen = said(self)


async def test_an_outcome_is_not_talked_over_while_the_screen_reads_on(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by the announcement, whose time has come then, nor by a key."""
    keys_do_not_wait(monkeypatch)
    screen = ReadingOn()
    await pilot.app.push_screen(screen)
    await pilot.press("f2")
    await until(screen.begun.is_set)
    await ended(pilot, screen)
    assert screen.seen == said(screen) == "办好了 7"
