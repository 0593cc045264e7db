"""A picture of every screen at 80x24, compared with the one that was looked at."""

import pytest
from textual.pilot import Pilot

from models.desk import Desk
from tests.making import pay
from tests.tui.families import add_families
from tui.app import LaobaoApp

_SCREENS = {
    "counter_empty": [],
    "counter_family": [*"zgq"],
    "counter_long_name": [*"reyihan"],
    "members": [*"jfj", "enter", "down"],
    "payment": [*"zgq", "f2"],
    "payment_reimbursed": [*"jfj", "f2", "down"],
    "pension_closed": [*"zgq", "f3"],
    "certify": [*"zgq", "f4", "down"],
    "explanation": [*"qgh", "f5"],
    "report": ["f6"],
    "help": ["f1"],
    "business_date": ["f8"],
    "close_day": ["f11", "f3", *"120", "f2"],
}


@pytest.mark.parametrize("name", _SCREENS)
def test_screen(name: str, sqlite_desk: Desk, snap_compare):
    add_families(sqlite_desk)
    pay(sqlite_desk, "010003", trace=None)

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.press(*_SCREENS[name])
        await pilot.pause(0.3)

    assert snap_compare(LaobaoApp(sqlite_desk), terminal_size=(80, 24), run_before=settle)
