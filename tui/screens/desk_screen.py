"""What the screens of a desk have in common: where they answer, and the one way to act.

Nothing here reads or writes the store on the event loop. Keys wait for quick reading, in the
order typed; an action is done beside them (``write``), and Esc is answered all the while.
"""

import asyncio
import contextlib
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, TypeVar

from textual.screen import Screen
from textual.timer import Timer

from models.base.errors import LaobaoError
from models.base.long_work import Cancelled
from models.checks.trail import record_export
from models.station.desk import Desk
from models.store.turn import Turn
from tui.background.store_threads import store_threads
from tui.widgets.line import Line
from tui.widgets.outcome import Outcome

LEAVES = frozenset({"escape", "ctrl+q"})
"""The keys that wait for nothing: long reading is left by them, an action given up by Esc."""
_TAKEN_ALWAYS = frozenset({"ctrl+l"})
"""The keys that act whatever is being done."""

_SHOWN_AFTER = 0.4
"""What is over sooner is not announced, and keys typed ahead wait for it."""
_PATIENCE_SECONDS = 10.0
"""How long keys wait for long reading."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
Answer = TypeVar("Answer")
_Then = Callable[[_T], Awaitable[None] | None]


class _Doing:
    """An action on its way (it has a turn), or long reading: what it is called, since when.

    ``is_told`` from when its outcome is handed on, ``over`` when that is done as well.
    """

    def __init__(self, words: str, turn: Turn | None, keys_wait: float) -> None:
        self.words, self.turn = words, turn
        self.over = asyncio.Event()
        self.announcement: Timer | None = None
        self.is_told = False
        self._over_at: float | None = None
        self._keys_wait = keys_wait
        self._keys_wait_until = asyncio.get_running_loop().time() + keys_wait

    def end(self) -> None:
        """It is over, and need not be announced any more."""
        self._over_at = time.monotonic()
        self.over.set()
        if self.announcement is not None:
            self.announcement.stop()

    def was_overtaken(self, typed_at: float) -> bool:
        """Whether a key was typed before its end that should not have waited for it."""
        return not self._keys_wait and self._over_at is not None and typed_at < self._over_at

    async def wait(self) -> bool:
        """Wait as long as keys wait for it; whether there was anything to wait for."""
        if self.over.is_set() or asyncio.get_running_loop().time() >= self._keys_wait_until:
            return False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self._keys_wait_until):
                await self.over.wait()
        return True


class DeskScreen(Screen[Answer]):
    """A screen with a place for messages (``MESSAGE``) that reads and acts beside the keys.

    ``KEYS_WAIT``: how many seconds keys typed ahead wait for an action. None where its outcome
    stands on this screen until it was seen: there they must not leave it.
    """

    MESSAGE: ClassVar[str] = "#message"
    KEYS_WAIT: ClassVar[float] = _SHOWN_AFTER

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._doing: _Doing | None = None
        self._failed: _Then[LaobaoError] = self.fail
        self._on_top = asyncio.Event()

    def say(self, message: str) -> None:
        """Say something of no consequence, or nothing; it stays until the next action."""
        place = self.query_one(self.MESSAGE)
        if isinstance(place, Outcome):
            place.say(message)
        elif isinstance(place, Line):
            place.show(message)

    def refuse(self, message: str) -> None:
        """Say why nothing was done."""
        place = self.query_one(self.MESSAGE)
        if isinstance(place, Outcome):
            place.refused(message)
        else:
            self.say(message)

    def fail(self, error: LaobaoError) -> None:
        """Say why an action was not done, or reading failed."""
        self.refuse(error.message)

    def action_back(self) -> None:
        """Go back without doing anything."""
        self.dismiss(None)

    def leave(self, answer: Answer) -> None:
        """Go back with an answer."""
        self.dismiss(answer)

    async def read(self, work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
        """Return what quick reading of the store returns; keys wait for it, nothing else does."""
        return await store_threads(self.app).read(work, *given, **named)

    async def load(self, module: str) -> None:
        """Load the code of another screen, which takes a while the first time; keys wait for it."""
        if module not in sys.modules:
            await self.read(import_module, module)

    def read_long(self, words: str, work: Callable[[], _T], then: _Then[_T]) -> None:
        """Do long reading beside the screen and hand on what it returns, or say what was wrong.

        Keys wait for it, but for Esc; what is asked for later is shown instead of it.
        """
        doing = self._start_doing(words, None, _PATIENCE_SECONDS)
        self.run_worker(self._do_read(doing, work, then), group="reading", exclusive=True)

    async def _do_read(self, doing: _Doing, work: Callable[[], _T], then: _Then[_T]) -> None:
        try:
            result = await store_threads(self.app).read_long(work)
            await _hand_on(then, result)
        except LaobaoError as error:
            self.fail(error)
        finally:
            doing.end()

    def write(
        self,
        words: str,
        action: Callable[[], _T],
        then: _Then[_T],
        failed: _Then[LaobaoError] | None = None,
    ) -> None:
        """Do an action beside the screen, once, and hand on what it returns to ``then``.

        Where it was refused, failed, or was given up in time, ``failed`` is told why. While
        it is being done nothing else can be; Esc gives it up as long as it only waits for
        other writers. Its outcome is told when this screen is on top.
        """
        if self.is_acting:
            return
        turn = Turn()
        self._failed = failed or self.fail
        doing = self._start_doing(words, turn, self.KEYS_WAIT)
        self.run_worker(self._do_write(doing, turn, action, then), group="acting")

    def write_file(self, desk: Desk, action: Callable[[], object], path: Path) -> None:
        """Write a file into the current folder and say so; which, stands in the trail."""

        def act() -> None:
            record_export(desk, path.name)
            action()

        self.write("正在写文件", act, lambda _: self.say(f"已写入 {path}"))

    async def _do_write(
        self, doing: _Doing, turn: Turn, action: Callable[[], _T], then: _Then[_T]
    ) -> None:
        outcome: _T | LaobaoError
        try:
            try:
                outcome = await store_threads(self.app).write(turn, action)
            except LaobaoError as error:
                outcome = error
            if turn.is_given_up:
                return
            while not self.is_active:
                self._on_top.clear()
                await self._on_top.wait()
            doing.turn, doing.is_told = None, True
            if isinstance(outcome, LaobaoError):
                await _hand_on(self._failed, outcome)
            else:
                await _hand_on(then, outcome)
        finally:
            doing.end()

    @property
    def is_acting(self) -> bool:
        """Whether an action is being done, its outcome not yet handed on."""
        return self._doing is not None and self._doing.turn is not None

    @property
    def is_doing(self) -> bool:
        """Whether an action is being done, or long reading."""
        return self._doing is not None and not self._doing.over.is_set()

    async def over(self) -> None:
        """Wait for the end of what is being done, however long it takes."""
        if self._doing is not None:
            await self._doing.over.wait()

    def _start_doing(self, words: str, turn: Turn | None, keys_wait: float) -> _Doing:
        doing = self._doing = _Doing(words, turn, keys_wait)
        doing.announcement = self.set_timer(_SHOWN_AFTER, lambda: self._announce(doing))
        return doing

    def _announce(self, doing: _Doing) -> None:
        """Say what is still being done; what came of it already is not talked over."""
        if doing is self._doing and not doing.is_told and not doing.over.is_set():
            self.say(f"{doing.words}……{'  Esc 取消' if self.is_acting else ''}")

    async def answered(self) -> bool:
        """Wait for what is being done, so that keys typed ahead act on what came of it.

        Whether there was anything to wait for: it may have led to more.
        """
        return self._doing is not None and await self._doing.wait()

    async def takes(self, key: str, typed_at: float) -> bool:
        """Whether a key may act now; while something is being done it is answered here."""
        doing = self._doing
        if doing is None or key in _TAKEN_ALWAYS:
            return True
        if doing.over.is_set():
            return not doing.was_overtaken(typed_at)
        if key not in LEAVES or (key != "escape" and self.is_acting):
            self._announce(doing)
            return False
        if doing.turn is None:
            return True
        if doing.turn.give_up():
            doing.turn = None
            doing.end()
            await _hand_on(self._failed, Cancelled())
        else:
            self.say(f"{doing.words}：已经开始记录，不能取消，马上就知道结果")
        return False

    def on_screen_resume(self) -> None:
        """Tell what was done meanwhile."""
        self._on_top.set()

    def on_unmount(self) -> None:
        """Give up what still waits: the program is left."""
        if self._doing is not None and self._doing.turn is not None:
            self._doing.turn.give_up()


async def _hand_on(then: Callable[[Any], Awaitable[None] | None], result: object) -> None:
    answer = then(result)
    if answer is not None:
        await answer
