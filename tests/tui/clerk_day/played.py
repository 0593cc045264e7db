"""How a task of the table is played: what is typed, what is answered, what was there before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Step = tuple[str, str]
"""What is typed, empty for a key that the table names; and what the screen then says."""


@dataclass(frozen=True)
class Played:
    """The steps of a task, one for each word of its row.

    ``before`` is typed, uncounted, before it begins, on the business date ``day``; ``prepare``
    puts into the folder of the station what the task needs.
    """

    steps: tuple[Step, ...]
    before: tuple[Step, ...] = ()
    day: str = "2019-11-14"
    prepare: Callable[[Path], None] | None = None


def played(
    *steps: Step,
    before: tuple[Step, ...] = (),
    day: str = "2019-11-14",
    prepare: Callable[[Path], None] | None = None,
) -> Played:
    """Return a task; an empty answer is one that nothing need be seen for."""
    return Played(steps, before, day, prepare)
