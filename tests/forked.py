"""Programs that begin at once: forked from a process that has imported much.

The program reads each workbook, and does long work, in a process of its own; and tests open it
in a terminal. Python's start and its imports were most of what each cost. Here a process apart,
with no thread and no store, has the modules already; each program is forked from it, has its
own memory, limits, pipes and terminal, and runs its module from the beginning. What holds of a
program that begins from nothing is held by those tests that take ``begun_from_nothing``.
"""

import fcntl
import multiprocessing
import os
import runpy
import signal
import sys
import termios
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, TimeoutExpired
from typing import IO, Any

import pytest

__all__ = ["DEVNULL", "PIPE", "Popen", "TimeoutExpired", "fork_in_terminal", "run", "stop"]

_ROOT = Path(__file__).parents[1]
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.imported"])

Process = multiprocessing.context.ForkServerProcess


class Popen:
    """As ``subprocess.Popen`` of ``python -m MODULE ...``, as far as the program uses it."""

    def __init__(self, command: Sequence[str], *, cwd: Path | None = None, **_: Any) -> None:
        theirs_in, ours_in = _CONTEXT.Pipe(duplex=False)
        ours_out, theirs_out = _CONTEXT.Pipe(duplex=False)
        words = command[command.index("-m") + 1 :]
        given = (theirs_in, theirs_out, None)
        self._process = _fork(words, given, dict(os.environ), cwd or Path.cwd())
        self.stdin: IO[bytes] = os.fdopen(os.dup(ours_in.fileno()), "wb")
        self.stdout: IO[bytes] = os.fdopen(os.dup(ours_out.fileno()), "rb")
        for each in (theirs_in, theirs_out, ours_in, ours_out):
            each.close()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def wait(self) -> int | None:
        """Wait for its end and return its exit status."""
        self._process.join()
        return self._process.exitcode


def run(command: Sequence[str], *, input: bytes, cwd: Path, **_: Any) -> "CompletedProcess[bytes]":
    """As ``subprocess.run`` with what it is given and what it printed."""
    process = Popen(command, cwd=cwd)
    try:
        with process.stdin:
            process.stdin.write(input)
    except BrokenPipeError:
        pass  # it has ended before it read everything: its status says why
    with process.stdout:
        out = process.stdout.read()
    status = process.wait()
    assert status is not None
    return CompletedProcess(command, status, out, b"")


def fork_in_terminal(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, size: tuple[int, int]
) -> tuple[Process, int]:
    """Begin ``python -m MODULE ...`` in a terminal of its own; return it, and the other end."""
    option, *words = words
    assert option == "-m"
    ours, theirs = os.openpty()
    columns, rows = size
    termios.tcsetwinsize(ours, (rows, columns))
    there = Connection(theirs)
    given = (there, there, there)
    process = _fork(words, given, environment, folder)
    there.close()
    return process, ours


@cache
def _begin() -> None:
    """Begin the process that programs are forked from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(_ROOT))
        patch.setattr(sys, "stderr", sys.__stderr__)  # what a screen puts there has no number
        forkserver.ensure_running()


def stop() -> None:
    """End it, and wait until it has left."""
    _begin.cache_clear()
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


def _fork(
    words: Sequence[str],
    given: tuple[Connection, Connection, Connection | None],
    environment: Mapping[str, str],
    folder: Path,
) -> Process:
    _begin()
    arguments = (list(words), given, dict(environment), str(folder))
    process = _CONTEXT.Process(target=_be, args=arguments, daemon=True)
    process.start()
    return process


def _be(
    words: list[str],
    given: tuple[Connection, Connection, Connection | None],
    environment: dict[str, str],
    folder: str,
) -> None:
    """Be ``python -m WORDS``, with these three for its input, output and errors."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    for number, each in enumerate(given):
        os.dup2(each.fileno() if each else os.open(os.devnull, os.O_WRONLY), number)
    if os.isatty(0):
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for each in given:
        if each:
            each.close()
    sys.stdin = sys.__stdin__ = os.fdopen(0, "r", closefd=False)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", closefd=False)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", 1, closefd=False)  # type: ignore[misc]
    sys.argv = words
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
