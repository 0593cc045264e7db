"""What an action is: something a person can do, by a key on a screen, as a command, or both."""

from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "counter", "payment", "certify", "change", "report", "duplicates", "explain", "settle",
    "reconcile", "reverse", "close", "lists", "listing", "command", "commands",
    "everywhere",
]  # fmt: skip


@dataclass(frozen=True)
class Action:
    """Something a person can do, from a screen (``key`` in ``place``) or as a command.

    ``handler`` is the screen's action method; ``initials`` are the pinyin initials the
    palette answers to; ``in_footer`` shows the key at the bottom of its screen; ``opens`` is
    the screen it leads to, if that has keys of its own.
    """

    name: str
    title: str
    help: str
    command: str = ""
    key: str = ""
    place: Place = "counter"
    handler: str = ""
    initials: str = ""
    in_footer: bool = False
    opens: Place | None = None

    @property
    def key_title(self) -> str:
        """The key as a person reads it: ``F2``, ``Ctrl+P``, ``Esc``."""
        names = {
            "escape": "Esc",
            "enter": "回车",
            "space": "空格",
            "plus": "+",
            "minus": "-",
            "left": "←",
            "right": "→",
        }
        return names.get(self.key) or "+".join(part.title() for part in self.key.split("+"))
