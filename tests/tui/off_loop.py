"""Screens are held to reading and writing beside the event loop."""

import asyncio
import sys
from typing import Any

import peewee
import pytest
import textual.message_pump
import textual.worker

from models.store.writing import Store

_PUMPS = {textual.message_pump.__file__, textual.worker.__file__}


def refuse_store_on_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whatever asks the store, or queues to write, from the event loop of the program.

    The tests themselves may: what counts is whether a message of the program is handled.
    """
    execute: Any = peewee.Database.execute_sql
    writing: Any = Store.writing

    def guarded(self: Any, sql: str, *rest: Any, **named: Any) -> Any:
        _refuse_here(sql)
        return execute(self, sql, *rest, **named)

    def guarded_writing(self: Store, *given: Any, **named: Any) -> Any:
        _refuse_here("writing")
        return writing(self, *given, **named)

    monkeypatch.setattr(peewee.Database, "execute_sql", guarded)
    monkeypatch.setattr(Store, "writing", guarded_writing)


def _refuse_here(what: str) -> None:
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
