"""80 x 22: what tmux or screen leaves of 80 x 24. Every screen has room for what it is for."""

import pytest
from textual.screen import ModalScreen
from textual.widget import Widget

from models.station.desk import Desk
from tests.making import pay
from tests.tui.families import add_families
from tests.tui.test_snapshots import _SCREENS
from tui.app import LaobaoApp
from tui.screens.too_small import TooSmallScreen
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome

_SIZE = (80, 22)
_LEAST_ROWS = 3


@pytest.fixture
def station(sqlite_desk: Desk) -> Desk:
    """The families of the screen tests; one has paid."""
    add_families(sqlite_desk)
    pay(sqlite_desk, "010003", trace=None)
    return sqlite_desk


@pytest.mark.parametrize("name", _SCREENS)
async def test_a_screen_has_room(name: str, station: Desk) -> None:
    app = LaobaoApp(station)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.press(*_SCREENS[name])
        await pilot.pause()
        screen = app.screen
        assert not isinstance(screen, TooSmallScreen)
        shown = [each for each in screen.query(Widget) if each.display and each.size.width]
        outside = [
            each
            for each in shown
            if isinstance(each, Line | Outcome) and each.region.bottom > _SIZE[1]
        ]
        assert outside == []
        if isinstance(screen, ModalScreen):  # a question at the bottom
            assert screen.query_one(Field).region.bottom <= _SIZE[1]
            return
        last = max(each.region.bottom for each in shown if isinstance(each, Bar))
        assert last == _SIZE[1], "the keys are at the bottom"
        lists = [each for each in shown if isinstance(each, Lines)]
        assert all(each.size.height >= min(_LEAST_ROWS, len(each._rows)) for each in lists)
        focused = app.focused
        assert focused is None or focused.region.bottom <= _SIZE[1]


@pytest.mark.parametrize(("size", "is_small"), [
    ((80, 22), False), ((80, 23), False), ((132, 22), False),
    ((80, 21), True), ((79, 24), True), ((79, 21), True),
])  # fmt: skip
async def test_smaller_is_said(size: tuple[int, int], is_small: bool, station: Desk) -> None:
    app = LaobaoApp(station)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TooSmallScreen) is is_small
