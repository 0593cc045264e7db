"""Doing long reading from a screen: apart from it, with a bar, and the answer back on it."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from models.desk import Desk
from models.errors import LaobaoError
from models.progress import Progress
from tui.apart import Work, address_of, run_apart
from tui.screens.working import WorkingScreen


def do_long(
    screen: Screen[Any],
    desk: Desk,
    title: str,
    work: Work,
    arguments: tuple[Any, ...],
    then: Callable[[Any], None],
    say: Callable[[str], None],
) -> None:
    """Do work apart and hand on what it returns; ``say`` gets the sentence of what went wrong."""
    address = address_of(desk)

    def run(tell: Progress) -> Any:
        return run_apart(address, work, arguments, tell)

    def answer(result: Any) -> None:
        if isinstance(result, LaobaoError):
            say(result.message)
        else:
            then(result)

    screen.app.push_screen(WorkingScreen(title, run), answer)
