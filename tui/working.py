"""Doing long work from a screen: in a thread, with a bar, and the answer back on the screen."""

from collections.abc import Callable
from typing import Any, TypeVar

from textual.screen import Screen

from models.desk import Desk
from models.errors import LaobaoError
from tui.screens.working import WorkingScreen

_T = TypeVar("_T")


def do_long(
    screen: Screen[Any],
    desk: Desk,
    title: str,
    run: Callable[[], _T],
    then: Callable[[_T], None],
    say: Callable[[str], None],
) -> None:
    """Run work and hand on what it returns; ``say`` gets the sentence of what went wrong."""

    def answer(result: Any) -> None:
        if isinstance(result, LaobaoError):
            say(result.message)
        else:
            then(result)

    screen.app.push_screen(WorkingScreen(desk.store, title, run), answer)
