"""A program begun from nothing in a terminal, as a login does it."""

import os
import pty
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path


class Executed:
    """As a ``multiprocessing.Process``, as far as a terminal of the tests uses it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    @property
    def exitcode(self) -> int | None:
        """The status with which it has left, None while it runs."""
        self._look(os.WNOHANG)
        return self._status

    def join(self) -> None:
        """Wait for its end."""
        self._look(0)

    def kill(self) -> None:
        """End it, whatever it is doing."""
        os.kill(self.pid, signal.SIGKILL)

    def _look(self, how: int) -> None:
        if self._status is None:
            done, status = os.waitpid(self.pid, how)
            self._status = os.waitstatus_to_exitcode(status) if done else None


def execute_in_terminal(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, size: tuple[int, int]
) -> tuple[Executed, int]:
    """Begin ``python WORDS`` in a terminal of its own; return it, and the other end."""
    pid, handle = pty.fork()
    if pid == 0:
        columns, rows = size
        termios.tcsetwinsize(0, (rows, columns))
        os.chdir(folder)
        # As a login gives it: whoever runs the tests may ignore it (nohup).
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        above = {"PYTHONPATH": str(Path(__file__).parents[2])}
        os.execve(sys.executable, [sys.executable, *words], {**environment, **above})
    return Executed(pid), handle
