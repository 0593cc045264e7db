"""Where a screen puts a file: into the current folder, under a name that is still free."""

from itertools import count
from pathlib import Path


def free_path(name: str) -> Path:
    """Return the path of a new file in the current folder: its name, or the next free one.

    ``半月报.xlsx``, then ``半月报-2.xlsx``, ``半月报-3.xlsx``: nothing that stands there is
    written over, and what is wanted again is not refused.
    """
    wanted = Path.cwd() / name
    if not wanted.exists():
        return wanted
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))
    return next(path for path in numbered if not path.exists())
