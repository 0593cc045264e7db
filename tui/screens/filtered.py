"""A screen with a list that is narrowed: ``/`` asks for words, each key leaves fewer rows."""

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType

from models.base.errors import LaobaoError
from models.search.narrow import Initials, Needle, asks_for_initials
from tui.background.initials import initials
from tui.screens.desk_screen import Answer, DeskScreen
from tui.widgets.field import Field
from tui.widgets.filter_line import FilterLine
from tui.widgets.lines import Lines

_Item = TypeVar("_Item")


class FilteredScreen(DeskScreen[Answer]):
    """Its list is ``LIST``; ``show_narrowed`` shows it again by ``needle``.

    Enter in the line keeps what is typed and goes back to the list, Esc clears it, there as in
    the list; only then Esc leaves the screen.
    """

    LIST: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "list_move(-1)", show=False),
        Binding("down", "list_move(1)", show=False),
        Binding("pageup", "list_page(-1)", show=False),
        Binding("pagedown", "list_page(1)", show=False),
    ]
    needle = Needle()
    initials: Initials = {}  # noqa: RUF012  (never changed, only replaced)

    def show_narrowed(self) -> Awaitable[None] | None:
        """Show the rows in which ``needle`` is found."""
        raise NotImplementedError

    def narrowed(self, items: Iterable[_Item], text_of: Callable[[_Item], str]) -> list[_Item]:
        """Return those of the items in whose text is found what is typed."""
        every = list(items)
        return [every[at] for at in self.needle.found_in([text_of(each) for each in every])]

    @property
    def filter_text(self) -> str:
        """What is typed to narrow the list."""
        return self.query_one(FilterLine).field.value

    def action_filter(self) -> None:
        """Go into the line, what is in it chosen to be typed over."""
        line = self.query_one(FilterLine)
        line.display = True
        line.field.focus()

    @on(Field.Changed, "#filter")
    async def _typed(self, event: Field.Changed) -> None:
        """Narrow at every key; the keys behind it wait for what is found."""
        if event.value == self.filter_text:
            await self._narrow(event.value)

    async def _narrow(self, text: str) -> None:
        if asks_for_initials(text) and not self.initials:
            try:
                self.initials = await self.read(initials)
            except LaobaoError as error:  # the letters are found all the same, as they stand
                self.fail(error)
        self.needle = Needle.typed(text, self.initials)
        shown = self.show_narrowed()
        if shown is not None:
            await shown

    @on(Field.Submitted, "#filter")
    def _keep(self) -> None:
        line = self.query_one(FilterLine)
        line.display = not line.is_empty
        self.query_one(self.LIST, Lines).focus()

    def action_back(self) -> None:
        """Clear what narrows the list; where nothing does, go back."""
        line = self.query_one(FilterLine)
        if not line.display:
            super().action_back()
            return
        line.field.value = ""
        line.display = False
        self.query_one(self.LIST, Lines).focus()

    def action_list_move(self, by: int) -> None:
        """Move in the list while something is typed."""
        self.query_one(self.LIST, Lines).move(by)

    def action_list_page(self, direction: int) -> None:
        """Move by a screenful while something is typed."""
        self.query_one(self.LIST, Lines).action_page(direction)
