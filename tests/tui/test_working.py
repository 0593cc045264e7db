"""Long work in front of the clerk: a bar, the rest in seconds, Esc; and on the command line."""

import threading
import time
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from models.desk import Desk
from models.errors import BadInput
from models.progress import Cancelled, counted, reporting
from tui.app import LaobaoApp
from tui.screens.working import WorkingScreen, bar_words
from tui.widgets.line import Line
from tui.working import do_long


def test_whoever_listens_is_told_how_far_it_is():
    told: list[tuple[int, int]] = []
    with reporting(lambda done, total: told.append((done, total))):
        assert list(counted(iter(range(1000)), 1000)) == list(range(1000))
    assert told[0] == (0, 1000) and told[-1] == (1000, 1000)
    assert 100 < len(told) < 300 and told == sorted(told)


def test_without_a_listener_nothing_is_told():
    assert list(counted("abc", 3)) == ["a", "b", "c"]


def test_a_listener_can_stop_the_work():
    def stop(done: int, total: int) -> None:
        if done > 10:
            raise Cancelled

    with reporting(stop), pytest.raises(Cancelled, match="没有改动"):
        list(counted(range(1000), 1000))


def test_a_bar_says_the_share_and_the_rest():
    assert bar_words(25, 100, 3.0) == f"[{'#' * 10}{'.' * 30}]  25%  约剩 9 秒"
    assert "约剩" not in bar_words(0, 100, 0.1)


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> Iterator[Pilot[None]]:  # type: ignore[misc]
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


async def test_quick_work_shows_no_bar(pilot: Pilot[None], sqlite_desk: Desk):
    answers: list[object] = []
    do_long(pilot.app.screen, sqlite_desk, "正在试", lambda: 7, answers.append, answers.append)
    await pilot.pause(0.2)
    assert answers == [7] and not isinstance(pilot.app.screen, WorkingScreen)


async def test_what_goes_wrong_is_a_sentence(pilot: Pilot[None], sqlite_desk: Desk):
    answers: list[object] = []

    def fail() -> None:
        raise BadInput("没有这张表")

    do_long(pilot.app.screen, sqlite_desk, "正在试", fail, answers.append, answers.append)
    await pilot.pause(0.2)
    assert answers == ["没有这张表"]


async def test_long_work_shows_a_bar_and_can_be_given_up(pilot: Pilot[None], sqlite_desk: Desk):
    answers: list[object] = []
    steps = threading.Semaphore(0)

    def slowly() -> int:
        for _ in counted(range(200), 200):
            steps.acquire(timeout=5)
            time.sleep(0.005)
        return 1

    do_long(pilot.app.screen, sqlite_desk, "正在试", slowly, answers.append, answers.append)
    for _ in range(110):
        steps.release()
    await pilot.pause(1.0)
    screen = pilot.app.screen
    assert isinstance(screen, WorkingScreen)
    assert screen.query_one("#working-title", Line).text == "正在试……  Esc 取消"
    assert "约剩" in screen.query_one("#working-bar", Line).text
    await pilot.press("f2", "enter", "escape")
    for _ in range(200):
        steps.release()
    await pilot.pause(0.3)
    assert answers == ["已取消，没有改动"] and not isinstance(pilot.app.screen, WorkingScreen)
