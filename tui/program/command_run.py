"""A command run for a screen, in a process of its own: what it printed, and its status."""

import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

from tui.background.process import Address


@dataclass(frozen=True)
class Printed:
    """What a command printed; its ``status`` is the exit status of the command line."""

    status: int
    text: str
    error: str

    @property
    def lines(self) -> list[str]:
        """All of it, the error at the end."""
        return [*self.text.splitlines(), *self.error.splitlines()]


def run_command(address: Address, words: Sequence[str]) -> Printed:
    """Run one command line at a desk's store, on its day, as its operator."""
    from tui.main import run

    options = (
        "--store", address.location, "--key-file", str(address.key_file),
        "--on", address.day.isoformat(), "--operator", address.operator,
    )  # fmt: skip
    text, error = io.StringIO(), io.StringIO()
    with redirect_stdout(text), redirect_stderr(error):
        status = run([*options, *words])
    return Printed(status, text.getvalue(), error.getvalue())
