"""The ``laobao`` command: runs one command, or opens the counter where none is named."""

import gc
import sys
from collections.abc import Sequence

from tui.frame.session import Session
from tui.program import run as program
from tui.terminal.fitness import prepare_output


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave with its exit status."""
    gc.disable()  # there is little to collect before a command runs or a screen is drawn
    if unwritable := prepare_output(sys.stdout, sys.stderr):
        sys.stderr.buffer.write(f"{unwritable}\n".encode())
        sys.exit(2)
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(words: list[str]) -> int:
    """Run one command line and return its exit status."""
    return program.run(words, _open_counter)


def _open_counter(session: Session) -> None:
    from tui.opening import open_counter

    open_counter(session)


if __name__ == "__main__":
    main()
