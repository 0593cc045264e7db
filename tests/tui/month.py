"""A station's people at their terminals: whose turn it is, what was pressed, what was printed."""

import datetime as dt
import itertools
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.base import clock
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from tests.bureau.reconciliation.making import HEADER, cells
from tests.naming import foreign
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.palette import PaletteScreen
from tui.widgets.field import Field

_SIZE = (80, 24)


class Hand:
    """Somebody's hand at a terminal. ``pressed`` counts since ``begin``.

    A key of the keyboard is one; what is typed in a row, off a paper or as a name or a reason, is
    one, whatever its length.
    """

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.pressed = 0
        self._typed: set[str] = set()

    def begin(self) -> None:
        """Count from here: at the counter, with nothing open and nothing found."""
        assert isinstance(self.pilot.app.screen, CounterScreen)
        self.pressed = 0

    async def keys(self, *names: str) -> None:
        """Press keys one after another, each when the one before has been answered."""
        for name in names:
            self.pressed += 1
            await self.pilot.press(name)
            await self.pilot.pause()
            if not isinstance(self.pilot.app.screen, PaletteScreen):  # pinyin initials
                read = foreign(self.shown) - self._typed
                assert not read, (read, self.shown)

    async def text(self, typed: str) -> None:
        """Type a search, a number off a paper, a reason."""
        self.pressed += 1
        self._typed |= foreign(typed)
        await self.pilot.press(*typed)
        await self.pilot.pause()

    async def fill(self, **values: str) -> None:
        """Fill in fields by their names, in the ordinary work that nobody counts."""
        for name, value in values.items():
            found = self.pilot.app.screen.query_one(f"#{name.replace('_', '-')}", Field)
            found.focus()
            found.value = ""
            self._typed |= foreign(value)
            await self.pilot.press(*value)
        await self.pilot.pause()

    @property
    def shown(self) -> str:
        """What stands on the screen; a row that was broken is put together again."""
        rows = self.pilot.app.screen._compositor.render_strips()
        return "".join(row.text.strip() for row in rows)

    def sees(self, *words: str) -> None:
        """Assert that words stand on the screen."""
        for each in words:
            assert each in self.shown, f"{each}\n{self.shown}"

    async def home(self) -> None:
        """Leave whatever is open."""
        for _ in range(6):
            await self.pilot.press("escape")
            await self.pilot.pause()
        assert isinstance(self.pilot.app.screen, CounterScreen)


@dataclass
class Month:
    """The station, the day it is there, and the paper that its POS terminals have printed."""

    desk: Desk
    folder: Path
    today: dt.date
    printed: list[StatementLine] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)
    _seconds: "itertools.count[int]" = field(default_factory=itertools.count)

    def stand_in(self, patch: pytest.MonkeyPatch) -> None:
        """Let the clock be the month's; forms do their work in this process, by this clock."""
        patch.setattr(clock, "today", lambda: self.today)
        patch.setattr(clock, "timestamp", self._timestamp)
        patch.setattr(
            "tui.background.long_work.run_in_process",
            lambda work, given, tell: work(*given),
        )
        patch.chdir(self.folder)

    def _timestamp(self) -> str:
        moment = dt.datetime.combine(self.today, dt.time(1)) + dt.timedelta(0, next(self._seconds))
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"

    @asynccontextmanager
    async def at(self, login: str) -> AsyncIterator[Hand]:
        """Sit down at one's own terminal, on the day it is."""
        desk = replace(self.desk, operator=login).on(self.today)
        async with LaobaoApp(desk).run_test(size=_SIZE) as pilot:
            await pilot.pause()
            yield Hand(pilot)

    def print_slip(self, terminal: str, batch: str, trace: str, fen: int) -> None:
        """Let a terminal print: a purchase, or below zero a void or the return of a refund."""
        same_day = any(each.day == self.today and each.amount_fen == -fen for each in self.printed)
        kind = "purchase" if fen > 0 else "void" if same_day else "refund"
        self.printed.append(
            StatementLine(
                terminal=terminal,
                batch=batch,
                trace=trace,
                day=self.today,
                time=f"09:{len(self.printed):02}:11",
                kind=kind,  # type: ignore[arg-type]
                amount_fen=fen,
                row=len(self.printed) + 2,
            )
        )

    def total(self, terminal: str, batch: str) -> str:
        """Return what a terminal's settlement slip states of a batch's purchases, in yuan."""
        return str(sum(each.amount_fen for each in self._of(terminal, batch)) // 100)

    def _of(self, terminal: str, batch: str) -> Iterable[StatementLine]:
        return (
            each
            for each in self.printed
            if (each.terminal, each.batch) == (terminal, batch) and each.kind != "refund"
        )

    def statement(self) -> Path:
        """Write what the acquirer sends at the end of the month: all that was printed."""
        path = self.folder / "对账单.csv"
        rows = [HEADER, *map(cells, self.printed)]
        path.write_text("\n".join(",".join(_quoted(row)) for row in rows), "utf-8")
        return path


def _quoted(row: Iterable[str]) -> Iterable[str]:
    return (f'"{each}"' for each in row)
