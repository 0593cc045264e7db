"""The papers of money on a screen: one slip or several, or a voucher; nothing is posted here."""

from dataclasses import replace
from typing import ClassVar

from textual import on

from models.base.errors import BadInput, LaobaoError
from models.base.money import format_yuan
from models.counter.replay import last_cash_paper, last_slip
from models.counter.second_look import LookAgain
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import TERMINAL_DIGITS, PosSlip
from models.station.desk import Desk
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import EntryDay
from tui.widgets.cash_form import CashForm
from tui.widgets.field import Field
from tui.widgets.seen import Seen
from tui.widgets.slip_form import SlipForm


class PapersScreen(DeskScreen[str | None]):
    """A screen with a form for slips and one for cash, of which one is shown.

    Keys typed ahead of the outcome do not wait for it: it stays until it was seen.
    """

    MESSAGE: ClassVar[str] = "#outcome"
    KEYS_WAIT: ClassVar[float] = 0

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.slips: list[PosSlip] = []
        self.is_cash = False
        self.seen = Seen(self)
        self.day = EntryDay(self, desk)
        self.looked_at: tuple[tuple[PosSlip, ...], frozenset[str]] = ((), frozenset())
        self.outcome: str | None = None
        self.change_fen = 0
        self._slips_asked: tuple[PosSlip, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the payment is posted."""
        return self.outcome is not None

    @property
    def is_open(self) -> bool:
        """Whether anything can still be changed: nothing is posted, nor being posted."""
        return not self.is_done and not self.is_acting

    @property
    def due_fen(self) -> int:
        """What is to be paid."""
        return 0

    def say_what_to_do(self) -> None:
        """Say the next thing to do."""

    def show_slips(self) -> None:
        """Show which slips are kept already."""

    async def begin_papers(self) -> None:
        """Propose the slip after the last one, the cursor on its trace."""
        self.query_one(CashForm).display = False
        last = await self.read(last_slip, self.desk)
        self.query_one(SlipForm).propose(last, with_trace=True)

    @on(Field.Changed, "#terminal")
    async def follow_terminal(self, event: Field.Changed) -> None:
        """Propose what follows the operator's last slip of the terminal that was typed."""
        form = self.query_one(SlipForm)
        if len(event.value) == TERMINAL_DIGITS and event.value != form.proposed_terminal:
            last = await self.read(last_slip, self.desk, event.value)
            if last is not None:
                form.follow(last)

    @on(Field.Changed, "#received")
    def show_change(self) -> None:
        """Show what goes back of the cash."""
        for form in self.query(CashForm):
            form.show_change(self.due_fen)

    async def action_other_money(self) -> None:
        """Change between POS and cash."""
        if not self.is_open:
            return
        if self.slips:
            self.refuse("已经记下签购单，不能改收现金；Esc 返回重来")
            return
        self.seen.renew()
        self.is_cash = not self.is_cash
        slip_form, cash_form = self.query_one(SlipForm), self.query_one(CashForm)
        slip_form.display, cash_form.display = not self.is_cash, self.is_cash
        if self.is_cash:
            cash_form.propose(await self.read(last_cash_paper, self.desk))
        else:
            slip_form.propose(await self.read(last_slip, self.desk), with_trace=True)
        self.show_change()
        self.say_what_to_do()

    def action_add_slip(self) -> None:
        """Keep this slip with its amount, and go on to the next of several."""
        if not self.is_open:
            return
        if self.is_cash:
            self.refuse("现金只填一张票据，不用 F6")
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
        self.show_slips()

    def papers(self) -> tuple[tuple[PosSlip, ...], CashPaper | None]:
        """Return the slips or the voucher as typed; raises BadInput for what is wrong.

        The last of several slips states what is left, where it states nothing. Cash that is
        less than what is due is refused.
        """
        due_fen, self.change_fen = self.due_fen, 0
        if not due_fen:
            return (), None
        if self.is_cash:
            form = self.query_one(CashForm)
            paper, self.change_fen = form.paper(), form.change_fen(due_fen)
            return (), paper
        left_fen = due_fen - sum(each.amount_fen or 0 for each in self.slips)
        if self.slips and not left_fen:
            return tuple(self.slips), None
        slip = self.query_one(SlipForm).slip(self.desk.business_date)
        if self.slips and slip.amount_fen is None:
            slip = replace(slip, amount_fen=left_fen)
        return (*self.slips, slip), None

    def confirmed(self, slips: tuple[PosSlip, ...]) -> frozenset[str]:
        """Return what of these slips was looked at again, and note that they are asked about."""
        looked_at, codes = self.looked_at
        self._slips_asked = slips
        return codes if looked_at == slips else frozenset()

    def words_of(self, error: LaobaoError) -> str:
        """Return why nothing was posted; what is to be looked at again is posted by another F2."""
        self.day.learn(error)
        said = error.message
        if isinstance(error, LookAgain):
            self.looked_at = (self._slips_asked, error.codes)
            self.seen.renew()
            said = f"{said}。核对无误，再按一次 F2 入账"
        return said if "没有入账" in said else f"没有入账：{said}"

    @property
    def change_words(self) -> str:
        """What goes back of the cash that was given, to be said with the outcome."""
        return f"找零 {format_yuan(self.change_fen)} 元" if self.change_fen else ""

    def close_forms(self) -> None:
        """Let nothing be changed any more."""
        self.set_focus(None)
        for form in self.query("SlipForm, CashForm"):
            form.disabled = True

    def action_back(self) -> None:
        """Go back to the counter; without a posting nothing has changed."""
        self.dismiss(self.outcome or "没有收费")
