"""What each key costs on the line, and a line that is full: nothing is queued, nothing unseen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from textual.timer import Timer

from models.station.desk import Desk
from tests.tui.conftest import Entries, also_delayed, delayed_in_campaigns
from tests.tui.families import add_families
from tests.tui.keys import CTRL_P, DOWN, ENTER, ESC, F1, F2, F4, F5, F6, PAGE_DOWN, TAB
from tests.tui.played import PASSING, marker
from tests.tui.terminal import Terminal
from tui.app import LaobaoApp

pytestmark = pytest.mark.slow

_RATE = 2048


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
        opened.cost(ESC)


def test_moving_costs_little(opened: Terminal) -> None:
    opened.cost("zgq")
    assert 0 < opened.cost(ENTER) <= 2048
    assert 0 < opened.cost(DOWN) <= 2048
    assert 0 < opened.cost(ESC) <= 2048
    opened.cost(F2)
    assert 0 < opened.cost(TAB) <= 2048


@delayed_in_campaigns
def test_another_screen_costs_little(opened: Terminal) -> None:
    opened.cost("zgq")
    for key in (F1, F2, F4, F5, F6, CTRL_P):
        assert 0 < opened.cost(key) <= 8192, repr(key)
        assert 0 < opened.cost(ESC) <= 8192, repr(key)


@delayed_in_campaigns
def test_a_page_down_costs_little(opened: Terminal) -> None:
    opened.cost(F1)
    assert 0 < opened.cost(PAGE_DOWN) <= 5120


@dataclass
class ThinLine:
    """A line of 2 KB/s by the program's clock: it tells from the answers what the line takes."""

    terminal: Terminal
    _answered: int = 0
    _held: list[str] | None = None

    def answer(self, data: str) -> None:
        """Answer the program when the line has carried what it sent, or keep the answer."""
        if self._held is not None:
            self._held.append(data)
            return
        carried, self._answered = self.terminal.received - self._answered, self.terminal.received
        self.terminal.send(marker(PASSING, 1 + carried * 1000 // _RATE) + data)

    @contextmanager
    def full(self) -> Iterator[None]:
        """Let nothing of what is sent meanwhile arrive before the end."""
        held = self._held = []
        yield
        self._held = None
        for each in held:
            self.answer(each)


@pytest.fixture
def line(opened: Terminal) -> ThinLine:
    """A thin line between the counter and its terminal; the program knows it already."""
    line = ThinLine(opened)
    opened.screen.answer = line.answer
    opened.cost("z")
    opened.cost("\x7f")
    return line


def test_on_a_full_line_states_between_are_skipped(opened: Terminal, line: ThinLine) -> None:
    """Twelve keys: each is another result, and the last one matters."""
    keys = "z\x7fj\x7fc\x7fr\x7f1\x7fjf"
    every_state = sum(opened.cost(key) for key in keys)
    opened.cost(ESC)
    before = opened.received
    with line.full():
        for key in keys:
            opened.send(key)
            opened.handled()
    opened.wait_for("查找：jf", "户主 解放军")
    opened.settled()
    assert opened.received - before < every_state / 2


def test_a_key_is_echoed_before_the_results(
    opened: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent for a key is read byte by byte: the field comes first."""
    opened.cost("z")
    came: list[str] = []

    def take(data: bytes) -> None:
        for byte in data:
            Terminal.take(opened, bytes([byte]))
            came.extend(text for text in ("查找：j", "户主 解放军") if text in opened.text)

    monkeypatch.setattr(opened, "take", take)
    opened.cost("\x7fj")
    assert list(dict.fromkeys(came)) == ["查找：j", "户主 解放军"]


def test_on_a_full_line_a_second_f2_pays_nothing_unseen(
    opened: Terminal, line: ThinLine, entries: Entries
) -> None:
    """It comes long after the first, and before the screen that it would pay has come."""
    opened.send("zgq")
    opened.wait_for("医疗应缴 750 元")
    opened.settled()
    with line.full():
        opened.send(F2)
        opened.pass_time(2.0)
        opened.send(F2)
        opened.handled()
    opened.wait_for("按键太快")
    assert entries() == []
    opened.settled()
    opened.send(F2)
    opened.wait_for("已入账")
