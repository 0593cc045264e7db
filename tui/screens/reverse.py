"""Taking money back: void a payment of today, ask for or approve the refund of an older one."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from models.base.errors import BadInput, LaobaoError
from models.base.money import format_yuan
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.reverse import Reversal
from models.counter.reversible import Reversible, reversible_payments
from models.counter.void import void_payment
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.slip import PosSlip, check_slip
from models.levy.family import Household
from models.station.desk import Desk
from tui.actions import Place
from tui.screens import reverse_lines as words
from tui.screens.card import head_line
from tui.widgets.bindings import bindings_of, footer_of
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen

_REASONS = ("录错金额", "录错人员", "重复缴费", "已在别处参保", "死亡", "参保人要求")


class ReverseScreen(Screen[str | None]):
    """The family's payments still in force; a digit chooses the reason, F2 takes one back.

    Whom the receipt under the cursor concerns, and what will happen, stands below the list.
    """

    PLACE: ClassVar[Place] = "reverse"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("reverse"),
        *(
            Binding(str(number), f"reason({number})", show=False)
            for number in range(1, len(_REASONS) + 1)
        ),
    ]
    CSS = """
    #payments { min-height: 3; }
    .field-line { height: 1; }
    .field-label { width: 16; }
    """

    def __init__(self, desk: Desk, household: Household) -> None:
        super().__init__()
        self.desk, self.household = desk, household
        self._payments: tuple[Reversible, ...] = ()
        self._done_last: tuple[str, int] | None = None
        self._outcome: str | None = None
        self._sight = Seen(self)

    def compose(self) -> ComposeResult:
        """List the payments over the reason."""
        yield Bar(f"撤销、退费  {head_line(self.household)}")
        yield Line(words.HEADING, classes="strong")
        yield Lines(id="payments")
        yield Static(id="detail", classes="strong", markup=False)
        yield Line("  原因：" + "  ".join(f"{n} {each}" for n, each in enumerate(_REASONS, 1)))
        yield Static(id="step", classes="strong", markup=False)
        for name, label, hint in (
            ("reason", "原因", "按数字选，或按 Tab 到这里写"),
            ("trace", "撤销凭证号", "POS 撤销签购单的凭证号，6 位，没有就空着"),
        ):
            with Horizontal(classes="field-line", id=f"{name}-line"):
                yield Static(f"  {label}：", classes="field-label", markup=False)
                yield Field("", hint, 40, id=name, digits_only=name == "trace")
        yield Outcome(id="outcome")
        yield Bar(footer_of("reverse"))

    def on_mount(self) -> None:
        """Show the payments; the cursor is on the newest."""
        self.show_payments()
        self.query_one("#payments").focus()

    @on(Lines.Moved, "#payments")
    def _moved(self) -> None:
        self._sight.renew()
        self._show_chosen()

    def show_payments(self) -> None:
        """Read the payments again and show them."""
        self._sight.renew()
        self._payments = self._read()
        today = self.desk.business_date
        rows = [TextLine(words.receipt_line(each, today)) for each in self._payments]
        lines = self.query_one("#payments", Lines)
        lines.show(rows or [TextLine("  这一户没有可以撤销或退费的收据")], lines.position)
        self._show_chosen()

    def _read(self) -> tuple[Reversible, ...]:
        return reversible_payments(self.desk, self.household.household_id)

    def _show_chosen(self) -> None:
        """Say whom the receipt under the cursor concerns, and what its keys will do."""
        chosen, today, cells = self._chosen, self.desk.business_date, self.app.size.width - 1
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
    def _chosen(self) -> Reversible | None:
        position = self.query_one("#payments", Lines).position
        return self._payments[position] if position < len(self._payments) else None

    def action_reason(self, number: int) -> None:
        """Choose a reason by its digit."""
        self.query_one("#reason", Field).value = _REASONS[number - 1]

    def action_confirm(self) -> None:
        """Void the payment, or ask for its refund."""
        try:
            chosen = self._seen()
            if chosen is None:
                return
            if chosen.waiting:
                step = words.step_of_waiting(chosen.waiting, self.desk.operator)
                raise BadInput(f"收据 {chosen.receipt} 已申请退费，没有再办：{step}")
            reason = self._given_reason("F2")
            if chosen.way_back(self.desk.business_date) == "void":
                self._void(chosen, reason)
            else:
                self._ask(chosen, reason)
        except LaobaoError as error:
            self._refuse(error.message)

    def _seen(self) -> Reversible | None:
        """Return the receipt under the cursor if it was seen; raises BadInput if it has changed."""
        chosen = self._chosen
        if chosen is None or not self._sight.allows(self._tell):
            return None
        now = {each.receipt: each for each in self._read()}
        if now.get(chosen.receipt, chosen) != chosen:
            raise BadInput(f"收据 {chosen.receipt} 刚刚有变动，没有办理：请看清这一屏再按")
        return chosen

    def _given_reason(self, key: str) -> str:
        reason = self.query_one("#reason", Field).value
        if not reason.strip():
            raise BadInput(f"请写明原因：在列表里按数字选，或按 Tab 到“原因”里写，再按 {key}")
        return reason

    def _void(self, chosen: Reversible, reason: str) -> None:
        slip = self._void_slip(chosen)
        done = void_payment(self.desk, chosen.receipt, reason, slip)
        is_told = words.has_void_slip(chosen, self.desk.business_date) and slip is None
        self._done("已撤销", done, "POS 机上还没有撤销的，请现在撤销" if is_told else "")

    def _void_slip(self, chosen: Reversible) -> PosSlip | None:
        trace = self.query_one("#trace", Field).value
        if not trace:
            return None
        return check_slip(chosen.terminal, chosen.batch, trace, self.desk.business_date)

    def _ask(self, chosen: Reversible, reason: str) -> None:
        asked = request_refund(self.desk, chosen.receipt, reason)
        self._say(
            f"已登记退费申请：收据 {asked.receipt}，{format_yuan(asked.amount_fen)} 元，"
            f"{CHANNEL_TITLES[asked.channel]}退。等另一位经办人在这里按 F3 复核"
        )

    def action_approve(self) -> None:
        """Approve the refund that waits, as the second operator."""
        try:
            chosen = self._seen()
            if chosen is not None:
                self._done("已退费", approve_refund(self.desk, chosen.receipt), "")
        except LaobaoError as error:
            self._refuse(error.message)

    def action_decline(self) -> None:
        """Decline or withdraw the refund that waits, with the reason in the field."""
        try:
            chosen = self._seen()
            if chosen is not None:
                declined = decline_refund(self.desk, chosen.receipt, self._given_reason("F4"))
                self._say(f"收据 {declined.receipt} 的退费申请已取消")
        except LaobaoError as error:
            self._refuse(error.message)

    def _done(self, what: str, result: Reversal, then: str) -> None:
        """State the outcome in place; it stays until the clerk leaves."""
        amount = format_yuan(result.amount_fen)
        head = (
            f"{what}收据 {result.reverses}：{result.people} 人 {amount} 元，凭证 {result.receipt}"
        )
        self._outcome = head
        self._done_last = head, abs(result.amount_fen)
        self.query_one(Outcome).done(*self._done_last, then)
        self._go_on()

    def _say(self, message: str) -> None:
        self._done_last = None
        self.query_one(Outcome).say(message)
        self._go_on()

    def _go_on(self) -> None:
        """Show what is left; a reason and a slip were given for one receipt, for no other."""
        self.query_one("#reason", Field).value = ""
        self.query_one("#trace", Field).value = ""
        self.show_payments()

    def _refuse(self, message: str) -> None:
        """Say why nothing was done, and show how things stand now."""
        self._tell(message)
        self.show_payments()

    def _tell(self, message: str) -> None:
        """Say why nothing was done, below what was done before."""
        outcome = self.query_one(Outcome)
        if self._done_last is None:
            outcome.refused(message)
        else:
            outcome.done(*self._done_last, f"！后一次：{message}")

    def action_back(self) -> None:
        """Go back to the counter."""
        self.dismiss(self._outcome)
