"""How much may be on the way, keys told from escapes, looks and signs."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from tui.terminal.ambiguous import one_cell
from tui.terminal.keyboard import ESCAPE, WAIT_SECONDS, Keyboard
from tui.terminal.looks import blank_look, look_of
from tui.terminal.pace import Pace
from tui.terminal.painter import Painter

_AT, _THERE, _START = (3, 4), (5, 6), (0, 0)


def test_a_terminal_that_never_answered_is_not_waited_for() -> None:
    pace = Pace()
    pace.wrote(100_000, _AT, 1, now=0.0)
    assert not pace.waits and pace.room(now=0.1) > 100_000


def test_what_is_on_the_way_takes_room_until_it_is_answered() -> None:
    pace = Pace()
    pace.wrote(10, _AT, 1, now=0.0)
    assert pace.answered(_AT, now=0.01) == 1
    room = pace.room(now=0.02)
    pace.wrote(1000, _THERE, 2, now=0.02)
    assert pace.room(now=0.03) == room - 1000
    assert pace.waits
    assert pace.answered(_THERE, now=0.04) == 2
    assert not pace.waits


def test_on_a_slow_line_less_is_on_the_way() -> None:
    """2,000 bytes in two seconds: at most a kilobyte at a time from then on."""
    pace = Pace()
    pace.wrote(2000, _AT, 1, now=0.0)
    pace.answered(_AT, now=2.0)
    assert pace.room(now=2.0) == 1024


def test_an_answer_that_was_not_asked_for_changes_nothing() -> None:
    """Shift+F3 looks like an answer on some terminals."""
    pace = Pace()
    pace.wrote(10, _AT, 1, now=0.0)
    assert pace.answered((1, 0), now=0.1) is None
    assert not pace.answers


def test_an_answer_stands_for_all_writes_before_it() -> None:
    pace = Pace()
    pace.wrote(10, _AT, 1, now=0.0)
    pace.wrote(10, _THERE, 2, now=0.0)
    assert pace.answered(_THERE, now=0.1) == 2
    assert not pace.waits


def test_after_a_lost_answer_the_screen_goes_on() -> None:
    pace = Pace()
    pace.wrote(10, _AT, 1, now=0.0)
    pace.answered(_AT, now=0.1)
    pace.wrote(4096, _THERE, 2, now=0.2)
    assert pace.room(now=5.0) == 0
    assert pace.room(now=11.0) > 4096


def test_after_another_size_old_answers_stand_for_nothing() -> None:
    """The answer on the way is the one to what was sent before."""
    pace = Pace()
    pace.wrote(10, _AT, 1, now=0.0)
    pace.answered(_AT, now=0.1)
    pace.wrote(10, _AT, 2, now=0.2)
    pace.forget()
    pace.wrote(10, _AT, 3, now=0.3)
    assert pace.answered(_AT, now=0.4) is None
    assert pace.answered(_AT, now=0.5) == 3


class _Line:
    """A terminal that takes everything and answers only when told to."""

    def __init__(self) -> None:
        self.sent = ""

    def write(self, data: str) -> None:
        self.sent += data


def test_what_a_stalled_terminal_was_sent_counts_as_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """It used to answer; after ten silent seconds drawing goes on, seeing does not."""
    now = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr("tui.terminal.painter.time", SimpleNamespace(monotonic=lambda: now.seconds))
    line = _Line()
    painter = Painter(line, "dark")  # type: ignore[arg-type]
    painter.show([Segment("一")], 4, 1, _START)
    painter.answered(_START)
    assert painter.seen == painter.serial == 1
    painter.show([Segment("二")], 4, 1, _START)
    now.seconds = 11.0
    painter.show([Segment("三")], 4, 1, _START)
    assert "三" in line.sent and painter.seen == 1
    painter.answered(_START)
    assert painter.seen == 3
    painter.show([Segment("四")], 4, 1, _START)
    now.seconds = 22.0
    painter.show([Segment("五")], 4, 1, _START)
    painter.trust()
    painter.repaint()
    assert painter.seen == painter.serial


@given(st.lists(st.sampled_from(["z", "曾", "\x1b", "\x1bOQ", "\x1b[B", "\x1b[15~"])), st.data())
def test_nothing_typed_is_lost_however_it_is_split(keys: list[str], data: st.DataObject) -> None:
    """Escapes by themselves come out as escapes, everything else as it was."""
    text = "".join(keys)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    keyboard = Keyboard()
    pieces: list[str] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        pieces += keyboard.typed(text[start:end], now=0.0)
    pieces += keyboard.waited(now=WAIT_SECONDS)
    assert "".join(pieces) == text
    assert pieces.count(ESCAPE) == sum(key == ESCAPE for key in keys)


def test_an_escape_waits_only_so_long_for_what_may_follow() -> None:
    keyboard = Keyboard()
    assert list(keyboard.typed("\x1b", now=0.0)) == []
    assert list(keyboard.waited(now=WAIT_SECONDS / 2)) == []
    assert list(keyboard.waited(now=WAIT_SECONDS)) == [ESCAPE]
    assert list(keyboard.waited(now=9.0)) == []


def test_the_other_encoding_of_putty_is_understood() -> None:
    assert list(Keyboard().typed("\x1bOT\x1bOU\x1bO[", now=0.0)) == ["\x1b[15~\x1b[17~\x1b[24~"]


def test_colours_follow_the_palette_and_are_never_all() -> None:
    warning = Style(color="red", bold=True)
    assert look_of(warning, "dark") == "1;91"
    assert look_of(warning, "light") == "1;31"
    assert look_of(warning, "mono") == "1"
    assert look_of(Style(bgcolor="white"), "mono") == "7"
    assert look_of(Style(color="default", bgcolor="default"), "dark") == ""


def test_a_blank_looks_bold_to_nobody() -> None:
    assert blank_look("1") == "" and blank_look("1;4") == "4" and blank_look("1;7") == "1;7"
    assert blank_look("1;31;104") == "104"


def test_only_what_is_ambiguous_is_replaced() -> None:
    assert "".join(map(one_cell, "阿·“曾”—x①")) == '阿."曾"-x?'
