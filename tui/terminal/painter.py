"""The painter: it keeps the picture wanted and the one shown, and sends the difference.

It replaces what textual would write, every changed region as a whole, by the cells that
changed. When the line has no room the wanted picture goes on changing, and what is sent
next is the difference to the latest: states between are skipped.
"""

import asyncio
import time
from collections import deque
from collections.abc import Iterable

from rich.segment import ControlType, Segment

from tui.terminal.ambiguous import one_cell
from tui.terminal.looks import Colours, look_of
from tui.terminal.pace import ASK_POSITION, Pace, Position
from tui.terminal.pass_through import PassThrough, Told
from tui.terminal.picture import Picture, changes
from tui.terminal.textual_private import OpenDriver

_CHUNK = 1024
_RETRY_SECONDS = 1.0
_PROBE_BYTES = 12
_NARROW, _WIDE = (1, 0), (2, 0)


class Painter:
    """Paints one terminal. All of it runs on the event loop."""

    def __init__(self, driver: OpenDriver, colours: Colours, *, is_ascii: bool = False) -> None:
        self._driver = driver
        self._colours, self._is_ascii = colours, is_ascii
        self._draws_wide = False
        self._wanted, self._shown = Picture(0, 0), Picture(0, 0)
        self._cursor: Position = (0, 0)
        self._cursor_shown: Position = (-1, -1)
        self._pace = Pace()
        self._is_probing = False
        self._paper: PassThrough | None = None
        self._retry: asyncio.TimerHandle | None = None
        self._stamps: deque[int] = deque()
        self.serial = 0
        """Counts the pictures that were wanted."""
        self.seen = 0
        """The last of them that the terminal has shown as a whole; sent, if it never answers."""

    def asked(self) -> None:
        """Note that the driver asked how wide an ambiguous character is drawn."""
        self._is_probing = True
        self._pace.wrote(_PROBE_BYTES, _NARROW, 0, time.monotonic())

    def look(self, colours: Colours, *, is_ascii: bool) -> None:
        """Change the colours and the signs; the caller then shows the whole screen again."""
        self._colours, self._is_ascii = colours, is_ascii or self._draws_wide

    def repaint(self) -> None:
        """Draw everything again, whatever the terminal may show."""
        self._shown.forget()
        self.send()

    def trust(self) -> None:
        """Take what is sent for seen, as on a terminal that never answers: somebody looked."""
        self._pace.trust()

    def show(self, segments: Iterable[Segment], columns: int, rows: int, cursor: Position) -> None:
        """Take textual's update of the picture, and send what the line has room for."""
        if (columns, rows) != (self._wanted.columns, self._wanted.rows):
            self._wanted, self._shown = Picture(columns, rows), Picture(columns, rows)
            self._cursor_shown = (-1, -1)
        column = row = 0
        for text, style, control in segments:
            if control:
                for code in control:
                    if code[0] is ControlType.CURSOR_MOVE_TO:
                        column, row = map(int, code[1:])
            elif text != "\n":
                signs = "".join(map(one_cell, text)) if self._is_ascii else text
                column = self._wanted.put(column, row, signs, look_of(style, self._colours))
        self._cursor = cursor
        self.serial += 1
        self.send()

    def send(self) -> None:
        """Send differences, the cursor's row first, until the line is full or there are none."""
        while self._send_some():
            pass

    def print_paper(self, data: bytes, told: Told) -> None:
        """Send a paper through the terminal to its printer, and nothing else until it answered.

        It begins when all that was drawn before is answered, so that the answer is its own. The
        screen is drawn anew behind it: a terminal without a printer has drawn the paper.
        """
        self._paper = PassThrough(data, told)
        self.send()

    def drop_paper(self) -> None:
        """Tell that nobody knows what becomes of a paper: the terminal is left."""
        paper, self._paper = self._paper, None
        if paper is not None:
            paper.over(None)

    def _send_paper(self, paper: PassThrough) -> None:
        """Send the paper as soon as the line is free."""
        if paper.is_sent:
            return
        self._pace.room(time.monotonic())  # gives up a terminal that stopped answering
        if self._pace.waits:
            self._retry_later()
            return
        paper.send(self._driver.write_bytes, lambda: self._paper_over(None))
        if not self._pace.answers:
            self._paper_over(None)

    def _paper_over(self, is_printed: bool | None) -> None:
        """Draw the screen anew behind a paper."""
        paper, self._paper = self._paper, None
        if paper is not None:
            paper.over(is_printed)
        self._cursor_shown = (-1, -1)
        self.repaint()

    def _send_some(self) -> bool:
        """Send one piece; whether there may be more to send at once."""
        if self._paper is not None:
            self._send_paper(self._paper)
            return False
        now = time.monotonic()
        room = self._pace.room(now)
        if room <= 0:
            self._retry_later()
            return False
        rows = [self._cursor[1], *range(self._wanted.rows)]
        text = changes(self._shown, self._wanted, rows, min(room, _CHUNK))
        is_whole = self._shown.cells == self._wanted.cells
        if text or self._cursor != self._cursor_shown:
            column, row = self._cursor
            text += f"\x1b[{row + 1};{column + 1}H"
            self._cursor_shown = self._cursor
            self._driver.write(text + ASK_POSITION)
            serial = self.serial if is_whole else self.seen
            self._pace.wrote(len(text.encode()), self._cursor, serial, now)
        elif self._pace.waits:
            self._pace.reaches(self.serial)
        if is_whole and not self._pace.waits and not self._pace.is_stalled:
            self.seen = self.serial
        return not is_whole

    def answered(self, position: Position) -> None:
        """Take the terminal's answer: where its cursor is after a write."""
        if self._paper is not None and self._paper.is_sent:
            is_printed = self._paper.is_printed(position)
            if is_printed is not None:
                self._paper_over(is_printed)
            return
        if self._is_probing and position in (_NARROW, _WIDE):
            self._is_probing = False
            if position == _WIDE:
                self._is_ascii = self._draws_wide = True
                self._wanted.replace(one_cell)
                self.repaint()
            position = _NARROW
        serial = self._pace.answered(position, time.monotonic())
        if serial is not None:
            self.seen = max(self.seen, serial)
            self.send()

    def key_came(self) -> None:
        """Note what had been seen when a key came in."""
        self._stamps.append(self.seen)

    def seen_by_next_key(self) -> int:
        """Return what had been seen when the key now taken up was pressed."""
        return self._stamps.popleft() if self._stamps else self.seen

    def resized(self, columns: int, rows: int) -> None:
        """Forget what is on the way: the terminal moves its cursor as it likes.

        Back at the size it had, in between it was perhaps smaller and lost what it showed.
        """
        self._pace.forget()
        if (columns, rows) == (self._wanted.columns, self._wanted.rows):
            self.repaint()

    def _retry_later(self) -> None:
        """Look again after a while, in case an answer never comes."""
        if self._retry is None or self._retry.when() < asyncio.get_running_loop().time():
            self._retry = asyncio.get_running_loop().call_later(_RETRY_SECONDS, self.send)
