"""Where files are: the user's folders, and where a screen puts a file that it writes."""

from itertools import count
from pathlib import Path

from platformdirs import user_config_path, user_data_path

_NAME = "laobao"


def data_file(name: str) -> Path:
    """Return the path of a file in the user's data folder."""
    return user_data_path(_NAME, appauthor=False) / name


def config_file(name: str) -> Path:
    """Return the path of a file in the user's configuration folder."""
    return user_config_path(_NAME, appauthor=False) / name


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
