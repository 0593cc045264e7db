"""Processes of the program's own that begin at once: forked from one that has imported much.

The program reads each workbook, and does long work, in a process of its own. Python's start
and its imports were most of what those cost in a test. Here a process apart, with no thread
and no store, has the modules already; each that the program starts is forked from it, has its
own memory, limits and pipes, and runs the same module from its beginning. What holds of a
process that begins from nothing is held by those tests that take ``begun_from_nothing``.
"""

import multiprocessing
import os
import runpy
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, TimeoutExpired
from typing import IO, Any

__all__ = ["DEVNULL", "PIPE", "Popen", "TimeoutExpired", "run"]

_PRELOADED = (
    "pytest", "seed.grid_file", "python_calamine", "tui.background.process", "tui.frame.notices",
    "tui.screens.listing", "tui.screens.choose_list", "tui.screens.command", "openpyxl",
    "xlsxwriter",
)  # fmt: skip

_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload(list(_PRELOADED))


class Popen:
    """As ``subprocess.Popen`` of ``python -m MODULE ...``, as far as the program uses it."""

    def __init__(self, command: list[str], *, cwd: Path | None = None, **_: Any) -> None:
        module, *words = command[command.index("-m") + 1 :]
        theirs_in, ours_in = _forking.Pipe(duplex=False)
        ours_out, theirs_out = _forking.Pipe(duplex=False)
        here = (dict(os.environ), str(cwd or Path.cwd()))
        self._process = _forking.Process(
            target=_be, args=(module, words, theirs_in, theirs_out, *here), daemon=True
        )
        self._process.start()
        theirs_in.close()
        theirs_out.close()
        self.stdin: IO[bytes] = os.fdopen(os.dup(ours_in.fileno()), "wb")
        self.stdout: IO[bytes] = os.fdopen(os.dup(ours_out.fileno()), "rb")
        ours_in.close()
        ours_out.close()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def wait(self) -> int | None:
        """Wait for its end and return its exit status."""
        self._process.join()
        return self._process.exitcode


def run(command: list[str], *, input: bytes, cwd: Path, **_: Any) -> "CompletedProcess[bytes]":
    """As ``subprocess.run`` with what it is given and what it printed."""
    process = Popen(command, cwd=cwd)
    try:
        process.stdin.write(input)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it has ended before it read everything: its status says why
    with process.stdout:
        out = process.stdout.read()
    status = process.wait()
    assert status is not None
    return CompletedProcess(command, status, out, b"")


def _be(module: str, words: list[str], given: Connection, answers: Connection, *here: Any) -> None:
    """Be ``python -m MODULE WORDS``, with these pipes, in this environment and folder."""
    environment, folder = here
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(given.fileno(), 0)
    os.dup2(answers.fileno(), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    given.close()
    answers.close()
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
