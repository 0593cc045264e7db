"""Shown while the terminal is smaller than the screens are laid out for."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class TooSmallScreen(Screen[None]):
    """One sentence. No key reaches what lies beneath until there is room again."""

    TAKES_ONLY: ClassVar[frozenset[str]] = frozenset({"ctrl+q"})

    def compose(self) -> ComposeResult:
        """Say what to do."""
        yield Static(
            "窗口太小：请放大到 80 列 22 行以上。放大后接着办理，没有丢失；Ctrl+Q 退出",
            markup=False,
        )
