"""One's turn to write: whoever waits for it may give it up, and nothing of theirs is written.

Writers queue. A screen gives the action it runs a turn (``taking``), and keeps a hand on it:
until the action's first transaction begins it can be given up for certain, afterwards not.
Neither the queue nor the action knows who waits, or how.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from models.progress import Cancelled


class Turn:
    """Whether an action waits, was given up, or has begun to write; never both of the last two."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._interrupt: Callable[[], object] | None = None
        self.is_given_up = False
        self.has_begun = False
        self.is_unwanted = False

    def give_up(self) -> bool:
        """Give it up, from any thread; whether that was in time, so that nothing is written.

        Where it was not, it is only noted that its end would be welcome.
        """
        with self._lock:
            self.is_unwanted = True
            if self.has_begun:
                return False
            self.is_given_up = True
            if self._interrupt is not None:
                self._interrupt()
            return True

    @contextmanager
    def waiting(self, interrupt: Callable[[], object]) -> Iterator[None]:
        """Wait within; ``interrupt`` ends the wait when it is given up. Raises Cancelled."""
        with self._lock:
            self._refuse_given_up()
            self._interrupt = interrupt
        try:
            yield
        finally:
            with self._lock:
                self._interrupt = None

    def begin(self) -> None:
        """Begin to write, if it was not given up: then raise Cancelled."""
        with self._lock:
            self._refuse_given_up()
            self.has_begun = True

    def _refuse_given_up(self) -> None:
        if self.is_given_up:
            raise Cancelled


_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


def current_turn() -> Turn:
    """Return the turn of the action that runs here; one of its own where nobody gave it any."""
    return _turn.get() or Turn()


@contextmanager
def taking(turn: Turn) -> Iterator[None]:
    """Write what is written within by a turn."""
    token = _turn.set(turn)
    try:
        yield
    finally:
        _turn.reset(token)
