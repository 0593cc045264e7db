"""Whether a paper came out of the printer: asked where no printer can say so itself."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static


class CameOutScreen(ModalScreen[bool | None]):
    """One question, answered by 1 or 2; Esc leaves it open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "dismiss(True)", "打出了"),
        Binding("2", "dismiss(False)", "没有"),
        Binding("escape", "dismiss(None)", "以后再说"),
    ]
    CSS = """
    CameOutScreen { align: left bottom; background: transparent; }
    #question { text-style: reverse; }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Put the question at the bottom."""
        words = f"{self._question}：打出了按 1，没有按 2，Esc 以后再说"
        yield Static(words, id="question", markup=False)
