"""The line of keys at the bottom of a screen: as many as the terminal has room for."""

from rich.text import Text

from models.base.text import fit
from tui.actions import Place
from tui.widgets.bindings import footer_of
from tui.widgets.line import Bar


class Keys(Bar):
    """The keys of a place, those used most first; or other words, once they lead elsewhere."""

    def __init__(self, place: Place, id: str | None = None) -> None:
        super().__init__("", id=id)
        self._place = place

    def render(self) -> Text:
        """Show what fits."""
        cells = self.size.width
        return Text(fit(self.text or footer_of(self._place, cells), cells), no_wrap=True)
