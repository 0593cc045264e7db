"""One-row texts that are drawn again only when they change: no layout, no markup."""

from rich.text import Text
from textual.widget import Widget

from models.base.text import fit
from tui.widgets.tones import text_of


class Line(Widget):
    """One line of text, cut or padded to the width it has; its text is no markup."""

    DEFAULT_CSS = "Line { height: 1; }"

    def __init__(self, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self.text:
            self.text = text
            self.refresh()

    def render(self) -> Text:
        """Fit the text to the row."""
        return text_of(fit(self.text, self.size.width))


class Bar(Line):
    """A line in reverse across the screen: title above, keys below."""

    DEFAULT_CSS = "Bar { text-style: reverse; }"

    def render(self) -> Text:
        """Fit the text to the row, all of it alike."""
        return Text(fit(self.text, self.size.width), no_wrap=True)
