"""What became of the money: large, in place, until the clerk goes on."""

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from models.base.money import format_yuan
from models.base.money_words import amount_in_words
from models.base.text import fit
from tui.widgets.message import rows_of

_DONE = Style(color="green", bold=True, reverse=True)
_REFUSED = Style(color="red", bold=True)
_STRONG = Style(bold=True)
_LARGE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


class Outcome(Static):
    """Some rows at the foot of a money screen. Its text is no markup."""

    DEFAULT_CSS = "Outcome { height: auto; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.text = ""
        self.is_cut = False

    def done(self, head: str, amount_fen: int, rest: str = "") -> None:
        """State what is entered: in reverse, the amount in wide digits and in words."""
        cells = self.app.size.width
        large = format_yuan(amount_fen).translate(_LARGE)
        rows = [f" {head}", f" {large} 元   {amount_in_words(amount_fen)}"]
        self.text = "\n".join([head, rest])
        shown = [Text(fit(row, cells), _DONE) for row in rows]
        told, self.is_cut = rows_of(rest, cells - 1, self._most - len(rows))
        self.update(Text("\n", no_wrap=True).join([*shown, *(Text(row, _STRONG) for row in told)]))

    def refused(self, text: str) -> None:
        """Say why nothing was done, and what to do; marked, not only coloured."""
        self._show(f"！{text}" if text else "", _REFUSED)

    def say(self, text: str) -> None:
        """Say something of no consequence."""
        self._show(text, _STRONG)

    @property
    def _most(self) -> int:
        """How many rows it may take: what it is about has to stay in sight."""
        return max(4, self.app.size.height // 3)

    def _show(self, text: str, style: Style) -> None:
        self.text = text
        rows, self.is_cut = rows_of(text, self.app.size.width - 1, self._most)
        self.update(Text("\n".join(rows), style))
