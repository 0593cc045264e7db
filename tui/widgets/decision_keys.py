"""Which keys of a screen decide the case under its cursor: there are more than a footer holds."""

from collections.abc import Collection

from tui.actions import Place, keys_of


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
