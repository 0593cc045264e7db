"""What each operator likes: colours, and whether they have seen the tour; in the user's folder.

Only convenience: a file that is missing, damaged or cannot be written changes nothing else.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from models.base.files import draft_beside, make_folder
from tui.frame.folders import config_file
from tui.terminal.looks import Colours

COLOURS: dict[Colours, str] = {"dark": "深底", "light": "浅底", "mono": "单色"}
_FEWEST_COLOURS = 8
_WITH_COLOURS = frozenset({"xterm", "screen", "tmux", "putty", "linux"})


class Preferences:
    """One operator's preferences. ``path``: another file than the user's own, for tests."""

    def __init__(self, operator: str, path: Path | None = None) -> None:
        self._operator = operator
        self._path = path or config_file("preferences.json")
        self._all = _read(self._path)

    @property
    def _own(self) -> dict[str, Any]:
        own = self._all.get(self._operator)
        return own if isinstance(own, dict) else {}

    @property
    def colours(self) -> Colours:
        """The palette: as chosen, else what the terminal is good for."""
        own = self._own.get("colours")
        chosen = next((each for each in COLOURS if each == own), None)
        return chosen or ("dark" if _has_colours() else "mono")

    @property
    def is_toured(self) -> bool:
        """Whether the operator has seen the tour."""
        return self._own.get("toured") is True

    def remember(self, **values: object) -> None:
        """Keep values for the operator's next session."""
        others = _read(self._path)
        kept = others.get(self._operator)
        self._all = {
            **others,
            self._operator: {**(kept if isinstance(kept, dict) else {}), **values},
        }
        with contextlib.suppress(OSError):
            make_folder(self._path.parent)
            with draft_beside(self._path) as draft:
                draft.write_text(json.dumps(self._all, ensure_ascii=False, indent=1), "utf-8")
                draft.replace(self._path)


def _read(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def _has_colours() -> bool:
    """Whether the terminal says it has colours; one nobody has heard of is taken to."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("TERM", "").removesuffix("-256color") in _WITH_COLOURS:
        return True
    try:
        import curses

        curses.setupterm()
        return curses.tigetnum("colors") >= _FEWEST_COLOURS
    except Exception:  # without curses, a terminal or its description
        return True


def draws_wide() -> bool:
    """Whether the operator says that the terminal draws ambiguous characters wide."""
    return os.environ.get("LAOBAO_ASCII", "") not in ("", "0")
