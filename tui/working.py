"""Doing long work from a screen: apart from it, with a bar, and the answer back on it."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual.screen import Screen

from models.desk import Desk
from models.errors import LaobaoError
from models.progress import Progress
from tui.apart import Work, address_of, read_at_desk, run_apart
from tui.screens.working import WorkingScreen

Then = Callable[[Any], Awaitable[None] | None]


def do_long(
    screen: Screen[Any],
    desk: Desk,
    title: str,
    work: Work,
    arguments: tuple[Any, ...],
    then: Then,
    say: Callable[[str], None],
) -> None:
    """Read at a desk apart and hand on what it returns; ``say`` gets what went wrong."""
    given = (address_of(desk), work, *arguments)
    do_apart(screen, title, read_at_desk, given, then, lambda error: say(error.message))


def do_apart(
    screen: Screen[Any],
    title: str,
    work: Work,
    arguments: tuple[Any, ...],
    then: Then,
    failed: Callable[[LaobaoError], None],
) -> None:
    """Do work apart and hand on what it returns; ``failed`` gets what went wrong."""

    def run(tell: Progress) -> Any:
        return run_apart(work, arguments, tell)

    async def answer(result: Any) -> None:
        if isinstance(result, LaobaoError):
            failed(result)
            return
        handed_on = then(result)
        if handed_on is not None:
            await handed_on

    screen.app.push_screen(WorkingScreen(title, run), answer)
