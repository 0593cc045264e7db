"""What the counter shows while another screen lies on it."""

from textual.app import App

from tui.program.proposals import Shown
from tui.screens.counter_view import CounterView


def shown_by(app: App[None]) -> Shown | None:
    """Return the family that the counter shows and its member at the cursor; None where none is."""
    for screen in app.screen_stack:
        if isinstance(screen, CounterView) and screen.household is not None:
            home, member = screen.household, screen.member_at_cursor()
            household = f"{home.village}/{home.number}"
            person = f"{household}/{member.name}" if member is not None else ""
            return Shown(home.household_id, household, person)
    return None
