"""What the screen of voids and refunds shows: the payments in force, and the one at the cursor."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from models.counter.reversible import Reversible, reversible_payments
from models.levy.family import Household
from models.station.desk import Desk
from tui.screens import reverse_lines as words
from tui.screens.card import head_line
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import EntryDay
from tui.widgets.bindings import footer_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen

REASONS = ("录错金额", "录错人员", "重复缴费", "已在别处参保", "死亡", "参保人要求")
_LABEL_CELLS = 16


class ReverseView(DeskScreen[str | None]):
    """The payments above, below them whom the one under the cursor concerns; then the reason."""

    CSS = "#payments { min-height: 3; }"
    MESSAGE: ClassVar[str] = "#outcome"

    def __init__(self, desk: Desk, household: Household) -> None:
        super().__init__()
        self.desk, self.household = desk, household
        self._payments: tuple[Reversible, ...] = ()
        self._sight = Seen(self)
        self.day = EntryDay(self, desk)

    def compose(self) -> ComposeResult:
        """List the payments over the reason."""
        yield Bar(f"撤销、退费  {head_line(self.household)}")
        yield Line(words.HEADING, classes="strong")
        yield Lines(id="payments")
        yield Static(id="detail", classes="strong", markup=False)
        yield Line("  原因：" + "  ".join(f"{n} {each}" for n, each in enumerate(REASONS, 1)))
        yield Static(id="step", classes="strong", markup=False)
        for name, label, hint in (
            ("reason", "原因", "按数字选，或按 Tab 到这里写"),
            ("trace", "撤销凭证号", "POS 撤销签购单的凭证号，6 位，没有就空着"),
        ):
            field = Field("", hint, 40, id=name, digits_only=name == "trace")
            yield FieldLine(f"  {label}：", field, _LABEL_CELLS, id=f"{name}-line")
        yield Outcome(id="outcome")
        yield Bar(footer_of("reverse"))

    async def on_mount(self) -> None:
        """Show the payments; the cursor is on the newest."""
        await self.show_payments()
        self.query_one("#payments").focus()
        self.refuse(await self.day.read())

    @on(Lines.Moved, "#payments")
    def _moved(self) -> None:
        self._sight.renew()
        self._show_chosen()

    async def show_payments(self) -> None:
        """Read the payments again and show them."""
        self._sight.renew()
        self._payments = await self.read(self.read_payments)
        today = self.desk.business_date
        rows = [TextLine(words.receipt_line(each, today)) for each in self._payments]
        lines = self.query_one("#payments", Lines)
        lines.show(rows or [TextLine("  这一户没有可以撤销或退费的收据")], lines.position)
        self._show_chosen()

    def read_payments(self) -> tuple[Reversible, ...]:
        """Read the payments of the family that are still in force."""
        return reversible_payments(self.desk, self.household.household_id)

    def _show_chosen(self) -> None:
        """Say whom the receipt under the cursor concerns, and what its keys will do."""
        chosen, today, cells = self.chosen, self.desk.business_date, self.app.size.width - 1
        detail, step, has_slip = [], "", False
        if chosen is not None:
            detail = words.detail_rows(chosen, today, cells)
            step = words.next_step(chosen, today, self.desk.operator)
            has_slip = words.has_void_slip(chosen, today)
        self._show_rows("#detail", detail)
        self._show_rows("#step", words.step_rows(step, cells))
        self._ask_for_trace(is_asked=has_slip)

    def _show_rows(self, selector: str, rows: list[str]) -> None:
        shown = self.query_one(selector, Static)
        shown.update(Text("\n".join(rows), no_wrap=True))
        shown.display = bool(rows)

    def _ask_for_trace(self, *, is_asked: bool) -> None:
        """Ask for the slip of a void only where there is one."""
        trace = self.query_one("#trace", Field)
        if not is_asked:
            trace.value = ""
            if trace.has_focus:
                self.query_one("#payments").focus()
        self.query_one("#trace-line").display = is_asked

    @property
    def chosen(self) -> Reversible | None:
        """The payment under the cursor."""
        position = self.query_one("#payments", Lines).position
        return self._payments[position] if position < len(self._payments) else None

    def typed(self, name: str) -> str:
        """Return what is typed in a field."""
        return self.query_one(f"#{name}", Field).value
