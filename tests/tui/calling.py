"""Calling the program as a script does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.making import PIN
from tui.opening import open_counter
from tui.program.run import run


@dataclass(frozen=True)
class Answer:
    """What a call printed and its exit status."""

    status: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Caller:
    """Calls ``laobao`` with the options of one store."""

    def __init__(self, capture: pytest.CaptureFixture[str], *options: str) -> None:
        self._capture, self._options = capture, options

    def by(self, operator: str) -> "Caller":
        """Return the same for another operator."""
        return Caller(self._capture, *self._options, "--operator", operator)

    def __call__(self, *words: str, is_on_screen: bool = False) -> Answer:
        self._capture.readouterr()
        status = run([*self._options, *words], open_counter, is_on_screen=is_on_screen)
        captured = self._capture.readouterr()
        return Answer(status, captured.out, captured.err)


REVIEWED = ("--reviewer", "李站长", "--pin", PIN)
"""How a report is sent in the tests."""


SECOND_REGISTERS = (
    ("operator", "add", "second", "--role", "复核", "--name", "李站长"),
    ("--operator", "second", "operator", "pin", "--pin", PIN),
)
"""How the reviewer of the tests is registered, and sets a PIN in a session of their own."""


def register_second(call: Callable[..., Answer]) -> None:
    """Register the reviewer of the tests at a station."""
    for words in SECOND_REGISTERS:
        answer = call(*words)
        assert answer.status == 0, answer.error
