"""Whether the clerk has seen what a key is about to do with money.

A terminal tells how far it has drawn, in one stream with the keys: a key that comes
before it has drawn a screen was pressed without having seen it, typed ahead or bounced.
"""

import time
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from tui.app import LaobaoApp

TOO_EARLY = "按键太快，没有办理：请看清这一屏再按"
_SECONDS = 0.2
"""Nobody reads a new screen in less, however fast the terminal is."""


class Sight:
    """What is seen of one screen. ``renew`` it whenever what would be done changes."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._opened = time.monotonic()
        self._serial: int | None = None
        self.renew()

    @property
    def _app(self) -> "LaobaoApp":
        return cast("LaobaoApp", self._screen.app)

    def renew(self) -> None:
        """Let what is shown next be what must be seen."""
        self._serial = None
        self._screen.call_after_refresh(self._painted)

    def _painted(self) -> None:
        self._serial = self._app.painted

    @property
    def is_clear(self) -> bool:
        """Whether the last key was pressed with all of it on the terminal."""
        is_shown = self._serial is not None and self._app.was_seen(self._serial)
        return is_shown and time.monotonic() - self._opened >= _SECONDS
