"""Whether the clerk has seen what a key is about to do with money.

A terminal tells how far it has drawn, in one stream with the keys: a key that comes
before it has drawn a screen was pressed without having seen it, typed ahead or bounced.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from tui.app import LaobaoApp

TOO_EARLY = "按键太快，没有办理：请看清这一屏再按"
_SECONDS = 0.2
"""Nobody reads a new screen in less, however fast the terminal is."""


class Seen:
    """What is seen of one screen. ``renew`` it whenever what would be done changes."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._shown_at = 0.0
        self._serial: int | None = None
        self.renew()

    @property
    def _app(self) -> "LaobaoApp":
        return cast("LaobaoApp", self._screen.app)

    def renew(self) -> None:
        """Let what is shown next be what must be seen.

        The screen is drawn anew, so that its drawing follows that of every widget that
        changed; where nothing differs nothing is sent.
        """
        self._serial = None
        if self._screen.is_mounted:
            self._screen.refresh()
        self._screen.call_after_refresh(self._painted)

    def _painted(self) -> None:
        self._serial = self._app.painted
        self._shown_at = time.monotonic()

    @property
    def is_clear(self) -> bool:
        """Whether the last key was pressed, and not held, with all of it on the terminal."""
        is_shown = self._serial is not None and self._app.was_seen(self._serial)
        is_read = time.monotonic() - self._shown_at >= _SECONDS
        return is_shown and is_read and not self._app.is_key_held

    def allows(self, refuse: Callable[[str], object]) -> bool:
        """Whether it is clear; where it is not, ``refuse`` is told why."""
        is_clear = self.is_clear
        if not is_clear:
            refuse(TOO_EARLY)
        return is_clear
