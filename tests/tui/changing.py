"""Making changes on the screen of changes, and reading what it shows."""

from textual.pilot import Pilot

from tui.screens.change import ChangeScreen
from tui.screens.change_forms import FORMS, KEYS
from tui.widgets.outcome import Outcome

SIZE = (80, 24)
KEY_OF = {form.title: key for form, key in zip(FORMS, KEYS, strict=True)}
DOWN_TO = {form.title: ["down"] * position for position, form in enumerate(FORMS)}


def rows(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the screen; the first is the title."""
    lines = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in lines]


def shows(pilot: Pilot[None], *texts: str) -> bool:
    """Whether all the texts stand in one row."""
    return any(all(text in row for text in texts) for row in rows(pilot))


def says(pilot: Pilot[None]) -> str:
    """Return what the screen of changes says at its foot."""
    return pilot.app.screen.query_one("#outcome", Outcome).text


async def open_changes(pilot: Pilot[None], who: str) -> None:
    """Find somebody and press F7."""
    await pilot.press(*who, "f7")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ChangeScreen)


async def choose(pilot: Pilot[None], who: str, title: str) -> None:
    """Find somebody, press F7, go to a kind of change and to its first field."""
    await open_changes(pilot, who)
    await pilot.press(*DOWN_TO[title], "tab")
    await pilot.pause()


async def fill(pilot: Pilot[None], *texts: str) -> None:
    """Fill in the fields one after the other, and press F2."""
    for text in texts:
        await pilot.press(*text, "tab")
    await press(pilot, "f2")


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, and wait for what they do."""
    await pilot.press(*keys)
    await pilot.pause()
