"""``/`` narrows the list of every screen that has one, and nothing is done to what is hidden."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.people.uninsured.read import read_roll
from models.station.desk import Desk
from tests.bureau.reconciliation.making import post_slips
from tests.counter.village.making import village_of
from tests.making import slip
from tests.people.uninsured.making import named, receive, sent_file
from tests.tui.families import add_families, number
from tests.tui.test_duplicates_screen import add_doubts
from tui.app import LaobaoApp
from tui.screens.choose_command import ChooseCommandScreen
from tui.screens.command import CommandScreen
from tui.screens.duplicates import DuplicatesScreen
from tui.screens.filtered import FilteredScreen
from tui.screens.reconcile import ReconcileScreen
from tui.screens.uninsured import GroupScreen
from tui.screens.village import VillageScreen
from tui.widgets.lines import Lines


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    monkeypatch.chdir(tmp_path)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        yield pilot


def listed(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the screen's list."""
    screen = pilot.app.screen
    assert isinstance(screen, FilteredScreen)
    return [row.text for row in screen.query_one(screen.LIST, Lines)._rows]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_commands_are_narrowed_by_their_words(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+p", *"qbml", "enter")
    assert isinstance(pilot.app.screen, ChooseCommandScreen)
    everything = listed(pilot)
    await press(pilot, "slash", *"偏远村")
    assert 0 < len(listed(pilot)) < len(everything)
    await press(pilot, "escape")
    assert listed(pilot) == everything
    await press(pilot, "slash", *"登记偏远村", "enter", "1")
    assert isinstance(pilot.app.screen, CommandScreen), "a digit is that of the row it stands at"


async def test_of_a_village_all_that_is_seen_is_ticked(
    sqlite_desk: Desk, pilot: Pilot[None]
) -> None:
    village_of(sqlite_desk, 6)
    await press(pilot, "ctrl+f", *"qsc", "enter")
    village = pilot.app.screen
    assert isinstance(village, VillageScreen)
    one = village.families[2]
    await press(pilot, "slash", *one.number, "enter", "a")
    assert village.ticked == {one.number}
    await press(pilot, "escape")
    assert len(listed(pilot)) == 6 and village.ticked == {one.number}, "ticks stay"


async def test_duplicates_are_narrowed_by_who_they_are(
    sqlite_desk: Desk, pilot: Pilot[None]
) -> None:
    add_doubts(sqlite_desk)
    await press(pilot, "f10")
    screen = pilot.app.screen
    assert isinstance(screen, DuplicatesScreen)
    await press(pilot, "slash", *"单雪梅")
    assert [each.name for each in screen.cases] == ["单雪梅"]
    assert screen.case is not None and screen.case.one.name == "单雪梅"
    await press(pilot, "x")
    assert screen.case is None, "what is hidden is not decided"


async def test_of_the_uninsured_those_who_are_seen_are_settled(
    sqlite_desk: Desk, pilot: Pilot[None], tmp_path: Path
) -> None:
    add_families(sqlite_desk)
    people = (
        ("曾国强", number("1975-03-04", 11)),
        ("解放军", number("1960-01-02", 21)),
        ("区桂花", number("1962-03-04", 22)),
    )
    receive(sqlite_desk, sent_file(tmp_path, people, ("姓名", "证件号码")))
    await press(pilot, "ctrl+p", *"wcb", "enter")
    await press(pilot, "slash", *"名册未缴", "enter", "enter")
    group = pilot.app.screen
    assert isinstance(group, GroupScreen)
    assert len(listed(pilot)) == len(read_roll(sqlite_desk).people)
    await press(pilot, "slash", *"解放", "enter", "f2", *"死亡未销户", "enter")
    reasons = {name: named(sqlite_desk, name).reason for name, _ in people}
    assert reasons == {"曾国强": "", "解放军": "死亡未销户", "区桂花": ""}


async def test_what_waits_for_a_statement_is_narrowed_too(
    sqlite_desk: Desk, pilot: Pilot[None]
) -> None:
    post_slips(sqlite_desk, [(slip(1), 250_00), (slip(2), 380_00)])
    await press(pilot, "ctrl+r", "f9")
    screen = pilot.app.screen
    assert isinstance(screen, ReconcileScreen)
    assert len(screen.waiting) == 2
    await press(pilot, "slash", *"380")
    assert [each.amount_fen for each in screen.waiting] == [380_00]
    await press(pilot, "escape")
    assert len(screen.waiting) == 2
