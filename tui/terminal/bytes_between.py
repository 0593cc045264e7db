"""The terminal as a file that takes bytes among its text, in the order they are written."""

import os
import termios
from typing import Any


class BytesBetween:
    """A text file for whoever writes text; what is bytes already goes out as it is."""

    def __init__(self, file: Any) -> None:
        self.text = file
        self.encoding: str = getattr(file, "encoding", None) or "utf-8"
        self.fileno, self.flush, self.isatty = file.fileno, file.flush, file.isatty

    def write(self, data: str | bytes) -> None:
        """Write behind everything before."""
        if isinstance(data, bytes):
            self.text.flush()
            self.text.buffer.write(data)
        else:
            self.text.write(data)


def for_the_line(data: bytes, handle: int) -> bytes:
    """Return bytes so that their line ends arrive as they are: most lines add the return."""
    try:
        output = termios.tcgetattr(handle)[1] if os.isatty(handle) else 0
    except termios.error:
        output = 0
    adds_returns = output & termios.OPOST and output & termios.ONLCR
    return data.replace(b"\r\n", b"\n") if adds_returns else data
