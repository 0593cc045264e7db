"""The screen that takes money back, as its tests use it: opened, read, and looked at."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.pilot import Pilot

from models.counter.pay import take_payment
from models.counter.request import Part, PaymentRequest
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import household_id, person, slip
from tui.screens.reverse import ReverseScreen
from tui.widgets.outcome import Outcome

SIZE = (80, 24)


async def opened(pilot: Pilot[None], text: str = "zgq") -> ReverseScreen:
    await pilot.press(*text, "ctrl+z")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReverseScreen)
    await look(pilot)
    return screen


async def look(pilot: Pilot[None]) -> None:
    """Wait until what is on the screen now was drawn."""
    screen = pilot.app.screen
    assert isinstance(screen, ReverseScreen)
    await pilot.pause()
    assert screen._sight.is_clear


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#outcome", Outcome).text


def shown(pilot: Pilot[None]) -> str:
    """Return what stands on the screen; a row that was broken is put together again."""
    rows = pilot.app.screen._compositor.render_strips()
    return "".join(row.text.strip() for row in rows)


def pay_together(desk: Desk, *numbers: str) -> None:
    parts = tuple(Part(household_id(desk, number), "medical") for number in numbers)
    take_payment(desk, PaymentRequest(parts=parts, slips=(slip(5),)))


def add_cousin(desk: Desk, number: str) -> None:
    """Let somebody move in who has not paid yet."""
    merge_roster(desk, [person("曾晚来", household=number)], "花名册")


@contextmanager
def unseen() -> Iterator[None]:
    """Let the clerk have seen nothing of the screen."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tui.widgets.seen.Seen.is_clear", property(lambda self: False))
        yield


def kinds(desk: Desk) -> list[str]:
    return [row[0] for row in desk.store.rows("SELECT kind FROM payment ORDER BY id")]
