"""What an invariant found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One invariant: its name, whether it holds, and in one line what was looked at or is wrong.

    ``detail`` names the first bad row by table and number, never a person.
    """

    name: str
    is_sound: bool
    detail: str


def sound(name: str, detail: str = "") -> Finding:
    """Return an invariant that holds."""
    return Finding(name, True, detail)


def broken(name: str, detail: str) -> Finding:
    """Return an invariant that does not hold."""
    return Finding(name, False, detail)
