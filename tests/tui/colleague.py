"""A colleague in another process, who keeps the others waiting for their turn to write."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HOLDER = """
import fcntl, sys
for word in sys.stdin:
    if word == "hold\\n":
        lock = open(sys.argv[1], "a")
        fcntl.flock(lock, fcntl.LOCK_EX)
    else:
        lock.close()
    print("done", flush=True)
"""
"""Locks as the program does, without what the program loads for it."""


class Colleague:
    """Holds the lock of a store's writers, and lets it go."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def hold(self) -> None:
        """Take the lock."""
        self._say("hold")

    def let_go(self) -> None:
        """Let others write."""
        self._say("let go")

    def _say(self, word: str) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"


@contextmanager
def colleague_at(store: Path) -> Iterator[Colleague]:
    """Start the colleague; whatever is held is let go at the end."""
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _HOLDER, f"{store}.lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Colleague(process)
        process.kill()
