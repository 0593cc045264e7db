"""Pilots that ask the program whether it is done.

Textual's own look at the processor's time, or sleep: both take silence for an end. With
these, ``pilot.press`` returns when every key is handled, whatever a worker may do still,
and ``pilot.pause`` when nothing goes on any more; it takes no number of seconds.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.quiet import handled, settled

_GUARD_SECONDS = 300.0


def ask_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pilot of a test do so."""
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", _at_once)
    monkeypatch.setattr(Pilot, "press", _press)
    monkeypatch.setattr(Pilot, "pause", _pause)


def work_may_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``pilot.pause`` wait for the keys only, where work is held up on purpose."""
    monkeypatch.setattr(Pilot, "pause", _press)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what work in another thread will bring about; the guard is no bound on speed."""
    async with asyncio.timeout(_GUARD_SECONDS):
        while not is_so():
            await asyncio.sleep(0.005)


async def _at_once(*_: object) -> None:
    """Wait for nothing."""


async def _press(pilot: Pilot[Any], *keys: str) -> None:
    await handled(pilot.app, is_hurried=True)
    for key in keys:
        await pilot.app._press_keys([key])
        await handled(pilot.app, is_hurried=True)


async def _pause(pilot: Pilot[Any]) -> None:
    await settled(pilot.app, is_hurried=True)
