"""What a change would do, said before it is done."""

from collections.abc import Callable

from models.desk import Desk
from models.people.changes.occasion import Changed


class _Undo(Exception):
    """Ends the transaction of a rehearsal without keeping anything."""


def rehearse(desk: Desk, act: Callable[[], Changed]) -> Changed:
    """Return what a change answers, and keep nothing of it; raises what the change raises."""
    done: list[Changed] = []
    try:
        with desk.store.writing():
            done.append(act())
            raise _Undo
    except _Undo:
        pass
    return done[0]
