"""Keys in the order typed, each taken up when everything the one before it did is done."""

import asyncio
import contextlib
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

_PATIENCE_SECONDS = 10.0
_ROUNDS = 8


async def wait_for_keys(app: App[Any]) -> None:
    """Wait until what earlier keys began is over: letters in their field, a new screen made.

    Each step may lead to the next (a letter changes the field, the change searches, an
    answer opens a screen), so it is looked again until screen and focus stay the same.
    Nothing is waited for when the program is about to leave.
    """
    before: tuple[object, object] | None = None
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            for _ in range(_ROUNDS):
                if app._exit or not app._screen_stack:
                    return
                here = (app.screen, app.focused)
                if here == before:
                    return
                before = here
                await _drained(app)


async def _drained(app: App[Any]) -> None:
    """Wait until the focused widget, those around it and the screen have no message left.

    Then what a screen answered, when it was left, reaches whoever had asked.
    """
    screen: Screen[Any] = app.screen
    around = app.focused.ancestors_with_self if app.focused is not None else ()
    for pump in [*(each for each in around if each not in (app, screen)), screen]:
        await _reached(pump)
    await app._flush_next_callbacks()


async def _reached(pump: MessagePump) -> None:
    """Wait until a pump has handled what was sent to it so far."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        await done.wait()
