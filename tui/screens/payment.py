"""Taking a payment: who pays, how much, on which papers. Nothing is posted before F2."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from models.base.errors import LaobaoError
from models.counter.pay import Receipt, take_payment
from models.counter.request import PaymentRequest
from models.counter.second_look import ask_again
from models.levy.family import Household
from models.people.households.families import household_numbered, load_household
from models.station.approvals import SecondPerson
from tui.actions import Place
from tui.screens import payment_lines as words
from tui.screens.payment_view import PaymentView
from tui.screens.prompt import PromptScreen
from tui.screens.second_person import ask_second_person
from tui.widgets.bindings import bindings_of
from tui.widgets.lines import Lines


class PaymentScreen(PaymentView):
    """What the keys do. Nothing is posted before F2, nor anything changed after it."""

    PLACE: ClassVar[Place] = "payment"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("payment"),
        Binding("enter", "next_field", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def action_move(self, by: int) -> None:
        """Move the cursor among the members."""
        self.query_one("#members", Lines).move(by)
        if self.is_open and not self.taking.chosen:
            self.say_what_to_do()

    def action_toggle_member(self) -> None:
        """Tick or untick the member under the cursor."""
        if self.is_open:
            self._change(self.taking.toggle(self.cursor))

    def action_tier(self, step: int) -> None:
        """Choose the next higher or lower pension tier for the member under the cursor."""
        if self.is_open:
            self._change(self.taking.choose_tier(self.cursor, step))

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
        if self.is_open:
            question = "同一张单据再加一户，户编号"
            prompt = PromptScreen(question, "", about="household", check=self._household)
            self.app.push_screen(prompt, self._add_family)

    def _household(self, number: str) -> Household:
        return load_household(self.desk, household_numbered(self.desk, number))

    async def _add_family(self, answer: str | None) -> None:
        if answer is None or not self.is_open:
            return
        household = await self.read(self._household, answer)
        added = self.taking.add(household)
        self.show_members()
        if added:
            self.say_what_to_do()
        else:
            self.refuse(f"{household.number} 户已经在上面了")

    def action_go_on(self) -> None:
        """Take the member under the cursor in spite of a refusal, with reason and proof."""
        if not self.is_open:
            return
        refused = self.taking.may_go_on(self.cursor)
        if refused is None:
            self.refuse("这一行没有可以照常办理的：通知写明不收的不能收，能收的直接勾选")
            return
        self._ask(("理由（为什么照常办理）", "凭据（看了什么证明）"), (), self.cursor)

    def _ask(self, questions: tuple[str, ...], answers: tuple[str, ...], row: int) -> None:
        """Ask one question after the other, then go on with all answers."""
        about = ("go-on-reason", "go-on-proof")[len(answers)]

        def answered(answer: str | None) -> None:
            if answer is None or not self.is_open:
                return
            said = (*answers, answer)
            if len(said) < len(questions):
                self._ask(questions, said, row)
                return
            refused = self.taking.may_go_on(row)
            if refused is not None and refused.override == "second_operator":
                ask_second_person(
                    self.app, "照常办理要另一个人同意", lambda who: self._go_on(row, said, who)
                )
            else:
                self._go_on(row, said, None)

        prompt = PromptScreen(questions[len(answers)], "", about=about)
        self.app.push_screen(prompt, answered)

    def _go_on(self, row: int, said: tuple[str, ...], second: SecondPerson | None) -> None:
        if not self.is_open:
            return
        reason, proof = said
        try:
            self._change(self.taking.go_on(row, reason, proof, second))
        except LaobaoError as error:
            self.refuse(error.message)

    def action_confirm(self) -> None:
        """Post the payment, once, when everything is filled in and was seen."""
        if not self.is_open or not self.seen.allows(self.refuse):
            return
        if not self.taking.chosen:
            self.refuse(words.what_to_do(self.taking, self.cursor))
            return
        try:
            request = self._request()
        except LaobaoError as error:
            self.refuse(error.message)
            return
        agreed = self.taking.override.second if self.taking.override else None
        self.day.enter(agreed, lambda second: self._post(request, second))

    def _post(self, request: PaymentRequest, second: SecondPerson | None) -> None:
        """Post it; what of its slips is to be looked at again is shown first."""
        asked = replace(request, second=second, confirmed=self.confirmed(request.slips))

        def act() -> Receipt:
            ask_again(self.desk, asked.slips, asked.confirmed)
            return take_payment(self.desk, asked)

        self.write("正在入账", act, self.show_receipt)

    def _request(self) -> PaymentRequest:
        return self.taking.request(*self.papers(self.taking.due_fen))
