"""What the payment screen shows: who pays, how much, on which papers, and what became of it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from models.base.errors import LaobaoError
from models.base.money import format_yuan
from models.base.terms import Insurance
from models.counter.conflict import PaperUsed
from models.counter.pay import Receipt
from models.levy.family import Household
from models.station.desk import Desk
from tui.screens import payment_lines as words
from tui.screens.money_papers import PapersScreen
from tui.screens.payment_choice import PaymentChoice
from tui.widgets.cash_form import CashForm
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.message import Message
from tui.widgets.outcome import Outcome
from tui.widgets.side_by_side import pair_line
from tui.widgets.slip_form import SlipForm


class PaymentView(PapersScreen):
    """Members above, papers below, the outcome at the foot; the keys are ``PaymentScreen``."""

    DEFAULT_CSS: ClassVar[str] = "PaymentView #warning { height: auto; max-height: 3; }"
    VERB: ClassVar[str] = "收费"

    def __init__(self, desk: Desk, household: Household, insurance: Insurance) -> None:
        super().__init__(desk)
        self.insurance = insurance
        self.taking = PaymentChoice(desk, household, insurance)
        self._day_words = ""

    def compose(self) -> ComposeResult:
        """Members above, papers below."""
        yield Bar(id="title")
        yield Line(id="heading", classes="strong")
        yield Lines(can_focus=False, id="members")
        yield Message(id="missing", most=2)
        yield Static(id="warning", classes="warning", markup=False)
        yield Bar(id="due")
        yield Line(id="due-more", classes="strong")
        yield SlipForm(has_amount=True)
        yield CashForm()
        yield Line(id="slips")
        yield Outcome(id="outcome")
        yield Keys("payment", id="keys")

    async def on_mount(self) -> None:
        """Begin."""
        await self.begin()

    async def begin(self) -> None:
        """Say what day it is; propose the slip after the last one, the cursor on its trace."""
        self._day_words = await self.day.read()
        self.show_members()
        await self.begin_papers()
        self.say_what_to_do()

    @property
    def due_fen(self) -> int:
        """What the ticked rows come to."""
        return self.taking.due_fen

    def show_slips(self) -> None:
        """Show which slips are kept already, and what is left."""
        self.show_members()

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
        self.query_one("#title", Bar).show(words.title(taking, self.VERB))
        self.query_one("#heading", Line).show(words.heading(taking))
        rows = [words.row_line(taking, row) for row in taking.rows]
        lines = self.query_one("#members", Lines)
        lines.show([TextLine(row) for row in rows], lines.position)
        self.show_due()
        self.query_one("#missing", Line).show(words.missing_line(taking))
        self.query_one("#slips", Line).show(words.slips_line(self.slips, taking.due_fen))
        self.show_change()
        warning = self.query_one("#warning", Static)
        told = "  ".join(filter(None, (self._day_words, words.warning_line(taking))))
        warning.update(told)
        warning.display = bool(told)

    def show_due(self, more: str = "") -> None:
        """Show what the ticked rows come to, and ``more`` to be known of that."""
        due, rest = words.due_rows(self.taking, self.app.size.width)
        below = self.query_one("#due-more", Line)
        self.query_one("#due", Bar).show(due)
        below.show("  ".join(filter(None, (rest.strip(), more))))
        below.display = bool(below.text)

    def fail(self, error: LaobaoError) -> None:
        """Say why nothing was posted; a slip that was used shows both sides."""
        text = self.words_of(error)
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
        sum_words = (
            f"{format_yuan(receipt.amount_fen)} 元{words.split_words(_by_insurance(receipt))}"
        )
        people = len({line.id_number for line in receipt.lines})
        new = [said for said in receipt.warnings if said not in self.taking.warnings]
        noted = "".join(f"\n请注意：{said}" for said in new)
        way = "" if not receipt.amount_fen else "  现金" if self.is_cash else "  刷卡"
        change = "" if receipt.replayed or not self.change_fen else f"{self.change_words}  "
        self.query_one(Outcome).done(
            f"{head}  收据 {receipt.receipt}  {sum_words}  {people} 人{way}",
            receipt.amount_fen,
            f"{change}{names}{noted}\n按回车或 Esc 回到柜台；在柜台按 Ctrl+T 打登记单",
        )
        self.outcome = f"收据 {receipt.receipt}：{sum_words}  {change}".rstrip()
        self.close_forms()
        self.query_one("#slips", Line).show("")
        self.query_one("#keys", Bar).show("回车 回到柜台  Esc 返回")


def _by_insurance(receipt: Receipt) -> dict[Insurance, int]:
    sums: dict[Insurance, int] = {}
    for line in receipt.lines:
        sums[line.insurance] = sums.get(line.insurance, 0) + line.amount_fen
    return sums
