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


class _Answering(pyte.Screen):
    """A screen that answers where its cursor is, as terminals do."""

    answer = staticmethod(lambda data: None)

    def write_process_input(self, data: str) -> None:
        """Send the answer to the program."""
        self.answer(data)


class Terminal:
    """``laobao`` running in a terminal; what it draws is on ``screen``.

    ``is_answering`` is false for one that never says where its cursor is; ``is_wide`` says
    that a character of ambiguous width took two cells; ``more`` is added to the environment.
    ``module`` or ``script``: another program, to be measured beside it.
    """

    def __init__(
        self,
        *words: str,
        folder: Path,
        size: tuple[int, int] = (80, 24),
        is_answering: bool = True,
        is_wide: bool = False,
        module: str = "tui.main",
        script: str = "",
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
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            **more,
        }
        self._process, self._handle = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            # As a login gives it: whoever runs the tests may ignore it (nohup).
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            what = [script] if script else ["-m", module]
            program = [sys.executable, *what, *words]
            environment["PYTHONPATH"] = str(Path(__file__).parents[2])
            os.execve(sys.executable, program, environment)
        self.resize(*size)

    def _answer_wide(self, data: str) -> None:
        """Answer, the first time, that the dot in the first cell took two."""
        self.send("\x1b[1;3R" if data == "\x1b[1;2R" else data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told as by any terminal."""
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

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
            self.take(data)
        return self.text

    def look(self) -> None:
        """Read the screen for as long as a clerk does, so that the next key is a new one."""
        end = time.monotonic() + 0.9
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def take(self, data: bytes) -> None:
        """Draw what the program sent."""
        self.received += len(data)
        self._stream.feed(data)

    def waiting(self, seconds: float = 0.0) -> bytes:
        """Return what the program has sent since, undrawn."""
        if not select.select([self._handle], [], [], seconds)[0]:
            return b""
        return os.read(self._handle, 65536)

    def cost(self, keys: str, quiet: float = 0.4) -> int:
        """Send keys and return how many bytes the program drew for them."""
        before = self.received
        self.send(keys)
        self.read(quiet)
        return self.received - before

    @property
    def megabytes(self) -> float:
        """The most memory the program has had."""
        status = Path(f"/proc/{self._process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

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
        for line in range(self.rows):
            row = self.screen.buffer[line]
            rows.append("".join(row[column].data for column in range(self.columns)).rstrip())
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
