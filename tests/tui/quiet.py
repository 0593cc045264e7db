"""When the program is done with what it was given: asked of its queues, never of a clock.

Used from inside the program's event loop: by the pilots of the screen tests, and by
``played``, which answers for the program in a terminal.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.worker import Worker

_ROUNDS = 4
"""So many turns of the event loop in a row find nothing: what another thread handed over
takes at most three until it stands in a queue."""
_SPINS, _SLEEP_SECONDS = 50, 0.002


async def handled(app: App[Any], *, is_hurried: bool = False) -> None:
    """Wait until all keys so far are taken up, and what they changed is handed to the terminal.

    Work in threads may go on. ``is_hurried`` draws at once, where the program waits for
    its next frame.
    """
    await _until(app, _is_painted, is_hurried)


async def settled(app: App[Any], *, is_hurried: bool = False) -> None:
    """Wait until nothing goes on any more: keys, their workers, what follows from those."""

    def is_at_rest(app: App[Any]) -> bool:
        return _is_painted(app) and not any(map(_is_at_work, app.workers)) and not _comes_up(app)

    await _until(app, is_at_rest, is_hurried)


async def _until(app: App[Any], is_over: Callable[[App[Any]], bool], is_hurried: bool) -> None:
    """Wait until it is over and no message is on its way, in some turns of the loop in a row."""
    quiet = spins = 0
    is_waiting = all(map(_is_waiting, _pumps(app)))
    while quiet < _ROUNDS and not _is_leaving(app):
        if is_hurried and app._screen_stack and is_waiting:
            app.screen._on_timer_update()
        await asyncio.sleep(0 if spins < _SPINS else _SLEEP_SECONDS)
        is_waiting = all(map(_is_waiting, _pumps(app)))
        quiet = quiet + 1 if is_waiting and is_over(app) else 0
        spins += 1


def _is_leaving(app: App[Any]) -> bool:
    return app._exit or app._closing or app._closed


def _is_at_work(worker: "Worker[Any]") -> bool:
    task: asyncio.Task[None] | None = worker._task
    return task is not None and not task.done()


def _comes_up(app: App[Any]) -> bool:
    """Whether a timer will do something once; those that repeat for ever only draw."""
    timers = [timer for pump in _pumps(app) for timer in pump._timers]
    return any(
        timer._repeat is not None and timer._task is not None and not timer._task.done()
        for timer in timers
    )


def _pumps(app: App[Any]) -> list[MessagePump]:
    """Return everything that takes messages: the application, its screens and their widgets."""
    return [app, *(each for each in app._registry if each._task and not each._task.done())]


def _is_painted(app: App[Any]) -> bool:
    """Whether nothing is left to be laid out, called back or painted."""
    if not app._screen_stack or app._batch_count or app._resize_event is not None:
        return False
    screen = app.screen
    is_painted = not (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )
    return is_painted and not any(each._callbacks for each in app._screen_stack)


def _is_waiting(pump: MessagePump) -> bool:
    """Whether a pump waits for its next message, with none in its queue."""
    queue: Any = pump._message_queue
    is_listening = any(not waiter.done() for waiter in queue.ready_event._waiters)
    return is_listening and queue.empty() and not (pump._pending_message or pump._next_callbacks)
