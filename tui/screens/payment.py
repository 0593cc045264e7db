"""Taking a payment: who pays, how much, on which papers. Nothing is posted before F2."""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from models.desk import Desk
from models.errors import BadInput, LaobaoError
from models.levy.family import Household
from models.levy.terms import INSURANCE_TITLES, Insurance
from models.money import format_yuan
from models.people.families import household_numbered, load_household
from models.till.conflict import PaperUsed
from models.till.pay import Receipt, take_payment
from models.till.replay import last_cash_paper, last_slip
from models.till.request import PaymentRequest
from models.till.slip import PosSlip
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens import payment_lines as words
from tui.screens.card import head_line
from tui.screens.prompt import PromptScreen
from tui.screens.taking import Taking
from tui.side_by_side import pair_line
from tui.sight import TOO_EARLY, Sight
from tui.widgets.cash_form import CashForm
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.slip_form import SlipForm


class PaymentScreen(Screen[str | None]):
    """The members who can pay, the amount, and the papers with the next numbers proposed."""

    PLACE: ClassVar[Place] = "payment"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("payment"),
        Binding("enter", "next_field", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, household: Household, insurance: Insurance) -> None:
        super().__init__()
        self.desk, self.insurance = desk, insurance
        self.taking = Taking(desk, household, insurance)
        self.slips: list[PosSlip] = []
        self.is_cash = False
        self.is_posting = False
        self.sight = Sight(self)
        self.outcome: str | None = None

    def compose(self) -> ComposeResult:
        """Members above, papers below."""
        year = self.taking.families[0].levy_year
        title = f"收费  {INSURANCE_TITLES[self.insurance]} {year} 年度  "
        yield Bar(title + head_line(self.taking.households[0]))
        yield Line(words.heading(self.desk.notice.insurances.get(self.insurance)), classes="strong")
        yield Lines(can_focus=False, id="members")
        yield Line(id="missing")
        yield Bar(id="due")
        yield SlipForm(has_amount=True)
        yield CashForm()
        yield Line(id="slips")
        yield Outcome(id="outcome")
        yield Bar(footer_of("payment"))

    def on_mount(self) -> None:
        """Propose the slip that follows the last one, and put the cursor on its trace."""
        self.query_one(CashForm).display = False
        self.show_members()
        self.query_one(SlipForm).propose(last_slip(self.desk), with_trace=True)
        self.say_what_to_do()

    def say_what_to_do(self) -> None:
        """Say the next thing to do with who is ticked and how they pay."""
        self.say(words.what_to_do(self.taking, is_cash=self.is_cash))

    def show_members(self) -> None:
        """Show who pays what, what is due, and who is still missing."""
        self.sight.renew()
        taking = self.taking
        several = len(taking.households) > 1
        rows = [
            words.member_line(taking, household if several else None, each)
            for household, each in taking.members
        ]
        lines = self.query_one("#members", Lines)
        lines.show([TextLine(row) for row in rows], lines.position)
        self.query_one("#due", Bar).show(words.due_line(taking))
        self.query_one("#missing", Line).show(words.missing_line(taking))
        self.query_one("#slips", Line).show(words.slips_line(self.slips, taking.due_fen))

    @property
    def is_done(self) -> bool:
        """Whether the payment is posted."""
        return self.outcome is not None

    def action_move(self, by: int) -> None:
        """Move the cursor among the members."""
        self.query_one("#members", Lines).move(by)

    def action_toggle_member(self) -> None:
        """Tick or untick the member under the cursor."""
        if not self.is_done:
            self._change(self.taking.toggle(self.query_one("#members", Lines).position))

    def action_tier(self, step: int) -> None:
        """Choose the next higher or lower pension tier for the member under the cursor."""
        if not self.is_done:
            position = self.query_one("#members", Lines).position
            self._change(self.taking.choose_tier(position, step))

    def _change(self, why_not: str) -> None:
        if why_not:
            self.refuse(why_not)
        else:
            self.say_what_to_do()
        self.show_members()

    def action_next_field(self) -> None:
        """Go on to the next field."""
        if self.is_done:
            self.action_back()
        else:
            self.focus_next()

    def action_add_family(self) -> None:
        """Let another household pay with the same papers."""
        if not self.is_done:
            prompt = PromptScreen("同一张单据再加一户，户编号：", "", about="household")
            self.app.push_screen(prompt, self._add_family)

    def _add_family(self, answer: str | None) -> None:
        if answer is None or not answer.strip():
            return
        try:
            household = load_household(self.desk, household_numbered(self.desk, answer))
        except LaobaoError as error:
            self.refuse(error.message)
            return
        added = self.taking.add(household)
        self.say("" if added else f"{household.number} 户已经在上面了")
        self.show_members()

    def action_other_money(self) -> None:
        """Change between POS and cash."""
        if self.is_done or self.slips:
            return
        self.is_cash = not self.is_cash
        slip_form, cash_form = self.query_one(SlipForm), self.query_one(CashForm)
        slip_form.display, cash_form.display = not self.is_cash, self.is_cash
        if self.is_cash:
            cash_form.propose(last_cash_paper(self.desk))
        else:
            slip_form.propose(last_slip(self.desk), with_trace=True)
        self.say_what_to_do()

    def action_add_slip(self) -> None:
        """Keep this slip with its amount, and go on to the next of several."""
        if self.is_done or self.is_cash:
            return
        form = self.query_one(SlipForm)
        try:
            slip = form.slip(self.desk.business_date)
            if not slip.amount_fen:
                raise BadInput("几张签购单一起付，先填这一张的金额，再按 F6")
        except LaobaoError as error:
            self.refuse(error.message)
            return
        self.slips.append(slip)
        form.clear_for(slip)
        self.say("")
        self.show_members()

    def action_confirm(self) -> None:
        """Post the payment, once, when everything is filled in and was seen."""
        if self.is_done or self.is_posting:
            return
        if not self.sight.is_clear:
            self.refuse(TOO_EARLY)
            return
        try:
            request = self._request()
        except LaobaoError as error:
            self.refuse(error.message)
            return
        self.is_posting = True
        self.say("正在入账……")
        self._post(request)

    def _request(self) -> PaymentRequest:
        taking = self.taking
        if not taking.due_fen:
            return taking.request((), None)
        if self.is_cash:
            return taking.request((), self.query_one(CashForm).paper())
        left_fen = taking.due_fen - sum(each.amount_fen or 0 for each in self.slips)
        if self.slips and not left_fen:
            return taking.request(tuple(self.slips), None)
        slip = self.query_one(SlipForm).slip(self.desk.business_date)
        if self.slips and slip.amount_fen is None:
            slip = replace(slip, amount_fen=left_fen)
        return taking.request((*self.slips, slip), None)

    @work(thread=True, exclusive=True, group="database")
    def _post(self, request: PaymentRequest) -> None:
        """Post in a thread with its own connection, so that waiting never freezes the screen."""
        try:
            with self.desk.store.database.connection_context():
                receipt = take_payment(self.desk, request)
        except LaobaoError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._posted, receipt)

    def _failed(self, error: LaobaoError) -> None:
        """Say why nothing was posted; a slip that was used shows both sides."""
        self.is_posting = False
        text = f"没有入账：{error.message}"
        if isinstance(error, PaperUsed):
            head = pair_line(" ", "没有入账", "这张单据早已录入为", "现在要录入的")
            rows = [
                pair_line(" " if first == now else "*", what, first, now)
                for what, first, now in error.sides
            ]
            text = "\n".join([head, *rows])
        self.refuse(text)

    def _posted(self, receipt: Receipt) -> None:
        """State the outcome in place; it stays until the clerk goes on."""
        head = "这张单据早已入账，没有重复收费" if receipt.replayed else "已入账"
        names = "、".join(dict.fromkeys(line.name for line in receipt.lines))
        sum_words = f"{format_yuan(receipt.amount_fen)} 元"
        self.query_one(Outcome).done(
            f"{head}  收据 {receipt.receipt}  {sum_words}  {len(receipt.lines)} 人",
            receipt.amount_fen,
            f"{names}\n按回车或 Esc 回到柜台",
        )
        self.outcome = f"收据 {receipt.receipt}：{sum_words}"
        self.set_focus(None)

    def say(self, message: str) -> None:
        """Say something of no consequence, or nothing."""
        self.query_one(Outcome).say(message)

    def refuse(self, message: str) -> None:
        """Say why nothing was done."""
        self.query_one(Outcome).refused(message)

    def action_back(self) -> None:
        """Go back to the counter; without a posting nothing has changed."""
        self.dismiss(self.outcome or "没有收费")
