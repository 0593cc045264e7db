"""All that is used of what Textual keeps to itself: after an upgrade, this file is looked at.

Whatever begins with an underscore there stands here, under a name of our own, and each has a
test of its own (``tests/tui/test_textual_private.py``).
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Protocol, cast

from rich.console import RenderableType
from rich.segment import Segment
from textual._compositor import CompositorUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.screen import Screen

from tui.terminal.bytes_between import BytesBetween, for_the_line


class Keys(Protocol):
    """What makes keys out of what a terminal sends."""

    def feed(self, data: str) -> Iterable[Message]:
        """Return the keys in a text."""

    def tick(self) -> Iterable[Message]:
        """Return the keys that time has made of what was left."""


def terminal_keys() -> Keys:
    """Return what makes keys out of what a terminal sends."""
    return XTermParser()


def has_screen(app: App[Any]) -> bool:
    """Whether there is any screen: at the very beginning and end there is none."""
    return bool(app._screen_stack)


def is_leaving(app: App[Any]) -> bool:
    """Whether the program is about to leave."""
    return app._exit or not app._screen_stack


async def call_what_is_next(app: App[Any]) -> None:
    """Let what a screen answered, when it was left, reach whoever had asked."""
    await app._flush_next_callbacks()


def report_failure(app: App[Any], error: Exception) -> None:
    """Let the program leave because of an error."""
    app._handle_exception(error)


class OpenApp(App[None]):
    """An app that lets itself be driven, drawn and ended otherwise."""

    def driver_made(self, driver: Driver) -> None:
        """Take up the driver that was made."""

    @property
    def draws_itself(self) -> bool:
        """Whether ``draw`` draws what has changed, and not Textual."""
        return False

    def draw(self, segments: Iterable[Segment]) -> None:
        """Draw what has changed."""

    def failed(self, error: Exception | None) -> bool:
        """Say why the program leaves; false leaves it to Textual, which tells everything."""
        return False

    async def press_binding(self, key: str, *, first: bool = False) -> bool:
        """Do what a key is bound to; ``first``: only what goes before the focused field."""
        return await self._check_bindings(key, priority=first)

    def draw_all(self) -> None:
        """Draw the screen on top again, all of it."""
        self._display(self.screen, self.screen._compositor.render_full_update())

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        driver = super()._build_driver(headless, inline, mouse, size)
        self.driver_made(driver)
        return driver

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not self.draws_itself or not isinstance(renderable, CompositorUpdate):
            super()._display(screen, renderable)
            return
        if self._running and not self._closed and not self._batch_count:
            self.draw(renderable.__rich_console__(self.console, self.console.options))
        self.post_display_hook()

    def _fatal_error(self) -> None:
        if self.failed(self._exception):
            self._close_messages_no_wait()
        else:
            super()._fatal_error()


class OpenDriver(LinuxDriver):
    """A driver that reads keys in its own way and asks the terminal nothing unneeded."""

    def start_application_mode(self) -> None:
        """Take over the terminal; bytes may go to it among the text."""
        if not isinstance(self._file, BytesBetween):
            self._file: Any = BytesBetween(self._file)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def write_bytes(self, data: bytes) -> None:
        """Write bytes to the terminal, behind what was written before."""
        assert self._writer_thread is not None  # as in Textual's own ``write``
        cast(Any, self._writer_thread).write(for_the_line(data, self.fileno))

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop of the program."""
        return self._loop

    @property
    def input_encoding(self) -> str:
        """How what is typed is encoded."""
        return getattr(self._file, "encoding", None) or "utf-8"

    @property
    def app(self) -> App[Any]:
        """The program."""
        return self._app

    def _request_terminal_sync_mode_support(self) -> None:
        """Leave out: the picture is small enough, and old terminals print the question."""

    def _query_in_band_window_resize(self) -> None:
        """Leave out: SIGWINCH tells it."""

    def _run_input_thread(self) -> None:
        """Leave with one line where reading keys fails: textual would print a traceback."""
        try:
            self.run_input_thread()
        except Exception as error:
            self.loop.call_soon_threadsafe(report_failure, self.app, error)
