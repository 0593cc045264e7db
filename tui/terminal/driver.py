"""Textual's driver for Linux, for old terminals: fewer questions, keys in the order typed."""

import os
import selectors
import time
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.events import CursorPosition, Key
from textual.message import Message

from tui.terminal.keyboard import ESCAPE, Keyboard
from tui.terminal.pace import ASK_POSITION
from tui.terminal.textual_private import OpenDriver, terminal_keys

if TYPE_CHECKING:
    from tui.terminal.painter import Painter

_PROBE = f"\x1b[1;1H·{ASK_POSITION}"
"""A dot of ambiguous width in the first cell: the answer tells how wide it was drawn."""

# Focus reports and the keyboard protocol of newer terminals: nothing here needs them, and
# the Linux console and older emulators show what they do not know.
_LEFT_OUT = frozenset({"\x1b[?1004h", "\x1b[?1004l", "\x1b[<u", "\x1b[?2048l"})
_LOOK_SECONDS = 0.1
_READ_BYTES = 4096


class ThinDriver(OpenDriver):
    """Reads keys, hands the terminal's answers to the painter, and sends nothing unneeded."""

    painter: "Painter | None" = None

    def write(self, data: str) -> None:
        """Write text to the terminal."""
        if data not in _LEFT_OUT:
            super().write(data)

    def start_application_mode(self) -> None:
        """Take over the terminal, and ask how wide it draws what is ambiguous."""
        super().start_application_mode()
        if self.painter is not None:
            self.write(_PROBE)
            self.painter.asked()

    def process_message(self, message: Message) -> None:
        """Hand answers to the painter, in one order with the keys; runs in the input thread."""
        if not isinstance(message, CursorPosition):
            if isinstance(message, Key) and self.painter is not None:
                self.loop.call_soon_threadsafe(self.painter.key_came)
            super().process_message(message)
        elif self.painter is not None:
            self.loop.call_soon_threadsafe(self.painter.answered, (message.x, message.y))

    def run_input_thread(self) -> None:
        """Read keys until the program leaves."""
        parser, keyboard = terminal_keys(), Keyboard()
        decode = getincrementaldecoder(self.input_encoding)(errors="replace").decode

        def take(pieces: Iterable[str]) -> None:
            for piece in pieces:
                if piece == ESCAPE:
                    self.process_message(Key("escape", ESCAPE))
                else:
                    for message in parser.feed(piece):
                        self.process_message(message)

        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK_SECONDS):
                    data = self._read()
                    if not data:
                        self.loop.call_soon_threadsafe(self.app.exit)
                        return
                    take(keyboard.typed(decode(data), time.monotonic()))
                take(keyboard.waited(time.monotonic()))
                for message in parser.tick():
                    self.process_message(message)

    def _read(self) -> bytes:
        """Return what was typed; nothing when the line is cut."""
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""
