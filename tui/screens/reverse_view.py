"""What the screen of voids and refunds shows: the payments in force, and the one at the cursor."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from models.counter.replay import last_slip
from models.counter.reverse import Part
from models.counter.reversible import PaidPerson, Reversible, reversible_payments
from models.levy.family import Household
from models.station.desk import Desk
from tui.screens import reverse_lines as words
from tui.screens.card import head_line
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import EntryDay
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen

WRONG_AMOUNT = "录错金额"
REASONS = (WRONG_AMOUNT, "录错人员", "重复缴费", "已在别处参保", "死亡", "参保人要求")
_LABEL_CELLS = 16
_FIELDS = (
    ("reason", "原因", "按数字选，或按 Tab 到这里写"),
    ("terminal", "退货终端号", "POS 退货签购单的终端号，8 位，没有签购单就空着"),
    ("batch", "退货批次号", "POS 退货签购单的批次号，6 位"),
    ("trace", "签购单凭证号", "撤销（退货）签购单的凭证号，6 位，没有就空着"),
)


class ReverseView(DeskScreen[str | None]):
    """The payments above, below them whom the one under the cursor concerns; then the reason."""

    CSS = "#payments { min-height: 3; }"
    MESSAGE: ClassVar[str] = "#outcome"

    def __init__(self, desk: Desk, household: Household, receipt: str = "", who: str = "") -> None:
        """``receipt``: where the cursor starts, if it is still in force.

        ``who``: the identity number of the member whom the counter showed.
        """
        super().__init__()
        self.desk, self.household, self._receipt, self._who = desk, household, receipt, who
        self._payments: tuple[Reversible, ...] = ()
        self._rows: list[tuple[Reversible, PaidPerson | None]] = []
        self._left_out: dict[str, frozenset[Part]] = {}
        self._sight = Seen(self)
        self._proposed = "", ""
        self.day = EntryDay(self, desk)

    def compose(self) -> ComposeResult:
        """List the payments over the reason."""
        yield Bar(f"撤销、退费、更正  {head_line(self.household)}")
        yield Line(words.HEADING, classes="strong")
        yield Lines(id="payments")
        yield Static(id="detail", classes="strong", markup=False)
        yield Line("  原因：" + "  ".join(f"{n} {each}" for n, each in enumerate(REASONS, 1)))
        yield Static(id="step", classes="strong", markup=False)
        for name, label, hint in _FIELDS:
            is_number = name in ("terminal", "batch", "trace")
            field = Field("", hint, 40, id=name, digits_only=is_number)
            yield FieldLine(f"  {label}：", field, _LABEL_CELLS, id=f"{name}-line")
        yield Outcome(id="outcome")
        yield Keys("reverse")

    async def on_mount(self) -> None:
        """Show the payments; the cursor is on the newest, or on the one that was asked for."""
        await self.show_payments()
        payments = self.query_one("#payments", Lines)
        asked = [each.receipt == self._receipt for each, _ in self._rows]
        payments.move(asked.index(True) if any(asked) else 0)
        payments.focus()
        self.refuse(await self.day.read())

    @on(Lines.Moved, "#payments")
    def _moved(self) -> None:
        self._sight.renew()
        self._show_chosen()

    async def show_payments(self) -> None:
        """Read the payments again and show them."""
        self._sight.renew()
        self._payments = await self.read(self.read_payments)
        for each in self._payments:
            self._propose(each)
        self.show_rows()

    def _propose(self, each: Reversible) -> None:
        """Tick the dead alone, where a year is paid for that began after their death."""
        dead = {who.part for who in each.people if who.died_before}
        if dead and not each.waiting and each.receipt not in self._left_out:
            living = {who.part for who in each.people} - dead
            if living:
                self._left_out[each.receipt] = frozenset(living)

    def show_rows(self) -> None:
        """Show the receipts, under those of which some people are chosen these people."""
        self._sight.renew()
        today = self.desk.business_date
        self._rows, shown = [], []
        for each in self._payments:
            ticked = self.ticked(each)
            self._rows.append((each, None))
            shown.append(TextLine(words.receipt_line(each, today, ticked)))
            if each.receipt in self._left_out and not each.waiting:
                for who in each.people:
                    is_ticked = who.part not in self._left_out[each.receipt]
                    self._rows.append((each, who))
                    shown.append(TextLine(words.person_line(each, who, is_ticked=is_ticked)))
        lines = self.query_one("#payments", Lines)
        lines.show(shown or [TextLine("  这一户没有可以撤销或退费的收据")], lines.position)
        self._show_chosen()

    def all_but_the_member(self, each: Reversible) -> frozenset[Part]:
        """Return who is left out when the people of a receipt are listed first.

        All but the member whom the counter showed; nobody where he is not among them.
        """
        parts = frozenset(who.part for who in each.people)
        others = frozenset(who.part for who in each.people if who.id_number != self._who)
        return frozenset() if others == parts else others

    def ticked(self, each: Reversible) -> frozenset[Part] | None:
        """Return which people of a receipt are ticked, for what; None where all of them are."""
        left_out = self._left_out.get(each.receipt)
        if not left_out or each.waiting:
            return None
        return frozenset(who.part for who in each.people) - left_out

    def read_payments(self) -> tuple[Reversible, ...]:
        """Read the payments of the family that are still in force."""
        return reversible_payments(self.desk, self.household.household_id)

    def _show_chosen(self) -> None:
        """Say whom the receipt under the cursor concerns, and what its keys will do."""
        chosen, today, cells = self.chosen, self.desk.business_date, self.app.size.width - 1
        detail, step, has_slip = [], "", False
        is_refund = False
        if chosen is not None:
            ticked = self.ticked(chosen)
            detail = words.detail_rows(chosen, today, cells) if ticked is None else []
            step = words.next_step(chosen, today, self.desk.operator, ticked)
            is_refund = words.has_refund_slip(chosen)
            has_slip = is_refund or words.has_void_slip(chosen, today, ticked)
        self._show_text("#detail", detail)
        self._show_text("#step", words.step_rows(step, cells))
        self._ask_for("trace", is_asked=has_slip)
        for name in ("terminal", "batch"):
            self._ask_for(name, is_asked=is_refund)

    def _show_text(self, selector: str, rows: list[str]) -> None:
        shown = self.query_one(selector, Static)
        shown.update(Text("\n".join(rows), no_wrap=True))
        shown.display = bool(rows)

    def _ask_for(self, name: str, *, is_asked: bool) -> None:
        """Ask for a number of the slip of a void or refund only where there is one."""
        field = self.query_one(f"#{name}", Field)
        if not is_asked:
            field.value = ""
            if field.has_focus:
                self.query_one("#payments").focus()
        self.query_one(f"#{name}-line").display = is_asked

    async def propose_slip(self) -> None:
        """Fill in the terminal of the payment, and the batch in which it prints today.

        The trace is left to be typed: without one there is no slip.
        """
        chosen = self.chosen
        if chosen is None or not words.has_refund_slip(chosen) or not chosen.terminal:
            return
        last = await self.read(last_slip, self.desk, chosen.terminal)
        batch = last.batch if last and last.date == self.desk.business_date else ""
        self.query_one("#terminal", Field).value = chosen.terminal
        self.query_one("#batch", Field).value = batch
        self._proposed = chosen.terminal, batch
        self.query_one("#trace" if batch else "#batch", Field).focus()

    @property
    def slip_numbers(self) -> tuple[str, str, str]:
        """Return the numbers of the refund's slip; none where only what was proposed is there."""
        terminal, batch, trace = map(self.typed, ("terminal", "batch", "trace"))
        if not trace and (terminal, batch) == self._proposed:
            return "", "", ""
        return terminal, batch, trace

    @property
    def chosen(self) -> Reversible | None:
        """The payment under the cursor."""
        return self.at_cursor[0]

    @property
    def at_cursor(self) -> tuple[Reversible | None, PaidPerson | None]:
        """The payment under the cursor, and the person of it, where the cursor is on one."""
        position = self.query_one("#payments", Lines).position
        return self._rows[position] if position < len(self._rows) else (None, None)

    def typed(self, name: str) -> str:
        """Return what is typed in a field."""
        return self.query_one(f"#{name}", Field).value
