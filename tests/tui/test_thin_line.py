"""What each key costs on the line, and a line that is full: nothing is queued, nothing unseen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.timer import Timer

from models.desk import Desk
from tests.tui.conftest import Entries, also_delayed
from tests.tui.families import add_families
from tests.tui.keys import CTRL_P, CTRL_U, DOWN, ENTER, ESC, F1, F2, F4, F5, F6, PAGE_DOWN, TAB
from tests.tui.terminal import Terminal
from tui.app import LaobaoApp

pytestmark = pytest.mark.slow


@also_delayed
def test_nothing_is_drawn_while_nothing_happens(opened: Terminal) -> None:
    for keys in ("", F2, ESC, CTRL_P, ESC):
        opened.cost(keys)
        assert opened.cost("") == 0


async def test_nothing_moves_by_itself(sqlite_desk: Desk) -> None:
    """No timer runs that could draw something later."""
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        for keys in ([*"zgq"], ["f2"], ["escape"], ["f4"], ["escape"], ["f6"], ["ctrl+p"]):
            await pilot.press(*keys)
            await pilot.pause()
            pumps = [pilot.app, *pilot.app._registry]
            assert not [timer for pump in pumps for timer in pump._timers if runs(timer)]


def runs(timer: Timer) -> bool:
    return timer._task is not None and not timer._task.done() and timer._active.is_set()


def test_a_key_in_the_search_field_costs_little(opened: Terminal) -> None:
    """Besides the results that change: these letters find nobody."""
    opened.cost("龘")
    assert 0 < opened.cost("龖") <= 300
    assert 0 < opened.cost("\x7f") <= 300


def test_other_results_cost_little(opened: Terminal) -> None:
    for letter in "zjcr1":
        assert 0 < opened.cost(letter) <= 2048, letter
        opened.cost(CTRL_U)


def test_moving_costs_little(opened: Terminal) -> None:
    opened.cost("zgq")
    assert 0 < opened.cost(ENTER) <= 2048
    assert 0 < opened.cost(DOWN) <= 2048
    assert 0 < opened.cost(ESC) <= 2048
    opened.cost(F2)
    assert 0 < opened.cost(TAB) <= 2048


@also_delayed
def test_another_screen_costs_little(opened: Terminal) -> None:
    opened.cost("zgq")
    for key in (F1, F2, F4, F5, F6, CTRL_P):
        assert 0 < opened.cost(key) <= 8192, repr(key)
        assert 0 < opened.cost(ESC) <= 8192, repr(key)


@also_delayed
def test_a_page_down_costs_little(opened: Terminal) -> None:
    opened.cost(F1)
    assert 0 < opened.cost(PAGE_DOWN) <= 5120


@contextmanager
def full_line(terminal: Terminal, seconds: float) -> Iterator[None]:
    """Let the terminal answer nothing until so much time has passed, and then everything.

    The program knows by the answers how far its line carried what it sent.
    """
    answers: list[str] = []
    terminal.screen.answer = answers.append
    yield
    terminal.pass_time(seconds)
    terminal.screen.answer = terminal.send
    terminal.send("".join(answers))


@pytest.fixture
def thin(opened: Terminal) -> Terminal:
    """The counter on a line that was seen to carry little: a kilobyte at a time from now on."""
    for key in "z\x7f":
        with full_line(opened, 2.0):
            opened.send(key)
        opened.settled()
    return opened


def test_on_a_full_line_states_between_are_skipped(thin: Terminal) -> None:
    """Twelve keys: each is another result, and the last one matters."""
    keys = "z\x7fj\x7fc\x7fr\x7f1\x7fjf"
    every_state = sum(thin.cost(key) for key in keys)
    thin.cost(CTRL_U)
    before = thin.received
    with full_line(thin, 1.0):
        for key in keys:
            thin.send(key)
            thin.handled()
    thin.wait_for("查找：jf", "户主 解放军")
    thin.settled()
    assert thin.received - before < every_state / 2


def test_on_a_full_line_a_key_is_echoed_before_the_results(thin: Terminal) -> None:
    thin.cost("j")
    with full_line(thin, 1.0):
        thin.send("f")
        screen = thin.handled()
    assert "查找：jf" in screen
    assert "户主 解放军" not in screen
    thin.wait_for("查找：jf", "户主 解放军")


def test_on_a_full_line_a_second_f2_pays_nothing_unseen(thin: Terminal, entries: Entries) -> None:
    """It comes long after the first, and before the screen that it would pay has come."""
    thin.send("zgq")
    thin.wait_for("医疗应缴 750 元")
    thin.settled()
    with full_line(thin, 1.0):
        thin.send(F2)
        thin.pass_time(2.0)
        thin.send(F2)
    thin.wait_for("按键太快")
    assert entries() == []
    thin.settled()
    thin.send(F2)
    thin.wait_for("已入账")
