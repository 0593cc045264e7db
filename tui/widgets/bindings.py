"""Key bindings, footers and what decides a case, made from the registry of actions."""

from collections.abc import Collection

from textual.binding import Binding, BindingType

from models.base.text import width
from tui.actions import Place, keys_of

_MOST_KEYS, _NARROW = 7, 80
"""How many keys a line names at a width; a wider one names as many as it has room for."""
_TYPED = frozenset({"enter", "escape", "slash"})
"""Keys that a field takes first; so it does a single letter."""


def bindings_of(place: Place) -> list[BindingType]:
    """Return the bindings of a screen's own actions (``everywhere``: those of all screens)."""
    return [
        Binding(
            ",".join(filter(None, (each.key, each.other_key))),
            each.handler,
            each.title,
            tooltip=each.help,
            id=each.name,
            # Ahead of the focused field, which would take a space or a plus sign as text.
            priority=len(each.key) > 1 and each.key not in _TYPED,
        )
        for each in keys_of(place)
        if each.place == place and each.handler
    ]


def footer_of(place: Place, cells: int = 80) -> str:
    """Return the line of keys at the bottom of a screen: those used most, as many as fit.

    At most seven at 80 columns; a wider terminal names the screen's other keys behind them.
    """
    keys = keys_of(place)
    named = [each for each in keys if each.in_footer]
    if cells > _NARROW:
        named += [each for each in keys if not each.in_footer]
    most = len(named) if cells > _NARROW else _MOST_KEYS
    words: list[str] = []
    for each in named:
        added = [*words, f"{each.key_title} {each.title}"]
        if len(added) <= most and width("  ".join(added)) <= cells:
            words = added
    return "  ".join(words)


def decision_keys(place: Place, decisions: Collection[str]) -> str:
    """Return the keys that decide so, in their order: ``可以：F5 在别处，F6 未在别处``."""
    wanted = tuple(f"{handler}(" for handler in decisions)
    quoted = tuple(f"decide('{decision}')" for decision in decisions)
    keys = [
        f"{each.key_title} {each.title}"
        for each in keys_of(place)
        if each.handler in quoted or each.handler.startswith(wanted)
    ]
    return f"可以：{'，'.join(keys)}"
