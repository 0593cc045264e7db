"""A screen's code is loaded beside the event loop: the counter goes on answering meanwhile."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases import for_each
from tests.tui.conftest import words_for

_PLAY = """
import asyncio, sys, threading
from importlib.abc import MetaPathFinder

class Watch(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if on and threading.current_thread() is threading.main_thread():
            print("loaded on the loop:", name)
        return None

on = False
from pathlib import Path
from tui.terminal import environment
environment.prepare()
from tui.frame.session import Session
from models.base.dates import parse_date
from tui.app import LaobaoApp
from tests.tui.quiet import settled

store, key, day, operator, *keys = sys.argv[1:]
desk = Session(store=store, key_file=Path(key), on=parse_date(day), operator=operator).desk

async def play():
    global on
    app = LaobaoApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq")
        await settled(app, is_hurried=True)
        sys.meta_path.insert(0, Watch())
        on = True
        for key in keys:
            await pilot.press(key)
            await settled(app, is_hurried=True)
        on = False
        print("screen:", type(app.screen).__name__)

asyncio.run(play())
"""
_SCREENS = {
    "ctrl+r": "ReconcileScreen", "f6": "ReportScreen", "f7": "ChangeScreen",
    "f10": "DuplicatesScreen", "f11": "CloseScreen", "f4": "CertifyScreen",
    "f5": "ExplainScreen", "ctrl+k": "ShortReportScreen",
}  # fmt: skip


@pytest.mark.slow
@for_each("key", _SCREENS)
def test_no_screen_is_loaded_on_the_event_loop(key: str, stored: Path) -> None:
    _, store, _, key_file, _, day, _, operator = words_for(stored)
    answer = subprocess.run(
        [sys.executable, "-c", _PLAY, store, key_file, day, operator, key],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    told = answer.stdout.splitlines()
    assert told and told[-1] == f"screen: {_SCREENS[key]}", answer.stdout + answer.stderr
    assert told[:-1] == []
