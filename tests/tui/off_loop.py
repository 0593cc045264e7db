"""Screens that read and act beside the event loop: waited for, and held to it."""

import asyncio
import sys
from typing import Any

import peewee
import pytest
import textual.message_pump
import textual.worker
from textual.pilot import Pilot

from models.store.writing import Store
from tui.screens.desk_screen import DeskScreen

_PUMPS = {textual.message_pump.__file__, textual.worker.__file__}


@pytest.fixture(autouse=True)
def off_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the screens ask the store beside the event loop only, and be waited for."""
    refuse_store_on_the_loop(monkeypatch)
    wait_for_answers(monkeypatch)


def wait_for_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pilot's presses and pauses wait for what the screens are doing."""
    wait: Any = Pilot._wait_for_screen

    async def wait_and_answer(self: Pilot[Any], timeout: float = 30.0) -> bool:
        while await wait(self, timeout):
            screen = self.app.screen
            if not isinstance(screen, DeskScreen) or not screen.is_doing:
                return True
            await screen.over()
        return False

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait_and_answer)


def refuse_store_on_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whatever asks the store, or queues to write, from the event loop of the program.

    The tests themselves may: what counts is whether a message of the program is handled.
    """
    execute: Any = peewee.Database.execute_sql
    writing: Any = Store.writing

    def guarded(self: Any, sql: str, *rest: Any, **named: Any) -> Any:
        refuse_here(sql)
        return execute(self, sql, *rest, **named)

    def guarded_writing(self: Store) -> Any:
        refuse_here("writing")
        return writing(self)

    monkeypatch.setattr(peewee.Database, "execute_sql", guarded)
    monkeypatch.setattr(Store, "writing", guarded_writing)


def refuse_here(what: str) -> None:
    """Raise if a message of the program is being handled in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_filename in _PUMPS:
            raise AssertionError(f"the store on the event loop: {what}")
