"""Long work in front of the clerk: how far it is, how long it will take, and Esc to stop it."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from models.base.errors import LaobaoError
from models.base.long_work import Cancelled, Progress
from tui.widgets.line import Bar, Line

_SHOWN_AFTER, _EVERY = 0.4, 0.25
_BAR_CELLS = 40


def bar_words(done: int, total: int, seconds: float) -> str:
    """Return a bar of ASCII signs, the share done, and how long the rest will take."""
    share = done / total if total else 0.0
    filled = int(share * _BAR_CELLS)
    left = f"  约剩 {seconds / share * (1 - share):.0f} 秒" if share > 0.02 else ""
    return f"[{'#' * filled}{'.' * (_BAR_CELLS - filled)}] {share:4.0%}{left}"


class WorkingScreen(ModalScreen[Any]):
    """Waits for work in a thread and answers with what it returned, or the error.

    ``run`` is given what to tell how far it is. Quick work is over before anything is drawn.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    TAKES_ONLY: ClassVar[frozenset[str]] = frozenset({"escape", "ctrl+q", "ctrl+l"})
    CSS = "WorkingScreen { align: left bottom; background: transparent; }"

    def __init__(self, title: str, run: Callable[[Progress], object]) -> None:
        super().__init__()
        self._title, self._run = title, run
        self._started = time.monotonic()
        self._told = 0.0
        self._is_cancelled = False

    def compose(self) -> ComposeResult:
        """Leave out everything until it takes long enough to be worth a look."""
        yield Bar(f"{self._title}……  Esc 取消", id="working-title")
        yield Line(id="working-bar")

    def on_mount(self) -> None:
        """Begin."""
        for line in self.query(Line):
            line.display = False
        self.set_timer(_SHOWN_AFTER, self._show)
        self._work()

    def _show(self) -> None:
        for line in self.query(Line):
            line.display = True

    @work(thread=True, exclusive=True, group="long work")
    def _work(self) -> None:
        result: object
        try:
            result = self._run(self._tell)
        except LaobaoError as error:
            result = error
        self.app.call_from_thread(self._over, result)

    def _over(self, result: object) -> None:
        """Answer, whatever has come to lie on top."""
        self.pop_until_active()
        self.dismiss(result)

    def _tell(self, done: int, total: int) -> None:
        """Show how far it is, a few times a second; in the worker's thread."""
        if self._is_cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _EVERY:
            self._told = now
            words = bar_words(done, total, now - self._started)
            self.app.call_from_thread(self.query_one("#working-bar", Line).show, words)

    def action_cancel(self) -> None:
        """Stop at the next chance."""
        self._is_cancelled = True
