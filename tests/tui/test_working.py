"""Long work in front of the clerk: a bar, the rest in seconds, Esc; and on the command line."""

import os
import time
from collections.abc import AsyncIterator, Callable

import pytest
from textual.pilot import Pilot

from models.base.errors import BadInput
from models.base.long_work import Cancelled, counted, current_listener, reporting
from models.station.desk import Desk
from tests.tui.piloting import until
from tui.app import LaobaoApp
from tui.background.long_work import do_long
from tui.background.working_screen import WorkingScreen, bar_words
from tui.widgets.line import Line


def test_whoever_listens_is_told_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    with reporting(lambda done, total: told.append((done, total))):
        assert list(counted(iter(range(1000)), 1000)) == list(range(1000))
    assert told[0] == (0, 1000) and told[-1] == (1000, 1000)
    assert 100 < len(told) < 300 and told == sorted(told)


def test_without_a_listener_nothing_is_told() -> None:
    assert list(counted("abc", 3)) == ["a", "b", "c"]


def test_a_listener_can_stop_the_work() -> None:
    def stop(done: int, total: int) -> None:
        if done > 10:
            raise Cancelled

    with reporting(stop), pytest.raises(Cancelled, match="没有改动"):
        list(counted(range(1000), 1000))


async def test_a_fault_of_the_program_is_told_by_its_kind(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    assert "程序出错（ZeroDivisionError）" in str(await _answer(pilot, sqlite_desk, faulty))


def faulty(desk: Desk) -> None:
    """Work with a fault in it."""
    raise ZeroDivisionError("张三 43119819700101001X")


def test_a_bar_says_the_share_and_the_rest() -> None:
    assert bar_words(25, 100, 3.0) == f"[{'#' * 10}{'.' * 30}]  25%  约剩 9 秒"
    assert "约剩" not in bar_words(0, 100, 0.1)


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


def at_once(desk: Desk, answer: int) -> int:
    """Work that is over before anybody looks."""
    return answer


def refused(desk: Desk) -> None:
    """Work that meets bad input."""
    raise BadInput("没有这张表")


def gone(desk: Desk) -> None:
    """Work whose process is lost."""
    os._exit(1)


def endless(desk: Desk) -> None:
    """Work that stays at a quarter until it is given up."""
    tell = current_listener()
    while True:
        tell(25, 100)
        time.sleep(0.01)


async def _answer(
    pilot: Pilot[None], desk: Desk, work: Callable[..., object], *given: object
) -> list[object]:
    answers: list[object] = []
    do_long(pilot.app.screen, desk, "正在试", work, given, answers.append, answers.append)
    await pilot.pause()
    assert not isinstance(pilot.app.screen, WorkingScreen)
    return answers


@pytest.mark.usefixtures("begun_from_nothing")
async def test_the_answer_comes_back(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    assert await _answer(pilot, sqlite_desk, at_once, 7) == [7]


async def test_what_goes_wrong_is_a_sentence(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    assert await _answer(pilot, sqlite_desk, refused) == ["没有这张表"]


@pytest.mark.usefixtures("begun_from_nothing")
async def test_a_lost_process_is_a_sentence(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    assert "没有做完" in str(await _answer(pilot, sqlite_desk, gone))


async def test_nothing_opens_over_the_bar(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    """Help and palette wait: what came to lie on top would be left by the answer instead."""
    answers: list[object] = []
    do_long(pilot.app.screen, sqlite_desk, "正在试", endless, (), answers.append, answers.append)
    await pilot.press("f1", "ctrl+p")
    assert isinstance(pilot.app.screen, WorkingScreen)
    await pilot.press("escape")
    await pilot.pause()
    assert answers and not isinstance(pilot.app.screen, WorkingScreen)


@pytest.mark.usefixtures("begun_from_nothing")
async def test_long_work_shows_a_bar_and_can_be_given_up(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    answers: list[object] = []
    do_long(pilot.app.screen, sqlite_desk, "正在试", endless, (), answers.append, answers.append)
    await pilot.press()
    screen = pilot.app.screen
    assert isinstance(screen, WorkingScreen)
    title, bar = screen.query_one("#working-title", Line), screen.query_one("#working-bar", Line)
    await until(lambda: title.display and "约剩" in bar.text)
    assert title.text == "正在试……  Esc 取消"
    await pilot.press("f2", "enter", "escape")
    await pilot.pause()
    assert answers == ["已取消，没有改动"] and not isinstance(pilot.app.screen, WorkingScreen)
