"""Settling a difference: who, how much, for what, and the slip or the paper."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.base.errors import LaobaoError
from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import cut, fit
from models.counter.difference import CAUSE_TITLES, Difference
from models.counter.pay_difference import DifferenceRequest, PaidDifference, pay_difference
from models.counter.replay import last_slip
from models.counter.second_look import LookAgain, ask_again
from models.ledger.slip import PosSlip
from models.levy.family import Household
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.station.round import round_numbered
from tui.actions import Place
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import EntryDay
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen
from tui.widgets.slip_form import SlipForm

_LABEL_CELLS = 12


class SettleScreen(DeskScreen[str | None]):
    """One household's differences for one insurance, as they were found.

    No trace number is proposed, so that F2 twice cannot settle by a slip nobody has in hand.
    """

    PLACE: ClassVar[Place] = "settle"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("settle"),
        Binding("enter", "leave", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        household: Household,
        insurance: Insurance,
        found: tuple[Difference, ...],
    ) -> None:
        super().__init__()
        self.desk, self.household, self.insurance = desk, household, insurance
        self._found = found
        self._sight = Seen(self)
        self._day = EntryDay(self, desk)
        self._looked_at: tuple[PosSlip | None, frozenset[str]] = (None, frozenset())
        self._outcome: str | None = None
        self._due_fen = sum(each.amount_fen for each in self._found)

    def compose(self) -> ComposeResult:
        """List the members over the fields of the slip, or of the paper."""
        title = INSURANCE_TITLES[self.insurance]
        causes = dict.fromkeys(CAUSE_TITLES[each.cause] for each in self._found)
        what = f"{'、'.join(causes)}差额"
        yield Bar(f"{what}  {title}  {self.household.village} {self.household.number} 户")
        yield Line(self._documents())
        yield Line(
            f"  {fit('姓名', 15)}{fit('原标准', 10)}{fit('新标准', 10)}差额", classes="strong"
        )
        yield Lines(has_cursor=False, can_focus=False, id="people")
        yield Line(self._sum_words(), classes="strong", id="sum")
        if self._due_fen > 0:
            yield SlipForm()
        elif self._due_fen < 0:
            paper = Field("", "转账凭证号", 40, id="paper")
            yield FieldLine("  退款凭据：", paper, _LABEL_CELLS)
        yield Outcome(id="message")
        yield Keys("settle")

    async def on_mount(self) -> None:
        """Show the members; the cursor goes to the first empty field."""
        rows = [
            f"  {fit(cut(each.name, 14), 15)}{fit(short_yuan(each.paid_standard_fen), 10)}"
            f"{fit(short_yuan(each.new_standard_fen), 10)}"
            f"{each.problem or _change(each.amount_fen)}"
            for each in self._found
        ]
        self.query_one("#people", Lines).show([TextLine(row) for row in rows])
        self.refuse(await self._day.read())
        if self._due_fen > 0:
            last = await self.read(last_slip, self.desk)
            self.query_one(SlipForm).propose(last, with_trace=False)
        elif self._due_fen < 0:
            self.query_one("#paper").focus()

    def _documents(self) -> str:
        """Return the revised figures, then what became of categories."""
        revised = dict.fromkeys(e.round_number for e in self._found if e.cause == "standard")
        figures = [
            figure.sentence
            for number in revised
            for figure in round_numbered(self.desk.rounds, number).figures_on(
                self.desk.business_date, self.insurance
            )
        ]
        bases = [f"{e.name}：{e.basis}" for e in self._found if e.cause == "category" and e.basis]
        return "；".join([*dict.fromkeys(figures), *bases])

    def _sum_words(self) -> str:
        if self._due_fen > 0:
            return f"应补收 {format_yuan(self._due_fen)} 元：刷卡后照签购单填写，按 F2 入账"
        if self._due_fen < 0:
            return f"应退还 {format_yuan(-self._due_fen)} 元：转账后填写凭证号，按 F2 入账"
        return "本人不补不退，只变资助：按 F2 登记"

    def action_confirm(self) -> None:
        """Settle and go back, or say what is wrong."""
        if self._outcome is not None:
            return
        if not self._sight.allows(self.refuse):
            return
        try:
            slip = None
            if self._due_fen > 0:
                slip = self.query_one(SlipForm).slip(self.desk.business_date)
            request = DifferenceRequest(
                self.household.household_id,
                self.insurance,
                slip,
                self.query_one("#paper", Field).value if self._due_fen < 0 else "",
                abs(self._due_fen),
            )
        except LaobaoError as error:
            self.fail(error)
            return
        self._day.enter(None, lambda second: self._post(request, second))

    def _post(self, request: DifferenceRequest, second: SecondPerson | None) -> None:
        slip, codes = self._looked_at
        confirmed = codes if slip == request.slip else frozenset()
        asked = replace(request, second=second, confirmed=confirmed)

        def act() -> PaidDifference:
            ask_again(self.desk, (asked.slip,) if asked.slip else (), asked.confirmed)
            return pay_difference(self.desk, asked)

        def refused(error: LaobaoError) -> None:
            self._day.learn(error)
            if isinstance(error, LookAgain):
                self._looked_at = (request.slip, error.codes)
                self._sight.renew()
                self.refuse(f"没有入账：{error.message}。核对无误，再按一次 F2 入账")
            else:
                self.fail(error)

        self.write("正在入账", act, self._done, refused)

    def _done(self, result: PaidDifference) -> None:
        """State the outcome in place; it stays until the clerk leaves."""
        way = "补收" if result.amount_fen >= 0 else "退还"
        self._outcome = f"已{way} {format_yuan(abs(result.amount_fen))} 元，收据 {result.receipt}"
        self.query_one(Outcome).done(self._outcome, abs(result.amount_fen), "按回车或 Esc 回到柜台")
        self.set_focus(None)

    def action_leave(self) -> None:
        """Go back once it is entered; until then Enter goes from field to field."""
        if self._outcome is not None:
            self.action_back()

    def action_back(self) -> None:
        """Go back; without a posting nothing has changed."""
        self.dismiss(self._outcome)


def _change(amount_fen: int) -> str:
    if not amount_fen:
        return "只变资助"
    return f"{'应补' if amount_fen > 0 else '应退'} {short_yuan(abs(amount_fen))}"
