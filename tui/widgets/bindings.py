"""Key bindings and footers, made from the registry of actions."""

from textual.binding import Binding, BindingType

from models.base.text import width
from tui.actions import Place, keys_of

_MOST_KEYS = 7


def bindings_of(place: Place) -> list[BindingType]:
    """Return the bindings of a screen's own actions (``everywhere``: those of all screens)."""
    return [
        Binding(
            each.key,
            each.handler,
            each.title,
            tooltip=each.help,
            id=each.name,
            # Ahead of the focused field, which would take a space or a plus sign as text.
            priority=each.key not in ("enter", "escape"),
        )
        for each in keys_of(place)
        if each.place == place and each.handler
    ]


def footer_of(place: Place, cells: int = 80) -> str:
    """Return the line of keys at the bottom of a screen: at most seven, as many as fit."""
    words: list[str] = []
    for each in keys_of(place):
        added = [*words, f"{each.key_title} {each.title}"]
        if each.in_footer and len(added) <= _MOST_KEYS and width("  ".join(added)) <= cells:
            words = added
    return "  ".join(words)
