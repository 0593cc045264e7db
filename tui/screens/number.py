"""The whole number of one person: first the reason, then the number, gone with the screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from models.levy.family import Member
from models.people.see_number import REASONS, SeenNumber, see_number
from models.station.desk import Desk
from tui.actions import Place
from tui.screens.desk_screen import DeskScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome


class NumberScreen(DeskScreen[None]):
    """A digit chooses the reason and shows the number; another reason is typed, then F2."""

    PLACE: ClassVar[Place] = "number"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("number"),
        *(Binding(str(place), f"show({place})", show=False) for place in range(1, 4)),
    ]
    CSS = "#reasons { height: 4; } #seen { height: 1fr; padding: 1 2; text-style: bold; }"

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__()
        self.desk, self.member = desk, member

    def compose(self) -> ComposeResult:
        """The reasons over what is shown."""
        yield Bar(f"完整证件号  {self.member.name}")
        yield Line("为什么看：按数字选；别的理由按 Tab 到下面写，再按 F2。记入操作记录")
        yield Lines(id="reasons")
        yield FieldLine(
            "  理由：", Field("", "例如 银行开户", 100, id="reason", about="number-reason"), 10
        )
        yield Static(id="seen", markup=False)
        yield Outcome(id="message")
        yield Keys("number")

    def on_mount(self) -> None:
        """Show the usual reasons."""
        reasons = self.query_one("#reasons", Lines)
        reasons.show([TextLine(f"  {place} {why}") for place, why in enumerate(REASONS, 1)])
        reasons.focus()

    @on(Lines.Chosen, "#reasons")
    def _chosen(self) -> None:
        self.action_show(self.query_one("#reasons", Lines).position + 1)

    def action_show(self, place: int) -> None:
        """Show the number for one of the usual reasons."""
        self._see(REASONS[place - 1])

    def action_confirm(self) -> None:
        """Show the number for the reason that was typed."""
        self._see(self.query_one("#reason", Field).value)

    def _see(self, reason: str) -> None:
        def see() -> SeenNumber:
            return see_number(self.desk, self.member.person_id, reason)

        self.write("正在记录", see, self._show)

    def _show(self, seen: SeenNumber) -> None:
        self.query_one("#seen", Static).update(
            f"{seen.household}  {seen.name}\n\n"
            f"证件号码  {seen.id_number}\n\n手机号码  {seen.phone or '没有登记'}"
        )
        self.say("已记入操作记录；按 Esc 离开，号码就不再显示")

    def action_back(self) -> None:
        """Leave; the number is gone."""
        self.dismiss(None)
