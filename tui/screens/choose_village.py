"""The villages of a list: a letter chooses one at once."""

from string import ascii_lowercase
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine

_LETTERS = f"{ascii_lowercase}123456789"


class VillagesScreen(Screen[str | None]):
    """The villages by name; answers with one, or with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "返回"),
        *(Binding(letter, f"choose({at})", show=False) for at, letter in enumerate(_LETTERS)),
    ]

    def __init__(self, villages: tuple[str, ...]) -> None:
        super().__init__()
        self._villages = villages

    def compose(self) -> ComposeResult:
        """Title, names behind their letters, the keys."""
        yield Bar("只看哪个村(社区)")
        yield Lines(id="villages")
        yield Bar("按村名前的字母选，或上下键选、回车  Esc 返回")

    def on_mount(self) -> None:
        """Show the names, the cursor on the first."""
        lines = self.query_one("#villages", Lines)
        letters = [*_LETTERS, *" " * len(self._villages)]
        lines.show([
            TextLine(f"{letter.upper()} {village}")
            for letter, village in zip(letters, self._villages, strict=False)
        ])  # fmt: skip
        lines.focus()

    @on(Lines.Chosen, "#villages")
    def chosen(self, event: Lines.Chosen) -> None:
        """Answer with the village under the cursor."""
        self.action_choose(event.position)

    def action_choose(self, at: int) -> None:
        """Answer with a village; a letter before none does nothing."""
        if at < len(self._villages):
            self.dismiss(self._villages[at])
