"""What each operator likes: colours, printer, and whether they have seen the tour.

Only convenience: a file that is missing, damaged or cannot be written changes nothing else.
"""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.base.files import draft_beside, make_folder
from reports.rendering.paper import ENCODING_TITLES, PAPER_TITLES, Encoding, Paper
from tui.frame.folders import config_file
from tui.terminal.looks import Colours

COLOURS: dict[Colours, str] = {"dark": "深底", "light": "浅底", "mono": "单色"}
_FEWEST_COLOURS = 8
_WITH_COLOURS = frozenset({"xterm", "screen", "tmux", "putty", "linux"})


Way = Literal["file", "terminal", "command"]


@dataclass(frozen=True)
class Choice:
    """What an operator has chosen to print on. ``name`` is that of a printer of the server."""

    way: Way = "file"
    name: str = ""
    paper: Paper = "80"
    encoding: Encoding = "gb18030"

    @property
    def title(self) -> str:
        """What it is called to a clerk."""
        return {"file": "文件", "terminal": "终端的打印机"}.get(self.way, f"打印机 {self.name}")


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
    def printer(self) -> Choice:
        """What papers are printed on: as chosen, else they are written to files."""
        own = self._own.get("printer")
        if not isinstance(own, dict) or own.get("way") not in ("terminal", "command"):
            return Choice()
        paper, encoding = own.get("paper"), own.get("encoding")
        return Choice(
            own["way"],
            str(own.get("name", "")),
            next((each for each in PAPER_TITLES if each == paper), "80"),
            next((each for each in ENCODING_TITLES if each == encoding), "gb18030"),
        )

    @property
    def is_toured(self) -> bool:
        """Whether the operator has seen the tour."""
        return self._own.get("toured") is True

    def keep_printer(self, choice: Choice) -> None:
        """Print there from now on."""
        self.remember(printer=vars(choice))

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
