"""Ended from outside by a signal: within five seconds, and the terminal is as it was.

A shell, a server that shuts down and a line that breaks end programs this way. What has been
acknowledged is in the store; what waits for its turn is given up as by Esc.
"""

import contextlib
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import _exit
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_SECONDS = 4.0
"""Who has not left by then is made to: a colleague may hold the lock for longer."""
_STATUS = 128
"""What shells add to a signal's number."""
_LEAVE = b"\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[0m\x1b[?25h"
"""No bracketed paste, lines wrap, out of the alternate screen, no colour, a cursor."""


@contextmanager
def leaving_on_signals(leave: Callable[[], bool]) -> Iterator[None]:
    """Run a screen; on a signal ``leave`` is called, and whoever does not come back is ended.

    ``leave`` returns false where there is no screen to leave yet. Raises SystemExit, with the
    status that shells expect, there or at the end of the block.
    """
    before = _terminal_state()
    came: list[int] = []

    def ended(number: int, frame: FrameType | None) -> None:
        if not came:
            came.append(number)
            threading.Thread(target=_end_in_time, args=(number, before), daemon=True).start()
        if not leave():
            raise SystemExit(_STATUS + number)

    with _handled(ended):
        yield
    if came:
        raise SystemExit(_STATUS + came[0])


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Ask something of the terminal; on a signal whoever asks puts it back, as on any error."""

    def stopped(number: int, frame: FrameType | None) -> None:
        raise SystemExit(_STATUS + number)

    with _handled(stopped):
        yield


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    usual = {each: signal.signal(each, handler) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, own in usual.items():
            signal.signal(each, own)


def _terminal_state() -> list[int | list[bytes | int]] | None:
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, OSError, ValueError):
        return None


def _end_in_time(number: int, before: list[int | list[bytes | int]] | None) -> None:
    """End the program for good, unless it has left by itself meanwhile."""
    time.sleep(_SECONDS)
    with contextlib.suppress(Exception):
        if before is not None and sys.__stdin__:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, before)
        screen = sys.__stderr__.fileno() if sys.__stderr__ else 2
        if os.isatty(screen) and select.select([], [screen], [], 0)[1]:  # a line may be stopped
            os.write(screen, _LEAVE)
    _exit(_STATUS + number)
