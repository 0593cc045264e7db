"""The one registry of actions: every action of the program is declared here, once.

The command line, key bindings, footer, palette and help are all made from it. An
action names its command (``module:attribute``, imported only when called), its key on a
screen, or both.
"""

from tui.actions.action import Action, Place
from tui.actions.commands import COMMANDS
from tui.actions.counter import COUNTER
from tui.actions.everywhere import EVERYWHERE
from tui.actions.families import FAMILIES
from tui.actions.lists import LISTS
from tui.actions.money import MONEY
from tui.actions.papers import PAPERS
from tui.actions.printer import PRINTER
from tui.actions.review import REVIEW
from tui.actions.villages import VILLAGES

__all__ = ["ACTIONS", "Action", "Place", "commands", "keys_of"]

ACTIONS: tuple[Action, ...] = (
    *COUNTER, *EVERYWHERE, *MONEY, *VILLAGES, *FAMILIES, *REVIEW, *PAPERS, *PRINTER, *LISTS,
    *COMMANDS,
)  # fmt: skip


def commands() -> dict[str, Action]:
    """Return the actions that are commands, by name."""
    return {each.name: each for each in ACTIONS if each.command}


def keys_of(place: Place) -> tuple[Action, ...]:
    """Return the actions with a key on a screen: its own first, then those of every screen."""
    own = tuple(each for each in ACTIONS if each.key and each.place == place)
    taken = {each.key for each in own}
    everywhere = tuple(
        each
        for each in ACTIONS
        if each.key and each.place == "everywhere" and each.key not in taken
    )
    return own if place == "everywhere" else own + everywhere
