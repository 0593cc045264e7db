"""How far long work is: told to whoever listens, who may also stop it.

Whoever goes through many things says so (``counted``); whoever has somebody waiting in
front of a screen listens (``reporting``). Neither knows the other.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from models.base.errors import BadInput

Progress = Callable[[int, int], None]
"""Takes how much is done and how much there is; may raise Cancelled."""

_T = TypeVar("_T")
_listener: ContextVar[Progress | None] = ContextVar("progress", default=None)
_TELLS_PER_RUN = 200


class Cancelled(BadInput):
    """The person who waited gave it up; nothing was written."""

    def __init__(self) -> None:
        super().__init__("已取消，没有改动")


@contextmanager
def reporting(listener: Progress) -> Iterator[None]:
    """Tell a listener how far the work within has come."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def current_listener() -> Progress:
    """Return whoever listens now; one that does nothing where nobody does."""
    return _listener.get() or (lambda done, total: None)


def counted(things: Iterable[_T], total: int) -> Iterator[_T]:
    """Yield the things, telling the listener from time to time; ``total`` is how many they are."""
    listener = _listener.get()
    if listener is None:
        yield from things
        return
    step = max(1, total // _TELLS_PER_RUN)
    done = 0
    for done, thing in enumerate(things, 1):
        if done % step == 1 or step == 1:
            listener(min(done - 1, total), total)
        yield thing
    listener(total, total)
