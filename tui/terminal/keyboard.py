"""Telling the Escape key from the beginning of another key's sequence.

Textual waits for what follows an escape character and, when letters follow that are
typed ahead, takes them for one long unknown sequence: the letters are lost. No key that
the counter uses is an Escape with a letter, so here an escape character that neither
``[`` nor ``O`` follows is the Escape key, and what follows it is text. The function keys
of PuTTY's VT100+ keyboard, which textual does not know, are put into the other encoding.
"""

import re
from collections.abc import Iterator

ESCAPE = "\x1b"
WAIT_SECONDS = 0.1
_LONE = re.compile(r"\x1b(?![\[O])")
_UNFINISHED = re.compile(r"\x1bO?\Z")
_VT100_PLUS = re.compile(r"\x1bO([T-Z\[])")
_NUMBERS = dict(zip("TUVWXYZ[", (15, 17, 18, 19, 20, 21, 23, 24), strict=True))


class Keyboard:
    """Splits what was typed into Escape keys (``ESCAPE``) and everything else."""

    def __init__(self) -> None:
        self._held = ""
        self._since = 0.0

    def typed(self, data: str, now: float) -> Iterator[str]:
        """Yield the pieces of what was read; what may be half a key at the end is held back."""
        data, self._held = self._held + data, ""
        if unfinished := _UNFINISHED.search(data):
            data, self._held, self._since = data[: unfinished.start()], unfinished[0], now
        data = _VT100_PLUS.sub(lambda match: f"\x1b[{_NUMBERS[match[1]]}~", data)
        for place, piece in enumerate(_LONE.split(data)):
            if place:
                yield ESCAPE
            if piece:
                yield piece

    def waited(self, now: float) -> Iterator[str]:
        """Yield the Escape key when nothing has followed it for a while."""
        if self._held and now - self._since >= WAIT_SECONDS:
            held, self._held = self._held, ""
            yield ESCAPE
            if held[1:]:
                yield held[1:]
