"""The real program in a real terminal: a pseudo-terminal read through a terminal emulator."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

_COLUMNS, _ROWS = 80, 24


class _Answering(pyte.Screen):
    """A screen that answers where its cursor is, as terminals do."""

    answer = staticmethod(lambda data: None)

    def write_process_input(self, data: str) -> None:
        """Send the answer to the program."""
        self.answer(data)


class Terminal:
    """``laobao`` running at 80x24; what it draws is on ``screen``."""

    def __init__(self, *words: str, folder: Path) -> None:
        self.screen = _Answering(_COLUMNS, _ROWS)
        self.screen.answer = self.send
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.status: int | None = None
        self._is_cut = False
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }
        self._process, self._handle = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            # As a login gives it: whoever runs the tests may ignore it (nohup).
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            program = [sys.executable, "-m", "tui.main", *words]
            environment["PYTHONPATH"] = str(Path(__file__).parents[2])
            os.execve(sys.executable, program, environment)
        size = struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, size)

    def send(self, keys: str) -> None:
        """Send keys in a single write."""
        os.write(self._handle, keys.encode())

    def read(self, seconds: float = 0.3) -> str:
        """Take in what the program draws until it is quiet for a while; return the screen."""
        while select.select([self._handle], [], [], seconds)[0]:
            try:
                data = os.read(self._handle, 65536)
            except OSError:
                data = b""
            if not data:
                self._wait()
                break
            self.received += len(data)
            self._stream.feed(data)
        return self.text

    def wait_for(self, text: str, seconds: float = 20) -> str:
        """Read until a text stands on the screen; fail with the screen when it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if text in self.read(0.1):
                return self.text
        raise AssertionError(f"“{text}” did not come:\n{self.text}")

    def wait_for_end(self, seconds: float = 20) -> int | None:
        """Read until the program has left; return its exit status."""
        end = time.monotonic() + seconds
        while self.status is None and time.monotonic() < end:
            self.read(0.1)
        return self.status

    @property
    def text(self) -> str:
        """The screen's rows; the second cell of a Chinese character is left out."""
        rows = []
        for line in range(_ROWS):
            row = self.screen.buffer[line]
            rows.append("".join(row[column].data for column in range(_COLUMNS)).rstrip())
        return "\n".join(rows)

    def hang_up(self, seconds: float = 5) -> int:
        """Cut the line; return the status with which the program then leaves by itself."""
        os.close(self._handle)
        self._is_cut = True
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            done, status = os.waitpid(self._process, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
            time.sleep(0.05)
        raise AssertionError("the program outlived its line")

    def close(self) -> None:
        """End the program if it still runs."""
        if self.status is None:
            os.kill(self._process, signal.SIGKILL)
            self._wait()
        if not self._is_cut:
            os.close(self._handle)

    def _wait(self) -> None:
        if self.status is None:
            _, status = os.waitpid(self._process, 0)
            self.status = os.waitstatus_to_exitcode(status)
