"""Taking a payment: who pays, how much, on which papers. Nothing is posted before F2."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from models.base.errors import LaobaoError
from models.base.money import short_yuan
from models.counter.pay import Receipt, take_payment
from models.counter.request import PaymentRequest
from models.counter.second_look import ask_again
from models.people.households.families import load_household
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
        Binding("pageup", "move(-9)", show=False, priority=True),
        Binding("pagedown", "move(9)", show=False, priority=True),
    ]

    def action_move(self, by: int) -> None:
        """Move the cursor among the members."""
        self.query_one("#members", Lines).move(by)
        if self.is_open and not self.taking.chosen:
            self.say_what_to_do()

    def action_toggle_member(self) -> None:
        """Tick or untick the row under the cursor; where it waits for a tier, ask for that."""
        if not self.is_open:
            return
        if self.taking.rows[self.cursor].waits_for_tier:
            self.action_choose_tier()
        else:
            self._change(self.taking.toggle(self.cursor))

    def action_toggle_all(self) -> None:
        """Tick everybody for the insurance of the row under the cursor, or nobody."""
        if self.is_open:
            self._change(self.taking.toggle_all(self.cursor))

    def action_tier(self, step: int) -> None:
        """Choose the next higher or lower pension tier for the member under the cursor."""
        if self.is_open:
            self._change(self.taking.step_tier(self.cursor, step))

    def action_choose_tier(self) -> None:
        """Ask for the tier of the member under the cursor."""
        row = self.taking.row_with_tier(self.cursor) if self.is_open else None
        if row is not None:
            self._ask_tier(row.each.member.name, self.cursor)
        elif self.is_open:
            self.refuse("这一行没有要选的缴费档次")

    def action_same_tier(self) -> None:
        """Ask for one tier, for everybody who can pay."""
        if self.is_open and self.taking.tiered:
            self._ask_tier("全家同一档", None)
        elif self.is_open:
            self.refuse("现在没有要选档次的险种")

    def _ask_tier(self, whose: str, position: int | None) -> None:
        taking = self.taking

        def answered(typed: str | None) -> None:
            if typed is None or not self.is_open:
                return
            tier_fen = taking.check_tier(typed)
            if position is None:
                self._change(taking.choose_tier_for_all(tier_fen))
            else:
                self._change(taking.choose_tier(position, tier_fen))

        offered = " ".join(short_yuan(fen) for each in taking.tiered.values() for fen in each)
        prompt = PromptScreen(
            f"{whose}，缴费档次（元）：{offered}",
            short_yuan(taking.proposed_tier(position)),
            about="tier",
            check=taking.check_tier,
        )
        self.app.push_screen(prompt, answered)

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
        from tui.screens.find_family import FindFamilyScreen

        if self.is_open:
            taking = self.taking
            here = frozenset(each.household_id for each in taking.households)
            asked = FindFamilyScreen(self.desk, taking.households[-1], taking.insurance, here)
            self.app.push_screen(asked, self._add_family)

    async def _add_family(self, household_id: int | None) -> None:
        if household_id is None or not self.is_open:
            return
        self.taking.add(await self.read(load_household, self.desk, household_id))
        self.show_members()
        self.say_what_to_do()

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
        return self.taking.request(*self.papers())
