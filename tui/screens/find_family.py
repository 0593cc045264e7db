"""Choosing another family by what a clerk types: the counter's search in a small list."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from models.base.errors import BadInput, LaobaoError
from models.base.terms import Insurance
from models.base.text import cut, fit
from models.levy.family import Household
from models.people.households.families import household_numbered
from models.people.worklist import owing_neighbours
from models.search.find import find_people
from models.search.match import Match
from models.station.desk import Desk
from tui.background.store_threads import store_threads
from tui.widgets.field import Field
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_ROWS = 7
_READ = 30
"""How many people are looked at for the families that are shown."""


class FindFamilyScreen(ModalScreen[int | None]):
    """Answers with a household; Esc with none.

    With nothing typed the list has families of the same village that can still pay.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "取消"),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]
    CSS = """
    FindFamilyScreen { align: left bottom; background: transparent; }
    FindFamilyScreen #found { height: auto; max-height: 7; background: $background; }
    FindFamilyScreen #question { text-style: reverse; }
    """

    def __init__(
        self, desk: Desk, beside: Household, insurance: Insurance, taken: frozenset[int]
    ) -> None:
        super().__init__()
        self.desk, self._beside, self._insurance = desk, beside, insurance
        self._taken = taken
        self.found: list[Match] = []

    def compose(self) -> ComposeResult:
        """The families found over the question and its field; what is wrong above all."""
        yield Outcome(id="wrong")
        yield Lines(can_focus=False, id="found")
        yield Static(
            "同一张单据再加一户：姓名、拼音、户编号…，上下键选  回车加，Esc 取消",
            id="question",
            markup=False,
        )
        yield Field(id="answer", submits=True, about="find-family")

    async def on_mount(self) -> None:
        """List the neighbours, the cursor in the field."""
        self.query_one(Outcome).display = False
        self.query_one(Field).focus()
        await self._list("")

    @on(Field.Changed, "#answer")
    async def find(self, event: Field.Changed) -> None:
        """List what the text finds, at every key."""
        await self._list(event.value)

    async def _list(self, text: str) -> None:
        self.query_one(Outcome).display = False
        matches = await store_threads(self.app).read(self._matches, text)
        own: dict[int, Match] = {}
        for each in matches:
            own.setdefault(each.household_id, each)
        # A number typed in full is that family's, whatever else it is found in.
        rows = sorted(own.values(), key=lambda each: each.household != text.strip())
        self.found = rows[:_ROWS]
        lines = self.query_one("#found", Lines)
        lines.styles.height = len(self.found)
        lines.show([TextLine(self._line(each)) for each in self.found])

    def _matches(self, text: str) -> list[Match]:
        if text.strip():
            return [each for each in find_people(self.desk, text, _READ) if not each.left]
        others = owing_neighbours(
            self.desk, self._beside, self._insurance, _ROWS + len(self._taken)
        )
        return [each for each in others if each.household_id not in self._taken]

    def _line(self, match: Match) -> str:
        """Return a family by whom it was found; one that is on the slip already says so."""
        why = "已经在上面了" if match.household_id in self._taken else match.why
        return (
            f"  {fit(cut(match.name, 14), 15)}{fit(cut(match.village, 14), 15)}"
            f"{fit(f'{match.household} 户', 14)}{why}"
        )

    def action_move(self, by: int) -> None:
        """Move among the families."""
        self.query_one("#found", Lines).move(by)

    @on(Field.Submitted, "#answer")
    async def answer(self, event: Field.Submitted) -> None:
        """Answer with the family under the cursor, or that of the number typed."""
        try:
            found = await store_threads(self.app).read(self._meant, event.value)
        except LaobaoError as error:
            self._refuse(error.message)
            return
        if found in self._taken:
            self._refuse("这一户已经在上面了，请另选一户")
        else:
            self.dismiss(found)

    def _meant(self, text: str) -> int:
        """Return the household of the cursor; where nothing is found, that of ``村/户编号``."""
        if self.found:
            return self.found[self.query_one("#found", Lines).position].household_id
        if text.strip():
            return household_numbered(self.desk, text)
        raise BadInput(f"{self._beside.village}没有别的要缴费的家庭了，请输入姓名或户编号")

    def _refuse(self, message: str) -> None:
        wrong = self.query_one(Outcome)
        wrong.display = True
        wrong.refused(message)
        self.query_one(Field).focus()

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
