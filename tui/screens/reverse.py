"""Taking money back: void a payment of today, ask for or approve the refund of an older one."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from models.desk import Desk
from models.errors import LaobaoError
from models.levy.family import Household
from models.money import format_yuan
from models.text import cut, fit
from models.till.entry import CHANNEL_TITLES
from models.till.refund import approve_refund, decline_refund, request_refund
from models.till.reverse import Reversal
from models.till.reversible import Reversible, reversible_payments
from models.till.slip import check_slip
from models.till.void import void_payment
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens.card import head_line
from tui.sight import TOO_EARLY, Sight
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_REASONS = ("录错金额", "录错人员", "重复缴费", "已在别处参保", "死亡", "参保人要求")
_WAYS = {"void": "当日撤销", "refund": "退费申请"}


class ReverseScreen(Screen[str | None]):
    """The family's payments still in force; a digit chooses the reason, F2 takes one back."""

    PLACE: ClassVar[Place] = "reverse"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("reverse"),
        *(
            Binding(str(number), f"reason({number})", show=False)
            for number in range(1, len(_REASONS) + 1)
        ),
    ]
    CSS = """
    .field-line { height: 1; }
    .field-label { width: 16; }
    """

    def __init__(self, desk: Desk, household: Household) -> None:
        super().__init__()
        self.desk, self.household = desk, household
        self._payments: tuple[Reversible, ...] = ()
        self._outcome: str | None = None
        self._sight = Sight(self)

    def compose(self) -> ComposeResult:
        """List the payments over the reason."""
        yield Bar(f"撤销、退费  {head_line(self.household)}")
        yield Line(
            f"  {fit('收据', 13)}{fit('日期', 12)}{fit('方式', 10)}{fit('金额', 11, right=True)}"
            "  办法        人员",
            classes="strong",
        )
        yield Lines(id="payments")
        yield Line("  原因：" + "  ".join(f"{n} {each}" for n, each in enumerate(_REASONS, 1)))
        for name, label, hint in (
            ("reason", "原因", "按数字选，或按 Tab 到这里写"),
            ("trace", "撤销凭证号", "POS 撤销签购单的凭证号，6 位，没有就空着"),
        ):
            with Horizontal(classes="field-line"):
                yield Static(f"  {label}：", classes="field-label", markup=False)
                yield Field("", hint, 40, id=name, digits_only=name == "trace")
        yield Outcome(id="outcome")
        yield Bar(footer_of("reverse"))

    def on_mount(self) -> None:
        """Show the payments; the cursor is on the newest."""
        self.show_payments()
        self.query_one("#payments").focus()

    @on(Lines.Moved, "#payments")
    def _renew(self) -> None:
        self._sight.renew()

    def show_payments(self) -> None:
        """Read the payments again and show them."""
        self._sight.renew()
        self._payments = reversible_payments(self.desk, self.household.household_id)
        rows = [TextLine(self._row(each)) for each in self._payments]
        lines = self.query_one("#payments", Lines)
        lines.show(rows or [TextLine("  这一户没有可以撤销或退费的收据")], lines.position)

    def _row(self, each: Reversible) -> str:
        way = "等待复核" if each.waiting else _WAYS[each.way_back(self.desk.business_date)]
        return (
            f"  {fit(each.receipt, 13)}{fit(str(each.paid_on), 12)}"
            f"{fit(cut(CHANNEL_TITLES[each.channel], 9), 10)}"
            f"{fit(format_yuan(each.amount_fen), 11, right=True)}  {fit(way, 12)}"
            f"{cut('、'.join(each.names), 18)}"
        )

    @property
    def _chosen(self) -> Reversible | None:
        position = self.query_one("#payments", Lines).position
        return self._payments[position] if position < len(self._payments) else None

    def action_reason(self, number: int) -> None:
        """Choose a reason by its digit."""
        self.query_one("#reason", Field).value = _REASONS[number - 1]

    def action_confirm(self) -> None:
        """Void the payment, or ask for its refund."""
        chosen = self._chosen
        if chosen is None or not self._is_seen():
            return
        reason = self.query_one("#reason", Field).value
        try:
            if chosen.way_back(self.desk.business_date) == "void":
                self._done("已撤销", self._void(chosen, reason), "请在 POS 机上同样撤销")
            else:
                asked = request_refund(self.desk, chosen.receipt, reason)
                self._say(
                    f"已登记退费申请：收据 {asked.receipt}，{format_yuan(asked.amount_fen)} 元，"
                    f"{CHANNEL_TITLES[asked.channel]}退。等另一位经办人在这里按 F3 复核"
                )
        except LaobaoError as error:
            self._refuse(error.message)

    def _is_seen(self) -> bool:
        if not self._sight.is_clear:
            self.query_one(Outcome).refused(TOO_EARLY)
        return self._sight.is_clear

    def _void(self, chosen: Reversible, reason: str) -> Reversal:
        trace = self.query_one("#trace", Field).value
        slip = None
        if trace and chosen.terminal:
            slip = check_slip(chosen.terminal, chosen.batch, trace, self.desk.business_date)
        return void_payment(self.desk, chosen.receipt, reason, slip)

    def action_approve(self) -> None:
        """Approve the refund that waits, as the second operator."""
        if self._chosen is None or not self._is_seen():
            return
        try:
            self._done("已退费", approve_refund(self.desk, self._chosen.receipt), "")
        except LaobaoError as error:
            self._refuse(error.message)

    def action_decline(self) -> None:
        """Decline or withdraw the refund that waits, with the reason in the field."""
        if self._chosen is None:
            return
        try:
            reason = self.query_one("#reason", Field).value
            declined = decline_refund(self.desk, self._chosen.receipt, reason)
        except LaobaoError as error:
            self._refuse(error.message)
        else:
            self._say(f"收据 {declined.receipt} 的退费申请已取消")

    def _done(self, what: str, result: Reversal, then: str) -> None:
        """State the outcome in place; it stays until the clerk leaves."""
        amount = format_yuan(result.amount_fen)
        head = (
            f"{what}收据 {result.reverses}：{result.people} 人 {amount} 元，凭证 {result.receipt}"
        )
        self._outcome = head
        self.query_one(Outcome).done(
            head, abs(result.amount_fen), then if result.amount_fen else ""
        )
        self.show_payments()

    def _say(self, message: str) -> None:
        self.query_one(Outcome).say(message)
        self.show_payments()

    def _refuse(self, message: str) -> None:
        self.query_one(Outcome).refused(message)
        self.show_payments()

    def action_back(self) -> None:
        """Go back to the counter."""
        self.dismiss(self._outcome)
