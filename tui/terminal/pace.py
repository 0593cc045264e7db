"""How much may be on the way to the terminal, from how fast it answered before.

Every write ends with a question the terminal answers when it has come that far (its
cursor's position). So what is on the way is known, through any number of buffers, and
on a slow line the screen of a moment ago is never queued: what is drawn next is made
when the line has room. Keys and answers come in one stream, so a key that comes before
an answer was pressed before that write was seen.
"""

from collections import deque
from dataclasses import dataclass

ASK_POSITION = "\x1b[6n"
_LEAST, _MOST = 1024, 4096
"""Two seconds of the slowest line; a screen takes less, so a fast line is never held up."""
_SAMPLE = 256
"""Smaller writes measure the way there and back, not the line."""
_QUEUED_SECONDS = 0.5
_PATIENCE_SECONDS = 10.0
_KEPT = 256
_ENDLESS = 1 << 20

Position = tuple[int, int]


@dataclass(frozen=True)
class _Write:
    size: int
    at: float
    position: Position
    serial: int


class Pace:
    """What was written and not yet answered; a terminal that never answers is not waited for."""

    def __init__(self) -> None:
        self.answers = False
        self.is_stalled = False
        """A terminal that used to answer has not for a while: nobody knows what it shows."""
        self._strays = 0
        self._window = _MOST
        self._writes: deque[_Write] = deque(maxlen=_KEPT)

    @property
    def waits(self) -> bool:
        """Whether anything is on the way to a terminal that answers."""
        return self.answers and bool(self._writes)

    def room(self, now: float) -> int:
        """Return how many bytes may be written now."""
        if self._writes and now - self._writes[0].at > _PATIENCE_SECONDS:
            self.is_stalled = self.is_stalled or self.answers
            self._writes.clear()
            self._strays = 0
            self.answers = False
        if not self.answers:
            return _ENDLESS
        return max(0, self._window - sum(each.size for each in self._writes))

    def wrote(self, size: int, position: Position, serial: int, now: float) -> None:
        """Note a write: its size, where it left the cursor, what picture it completed."""
        self._writes.append(_Write(size, now, position, serial))

    def reaches(self, serial: int) -> None:
        """Let the last write on the way stand for a later picture that needed no bytes."""
        last = self._writes.pop()
        self._writes.append(_Write(last.size, last.at, last.position, serial))

    def answered(self, position: Position, now: float) -> int | None:
        """Take an answer; return the serial of the picture seen, or None for a stray one."""
        if self._strays:
            self._strays -= 1
            return None
        if position not in (each.position for each in self._writes):
            return None
        while True:
            write = self._writes.popleft()
            if write.position == position:
                break
        self.answers, self.is_stalled = True, False
        if write.size >= _SAMPLE:
            rate = write.size / max(now - write.at, 0.001)
            self._window = int(min(max(rate * _QUEUED_SECONDS, _LEAST), _MOST))
        return write.serial

    def forget(self) -> None:
        """Wait for nothing any more: the terminal was resized, its cursor is anywhere.

        Answers to what is on the way still come, and stand for nothing.
        """
        self._strays = len(self._writes) if self.answers else 0
        self._writes.clear()

    def trust(self) -> None:
        """Take a terminal that stopped answering for one that never does: somebody looked."""
        self.is_stalled = False
