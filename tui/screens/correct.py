"""Correcting a payment: the right family under the papers of the wrong one, in one key."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from models.base.errors import BadInput, LaobaoError
from models.base.money import format_yuan, parse_yuan
from models.counter.correct import Corrected, correct_payment
from models.counter.entered import EnteredPayment
from models.levy.family import Household
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from tui.actions import Place
from tui.screens import payment_lines as words
from tui.screens.payment import PaymentScreen
from tui.screens.payment_choice import PaymentChoice
from tui.screens.second_person import ask_second_person
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.message import Message
from tui.widgets.outcome import Outcome


class CorrectScreen(PaymentScreen, inherit_bindings=False):
    """The payment screen for who should have been entered; the papers stand and stay.

    Everybody is quoted for the day on which the money was taken, as if the wrong entry had not
    been. Nothing is posted before F2.
    """

    PLACE: ClassVar[Place] = "correct"
    VERB: ClassVar[str] = "更正"
    AUTO_FOCUS: ClassVar[str | None] = ""  # a field would take the space that ticks
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("correct"),
        Binding("enter", "next_field", show=False),
        *(Binding(digit, f"stated('{digit}')", show=False) for digit in "0123456789"),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-9)", show=False, priority=True),
        Binding("pagedown", "move(9)", show=False, priority=True),
    ]

    def __init__(
        self, desk: Desk, household: Household, entered: EnteredPayment, reason: str
    ) -> None:
        insurance = entered.lines[0].insurance
        super().__init__(desk, household, insurance)
        self.entered, self._reason = entered, reason
        self._choose_insurance()

    def _choose_insurance(self) -> None:
        then = self.desk.on(self.entered.paid_on)
        first, *more = self.taking.households
        self.taking = PaymentChoice(then, first, self.insurance, self.entered)
        for each in more:
            self.taking.add(each)

    def compose(self) -> ComposeResult:
        """Members above, the papers as they are below."""
        yield Bar(id="title")
        yield Line(id="heading", classes="strong")
        yield Lines(can_focus=False, id="members")
        yield Message(id="missing", most=2)
        yield Static(id="warning", classes="warning", markup=False)
        yield Bar(id="due")
        yield Line(id="due-more", classes="strong")
        for row in self._papers_rows():
            yield Line(row)
        field = Field("", "和原来收的不同时，照单据上印的填", 40, id="stated")
        field.select_on_focus = False  # a digit typed anywhere goes on in it
        yield FieldLine("  单上金额：", field, 12)
        yield Line(id="slips")
        yield Outcome(id="outcome")
        yield Keys("correct", id="keys")

    def _papers_rows(self) -> list[str]:
        entered = self.entered
        taken = f"{entered.paid_on} 收 {format_yuan(entered.amount_fen)} 元"
        return [
            f"  原收据 {entered.receipt}  {taken}",
            f"  单据不变：{entered.papers_words}",
            f"  更正原因：{self._reason}"
            + (f"  （{entered.second_for}，要第二人同意）" if entered.second_for else ""),
        ]

    async def begin(self) -> None:
        """Show who would be entered."""
        self.show_members()
        self.say_what_to_do()

    def show_due(self, more: str = "") -> None:
        """Show what the ticked rows come to beside what was taken."""
        due_fen, taken_fen = self.taking.due_fen, self.entered.amount_fen
        same = "金额不变" if due_fen == taken_fen else f"原来收 {format_yuan(taken_fen)} 元，不同"
        super().show_due(same)

    def say_what_to_do(self) -> None:
        """Say the next thing to do."""
        if not self.taking.chosen:
            self.say(words.what_to_do(self.taking, self.cursor))
        elif self.taking.due_fen != self.entered.amount_fen:
            self.say("应收和原来收的不同：单据上印的就是应收数的，照填“单上金额”，由第二人同意")
        else:
            self.say("看清应收的人，按 F2 更正：原收据冲回，新收据用原来的单据")

    def action_other_insurance(self) -> None:
        """Go on to the next insurance: the entry was made under the wrong one."""
        if not self.is_open:
            return
        if len({line.insurance for line in self.entered.lines}) > 1:
            self.refuse("这张收据有几个险种：直接在各行勾选应收的人和险种")
            return
        offered = list(self.taking.desk.insurances)
        place = offered.index(self.insurance) if self.insurance in offered else -1
        self.insurance = offered[(place + 1) % len(offered)]
        self._choose_insurance()
        self.show_members()
        self.say_what_to_do()

    def action_stated(self, digit: str) -> None:
        """Go on with the amount on the paper: nothing else here is typed in digits."""
        field = self.query_one("#stated", Field)
        if self.is_open and not field.has_focus:
            field.focus()
            field.insert_text_at_cursor(digit)

    def action_confirm(self) -> None:
        """Correct, once, when it was seen; where it takes two, ask who agrees."""
        if not self.is_open or not self.seen.allows(self.refuse):
            return
        if not self.taking.chosen:
            self.refuse(words.what_to_do(self.taking, self.cursor))
            return
        try:
            stated_fen = self._stated_fen()
        except LaobaoError as error:
            self.refuse(error.message)
            return
        why = self.entered.second_for
        if stated_fen is not None and stated_fen != self.entered.amount_fen:
            why = why or "单上金额和原来收的不同"
        if why:
            ask_second_person(
                self.app, f"{why}，更正要另一个人同意", lambda who: self._correct(stated_fen, who)
            )
        else:
            self._correct(stated_fen, None)

    def _stated_fen(self) -> int | None:
        typed = self.query_one("#stated", Field).value.strip()
        if typed and not self.entered.amount_fen:
            raise BadInput("原来没有收钱，没有单据，不用填单上金额；请去掉")
        return parse_yuan(typed, "单上金额") if typed else None

    def _correct(self, stated_fen: int | None, second: SecondPerson | None) -> None:
        request = self.taking.request((), None, stated_fen)
        receipt, reason = self.entered.receipt, self._reason
        self.write(
            "正在更正",
            lambda: correct_payment(self.desk, receipt, request, reason, second),
            self.show_corrected,
        )

    def fail(self, error: LaobaoError) -> None:
        """Say why nothing was corrected."""
        said = error.message
        self.refuse(said if "没有更正" in said else f"没有更正：{said}")

    def show_corrected(self, done: Corrected) -> None:
        """State the outcome in place; it stays until the clerk goes on."""
        names = "、".join(dict.fromkeys(line.name for line in done.lines))
        head = f"已更正  收据 {done.reverses} 改为收据 {done.receipt}"
        then = [f"{names}  {done.papers}不变", *done.warnings]
        then.append(f"请收回收据 {done.reverses}；按回车或 Esc 回去，在柜台按 Ctrl+T 打收据")
        amount = f"{format_yuan(done.amount_fen)} 元"
        self.query_one(Outcome).done(f"{head}  {amount}", done.amount_fen, "\n".join(then))
        self.outcome = f"收据 {done.reverses} 已更正为收据 {done.receipt}：{amount}"
        self.set_focus(None)
        self.query_one("#stated", Field).disabled = True
        self.query_one("#keys", Bar).show("回车 回去  Esc 返回")

    def action_back(self) -> None:
        """Go back; without a posting nothing has changed."""
        self.dismiss(self.outcome)
