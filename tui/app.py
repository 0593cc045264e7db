"""The application: the counter underneath, other screens on top, one answer to errors."""

import asyncio
import contextlib
import os
from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.events import Event, Key
from textual.screen import Screen

from models.desk import Desk
from models.errors import LaobaoError
from tui.actions import Place
from tui.bindings import bindings_of
from tui.palette import ActionProvider
from tui.widgets.field import Field

_LETTERS_SECONDS = 1.0


class LaobaoApp(App[None]):
    """The terminal screens of one desk."""

    TITLE = "劳保"
    ENABLE_COMMAND_PALETTE = False  # opened by the registry's own action
    COMMANDS: ClassVar = {ActionProvider}
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("everywhere")
    CSS = """
    Screen { layout: vertical; overflow: hidden; }
    Input { height: 1; border: none; padding: 0; }
    Input:focus { border: none; background-tint: transparent 0%; }
    Static { height: auto; }
    .strong { text-style: bold; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.desk = desk
        self.failure = ""

    def on_mount(self) -> None:
        """Open the counter."""
        from tui.screens.counter import CounterScreen

        self.push_screen(CounterScreen(self.desk))

    async def on_event(self, event: Event) -> None:
        """Take keys in the order typed, however fast they come.

        Textual forwards a key to the focused field and, when the field does not want it,
        lets it travel back here behind keys typed after it: in one burst ``backspace``
        would delete the letter typed after it, and what follows an Enter would land in
        the field before it. So a key that is no text acts here, once the letters typed
        before it are in the field.
        """
        field = self.focused if isinstance(event, Key) and self._screen_stack else None
        if isinstance(event, Key) and isinstance(field, Field):
            if not field.check_consume_key(event.key, event.character):
                await _letters_in(field)
                if await self._check_bindings(event.key, priority=True):
                    return
                if await self._check_bindings(event.key):
                    return
        await super().on_event(event)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return none of textual's own commands: the registry has ours."""
        return ()

    def action_open_help(self) -> None:
        """Show the keys of the screen on top."""
        from tui.screens.help import HelpScreen

        place: Place = getattr(self.screen, "PLACE", "everywhere")
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(place))

    def action_command_palette(self) -> None:
        """List every action of the screen on top, to choose by text or pinyin initials."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="输入功能名称或拼音首字母", id="palette"))

    def _fatal_error(self) -> None:
        """Leave with one line: textual's own report would print people's data."""
        if os.environ.get("LAOBAO_DEBUG"):
            super()._fatal_error()
            return
        error = self._exception
        if isinstance(error, LaobaoError):
            self.failure = error.message
        else:
            self.failure = f"屏幕程序出错（{type(error).__name__}），已入账的都已保存，请重新打开"
        self._close_messages_no_wait()


async def _letters_in(field: Field) -> None:
    """Wait until a field has taken the letters already sent to it."""
    done = asyncio.Event()
    field.call_later(done.set)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), _LETTERS_SECONDS)
