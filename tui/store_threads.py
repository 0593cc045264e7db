"""The store beside the event loop: threads that read and write, so that keys are never held up.

Each keeps a connection of its own. Quick reading (a search at every key) does not wait for
long reading, and neither for what waits for its turn to write.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from textual.app import App

from models.store.turn import Turn, taking
from models.store.writing import Store

_P = ParamSpec("_P")
_T = TypeVar("_T")


class StoreThreads:
    """One thread for quick reading, one for long reading, one that writes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._quick, self._long, self._writer = (ThreadPoolExecutor(1) for _ in range(3))

    async def read(self, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
        """Return what quick reading returns; raises what it raises."""
        return await _in(self._quick, lambda: work(*given, **named))

    async def read_long(self, work: Callable[[], _T]) -> _T:
        """Return what long reading returns."""
        return await _in(self._long, work)

    async def write(self, turn: Turn, action: Callable[[], _T]) -> _T:
        """Return what an action returns that writes by a turn."""

        def act() -> _T:
            with taking(turn):
                return action()

        return await _in(self._writer, act)

    def close(self) -> None:
        """Let every thread close its connection and end, as soon as it is done."""
        for each in (self._quick, self._long, self._writer):
            each.submit(self._store.close)
            each.shutdown(wait=False)


async def _in(thread: ThreadPoolExecutor, work: Callable[[], _T]) -> _T:
    return await asyncio.get_running_loop().run_in_executor(thread, work)


def store_threads(app: App[Any]) -> StoreThreads:
    """Return the threads of the program that runs."""
    threads = vars(app)["threads"]
    assert isinstance(threads, StoreThreads)
    return threads
