"""What an action would do, said before it is done."""

from collections.abc import Callable
from typing import TypeVar

from models.station.desk import Desk

_T = TypeVar("_T")


class _Undo(Exception):
    """Ends the transaction of a rehearsal without keeping anything."""


def rehearse(desk: Desk, act: Callable[[], _T], right: str = "change") -> _T:
    """Return what an act answers, and keep nothing of it; raises what the act raises.

    ``right`` is what the operator must be allowed to do for it.
    """
    done: list[_T] = []
    try:
        with desk.writing(right):
            done.append(act())
            raise _Undo
    except _Undo:
        pass
    return done[0]
