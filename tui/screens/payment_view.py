"""What the payment screen shows: who pays, how much, on which papers, and what became of it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from models.base.errors import LaobaoError
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.counter.conflict import PaperUsed
from models.counter.pay import Receipt
from models.counter.replay import last_slip
from models.counter.second_look import LookAgain
from models.ledger.slip import TERMINAL_DIGITS, PosSlip
from models.levy.family import Household
from models.station.desk import Desk
from tui.screens import payment_lines as words
from tui.screens.card import head_line
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import EntryDay
from tui.screens.payment_choice import PaymentChoice
from tui.widgets.bindings import footer_of
from tui.widgets.cash_form import CashForm
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen
from tui.widgets.side_by_side import pair_line
from tui.widgets.slip_form import SlipForm


class PaymentView(DeskScreen[str | None]):
    """Members above, papers below, the outcome at the foot; the keys are ``PaymentScreen``.

    Keys typed ahead of the outcome do not wait for it: it stays until it was seen.
    """

    MESSAGE: ClassVar[str] = "#outcome"
    DEFAULT_CSS: ClassVar[str] = "PaymentView #warning { height: auto; max-height: 3; }"
    KEYS_WAIT: ClassVar[float] = 0
    VERB: ClassVar[str] = "收费"

    def __init__(self, desk: Desk, household: Household, insurance: Insurance) -> None:
        super().__init__()
        self.desk, self.insurance = desk, insurance
        self.taking = PaymentChoice(desk, household, insurance)
        self.slips: list[PosSlip] = []
        self.is_cash = False
        self.seen = Seen(self)
        self.day = EntryDay(self, desk)
        self.looked_at: tuple[tuple[PosSlip, ...], frozenset[str]] = ((), frozenset())
        self.outcome: str | None = None
        self._day_words = ""
        self._slips_asked: tuple[PosSlip, ...] = ()

    def compose(self) -> ComposeResult:
        """Members above, papers below."""
        year = self.taking.families[0].levy_year
        title = f"收费  {INSURANCE_TITLES[self.insurance]} {year} 年度  "
        yield Bar(title + head_line(self.taking.households[0]), id="title")
        yield Line(words.heading(self.desk.insurances.get(self.insurance)), classes="strong")
        yield Lines(can_focus=False, id="members")
        yield Line(id="missing")
        yield Static(id="warning", classes="warning", markup=False)
        yield Bar(id="due")
        yield SlipForm(has_amount=True)
        yield CashForm()
        yield Line(id="slips")
        yield Outcome(id="outcome")
        yield Bar(footer_of("payment"), id="keys")

    async def on_mount(self) -> None:
        """Begin."""
        await self.begin()

    async def begin(self) -> None:
        """Say what day it is; propose the slip after the last one, the cursor on its trace."""
        self.query_one(CashForm).display = False
        self._day_words = await self.day.read()
        self.show_members()
        last = await self.read(last_slip, self.desk)
        self.query_one(SlipForm).propose(last, with_trace=True)
        self.say_what_to_do()

    @on(Field.Changed, "#terminal")
    async def follow_terminal(self, event: Field.Changed) -> None:
        """Propose what follows the operator's last slip of the terminal that was typed."""
        form = self.query_one(SlipForm)
        if len(event.value) == TERMINAL_DIGITS and event.value != form.proposed_terminal:
            last = await self.read(last_slip, self.desk, event.value)
            if last is not None:
                form.follow(last)

    @property
    def cursor(self) -> int:
        """The row of the member the keys are about."""
        return self.query_one("#members", Lines).position

    def say_what_to_do(self) -> None:
        """Say the next thing to do with who is ticked and how they pay."""
        self.say(words.what_to_do(self.taking, self.cursor, is_cash=self.is_cash))

    def show_members(self) -> None:
        """Show who pays what, what is due, and who is still missing."""
        self.seen.renew()
        taking = self.taking
        if len(taking.households) > 1:
            year, count = taking.families[0].levy_year, len(taking.households)
            title = f"{self.VERB}  {INSURANCE_TITLES[self.insurance]} {year} 年度  共 {count} 户"
            people = sum(len(each.members) for each in taking.families)
            self.query_one("#title", Bar).show(f"{title}  {people} 人")
        rows = [words.row_line(taking, row) for row in taking.rows]
        lines = self.query_one("#members", Lines)
        lines.show([TextLine(row) for row in rows], lines.position)
        self.query_one("#due", Bar).show(words.due_line(taking))
        self.query_one("#missing", Line).show(words.missing_line(taking))
        self.query_one("#slips", Line).show(words.slips_line(self.slips, taking.due_fen))
        warning = self.query_one("#warning", Static)
        told = "  ".join(filter(None, (self._day_words, words.warning_line(taking))))
        warning.update(told)
        warning.display = bool(told)

    @property
    def is_done(self) -> bool:
        """Whether the payment is posted."""
        return self.outcome is not None

    @property
    def is_open(self) -> bool:
        """Whether anything can still be changed: nothing is posted, nor being posted."""
        return not self.is_done and not self.is_acting

    def fail(self, error: LaobaoError) -> None:
        """Say why nothing was posted; a slip that was used shows both sides."""
        self.day.learn(error)
        said = error.message
        if isinstance(error, LookAgain):
            self.looked_at = (self._slips_asked, error.codes)
            self.seen.renew()
            said = f"{said}。核对无误，再按一次 F2 入账"
        text = said if "没有入账" in said else f"没有入账：{said}"
        if isinstance(error, PaperUsed):
            head = pair_line(" ", "没有入账", "这张单据早已录入为", "现在要录入的（* 不同）")
            rows = [
                pair_line(" " if first == now else "*", what, first, now)
                for what, first, now in error.sides
            ]
            text = "\n".join([head, *rows])
        self.refuse(text)

    def show_receipt(self, receipt: Receipt) -> None:
        """State the outcome in place; it stays until the clerk goes on."""
        head = "这张单据早已入账，没有重复收费" if receipt.replayed else "已入账"
        names = "、".join(dict.fromkeys(line.name for line in receipt.lines))
        sum_words = f"{format_yuan(receipt.amount_fen)} 元"
        new = [said for said in receipt.warnings if said not in self.taking.warnings]
        noted = "".join(f"\n请注意：{said}" for said in new)
        way = "" if not receipt.amount_fen else "  现金" if self.is_cash else "  刷卡"
        self.query_one(Outcome).done(
            f"{head}  收据 {receipt.receipt}  {sum_words}  {len(receipt.lines)} 人{way}",
            receipt.amount_fen,
            f"{names}{noted}\n按回车或 Esc 回到柜台；在柜台按 Ctrl+T 打登记单",
        )
        self.outcome = f"收据 {receipt.receipt}：{sum_words}"
        self.set_focus(None)
        for form in self.query("SlipForm, CashForm"):
            form.disabled = True
        self.query_one("#slips", Line).show("")
        self.query_one("#keys", Bar).show("回车 回到柜台  Esc 返回")
