"""A one-line question."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from models.base.errors import LaobaoError
from tui.background.store_threads import store_threads
from tui.widgets.field import Field
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen


class PromptScreen(ModalScreen[str | None]):
    """Asks for one line; Enter answers with it, Esc with nothing.

    ``about`` names what is asked for, as in ``tui.widgets.field_help``. ``check`` raises what is
    wrong with an answer: then the question stays, with what was typed; it may read the store.
    ``is_grave``: what the answer does cannot be undone, so that it is taken only when the
    question was seen. ``is_hidden``: the answer is a PIN. ``propose`` reads from the store what the
    answer most likely is; it stands there to be typed over, where nothing was typed yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "取消")]
    CSS = """
    PromptScreen { align: left bottom; background: transparent; }
    #question { text-style: reverse; }
    """

    def __init__(
        self,
        question: str,
        value: str,
        *,
        about: str,
        check: Callable[[str], object] | None = None,
        is_grave: bool = False,
        is_hidden: bool = False,
        propose: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self._question, self._value, self._about = question, value, about
        self._check, self._is_grave, self._is_hidden = check, is_grave, is_hidden
        self._propose = propose
        self._sight = Seen(self)

    def compose(self) -> ComposeResult:
        """Put the question over the field, at the bottom; what is wrong above both."""
        yield Outcome(id="wrong")
        yield Static(f"{self._question}  回车确定，Esc 取消", id="question", markup=False)
        yield Field(
            self._value,
            id="answer",
            submits=True,
            about=self._about,
            is_hidden=self._is_hidden,
        )

    async def on_mount(self) -> None:
        """Put the cursor into the field, and there what is proposed."""
        self.query_one(Outcome).display = False
        field = self.query_one(Field)
        field.focus()
        if self._propose is not None:
            proposed = await store_threads(self.app).read(self._propose)
            if not field.value:
                field.value = proposed
                field.action_select_all()

    @on(Field.Submitted)
    async def answer(self, event: Field.Submitted) -> None:
        """Answer with what was typed, if nothing is wrong with it."""
        if self._is_grave and not self._sight.allows(self._refuse):
            return
        try:
            if self._check is not None:
                await store_threads(self.app).read(self._check, event.value)
        except LaobaoError as error:
            self._refuse(error.message)
        else:
            self.dismiss(event.value)

    def _refuse(self, message: str) -> None:
        wrong = self.query_one(Outcome)
        wrong.display = True
        wrong.refused(message)
        self.query_one(Field).focus()

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
