"""A one-row bar across the screen: title above, keys below."""

from rich.text import Text
from textual.widget import Widget

from models.text import fit


class Bar(Widget):
    """One line in reverse, cut or padded to the screen's width; its text is no markup."""

    DEFAULT_CSS = "Bar { height: 1; text-style: reverse; }"

    def __init__(self, text: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.refresh()

    def render(self) -> Text:
        """Fit the text to the row."""
        return Text(fit(self._text, self.size.width), no_wrap=True)
