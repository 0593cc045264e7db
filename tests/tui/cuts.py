"""Screens are held to say whole what they say: at 80 columns no line of any screen is cut.

A message that needs more rows than there are (``Message``, ``Outcome``) says how to read on;
every other line must fit. It is looked at whenever a test draws a screen.
"""

from typing import Any

import pytest
from rich.text import Text

from models.base.text import width
from tui.widgets.line import Bar, Line

_NARROW = 80
_MAY_BE_CUT = frozenset({"heads", "columns"})
"""Heads of columns, which move sideways with what stands beneath them."""


def note_what_is_cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which every line that is drawn cut is added from now on."""
    cut: list[str] = []

    def noting(render: Any) -> Any:
        def rendered(self: Line) -> Text:
            too_long = width(self.text.rstrip()) > self.size.width >= _NARROW
            if too_long and self.id not in _MAY_BE_CUT:
                cut.append(f"{type(self.screen).__name__} #{self.id}: {self.text}")
            shown: Text = render(self)
            return shown

        return rendered

    for kind in (Line, Bar):  # a message draws itself
        monkeypatch.setattr(kind, "render", noting(kind.render))
    return cut
