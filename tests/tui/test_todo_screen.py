"""What waits, and the day's entries, on the screen: each row opens where it is worked on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.counter.refund import request_refund
from models.station.desk import Desk
from tests.making import pay, second_at
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.close_day import CloseScreen
from tui.screens.counter import CounterScreen
from tui.screens.entries import EntriesScreen
from tui.screens.listing import ListingScreen
from tui.screens.reverse import ReverseScreen
from tui.screens.todo import TodoScreen
from tui.widgets.line import Line
from tui.widgets.outcome import Outcome


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    """Three days after a payment, whose refund a colleague has asked for; one was made today."""
    add_families(sqlite_desk)
    paid = pay(sqlite_desk, "010001")
    later = sqlite_desk.on(sqlite_desk.business_date.replace(day=17))
    request_refund(second_at(later), paid.receipt, "死亡")
    pay(later, "010002", trace=2)
    pay(second_at(later), "010004", trace=3)
    monkeypatch.chdir(tmp_path)
    async with LaobaoApp(later).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


def shown(pilot: Pilot[None], column: int = 0) -> list[str]:
    """Return what stands in a column of the first list."""
    screen = pilot.app.screen
    assert isinstance(screen, ListingScreen)
    rows = (screen._rows[at] for at in range(len(screen._rows)))
    return [
        row.grid.texts_of(row.values)[column]
        for row in rows
        if row.number and row.values and row.grid is screen._grids[0]
    ]


async def to(pilot: Pilot[None], task: str) -> None:
    """Open what waits, and go where this is done."""
    await pilot.press("ctrl+e")
    await pilot.pause()
    await pilot.press(*["down"] * shown(pilot).index(task), "enter")
    await pilot.pause()


async def test_how_much_waits_stands_at_the_counter(pilot: Pilot[None]) -> None:
    station = pilot.app.screen.query_one("#station", Line).text
    await pilot.press("ctrl+e")
    await pilot.pause()
    assert isinstance(pilot.app.screen, TodoScreen)
    assert f"待办 {len(shown(pilot))} 项（Ctrl+E）" in station
    assert {"日结", "复核退费"} <= set(shown(pilot))


async def test_a_refund_is_reached_from_what_waits(pilot: Pilot[None]) -> None:
    await to(pilot, "复核退费")
    assert shown(pilot) == ["2019-000001"]
    await pilot.press("enter")
    await pilot.pause()
    reverse = pilot.app.screen
    assert isinstance(reverse, ReverseScreen)
    assert reverse.chosen is not None and reverse.chosen.waiting
    await pilot.press("escape", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, TodoScreen), "Esc goes back the way one came"


async def test_the_day_that_was_not_closed_is_closed_from_there(pilot: Pilot[None]) -> None:
    await to(pilot, "日结")
    close = pilot.app.screen
    assert isinstance(close, CloseScreen)
    assert str(close.desk.business_date) == "2019-11-14"
    await pilot.press("escape")
    await pilot.pause()
    todo = pilot.app.screen
    assert isinstance(todo, TodoScreen) and str(todo.desk.business_date) == "2019-11-17"


async def test_the_entries_of_the_day_are_mine_or_all(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+o")
    await pilot.pause()
    assert isinstance(pilot.app.screen, EntriesScreen)
    assert shown(pilot) == ["2019-000003", "2019-000002"]
    await pilot.press("m")
    await pilot.pause()
    assert shown(pilot) == ["2019-000002"]
    assert "本人" in pilot.app.screen.query_one("#title", Line).text
    await pilot.press("f2")
    await pilot.pause()
    assert "已写入" in pilot.app.screen.query_one("#message", Outcome).text
    await pilot.press("m")
    await pilot.pause()
    assert len(shown(pilot)) == 2


async def test_an_entry_opens_its_family_or_is_taken_back(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+o")
    await pilot.pause()
    await pilot.press("down", "ctrl+z")
    await pilot.pause()
    reverse = pilot.app.screen
    assert isinstance(reverse, ReverseScreen)
    assert reverse.chosen is not None and reverse.chosen.receipt == "2019-000002"
    await pilot.press("1", "f2")
    await pilot.pause()
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, EntriesScreen)
    assert shown(pilot)[0] == "2019-000004", "the void stands there at once"
    await pilot.press("home", "down", "down", "down", "down", "enter")
    await pilot.pause()
    counter = pilot.app.screen
    assert isinstance(counter, CounterScreen) and counter.household is not None
