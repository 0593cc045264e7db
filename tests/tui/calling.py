"""Calling the program as a script does."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tui.main import run


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

    def __call__(self, *words: str, is_on_screen: bool = False) -> Answer:
        self._capture.readouterr()
        status = run([*self._options, *words], is_on_screen=is_on_screen)
        captured = self._capture.readouterr()
        return Answer(status, captured.out, captured.err)
