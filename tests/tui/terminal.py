"""The real program in a real terminal: a pseudo-terminal read through a terminal emulator.

Nothing here takes silence for an end, or waits for a time: the program says itself, in its
title, that it has handled what was typed (``tests.tui.played``). ``_GUARD_SECONDS`` only
ends a test that would wait for ever.
"""

import os
import select
import termios
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pyte

from tests.forked import Process, fork_in_terminal
from tests.tui.executed import Executed, execute_in_terminal
from tests.tui.played import DELAY, HANDLED, PASSING, SAID, SETTLED, marker, title

_GUARD_SECONDS = 300.0
PLAYED = "tests.tui.played"


class _Answering(pyte.Screen):
    """A screen that answers where its cursor is, as terminals do; its title is what was said."""

    answer: Callable[[str], None] = staticmethod(lambda data: None)

    def write_process_input(self, data: str) -> None:
        """Send the answer to the program."""
        self.answer(data)

    def set_title(self, param: str) -> None:
        """Take what the program says of itself; textual sends another thing of this form."""
        if param.startswith(SAID):
            super().set_title(param.removeprefix(SAID))


class Terminal:
    """``laobao`` running in a terminal; what it draws is on ``screen``.

    ``is_answering`` is false for one that never says where its cursor is; ``is_wide`` says
    that a character of ambiguous width took two cells; ``more`` is added to the environment.
    ``delay``: so many seconds pass before the program reads its keyboard, at every read.
    ``module`` or ``script``: another program; one that answers no marker can only be looked at.
    ``is_forked``: it begins at once, see ``tests.forked``.
    """

    def __init__(
        self,
        *words: str,
        folder: Path,
        size: tuple[int, int] = (80, 24),
        is_answering: bool = True,
        is_wide: bool = False,
        delay: float = 0.0,
        module: str = PLAYED,
        script: str = "",
        is_forked: bool = False,
        **more: str,
    ) -> None:
        self.columns, self.rows = size
        self.screen = _Answering(*size)
        if is_answering:
            self.screen.answer = self._answer_wide if is_wide else self.send
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.status: int | None = None
        self._is_cut = False
        self._asked = 0
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            DELAY: str(delay),
            **more,
        }
        begin = fork_in_terminal if is_forked else execute_in_terminal
        what = [script] if script else ["-m", module]
        self._process: Process | Executed
        self._process, self._handle = begin([*what, *words], environment, folder, size)

    def _answer_wide(self, data: str) -> None:
        """Answer, the first time, that the dot in the first cell took two."""
        self.send("\x1b[1;3R" if data == "\x1b[1;2R" else data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told as by any terminal."""
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self._handle, (rows, columns))

    def send(self, keys: str) -> None:
        """Send keys in a single write."""
        os.write(self._handle, keys.encode())

    def wait_for(self, *texts: str, gone: Iterable[str] = ()) -> str:
        """Read until all texts stand on the screen at once and none that must be gone.

        What stood there before the keys sent so far were handled does not count. Returns
        the screen; fails with it when the program leaves, or for ever shows something else.
        """
        left = tuple(gone)

        def is_there() -> bool:
            text = self.text
            return all(each in text for each in texts) and not any(each in text for each in left)

        self._read_until(lambda: self._is_listening or is_there())
        if self._is_listening:
            self._ask(HANDLED)
        if not self._read_until(is_there):
            raise AssertionError(f"{texts} without {left} did not come:\n{self.text}")
        return self.text

    def handled(self) -> str:
        """Wait until the program has handled all keys, whatever its workers do; the screen."""
        if not self._ask(HANDLED):
            raise AssertionError(f"The program does not answer:\n{self.text}")
        return self.text

    def settled(self) -> str:
        """Wait until the program has nothing left to do and the clerk has seen it; the screen.

        All keys are handled, what they began is over and shown, and time has passed: the
        next key is a new one.
        """
        if not self._ask(SETTLED):
            raise AssertionError(f"The program does not come to rest:\n{self.text}")
        return self.text

    def cost(self, keys: str) -> int:
        """Send keys and return how many bytes the program drew until it had settled."""
        before = self.received
        self.send(keys)
        self.settled()
        return self.received - before - len(title(str(self._asked)))

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the program when it has handled the keys sent so far."""
        self.handled()
        self.send(marker(PASSING, round(seconds * 1000)))

    @property
    def _is_listening(self) -> bool:
        """Whether it is a screen that reads keys, and answers; a plain command never does."""
        return bool(self.screen.title)

    def _ask(self, row: int) -> bool:
        """Type a marker and read to its answer; whether one came."""
        if not self._read_until(lambda: self._is_listening):
            return False
        self._asked += 1
        self.send(marker(row, self._asked))
        return self._read_until(lambda: self.screen.title == str(self._asked))

    def _read_until(self, is_enough: Callable[[], bool]) -> bool:
        """Draw what the program sends until it is enough; whether it came to that."""
        end = time.monotonic() + _GUARD_SECONDS
        while not is_enough():
            left = end - time.monotonic()
            if self.status is not None or left <= 0:
                return False
            if select.select([self._handle], [], [], left)[0]:
                self._read()
        return True

    def _read(self) -> None:
        """Draw what the program has sent; note when it has left."""
        try:
            data = os.read(self._handle, 65536)
        except OSError:
            data = b""
        if data:
            self.take(data)
        else:
            self._wait()

    def take(self, data: bytes) -> None:
        """Draw what the program sent."""
        self.received += len(data)
        self._stream.feed(data)

    def waiting(self, seconds: float = 0.0) -> bytes:
        """Return what the program has sent since, undrawn: to be measured."""
        if not select.select([self._handle], [], [], seconds)[0]:
            return b""
        return os.read(self._handle, 65536)

    @property
    def megabytes(self) -> float:
        """The most memory the program has had."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def wait_for_end(self) -> int | None:
        """Read until the program has left; return its exit status."""
        self._read_until(lambda: self.status is not None)
        return self.status

    @property
    def text(self) -> str:
        """The screen's rows; the second cell of a Chinese character is left out."""
        rows = []
        for line in range(self.rows):
            row = self.screen.buffer[line]
            rows.append("".join(row[column].data for column in range(self.columns)).rstrip())
        return "\n".join(rows)

    def hang_up(self) -> int:
        """Cut the line; return the status with which the program then leaves by itself."""
        os.close(self._handle)
        self._is_cut = True
        end = time.monotonic() + _GUARD_SECONDS
        while time.monotonic() < end:
            self.status = self._process.exitcode
            if self.status is not None:
                return self.status
            time.sleep(0.01)
        raise AssertionError("the program outlived its line")

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    @property
    def settings(self) -> list[object]:
        """How the terminal is set: echo, lines, signals (stty)."""
        return list(termios.tcgetattr(self._handle))

    def wait_for_question(self, text: str) -> None:
        """Read until a plain command asks something."""
        assert self._read_until(lambda: text in self.text)

    def close(self) -> None:
        """End the program if it still runs."""
        if self.status is None:
            self._process.kill()
            self._wait()
        if not self._is_cut:
            os.close(self._handle)

    def _wait(self) -> None:
        if self.status is None:
            self._process.join()
            self.status = self._process.exitcode
