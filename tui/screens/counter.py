"""The counter: the screen clerks live in. Every key leads on from the family that is shown."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from models.dates import parse_date
from models.errors import BadInput
from models.levy.terms import Insurance
from models.people.changes.occasion import Changed
from tui.actions import Place
from tui.bindings import bindings_of
from tui.screens.counter_view import CounterView
from tui.widgets.field import Field
from tui.widgets.lines import Lines


class CounterScreen(CounterView):
    """The counter's actions; what it shows is ``CounterView``."""

    PLACE: ClassVar[Place] = "counter"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("counter"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    @on(Field.Submitted, "#search")
    def action_open_family(self) -> None:
        """Go down to the members of the family."""
        if self.household is None:
            self.say("先输入文字找到一户，再按回车")
        else:
            self.query_one("#members").focus()
            self.say("上下键选人，F4 认定，F5 看理由，F2 收费，Esc 回到查找")

    @on(Lines.Chosen, "#members")
    def action_explain(self) -> None:
        """Show why the member under the cursor owes what."""
        self.after_typing(self._explain)

    def _explain(self) -> None:
        from reports.explanation.collect import explain_family
        from tui.screens.explain import ExplainScreen

        if self.household is None or self.member_at_cursor() is None:
            self.say("先找到一户有成员的家庭")
            return
        family = explain_family(self.desk, self.household, self.quotes)
        self.app.push_screen(ExplainScreen(family, self.query_one("#members", Lines).position))

    def action_pay_medical(self) -> None:
        """Take the medical premium of the family."""
        self.after_typing(lambda: self._pay("medical"))

    def action_pay_pension(self) -> None:
        """Take the pension premium of the family."""
        self.after_typing(lambda: self._pay("pension"))

    def _pay(self, insurance: Insurance) -> None:
        from tui.screens.payment import PaymentScreen

        if self.household is None:
            self.say("先找到一户，再收费")
        elif insurance not in self.desk.notice.insurances:
            self.say("本站的通知不征收这个险种")
        else:
            screen = PaymentScreen(self.desk, self.household, insurance)
            self.app.push_screen(screen, self.after)

    def action_settle_differences(self) -> None:
        """Collect or return what a revised standard changed for a family that has paid."""
        self.after_typing(self._settle)

    def _settle(self) -> None:
        from tui.screens.settle import SettleScreen

        if self.household is None:
            self.say("先找到一户，再补退差额")
            return
        for insurance in self.desk.notice.insurances:
            screen = SettleScreen(self.desk, self.household, insurance)
            if screen.has_differences:
                self.app.push_screen(screen, self.after)
                return
        self.say("这一户没有标准调整的差额")

    def action_reverse_payment(self) -> None:
        """Void or refund a payment of the family."""
        self.after_typing(self._reverse)

    def _reverse(self) -> None:
        from tui.screens.reverse import ReverseScreen

        if self.household is None:
            self.say("先找到一户，再撤销或退费")
        else:
            self.app.push_screen(ReverseScreen(self.desk, self.household), self.after)

    def action_certify(self) -> None:
        """Apply a category to the member under the cursor."""
        self.after_typing(self._certify)

    def _certify(self) -> None:
        from tui.screens.certify import CertifyScreen

        if self.household is None:
            self.say("先找到一户，再认定")
            return
        member = self.member_at_cursor()
        if member is None:
            self.say("这一户已没有成员，请先查找别的人")
            return
        self.app.push_screen(CertifyScreen(self.desk, member), self.after)

    def action_change_family(self) -> None:
        """Make a change in the family, for the member under the cursor."""
        self.after_typing(self._change_family)

    def _change_family(self) -> None:
        from tui.screens.change import ChangeScreen

        if self.household is None:
            self.say("先找到一户，再办理变更")
        else:
            self.app.push_screen(
                ChangeScreen(self.desk, self.household, self.member_at_cursor()), self._changed
            )

    def _changed(self, changed: Changed | None) -> None:
        if changed is not None:
            self.find_again()
            self.after(f"{changed.message}{'；' + changed.hint if changed.hint else ''}")

    def action_open_history(self) -> None:
        """Show everything recorded of the family."""
        self.after_typing(self._open_history)

    def _open_history(self) -> None:
        from models.people.history import family_history
        from tui.screens.reading import ReadingScreen

        if self.household is None:
            self.say("先找到一户，再看历史")
            return
        lines = [str(line) for line in family_history(self.desk, self.household.household_id)]
        title = f"{self.household.village} {self.household.number} 户的历史"
        self.app.push_screen(ReadingScreen(title, lines or ["还没有变更、认定或收费"]))

    def action_print_receipt(self) -> None:
        """Print a receipt, the family's last one unless another number is typed."""
        self.after_typing(self._print_receipt)

    def _print_receipt(self) -> None:
        from tui.screens.receipt import ask_receipt

        household_id = self.household.household_id if self.household else None
        ask_receipt(self.app, self.desk, household_id, self.say)

    def action_open_report(self) -> None:
        """Show the half-monthly report."""
        from tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.desk))

    def action_open_duplicates(self) -> None:
        """Show who may be enrolled twice, first of all in the family that is open."""
        self.after_typing(self._open_duplicates)

    def _open_duplicates(self) -> None:
        from tui.screens.duplicates import DuplicatesScreen

        household_id = self.household.household_id if self.household else None
        self.app.push_screen(DuplicatesScreen(self.desk, household_id), self.after)

    def action_open_reconcile(self) -> None:
        """Go through what the acquirer's statements and the books do not agree on."""
        self.after_typing(self._open_reconcile)

    def _open_reconcile(self) -> None:
        from tui.screens.reconcile import ReconcileScreen

        self.app.push_screen(ReconcileScreen(self.desk), self.after)

    def action_open_takings(self) -> None:
        """Show what the day brought in, hour by hour."""
        from reports.takings import takings_lines
        from tui.screens.reading import ReadingScreen

        title = f"今日收款  {self.desk.business_date}"
        self.app.push_screen(ReadingScreen(title, takings_lines(self.desk)))

    def action_close_day(self) -> None:
        """Close the day: the operator's drawer, or the station."""
        from tui.screens.close_day import CloseScreen

        self.app.push_screen(CloseScreen(self.desk), self.after)

    def action_set_business_date(self) -> None:
        """Ask for another business date."""
        from tui.screens.prompt import PromptScreen

        prompt = PromptScreen("业务日期（例如 2019-11-13）", self.desk.business_date.isoformat())
        self.app.push_screen(prompt, self._set_business_date)

    def _set_business_date(self, text: str | None) -> None:
        if text is None:
            return
        try:
            self.desk = self.desk.on(parse_date(text, "业务日期"))
        except BadInput as error:
            self.say(error.message)
            return
        self.after(f"业务日期已改为 {self.desk.business_date}")
