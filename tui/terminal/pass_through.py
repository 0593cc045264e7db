"""Printer pass-through: a paper goes through the terminal to the printer of whoever sits there.

Between ``ESC [5i`` and ``ESC [4i`` a terminal hands on what it gets and draws nothing. One that
has no printer, or does not know this, draws the paper on its screen. The two are told apart by
where its cursor is afterwards: it stood in the first cell, and every paper ends at the left edge
further down.
"""

import asyncio
from collections.abc import Callable

from tui.terminal.pace import ASK_POSITION, Position

_BEGIN, _END = b"\x1b[1;1H\x1b[5i", b"\x1b[4i"
_HOME: Position = (0, 0)
_LEAST_SECONDS, _BYTES_A_SECOND = 15.0, 240
"""The slowest line there is takes so long; then nobody knows what became of the paper."""

Told = Callable[[bool | None], None]
"""Hears what became of a paper: the printer got it, the screen did, or None: nobody knows."""


class PassThrough:
    """One paper on its way: waiting for the line to be free, or sent and not yet answered."""

    def __init__(self, data: bytes, told: Told) -> None:
        self.is_sent = False
        self._data, self._told = data, told
        self._guard: asyncio.TimerHandle | None = None

    def send(self, write: Callable[[bytes], None], give_up: Callable[[], None]) -> None:
        """Send it in one piece, with the question where the cursor is behind it."""
        self.is_sent = True
        write(_BEGIN + self._data + _END + ASK_POSITION.encode())
        seconds = _LEAST_SECONDS + len(self._data) / _BYTES_A_SECOND
        self._guard = asyncio.get_running_loop().call_later(seconds, give_up)

    def is_printed(self, position: Position) -> bool | None:
        """Whether the printer got it, by an answer; None for another's: Shift+F3 looks like one."""
        return position == _HOME if position[0] == _HOME[0] else None

    def over(self, is_printed: bool | None) -> None:
        """Tell what became of it."""
        if self._guard is not None:
            self._guard.cancel()
        self._told(is_printed)
