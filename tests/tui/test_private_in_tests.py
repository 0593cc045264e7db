"""What the helpers of these tests use of Textual's private names: each is still there."""

import asyncio
from pathlib import Path

import pytest
import textual._parser
import textual.app
import textual.pilot
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from tests.tui import conftest, off_loop, piloting, playing, quiet
from tests.tui.test_textual_private import private_names

_HELPERS = (conftest, off_loop, piloting, playing, quiet)
_USED = {
    "app": (
        "_registry", "_screen_stack", "_batch_count", "_resize_event", "_exit", "_closing",
        "_closed", "_running", "_driver", "_handle_exception", "_press_keys",
    ),
    "screen": (
        "_layout_required", "_scroll_required", "_repaint_required", "_recompose_required",
        "_dirty_widgets", "_callbacks", "_on_timer_update", "_message_queue",
        "_pending_message", "_next_callbacks", "_timers", "_task",
    ),
    "timer": ("_repeat", "_task"),
    "worker": ("_task",),
    "event": ("_waiters",),
    "stylesheet": ("_parse_rules", "_variables"),
}  # fmt: skip
_MODULES = {
    textual._parser: "get_time", textual.app: "wait_for_idle", textual.pilot: "wait_for_idle",
}  # fmt: skip


async def _nothing() -> None:
    """Do nothing."""


@pytest.mark.parametrize("owner", _USED)
async def test_an_attribute_is_there(owner: str) -> None:
    app: App[None] = App()
    async with app.run_test():
        owners: dict[str, object] = {
            "app": app,
            "screen": app.screen,
            "timer": app.screen.set_timer(60, _nothing),
            "worker": app.screen.run_worker(_nothing()),
            "event": app.screen._message_queue.ready_event,
            "stylesheet": Stylesheet(),
        }
        gone = [name for name in _USED[owner] if not hasattr(owners[owner], name)]
        assert not gone, f"Textual's {owner} has no {gone} any more: see quiet.py, playing.py"
        assert isinstance(owners["event"], asyncio.Event)


def test_what_is_replaced_is_there() -> None:
    assert all(hasattr(module, name) for module, name in _MODULES.items())
    assert hasattr(Pilot, "press") and hasattr(Pilot, "pause")


def test_every_private_name_of_the_helpers_has_its_test() -> None:
    used: set[str] = set()
    own = {"_getframe", "__file__"}
    for helper in _HELPERS:
        uses, defines = private_names(Path(str(helper.__file__)))
        used |= uses
        own |= defines
    own |= {"_read", "_parser"}  # of our driver; of a module
    assert used - own == {name for names in _USED.values() for name in names}
