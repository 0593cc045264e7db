"""Taking a payment: who pays, how much, on which slip. Nothing is posted before F2."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.desk import Desk
from models.errors import LaobaoError
from models.levy.family import FamilyQuote, Household, MemberQuote, quote_family
from models.levy.terms import INSURANCE_TITLES, Insurance
from models.money import format_yuan, short_yuan
from models.text import cut, fit
from models.till.choose import missing_reasons
from models.till.pay import Receipt, take_payment
from models.till.replay import last_slip
from models.till.request import PaymentRequest
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens.card import head_line, state_words
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.slip_form import SlipForm

_SETTLE_SECONDS = 0.2


class PaymentScreen(Screen[str | None]):
    """The members who can pay, the amount, and the slip's numbers with the next trace proposed."""

    PLACE: ClassVar[Place] = "payment"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("payment"),
        Binding("enter", "next_field", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]
    CSS = "#outcome { text-style: bold; height: auto; }"

    def __init__(self, desk: Desk, household: Household, insurance: Insurance) -> None:
        super().__init__()
        self.desk, self.household, self.insurance = desk, household, insurance
        self.tiers_fen: dict[str, int] = {}
        self.family: FamilyQuote = self._quote()
        self.paying = {each.member.id_number for each in self.family.payable}
        self.is_ready = False
        self.outcome: str | None = None

    def compose(self) -> ComposeResult:
        """Members above, slip below."""
        year = self.family.levy_year
        title = f"收费  {INSURANCE_TITLES[self.insurance]} {year} 年度  {head_line(self.household)}"
        yield Bar(title)
        yield Line(_heading(), classes="strong")
        yield Lines(can_focus=False, id="members")
        yield Line(id="missing")
        yield Bar(id="due")
        yield SlipForm()
        yield Static(id="outcome", markup=False)
        yield Bar(footer_of("payment"))

    def on_mount(self) -> None:
        """Propose the slip that follows the last one, and put the cursor on its trace."""
        self.show_members()
        self.query_one(SlipForm).propose(last_slip(self.desk), with_trace=True)
        # Keys typed ahead of this screen must not post money on it.
        self.set_timer(_SETTLE_SECONDS, self._become_ready)

    def _become_ready(self) -> None:
        self.is_ready = True

    def _quote(self) -> FamilyQuote:
        desk = self.desk
        return quote_family(
            desk.notice, self.insurance, self.household, desk.business_date, self.tiers_fen
        )

    def show_members(self) -> None:
        """Show who pays what, what is due, and who is still missing."""
        rows = [TextLine(self._member_row(each)) for each in self.family.members]
        lines = self.query_one("#members", Lines)
        lines.show(rows, lines.position)
        chosen = self.chosen
        due_fen = self.due_fen
        later_fen = sum(each.quote.reimbursed_fen or 0 for each in chosen)
        later = f"，之后退回 {format_yuan(later_fen)} 元" if later_fen else ""
        no_slip = "，不需刷卡" if chosen and not due_fen else ""
        self.query_one("#due", Bar).show(
            f"{len(chosen)} 人  应收 {format_yuan(due_fen)} 元{later}{no_slip}"
        )
        missing = missing_reasons(self.family, frozenset(each.member.person_id for each in chosen))
        names = "；".join(f"{name}（{reason}）" for name, reason in missing)
        text = f"全家参保还缺：{names}" if names else ""
        self.query_one("#missing", Line).show(text)

    @property
    def chosen(self) -> tuple[MemberQuote, ...]:
        """The members who are ticked and can pay."""
        return tuple(each for each in self.family.payable if each.member.id_number in self.paying)

    @property
    def due_fen(self) -> int:
        """What the ticked members owe at the counter."""
        return sum(each.quote.due_now_fen or 0 for each in self.chosen)

    @property
    def is_done(self) -> bool:
        """Whether the payment is posted."""
        return self.outcome is not None

    def _member_row(self, each: MemberQuote) -> str:
        is_chosen = each.state == "due" and each.member.id_number in self.paying
        mark = "[x]" if is_chosen else "[ ]" if each.state == "due" else "   "
        tier = self.tiers_fen.get(each.member.id_number)
        held = each.quote.category or each.member.enrolment
        tier_words = f"档次 {short_yuan(tier)}" if tier is not None else ""
        return (
            f" {mark} {fit(cut(each.member.name, 14), 15)}{fit(cut(each.member.relation, 6), 8)}"
            f"{fit(state_words(each), 16)}{fit(tier_words, 10)}{cut(held, 22)}"
        )

    def action_move(self, by: int) -> None:
        """Move the cursor among the members."""
        self.query_one("#members", Lines).move(by)

    def action_toggle_member(self) -> None:
        """Tick or untick the member under the cursor."""
        members = self.query_one("#members", Lines)
        if self.is_done:
            return
        each = self.family.members[members.position]
        if each.state != "due":
            self.say(_why_not(each))
            return
        self.paying ^= {each.member.id_number}
        self.show_members()

    def action_tier(self, step: int) -> None:
        """Choose the next higher or lower pension tier for the member under the cursor."""
        members = self.query_one("#members", Lines)
        rules = self.desk.notice.insurances[self.insurance]
        offered = rules.tiers.amounts_fen if rules.tiers else None
        if self.is_done or not offered:
            return
        each = self.family.members[members.position]
        refused = each.quote.refused
        waits_for_tier = refused is not None and refused.code == "tier_missing"
        if each.state != "due" and not waits_for_tier:
            self.say(_why_not(each))
            return
        who = each.member.id_number
        now = offered.index(self.tiers_fen[who]) if who in self.tiers_fen else -1 if step > 0 else 0
        self.tiers_fen[who] = offered[max(0, min(now + step, len(offered) - 1))]
        self.family = self._quote()
        self.paying.add(who)
        self.show_members()

    def action_next_field(self) -> None:
        """Go on to the next field."""
        if self.is_done:
            self.action_back()
        else:
            self.focus_next()

    @on(Field.Submitted)
    def submitted(self) -> None:
        """Enter in a field goes on to the next one; it never posts."""
        self.action_next_field()

    def action_confirm(self) -> None:
        """Post the payment, once, when everything is filled in and was seen."""
        if self.is_done or not self.is_ready:
            return
        self.is_ready = False
        try:
            request = self._request()
        except LaobaoError as error:
            self.is_ready = True
            self.say(error.message)
            return
        self.say("正在入账……")
        self._post(request)

    def _request(self) -> PaymentRequest:
        request = PaymentRequest(
            parts=((self.household.household_id, self.insurance),),
            members=frozenset(each.member.id_number for each in self.chosen),
            tiers_fen=dict(self.tiers_fen),
            amount_fen=self.due_fen,
        )
        if not request.amount_fen:
            return request
        return replace(request, slips=(self.query_one(SlipForm).slip(self.desk.business_date),))

    @work(thread=True, exclusive=True, group="database")
    def _post(self, request: PaymentRequest) -> None:
        """Post in a thread with its own connection, so that waiting never freezes the screen."""
        try:
            with self.desk.store.database.connection_context():
                receipt = take_payment(self.desk, request)
        except LaobaoError as error:
            self.app.call_from_thread(self._failed, error.message)
        else:
            self.app.call_from_thread(self._posted, receipt)

    def _failed(self, message: str) -> None:
        self.is_ready = True
        self.say(f"没有入账：{message}")

    def _posted(self, receipt: Receipt) -> None:
        """State the outcome in place; it stays until the clerk goes on."""
        head = "这张签购单早已入账，没有重复收费" if receipt.replayed else "已入账"
        names = "、".join(line.name for line in receipt.lines)
        self.say(
            f"{head}  收据 {receipt.receipt}  {format_yuan(receipt.amount_fen)} 元  "
            f"{len(receipt.lines)} 人：{names}\n按回车或 Esc 回到柜台"
        )
        self.outcome = f"收据 {receipt.receipt}：{format_yuan(receipt.amount_fen)} 元"
        self.set_focus(None)

    def say(self, message: str) -> None:
        """Show the outcome or what is wrong."""
        self.query_one("#outcome", Static).update(message)

    def action_back(self) -> None:
        """Go back to the counter; without a posting nothing has changed."""
        self.dismiss(self.outcome or "没有收费")


def _why_not(each: MemberQuote) -> str:
    """Say why a member cannot be ticked, or given a tier."""
    refused = each.quote.refused
    if each.paid is None and refused is not None:
        return f"{each.member.name}：{refused.message}"
    return f"{each.member.name}：{state_words(each)}"


def _heading() -> str:
    return f"     {fit('姓名', 15)}{fit('关系', 8)}{fit('应缴', 16)}{fit('', 10)}类别"
