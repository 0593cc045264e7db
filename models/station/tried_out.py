"""An act done and taken back at once: its result is what the act would do, and nothing stays."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from models.station.desk import Desk


class _TakenBack(Exception):
    """Ends the transaction without keeping anything."""


@contextmanager
def tried_out(desk: Desk, act: str, *, is_preview: bool) -> Iterator[None]:
    """Run the block; where it is a preview, in a transaction that is taken back at its end."""
    if not is_preview:
        yield
        return
    with suppress(_TakenBack), desk.writing(act):
        yield
        raise _TakenBack
