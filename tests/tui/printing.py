"""Printers of the tests: a command that keeps what it is fed, a terminal that hands on a paper."""

import json
import re
from pathlib import Path

from tests.tui.terminal import Terminal
from tui.frame.preferences import Choice

_BEGIN, _END = b"\x1b[5i", b"\x1b[4i"


def choose(folder: Path, operator: str, choice: Choice) -> None:
    """Let an operator have chosen a printer, in the preferences of a configuration folder."""
    path = folder / "laobao" / "preferences.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({operator: {"printer": vars(choice), "toured": True}}), "utf-8")


def configure(folder: Path, text: str) -> Path:
    """Write the administrator's file into a configuration folder."""
    path = folder / "laobao" / "printers.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


def keeping(path: Path) -> str:
    """Return a command that keeps what it is fed in a file, one paper behind the other."""
    return f"sh -c 'cat >> {path}'"


class PrintingTerminal(Terminal):
    """A terminal whose printer gets what stands between the two commands; ``printed`` is that."""

    printed = b""
    _is_printing = False
    _held = b""

    def take(self, data: bytes) -> None:
        """Hand on papers to the printer, draw the rest; a command may come in two pieces."""
        data = self._held + data
        self._held = b""
        while data:
            command = _END if self._is_printing else _BEGIN
            before, found, data = data.partition(command)
            if not found:
                kept = _begins(before, command)
                before, self._held = before[: len(before) - kept], before[len(before) - kept :]
            if self._is_printing:
                self.printed += before
            else:
                super().take(before)
            if found:
                self._is_printing = not self._is_printing


def _begins(data: bytes, command: bytes) -> int:
    """Return how many bytes at the end of data may be the beginning of a command."""
    return next((n for n in range(len(command) - 1, 0, -1) if data.endswith(command[:n])), 0)


def escapes(data: bytes) -> list[bytes]:
    """Return the commands to a terminal that stand in bytes."""
    return re.findall(rb"\x1b.", data)
