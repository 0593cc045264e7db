"""Whatever can be done is found: by key, in the footer, in the palette, in the help."""

from typing import get_args

import pytest
from pypinyin import pinyin
from pypinyin.constants import Style as Reading
from textual.pilot import Pilot

from models.base.text import width
from models.bureau.todo.values import TaskKind
from models.station.desk import Desk
from tests.cases import for_each
from tests.making import pay
from tests.tui.families import add_families
from tui.actions import ACTIONS, Action, Place, keys_of
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.help import help_lines
from tui.screens.palette import PaletteScreen, answering, offered
from tui.screens.payment import PaymentScreen
from tui.screens.report import ReportScreen
from tui.widgets.bindings import footer_of
from tui.widgets.field import Field
from tui.widgets.field_help import FIELD_HELP, help_of_field
from tui.widgets.lines import Lines

_PLACES: tuple[Place, ...] = get_args(Place)
_WITH_HANDLER = [each for each in ACTIONS if each.handler]


@for_each("place", _PLACES)
def test_a_footer_has_at_most_seven_keys_and_is_never_cut(place: Place) -> None:
    footer = footer_of(place)
    assert width(footer) <= 80 and footer.count("  ") <= 6
    for each in keys_of(place):
        if each.in_footer and (each.place == place or each.name == "help"):
            assert f"{each.key_title} {each.title}" in footer.split("  ")


@for_each("place", _PLACES)
def test_a_wider_terminal_names_more_keys_behind_the_same(place: Place) -> None:
    narrow, wide = footer_of(place), footer_of(place, 132)
    assert wide.startswith(narrow) and width(wide) <= 132
    if len(keys_of(place)) > narrow.count("  ") + 1:
        assert width(wide) > width(narrow)


def test_nothing_is_behind_a_key_alone_that_terminals_keep_for_themselves() -> None:
    """F10 opens the menu of many terminals, F11 fills the screen: there is another way."""
    kept = [each for each in ACTIONS if each.key in ("f10", "f11")]
    assert all(each.other_key or each.name in get_args(TaskKind) for each in kept)


@for_each("place", _PLACES)
def test_no_key_means_two_things_on_a_screen(place: Place) -> None:
    keys = [key for each in keys_of(place) for key in (each.key, each.other_key) if key]
    assert len(keys) == len(set(keys))


@for_each("action", _WITH_HANDLER)
def test_every_action_is_in_the_palette_and_the_help_of_its_screen(action: Action) -> None:
    places = _PLACES if action.place == "everywhere" else (action.place,)
    for place in places:
        taken = {each.key for each in keys_of(place) if each.place == place}
        if action.place == "everywhere" and action.key in taken:
            continue
        assert action.name == "palette" or action in offered(place)
        if action.key:
            assert any(action.help in line for line in help_lines(place))


@for_each("action", _WITH_HANDLER)
def test_the_palette_answers_to_pinyin_initials(action: Action) -> None:
    """The initials are those of the title, or of the words its help begins with."""
    place: Place = "counter" if action.place == "everywhere" else action.place
    assert action.initials
    if action.name != "palette":
        assert action in answering(place, action.initials)[:3]
    said = [
        {reading[0] for reading in readings}
        for readings in pinyin(action.title + action.help, Reading.NORMAL, heteronym=True)
        if readings[0][0].isascii() and readings[0][0].isalpha()
    ]
    begin = 0
    for letter in action.initials:
        begin = next(at for at in range(begin, len(said)) if letter in said[at]) + 1


async def test_the_palette_does_what_is_chosen(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq", "ctrl+p")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaletteScreen)
        await pilot.press(*"sf")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaymentScreen)
        await pilot.press("escape", "ctrl+p", "down", "up", *"bb", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReportScreen)
        await pilot.press("ctrl+p", *"没有这个", "enter", "escape", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CounterScreen)


_FIELD_SCREENS = {
    "counter": [],
    "payment": [*"zgq", "f2"],
    "cash": [*"zgq", "f2", "f4"],
    "another family": [*"zgq", "f2", "f3"],
    "certify": [*"zgq", "f4"],
    "reverse": [*"reyihan", "ctrl+z"],
    "right family": [*"reyihan", "ctrl+z", "2", "f6"],
    "correct": [*"reyihan", "ctrl+z", "2", "f6", "enter"],
    "close": ["f11", "f3"],
    "date": ["f8"],
    "receipt": [*"reyihan", "ctrl+t"],
    "palette": ["ctrl+p"],
}
_CHANGES = 13


@pytest.mark.parametrize("name", _FIELD_SCREENS)
async def test_every_field_has_its_help(name: str, sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    pay(sqlite_desk, "010004")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*_FIELD_SCREENS[name])
        await pilot.pause()
        _look_for_help(pilot)


async def test_every_field_of_every_change_has_its_help(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq", "f7")
        seen = set()
        for _ in range(_CHANGES):
            await pilot.pause()
            seen.add(_look_for_help(pilot))
            await pilot.press("down")
        assert len(seen) > 1, "every change asks for the same"


def _look_for_help(pilot: Pilot[None]) -> tuple[str, ...]:
    """Find help for every field that is shown; return what these are about."""
    place = getattr(pilot.app.screen, "PLACE", "everywhere")
    fields = [each for each in pilot.app.screen.query(Field) if each.region.height]
    assert fields
    for each in fields:
        assert help_of_field(each.about, place) is not None, each.about
    return tuple(str(each.about) for each in fields)


async def test_f1_explains_the_field_the_cursor_is_in(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"reyihan", "f2", "tab", "tab")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        text = [line.text for line in pilot.app.screen.query_one(Lines)._rows]
        assert text[0] == "【这一栏：凭证号】" and any("空格" in line for line in text)


def test_every_help_of_a_field_says_what_an_example_and_the_check() -> None:
    for each in FIELD_HELP.values():
        assert all((each.title, each.what, each.example, each.checked))


async def test_every_key_of_the_help_works_where_it_is_listed(sqlite_desk: Desk) -> None:
    """Pressed on an empty counter, each key answers: with a screen, or with a sentence."""
    for action in keys_of("counter"):
        if action.name in ("quit", "display", "redraw", "find"):
            continue
        async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
            await _press(pilot, action.key)
            is_told = isinstance(pilot.app.screen, CounterScreen) and bool(
                pilot.app.screen.query_one("#message").text  # type: ignore[attr-defined]
            )
            assert is_told or not isinstance(pilot.app.screen, CounterScreen), action.name


async def _press(pilot: Pilot[None], key: str) -> None:
    await pilot.pause()
    await pilot.press(key)
    await pilot.pause()
