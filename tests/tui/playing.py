"""What ``played`` changes in the driver and the clocks of the program about to begin.

It imports textual, so it is imported only when the environment is prepared for that.
"""

import asyncio
import time
from typing import Any

import textual._parser
from textual.events import CursorPosition, Event, Key
from textual.message import Message

import tui.sight
import tui.terminal.driver
import tui.terminal.painter
from tests.tui.played import HANDLED, LISTENING, PASSING, SETTLED, title
from tests.tui.quiet import handled, settled
from tui.app import LaobaoApp
from tui.terminal.driver import ThinDriver

_LOOK_SECONDS = 1.0
"""How long a clerk looks at a screen that has settled."""


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        """Return the time."""
        return self.seconds


class Marker(Event, bubble=False):
    """Travels with the keys, in the order typed."""

    def __init__(self, row: int, number: int) -> None:
        super().__init__()
        self.row, self.number = row, number


_clock = Clock()
_answers: set["asyncio.Task[None]"] = set()
_start, _process, _read = (
    ThinDriver.start_application_mode, ThinDriver.process_message, ThinDriver._read,
)  # fmt: skip
_take_up = LaobaoApp.on_event


def play(delay: float) -> None:
    """Put the changed parts in place; the keyboard is read so many seconds late."""

    def read_late(driver: ThinDriver) -> bytes:
        time.sleep(delay)
        return _read(driver)

    clocks = (tui.sight, tui.terminal.driver, tui.terminal.painter)
    changed: list[tuple[Any, str, object]] = [
        *((module, "time", _clock) for module in clocks),
        (textual._parser, "get_time", _clock.monotonic),
        (ThinDriver, "start_application_mode", _start_and_say_so),
        (ThinDriver, "process_message", _process_message),
        (ThinDriver, "_read", read_late),
        (LaobaoApp, "on_event", _on_event),
    ]
    for owner, name, function in changed:
        setattr(owner, name, function)


def _start_and_say_so(driver: ThinDriver) -> None:
    _start(driver)
    driver.write(title(LISTENING))


def _process_message(driver: ThinDriver, message: Message) -> None:
    """Take markers out of what was typed, in the thread that reads it; keys get the time."""
    if isinstance(message, Key):
        message.time = _clock.seconds
    if not isinstance(message, CursorPosition) or message.y + 1 < HANDLED:
        _process(driver, message)
    elif message.y + 1 == PASSING:
        _clock.seconds += (message.x + 1) / 1000
    else:
        driver.send_message(Marker(message.y + 1, message.x + 1))


async def _on_event(app: LaobaoApp, event: Event) -> None:
    """Answer a marker when its turn has come, beside whatever follows."""
    if not isinstance(event, Marker):
        await _take_up(app, event)
        return
    task = asyncio.create_task(_answer(app, event))
    _answers.add(task)
    task.add_done_callback(_answers.discard)


async def _answer(app: LaobaoApp, asked: Marker) -> None:
    try:
        if asked.row == SETTLED:
            await settled(app)
            await _shown(app)
            _clock.seconds += _LOOK_SECONDS
        else:
            await handled(app)
        if app._driver is not None:
            app._driver.write(title(str(asked.number)))
    except Exception as error:  # the test is to fail, and not to wait for ever
        app._handle_exception(error)


async def _shown(app: LaobaoApp) -> None:
    """Wait until the terminal has said that it shows everything."""
    painter = app.painter
    while painter is not None and painter.seen < painter.serial and app._running:
        await asyncio.sleep(0.001)
