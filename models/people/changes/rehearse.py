"""What a change would do, said before it is done."""

from collections.abc import Callable

from models.people.changes.occasion import Changed
from models.station.desk import Desk


class _Undo(Exception):
    """Ends the transaction of a rehearsal without keeping anything."""


def rehearse(desk: Desk, act: Callable[[], Changed]) -> Changed:
    """Return what a change answers, and keep nothing of it; raises what the change raises."""
    done: list[Changed] = []
    try:
        with desk.writing("change"):
            done.append(act())
            raise _Undo
    except _Undo:
        pass
    return done[0]
