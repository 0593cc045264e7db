"""What each key costs on the line, and a line of 2 KB/s that takes 300 ms each way."""

import time
from collections import deque
from dataclasses import dataclass, field

import pytest

from tests.tui.keys import CTRL_P, DOWN, ENTER, ESC, F1, F2, F4, F5, F6, PAGE_DOWN, TAB
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_RATE, _LATENCY = 2048, 0.3


def test_nothing_is_drawn_while_nothing_happens(opened: Terminal):
    for keys in ("", F2, ESC, CTRL_P, ESC):
        opened.send(keys)
        opened.read(0.5)
        before = opened.received
        opened.read(2)
        assert opened.received == before


def test_a_key_in_the_search_field_costs_little(opened: Terminal):
    """Besides the results that change: these letters find nobody."""
    opened.cost("龘")
    assert opened.cost("龖") <= 300
    assert opened.cost("\x7f") <= 300


@pytest.mark.parametrize("letter", "zjcr1")
def test_other_results_cost_little(opened: Terminal, letter: str):
    assert 0 < opened.cost(letter) <= 2048


def test_moving_costs_little(opened: Terminal):
    opened.cost("zgq")
    assert opened.cost(ENTER) <= 2048
    assert opened.cost(DOWN) <= 2048
    assert opened.cost(ESC) <= 2048
    opened.cost(F2, 0.6)
    assert opened.cost(TAB) <= 2048


@pytest.mark.parametrize("key", [F1, F2, F4, F5, F6, CTRL_P])
def test_another_screen_costs_little(opened: Terminal, key: str):
    opened.cost("zgq")
    assert 0 < opened.cost(key, 0.8) <= 8192
    assert 0 < opened.cost(ESC, 0.8) <= 8192


def test_a_page_down_costs_little(opened: Terminal):
    opened.cost(F1, 0.8)
    assert 0 < opened.cost(PAGE_DOWN) <= 5120


@dataclass
class SlowLine:
    """A terminal behind a line: what is sent either way arrives later, and not all at once."""

    terminal: Terminal
    _to_program: deque[tuple[float, str]] = field(default_factory=deque)
    _to_terminal: deque[tuple[float, bytes]] = field(default_factory=deque)
    _free_at: float = 0.0
    carried: int = 0

    def __post_init__(self) -> None:
        self._send_now = self.terminal.send
        self.terminal.screen.answer = self.send  # type: ignore[method-assign]

    def send(self, keys: str) -> None:
        """Send keys, or an answer of the terminal."""
        self._to_program.append((time.monotonic() + _LATENCY, keys))

    def run(self, seconds: float, until: str = "") -> bool:
        """Let the line work; whether a text stood on the screen before the time was over."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            while self._to_program and self._to_program[0][0] <= now:
                self._send_now(self._to_program.popleft()[1])
            for byte in self.terminal.waiting(0.005):
                self._free_at = max(self._free_at, now) + 1 / _RATE
                self._to_terminal.append((self._free_at + _LATENCY, bytes([byte])))
                self.carried += 1
            while self._to_terminal and self._to_terminal[0][0] <= now:
                self.terminal.take(self._to_terminal.popleft()[1])
            if until and until in self.terminal.text:
                return True
        return False


def test_on_a_slow_line_states_between_are_skipped(opened: Terminal):
    """Twelve keys in little over a second: each is another result, and the last one matters."""
    keys = "z\x7fj\x7fc\x7fr\x7f1\x7fjf"
    every_state = sum(opened.cost(key, 0.2) for key in keys)
    opened.cost("\x15")
    line = SlowLine(opened)
    for key in "z\x7f":
        line.send(key)
        line.run(3)
    line.carried = 0
    for key in keys:
        line.send(key)
        line.run(0.1)
    assert line.run(4.0, until="户主 解放军")
    assert line.carried < every_state / 2


def test_on_a_slow_line_a_key_is_echoed_before_the_results(opened: Terminal):
    line = SlowLine(opened)
    line.send("z")
    line.run(4)
    line.send("g")
    assert line.run(1.5, until="查找：zg")


def test_on_a_slow_line_a_second_f2_pays_nothing_unseen(opened: Terminal, entries):
    """The screen takes over a second to come; a key half a second after the first is too early."""
    line = SlowLine(opened)
    line.send("zgq")
    line.run(5, until="医疗应缴 750 元")
    line.run(3)
    line.send(F2)
    line.run(0.5)
    line.send(F2)
    assert line.run(8, until="按键太快")
    assert entries() == []
    line.run(4)
    line.send(F2)
    assert line.run(8, until="已入账")
