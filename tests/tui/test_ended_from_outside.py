"""A signal at any step of a payment: the terminal is as it was, soon, and nothing is half done."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from models.checks.check_store import check_store
from models.store.connect import open_store
from tests.tui.colleague import colleague_at
from tests.tui.conftest import words_for
from tests.tui.keys import DOWN, F2
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_ALTERNATE, _PASTE, _WRAP = 1049 << 5, 2004 << 5, 7 << 5
_STUCK = """
import os, signal, tty
from tui.terminal import ending
ending._SECONDS = 0.1
with ending.leaving_on_signals(lambda: True):
    tty.setraw(0)
    os.write(1, b"\\x1b[?1049h\\x1b[?2004h\\x1b[?7l\\x1b[?25lstuck")
    while True:
        signal.pause()
"""


def _find(terminal: Terminal) -> None:
    terminal.send("zgq")
    terminal.settled()


def _pay(terminal: Terminal) -> None:
    terminal.send(f"zgq{F2}")
    terminal.wait_for("应收 750.00 元")
    terminal.settled()


def _type(terminal: Terminal) -> None:
    _pay(terminal)
    terminal.send(f"1234{DOWN}")
    terminal.settled()


def _booked(terminal: Terminal) -> None:
    _pay(terminal)
    terminal.send(F2)
    terminal.wait_for("已入账")


_STEPS: tuple[Callable[[Terminal], None], ...] = (lambda _: None, _find, _pay, _type, _booked)


def _signalled(terminal: Terminal, number: int) -> None:
    """Send a signal; the program leaves with the status that shells expect."""
    terminal.signal(number)
    assert terminal.wait_for_end() == 128 + number


def _opened(folder: Path) -> tuple[Terminal, list[object]]:
    """Open the counter; return it, and how the terminal was before."""
    terminal = Terminal(*words_for(folder), folder=folder, is_forked=True)
    before = terminal.settings
    terminal.wait_for("F2 收费")
    assert terminal.settings != before
    return terminal, before


def _is_as_it_was(terminal: Terminal, before: list[object]) -> bool:
    screen = terminal.screen
    assert terminal.settings == before
    assert not {_ALTERNATE, _PASTE} & screen.mode and _WRAP in screen.mode
    return not screen.cursor.hidden


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("step", _STEPS)
def test_at_every_step_the_terminal_is_as_it_was(
    stored: Path, step: Callable[[Terminal], None], number: int
) -> None:
    terminal, before = _opened(stored)
    step(terminal)
    _signalled(terminal, number)
    assert _is_as_it_was(terminal, before)
    terminal.close()
    store = open_store(str(stored / "station.db"), stored / "key")
    assert store.number("SELECT count(*) FROM payment") == (2 if step is _booked else 1)
    assert check_store(store).broken == ()
    store.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_waits_for_a_colleague_leaves_all_the_same(stored: Path, number: int) -> None:
    terminal, before = _opened(stored)
    _pay(terminal)
    with colleague_at(stored / "station.db") as colleague:
        colleague.hold()
        terminal.send(F2)
        terminal.wait_for("正在入账……  Esc 取消")
        _signalled(terminal, number)  # and the colleague holds the lock still
        assert _is_as_it_was(terminal, before)
        colleague.let_go()
    terminal.close()
    store = open_store(str(stored / "station.db"), stored / "key")
    assert store.number("SELECT count(*) FROM payment") == 1
    store.close()


def test_who_is_asked_for_a_pin_has_the_terminal_back(stored: Path) -> None:
    """What is typed there is hidden: a shell that stayed so would seem dead."""
    words = ("void", "2019-00001", "--reason", "录错", "--approved-by", "second")
    script = Path(__file__).parents[2] / "tui" / "main.py"
    terminal = Terminal(*words_for(stored), *words, folder=stored, script=str(script))
    before = terminal.settings
    terminal.wait_for_question("PIN")
    assert terminal.settings != before
    _signalled(terminal, signal.SIGTERM)
    assert terminal.settings == before
    terminal.close()


def test_who_does_not_leave_in_time_is_ended_all_the_same(tmp_path: Path) -> None:
    script = tmp_path / "stuck.py"
    script.write_text(_STUCK)
    terminal = Terminal(folder=tmp_path, script=str(script))
    before = terminal.settings
    terminal.wait_for_question("stuck")
    _signalled(terminal, signal.SIGTERM)
    assert _is_as_it_was(terminal, before)
    terminal.close()
