"""The application: the counter underneath, other screens on top, one answer to errors."""

import asyncio
import gc
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Key, Paste, Resize
from textual.screen import Screen

from models.base.errors import LaobaoError
from models.station.desk import Desk
from models.store.faults import known_cause
from tui.actions import Action, Place
from tui.background.store_threads import StoreThreads
from tui.frame.preferences import COLOURS, Preferences, draws_wide
from tui.screens.desk_screen import LEAVES, DeskScreen
from tui.terminal.driver import ThinDriver
from tui.terminal.order import wait_for_keys
from tui.terminal.painter import Painter
from tui.terminal.textual_private import OpenApp, has_screen
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field

if TYPE_CHECKING:
    from tui.tour import Tour

_COLUMNS, _ROWS = 80, 22
"""The least the screens are laid out for: 80 x 24 less what tmux or screen keeps for itself."""
_HELD_SECONDS = 0.8
"""A key that comes again within is taken for one held down: keyboards wait less to repeat."""


class LaobaoApp(OpenApp):
    """The terminal screens of one desk."""

    TITLE = "劳保"
    ENABLE_COMMAND_PALETTE = False  # the registry has its own
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("everywhere")
    CSS = """
    Screen { layout: vertical; overflow: hidden; }
    Input { height: 1; border: none; padding: 0; }
    Input:focus { border: none; background-tint: transparent 0%; }
    Static { height: auto; }
    .strong { text-style: bold; }
    .warning { color: ansi_yellow; }
    .-other-day Bar { color: ansi_yellow; text-style: reverse underline; }
    #tour { dock: bottom; text-style: bold; color: ansi_cyan; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(driver_class=ThinDriver, ansi_color=True)
        self.theme = "ansi-dark"
        self.desk = desk
        self.threads = StoreThreads(desk.store)
        self.failure = ""
        self.painter: Painter | None = None
        self.preferences = Preferences(desk.operator)
        self._seen_by_key = 0
        self._last_key, self._last_key_at = "", 0.0
        self.is_key_held = False
        self._tour: Tour | None = None
        self._own_loop: asyncio.AbstractEventLoop | None = None

    def on_load(self) -> None:
        """Know one's event loop, to be ended from outside."""
        self._own_loop = asyncio.get_running_loop()

    def end(self) -> bool:
        """Leave as soon as the event loop goes on; false where it has not begun yet."""
        if self._own_loop is None:
            return False
        self._own_loop.call_soon_threadsafe(self.exit)
        return True

    def on_mount(self) -> None:
        """On a demonstration station a new operator is shown around."""
        self.call_after_refresh(gc.enable)
        if self.desk.is_demonstration and not self.preferences.is_toured:
            self.call_after_refresh(self.action_open_tour)

    def on_unmount(self) -> None:
        """Let the threads end, and what waits for a paper with them."""
        if self.painter is not None:
            self.painter.drop_paper()
        self.threads.close()

    def get_default_screen(self) -> Screen[None]:
        """Return the counter: it lies underneath all others."""
        from tui.screens.counter import CounterScreen

        return CounterScreen(self.desk)

    def on_resize(self, event: Resize) -> None:
        """Say so when the terminal is too small, for as long as it is."""
        from tui.screens.too_small import TooSmallScreen

        if self.painter is not None:
            self.painter.resized(*event.size)
        is_shown = isinstance(self.screen, TooSmallScreen)
        is_small = event.size.width < _COLUMNS or event.size.height < _ROWS
        if is_small and not is_shown:
            self.push_screen(TooSmallScreen())
        elif is_shown and not is_small:
            self.pop_screen()

    async def on_event(self, event: Event) -> None:
        """Take keys in the order typed, however fast they come.

        Textual forwards a key to the focused widget and, when that does not want it, lets
        it travel back here behind keys typed after it. So a key is taken up when the doings
        of the one before are over, and acts here at once unless it is text for a field.
        """
        if isinstance(event, Key | Paste) and not event.is_forwarded and has_screen(self):
            if not await self._takes(event):
                return
        if isinstance(event, Key) and not event.is_forwarded and has_screen(self):
            if not self._is_text(event):
                if await self.press_binding(event.key, first=True):
                    return
                if await self.press_binding(event.key):
                    return
        await super().on_event(event)

    async def _takes(self, event: Key | Paste) -> bool:
        """Whether the screen on top takes a key, once the keys before are answered."""
        key = event.key if isinstance(event, Key) else "paste"
        await self._answered(key)
        if isinstance(event, Key):
            self._note(event)
        if isinstance(self.screen, DeskScreen):
            return await self.screen.takes(key, event.time)
        takes_only: frozenset[str] | None = getattr(self.screen, "TAKES_ONLY", None)
        return takes_only is None or key in takes_only

    async def _answered(self, key: str) -> None:
        """Wait until the keys before are answered; to leave waits for nothing that takes long."""
        await wait_for_keys(self)
        while key not in LEAVES and has_screen(self) and isinstance(self.screen, DeskScreen):
            if not await self.screen.answered():
                return
            await wait_for_keys(self)

    def _note(self, event: Key) -> None:
        """Note what was seen when a key was pressed, and whether it was only held down."""
        if self.painter is not None:
            self._seen_by_key = self.painter.seen_by_next_key()
        is_same = event.key == self._last_key
        self.is_key_held = is_same and event.time - self._last_key_at < _HELD_SECONDS
        self._last_key, self._last_key_at = event.key, event.time

    def _is_text(self, event: Key) -> bool:
        field = self.focused
        return isinstance(field, Field) and field.check_consume_key(event.key, event.character)

    def driver_made(self, driver: Driver) -> None:
        """Give the driver of a real terminal its painter."""
        if isinstance(driver, ThinDriver):
            colours = self.preferences.colours
            self.painter = driver.painter = Painter(driver, colours, is_ascii=draws_wide())

    @property
    def draws_itself(self) -> bool:
        """Let the painter send what changed, where textual would send whole regions."""
        return self.painter is not None

    def draw(self, segments: Iterable[Segment]) -> None:
        """Let the painter draw what changed."""
        if self.painter is not None:
            cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
            self.painter.show(segments, *self.size, cursor)

    def post_display_hook(self) -> None:
        """Let the tour go on as soon as what it asks for is on the screen."""
        if self._tour is not None and not self._tour.is_over:
            self.call_later(self._look_at_tour)

    @property
    def painted(self) -> int:
        """The serial number of the picture on its way to the terminal, or there already."""
        return self.painter.serial if self.painter is not None else 0

    def was_seen(self, serial: int) -> bool:
        """Whether a picture stood on the terminal when the last key was pressed."""
        return self.painter is None or self._seen_by_key >= serial

    def action_open_help(self) -> None:
        """Show what the focused field is for, and the keys of the screen on top."""
        from tui.screens.help import HelpScreen
        from tui.widgets.field_help import help_of_field

        if not isinstance(self.screen, HelpScreen):
            field = self.focused
            about = help_of_field(field.about, self._place) if isinstance(field, Field) else None
            self.push_screen(HelpScreen(self._place, about, self._cut_words()))

    def _cut_words(self) -> str:
        """Return what the screen on top says that it has no room for."""
        from tui.widgets.message import Message
        from tui.widgets.outcome import Outcome

        places = (*self.screen.query(Message), *self.screen.query(Outcome))
        return "\n".join(each.text for each in places if each.is_cut)

    @property
    def _place(self) -> Place:
        place: Place = getattr(self.screen, "PLACE", "everywhere")
        return place

    def action_command_palette(self) -> None:
        """List every action of the screen on top, to choose by text or pinyin initials."""
        from tui.screens.palette import PaletteScreen

        screen = self.screen

        async def act(action: Action | None) -> None:
            if action is not None:
                await screen.run_action(action.handler)

        if not isinstance(screen, PaletteScreen):
            self.push_screen(PaletteScreen(self._place), act)

    def action_open_printer(self) -> None:
        """Choose what papers are printed on."""
        from tui.screens.printer import PrinterScreen

        if not isinstance(self.screen, PrinterScreen):
            self.push_screen(
                PrinterScreen(self.desk), lambda told: self._say(told) if told else None
            )

    def action_open_tour(self) -> None:
        """Begin the tour at the counter, or leave it."""
        from tui.tour import Tour

        if self._tour is not None and not self._tour.is_over:
            self._tour.stop()
            return
        self._tour = Tour(self)
        self._tour.look()
        self.preferences.remember(toured=True)

    async def _look_at_tour(self) -> None:
        await wait_for_keys(self)
        if self._tour is not None and not self._tour.is_over and has_screen(self):
            self._tour.look()

    def action_change_colours(self) -> None:
        """Change to the next palette, and remember it."""
        names = list(COLOURS)
        colours = names[(names.index(self.preferences.colours) + 1) % len(names)]
        self.preferences.remember(colours=colours)
        if self.painter is not None:
            self.painter.look(colours, is_ascii=draws_wide())
        self.action_redraw()
        self._say(f"配色：{COLOURS[colours]}")

    def action_redraw(self) -> None:
        """Draw the whole screen again, as after a disturbance on the line."""
        if self.painter is not None:
            self.painter.trust()
            self.painter.repaint()
        self.draw_all()

    def action_help_quit(self) -> None:
        """Say how to leave, where Ctrl+C is pressed out of habit."""
        self._say("退出请按 Ctrl+Q；已入账的都已保存")

    def _say(self, message: str) -> None:
        """Say something on the screen on top, if it has a place for it."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(message)
        else:
            self.bell()

    def failed(self, error: Exception | None) -> bool:
        """Leave with one line: textual's own report would print people's data."""
        if os.environ.get("LAOBAO_DEBUG"):
            return False
        if isinstance(error, LaobaoError):
            self.failure = error.message
        elif error is not None and (cause := known_cause(error)):
            self.failure = f"读数据库时出错（{cause}），已入账的都已保存，请排除后重新打开"
        else:
            self.failure = f"屏幕程序出错（{type(error).__name__}），已入账的都已保存，请重新打开"
        return True
