"""A paper through the terminal: in one piece, when the line is free, told apart from a drawing."""

import asyncio

import pytest
from rich.segment import Segment

from tui.terminal import pass_through
from tui.terminal.painter import Painter

_PAPER = b"paper\r\n"
_SENT = b"\x1b[1;1H\x1b[5i" + _PAPER + b"\x1b[4i\x1b[6n"
_HOME, _BELOW = (0, 0), (0, 7)


class _Line:
    """A driver that keeps what is written, in its order."""

    def __init__(self) -> None:
        self.written: list[str | bytes] = []

    def write(self, data: str) -> None:
        self.written.append(data)

    def write_bytes(self, data: bytes) -> None:
        self.written.append(data)


class _Station:
    """A painter at its line, and what it was told of its paper."""

    def __init__(self) -> None:
        self.line, self.told = _Line(), list[bool | None]()
        self.painter = Painter(self.line, "dark")  # type: ignore[arg-type]

    def draw(self, text: str) -> None:
        self.painter.show([Segment(text)], 10, 2, (len(text), 0))

    def answer_drawing(self, text: str) -> None:
        self.painter.answered((len(text), 0))

    def print(self) -> None:
        self.painter.print_paper(_PAPER, self.told.append)


async def _answering() -> _Station:
    """A terminal that has shown and answered what was drawn."""
    station = _Station()
    station.draw("abc")
    station.answer_drawing("abc")
    return station


async def test_the_paper_goes_out_in_one_piece_and_the_screen_is_drawn_anew() -> None:
    station = await _answering()
    station.print()
    assert station.line.written[-1] == _SENT and station.told == []
    station.painter.answered(_HOME)
    assert station.told == [True]
    (drawn,) = station.line.written[station.line.written.index(_SENT) + 1 :]
    assert isinstance(drawn, str) and "abc" in drawn


async def test_a_terminal_that_drew_the_paper_did_not_print_it() -> None:
    station = await _answering()
    station.print()
    station.painter.answered(_BELOW)
    assert station.told == [False]
    assert "abc" in str(station.line.written[-1])


async def test_nothing_is_drawn_before_the_paper_is_answered() -> None:
    station = await _answering()
    station.print()
    station.draw("later")
    station.painter.repaint()
    assert station.line.written[-1] == _SENT
    station.painter.answered(_HOME)
    assert "later" in str(station.line.written[-1])


async def test_the_paper_waits_for_what_was_drawn_before() -> None:
    """Else its answer could be taken for another's."""
    station = await _answering()
    station.draw("more")
    station.print()
    assert _SENT not in station.line.written
    station.answer_drawing("more")
    assert station.line.written[-1] == _SENT
    station.painter.answered(_HOME)
    assert station.told == [True]


async def test_a_key_that_looks_like_an_answer_is_none() -> None:
    """Shift+F3 is sent as a cursor in the first row, second column."""
    station = await _answering()
    station.print()
    station.painter.answered((1, 0))
    assert station.told == []
    station.painter.answered(_HOME)
    assert station.told == [True]


async def test_of_a_terminal_that_never_answers_nobody_knows() -> None:
    station = _Station()
    station.draw("abc")
    station.print()
    assert _SENT in station.line.written and station.told == [None]
    assert "abc" in str(station.line.written[-1]), "the screen goes on"


async def test_an_answer_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pass_through, "_LEAST_SECONDS", 0.0)
    station = await _answering()
    told: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
    station.painter.print_paper(_PAPER, told.set_result)
    assert await told is None
    assert "abc" in str(station.line.written[-1])


async def test_when_the_program_leaves_nobody_waits_for_a_paper() -> None:
    station = await _answering()
    station.print()
    station.painter.drop_paper()
    station.painter.drop_paper()
    assert station.told == [None]
