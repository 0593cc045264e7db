"""A one-line question."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.field import Field


class PromptScreen(ModalScreen[str | None]):
    """Asks for one line; Enter answers with it, Esc with nothing.

    ``about`` names what is asked for, as in ``tui.field_help``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "取消")]
    CSS = """
    PromptScreen { align: left bottom; background: transparent; }
    #question { text-style: reverse; }
    """

    def __init__(self, question: str, value: str, *, about: str) -> None:
        super().__init__()
        self._question, self._value, self._about = question, value, about

    def compose(self) -> ComposeResult:
        """Put the question over the field, at the bottom."""
        yield Static(f"{self._question}  回车确定，Esc 取消", id="question", markup=False)
        yield Field(self._value, id="answer", submits=True, about=self._about)

    def on_mount(self) -> None:
        """Put the cursor into the field."""
        self.query_one(Field).focus()

    @on(Field.Submitted)
    def answer(self, event: Field.Submitted) -> None:
        """Answer with what was typed."""
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
