"""Doing long reading from a screen: apart from it, with a bar, and the answer back on it."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from models.base.errors import LaobaoError
from models.base.long_work import Progress
from models.station.desk import Desk
from tui.background.process import Work, address_of, read_at_desk, run_in_process
from tui.background.working_screen import WorkingScreen


def do_long(
    screen: Screen[Any],
    desk: Desk,
    title: str,
    work: Work,
    arguments: tuple[Any, ...],
    then: Callable[[Any], None],
    say: Callable[[str], None],
) -> None:
    """Read at a desk apart and hand on what it returns; ``say`` gets what went wrong."""
    given = (address_of(desk), work, *arguments)
    do_in_process(screen, title, read_at_desk, given, then, say)


def do_in_process(
    screen: Screen[Any],
    title: str,
    work: Work,
    arguments: tuple[Any, ...],
    then: Callable[[Any], None],
    say: Callable[[str], None],
) -> None:
    """Do work apart and hand on what it returns; ``say`` gets the sentence of what went wrong."""

    def run(tell: Progress) -> Any:
        return run_in_process(work, arguments, tell)

    def answer(result: Any) -> None:
        if isinstance(result, LaobaoError):
            say(result.message)
        else:
            then(result)

    screen.app.push_screen(WorkingScreen(title, run), answer)
