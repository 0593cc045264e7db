"""Taking money back: void a payment of today, ask for or approve the refund of an older one."""

from collections.abc import Awaitable, Callable
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType

from models.base.errors import BadInput, LaobaoError
from models.base.money import format_yuan
from models.counter.entered import EnteredPayment, entered_payment
from models.counter.pending_refunds import PendingRefund
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.repaid import owed_back_words
from models.counter.reverse import Reversal
from models.counter.reversible import Reversible
from models.counter.void import void_payment
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.slip import check_slip
from models.levy.family import Household
from models.people.households.families import household_numbered, load_household
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from tui.actions import Place
from tui.screens import reverse_lines as words
from tui.screens.correct import CorrectScreen
from tui.screens.other_payment import enter_other_payment
from tui.screens.prompt import PromptScreen
from tui.screens.reverse_view import REASONS, WRONG_AMOUNT, ReverseView
from tui.screens.second_person import ask_second_person
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.outcome import Outcome

_T = TypeVar("_T")


class ReverseScreen(ReverseView):
    """The family's payments still in force; a digit chooses the reason, F2 takes one back.

    Whom the receipt under the cursor concerns, and what will happen, stands below the list.
    """

    PLACE: ClassVar[Place] = "reverse"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("reverse"),
        *(
            Binding(str(number), f"reason({number})", show=False)
            for number in range(1, len(REASONS) + 1)
        ),
    ]

    def __init__(self, desk: Desk, household: Household, receipt: str = "", who: str = "") -> None:
        super().__init__(desk, household, receipt, who)
        self._done_last: tuple[str, int] | None = None
        self._outcome: str | None = None
        self._also = ""

    def action_reason(self, number: int) -> None:
        """Choose a reason by its digit."""
        self.query_one("#reason", Field).value = REASONS[number - 1]

    def action_tick(self) -> None:
        """Show the people of the receipt under the cursor, or tick one of them.

        The member whom the counter showed is ticked first, alone.
        """
        each, who = self.at_cursor
        if each is None:
            return
        if each.waiting:
            self._tell("已申请退费：要改退哪些人，先写原因再按 F4 取消，再重新申请")
            return
        left_out = self._left_out.get(each.receipt)
        if who is None and left_out is not None:
            del self._left_out[each.receipt]
        elif who is None or left_out is None:
            self._left_out[each.receipt] = self.all_but_the_member(each)
        else:
            self._left_out[each.receipt] = left_out ^ {who.part}
        self.show_rows()

    def action_confirm(self) -> None:
        """Void the payment, or ask for its refund, or for that of the people ticked."""
        chosen = self.chosen
        if chosen is None or not self._sight.allows(self._tell):
            return
        is_void = chosen.way_back(self.desk.business_date) == "void" and not chosen.waiting
        if is_void and self.ticked(chosen) is None and self.typed("reason").strip():
            self.day.enter(None, self._reverse)
        else:
            self._reverse(None)

    def _reverse(self, second: SecondPerson | None) -> None:
        reason, trace = self.typed("reason"), self.typed("trace")
        today = self.desk.business_date
        ticked = self.ticked(self.chosen) if self.chosen is not None else None

        def act(chosen: Reversible) -> Reversal | PendingRefund:
            if chosen.waiting:
                step = words.step_of_waiting(chosen.waiting, self.desk.operator)
                raise BadInput(f"收据 {chosen.receipt} 已申请退费，没有再办：{step}")
            _refuse_no_reason(reason, "F2")
            if ticked is not None and not ticked:
                raise BadInput("没有勾选要退的人：上下键选人，按空格勾选")
            if chosen.way_back(today) != "void" or ticked is not None:
                return request_refund(self.desk, chosen.receipt, reason, parts=ticked)
            slip = check_slip(chosen.terminal, chosen.batch, trace, today) if trace else None
            done = void_payment(self.desk, chosen.receipt, reason, slip, second)
            self._also = enter_other_payment(self.desk, chosen, reason)
            return done

        def done(result: Reversal | PendingRefund, chosen: Reversible) -> Awaitable[None]:
            if isinstance(result, PendingRefund):
                return self._asked(result)
            is_told = words.has_void_slip(chosen, today) and not trace
            then = "POS 机上还没有撤销的，请现在撤销" if is_told else ""
            return self._done("已撤销", result, then)

        self._act("正在登记", act, done)

    def _act(
        self,
        doing: str,
        act: Callable[[Reversible], _T],
        then: Callable[[_T, Reversible], Awaitable[None]],
        *,
        is_seen: bool = False,
    ) -> None:
        """Act on the receipt under the cursor if it was seen, and has not changed since."""
        chosen = self.chosen
        if chosen is None or not (is_seen or self._sight.allows(self._tell)):
            return

        def act_on_seen() -> _T:
            now = {each.receipt: each for each in self.read_payments()}
            if now.get(chosen.receipt, chosen) != chosen:
                raise BadInput(f"收据 {chosen.receipt} 刚刚有变动，没有办理：请看清这一屏再按")
            return act(chosen)

        self.write(doing, act_on_seen, lambda result: then(result, chosen), self._not_done)

    async def _asked(self, asked: PendingRefund) -> None:
        """State the request; the terminal prints a slip now, the cursor is where it is typed."""
        owed = "".join(f"。{said}" for said in owed_back_words(asked.repaid))
        await self._state(
            f"已登记退费申请：收据 {asked.receipt}，{'、'.join(asked.names)} "
            f"{format_yuan(asked.amount_fen)} 元，"
            f"{CHANNEL_TITLES[asked.channel]}退。等另一位经办人在这里按 F3 复核{owed}"
        )
        await self.propose_slip()

    async def action_correct(self) -> None:
        """Ask for the right family, and open it for the papers of the receipt at the cursor.

        Where the amount is wrong the family is right: a tier, an insurance, how many.
        """
        chosen, reason = self.chosen, self.typed("reason")
        if chosen is None or not self._sight.allows(self._tell):
            return
        try:
            _refuse_no_reason(reason, "F6")
        except LaobaoError as error:
            self._tell(error.message)
            return
        receipt = chosen.receipt

        async def answered(number: str | None) -> None:
            if number is not None:
                entered, household = await self.read(self._to_correct, receipt, number)
                screen = CorrectScreen(self.desk, household, entered, reason)
                self.app.push_screen(screen, self._corrected)

        if reason.strip() == WRONG_AMOUNT:  # it is the family's own
            try:
                await answered("")
            except LaobaoError as error:
                self._tell(error.message)
            return
        prompt = PromptScreen(
            f"收据 {receipt} 应收的是哪一户，户编号（本户空着）",
            "",
            about="correct-household",
            check=lambda number: self._to_correct(receipt, number),
        )
        self.app.push_screen(prompt, answered)

    def _to_correct(self, receipt: str, number: str) -> tuple[EnteredPayment, Household]:
        """Return the payment and the right family; raises what stands in the way."""
        entered = entered_payment(self.desk, receipt)
        home = self.household.household_id
        if number.strip():
            home = household_numbered(self.desk, number)
        return entered, load_household(self.desk, home)

    async def _corrected(self, outcome: str | None) -> None:
        """State what was corrected, and show what the family has now."""
        if outcome is not None:
            self._outcome = outcome
            await self._state(outcome)

    def action_approve(self) -> None:
        """Approve the refund that waits, as the second operator, or with one at this terminal."""
        chosen = self.chosen
        if chosen is None or not self._sight.allows(self._tell):
            return
        if chosen.waiting is not None and chosen.waiting.operator == self.desk.operator:
            ask_second_person(self.app, "退费要另一位经办人复核", self._approve)
        else:
            self._approve(None, is_alone=True)

    def _approve(self, second: SecondPerson | None, *, is_alone: bool = False) -> None:
        """Approve; nobody was named where ``second`` is None and the operator asked it himself."""
        if second is None and not is_alone:
            self._tell("没有写第二人，没有退费")
            return
        numbers = self.slip_numbers
        today = self.desk.business_date

        def act(chosen: Reversible) -> Reversal:
            has_slip = words.has_refund_slip(chosen) and any(numbers)
            slip = check_slip(*numbers, today) if has_slip else None
            done = approve_refund(self.desk, chosen.receipt, second, slip)
            reason = chosen.waiting.reason if chosen.waiting else ""
            self._also = enter_other_payment(self.desk, chosen, reason)
            return done

        def done(result: Reversal, _: Reversible) -> Awaitable[None]:
            return self._done("已退费", result, *result.owed_back)

        self._act("正在复核", act, done, is_seen=True)

    def action_decline(self) -> None:
        """Decline or withdraw the refund that waits, with the reason in the field."""
        reason = self.typed("reason")
        if not reason.strip():  # a digit chooses one again, wherever the cursor was
            self.query_one("#payments").focus()

        def act(chosen: Reversible) -> PendingRefund:
            _refuse_no_reason(reason, "F4")
            return decline_refund(self.desk, chosen.receipt, reason)

        def done(result: PendingRefund, _: Reversible) -> Awaitable[None]:
            return self._state(f"收据 {result.receipt} 的退费申请已取消")

        self._act("正在取消申请", act, done)

    async def _done(self, what: str, result: Reversal, *then: str) -> None:
        """State the outcome in place; it stays until the clerk leaves."""
        amount = format_yuan(result.amount_fen)
        head = (
            f"{what}收据 {result.reverses}：{result.people} 人 {amount} 元，凭证 {result.receipt}"
        )
        self._outcome = head
        self._done_last = head, abs(result.amount_fen)
        told = "；".join(filter(None, (*then, self._also)))
        self.query_one(Outcome).done(*self._done_last, told)
        await self._go_on()

    async def _state(self, message: str) -> None:
        self._done_last = None
        self.say(message)
        await self._go_on()

    async def _go_on(self) -> None:
        """Show what is left; a reason and a slip were given for one receipt, for no other."""
        for name in ("reason", "terminal", "batch", "trace"):
            self.query_one(f"#{name}", Field).value = ""
        await self.show_payments()

    async def _not_done(self, error: LaobaoError) -> None:
        """Say why nothing was done, and show how things stand now."""
        self._tell(error.message)
        await self.show_payments()

    def _tell(self, message: str) -> None:
        """Say why nothing was done, below what was done before."""
        if self._done_last is None:
            self.refuse(message)
        else:
            self.query_one(Outcome).done(*self._done_last, f"！后一次：{message}")

    def action_back(self) -> None:
        """Go back to the counter."""
        self.dismiss(self._outcome)


def _refuse_no_reason(reason: str, key: str) -> None:
    if not reason.strip():
        raise BadInput(f"请写明原因：在列表里按数字选，或按 Tab 到“原因”里写，再按 {key}")
