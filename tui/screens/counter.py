"""The counter: the screen clerks live in. Every key leads on from the family that is shown."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from models.base.terms import INSURANCE_TITLES, Insurance
from models.people.worklist import next_owing
from tui.actions import Place
from tui.screens.counter_doors import CounterDoors
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.lines import Lines

if TYPE_CHECKING:
    from models.people.categories.certify import Certified
    from models.people.changes.occasion import Changed
    from tui.screens.certify_view import Recorded


class CounterScreen(CounterDoors):
    """What is done with the family that is open; what is shown is ``CounterView``."""

    PLACE: ClassVar[Place] = "counter"
    _last_certified: "tuple[Certified, ...]" = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("counter"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("ctrl+home", "move(-100000)", show=False),
        Binding("ctrl+end", "move(100000)", show=False),
    ]

    @on(Field.Submitted, "#search")
    @on(Lines.Chosen, "#results")
    async def action_open_family(self) -> None:
        """Go down to the members of the family; with nothing typed, of the last one dealt with.

        At a new station: do what the line under the cursor says is still lacking.
        """
        if self.lacking and self.household is None and not self.searched.strip():
            self._open_first_step()
            return
        if self.household is None:
            await self.show_match(self.query_one("#results", Lines).position)
        if self.household is None:
            self.say("先输入文字找到一户，再按回车")
        else:
            self.query_one("#members", Lines).focus()
            self.say("上下键选人，F4 认定，F5 看理由，F2 收费，Esc 回到查找")

    def _open_first_step(self) -> None:
        from tui.screens.choose_command import open_command
        from tui.screens.first_steps import FIRST_STEPS

        what = self.lacking[self.query_one("#results", Lines).position]
        open_command(self.app, self.desk, FIRST_STEPS[what][2], self.after)

    async def action_next_family(self) -> None:
        """Open the next family of the village that still has something to pay."""
        if self.household is None:
            self.say("先找到一户，再看下一户")
            return
        following = await self.read(next_owing, self.desk, self.household)
        if following is None:
            self.say(f"{self.household.village}往后没有还要缴费的家庭了")
            return
        await self.open_household(following, "同村下一户还要缴费的家庭")

    async def open_household(self, household_id: int, words: str) -> None:
        """Show a family that was not searched for, and say where it comes from."""
        self.query_one("#search", Field).value = ""
        await self.search_for("")
        await self.show_family(household_id)
        self.say(words)

    @on(Lines.Chosen, "#members")
    async def action_explain(self) -> None:
        """Show why the member under the cursor owes what."""
        await self.load("tui.screens.explain")
        await self.load("reports.explanation.gather")
        from reports.explanation.gather import explain_family
        from tui.screens.explain import ExplainScreen

        if self.household is None or self.member_at_cursor() is None:
            self.say("先找到一户有成员的家庭")
            return
        family = await self.read(explain_family, self.desk, self.household, self.quotes)
        self.app.push_screen(
            ExplainScreen(self.desk, family, self.query_one("#members", Lines).position)
        )

    def action_pay_medical(self) -> None:
        """Take the medical premium of the family."""
        self._pay("medical")

    def action_pay_pension(self) -> None:
        """Take the pension premium of the family."""
        self._pay("pension")

    def action_pay_critical_illness(self) -> None:
        """Take the critical-illness premium of the family."""
        self._pay("critical_illness")

    def action_pay_village(self) -> None:
        """Take a village in one go: that of the family that is open, or another."""
        from tui.screens.prompt import PromptScreen
        from tui.screens.village import VillageScreen, village_meant

        async def answered(typed: str | None) -> None:
            if typed is not None:
                village = await self.read(village_meant, self.desk, typed)
                self.app.push_screen(VillageScreen(self.desk, village), self.after)

        prompt = PromptScreen(
            "整村代收，村名",
            self.household.village if self.household else "",
            about="village-name",
            check=lambda typed: village_meant(self.desk, typed),
        )
        self.app.push_screen(prompt, answered)

    def _pay(self, insurance: Insurance) -> None:
        from tui.screens.payment import PaymentScreen

        if self.household is None:
            self.say("先找到一户，再收费")
        elif insurance not in self.desk.insurances:
            self.say(f"本站的通知不征收{INSURANCE_TITLES[insurance]}")
        else:
            screen = PaymentScreen(self.desk, self.household, insurance)
            self.visit()
            self.app.push_screen(screen, self.after)

    async def action_settle_differences(self) -> None:
        """Collect or return what changed for a family since it paid."""
        await self.load("tui.screens.settle")
        from models.counter.differences import find_differences
        from tui.screens.settle import SettleScreen

        if self.household is None:
            self.say("先找到一户，再补退差额")
            return
        for insurance in self.desk.insurances:
            home = self.household.household_id
            found = await self.read(find_differences, self.desk, insurance, household_id=home)
            if found:
                screen = SettleScreen(self.desk, self.household, insurance, found)
                self.app.push_screen(screen, self.after)
                return
        self.say("这一户没有标准调整、认定变更的差额")

    async def action_reverse_payment(self) -> None:
        """Void or refund a payment of the family."""
        await self.load("tui.screens.reverse")
        from tui.screens.reverse import ReverseScreen

        if self.household is None:
            self.say("先找到一户，再撤销或退费")
        else:
            member = self.member_at_cursor()
            who = member.id_number if member is not None else ""
            screen = ReverseScreen(self.desk, self.household, who=who)
            self.app.push_screen(screen, self.after)

    async def action_certify(self) -> None:
        """Apply a category to the member under the cursor or the family, or change one."""
        await self.load("tui.screens.certify")
        from tui.screens.certify import CertifyScreen

        if self.household is None:
            self.say("先找到一户，再认定")
            return
        member = self.member_at_cursor()
        if member is None:
            self.say("这一户已没有成员，请先查找别的人")
            return
        self.visit()
        self.app.push_screen(CertifyScreen(self.desk, self.household, member), self._certified)

    async def _certified(self, recorded: "Recorded | None") -> None:
        if recorded is not None:
            self._last_certified = recorded.undo
            undo = "；弄错了按 Ctrl+Y 撤回" if recorded.undo else ""
            await self.after(f"{recorded.message}{undo}")

    def action_withdraw(self) -> None:
        """Take back the category applied last."""
        from models.people.categories.withdraw import withdraw_certifications

        last = self._last_certified
        if not last:
            self.say("刚才没有登记认定，没有可撤回的")
            return
        self.write("正在撤回", lambda: withdraw_certifications(self.desk, last), self._withdrawn)

    async def _withdrawn(self, done: "tuple[Certified, ...]") -> None:
        self._last_certified = ()
        names = "、".join(each.name for each in done)
        await self.after(f"已撤回：{names} {done[0].category}")

    async def action_change_family(self) -> None:
        """Make a change in the family, for the member under the cursor."""
        await self.load("tui.screens.change")
        from tui.screens.change import ChangeScreen

        if self.household is None:
            self.say("先找到一户，再办理变更")
        else:
            self.app.push_screen(
                ChangeScreen(self.desk, self.household, self.member_at_cursor()), self._changed
            )

    async def _changed(self, changed: "Changed | None") -> None:
        if changed is not None:
            await self.find_again()
            await self.after(f"{changed.message}{'；' + changed.hint if changed.hint else ''}")

    def action_see_number(self) -> None:
        """Show the whole number of the member under the cursor, for a reason."""
        from tui.screens.number import NumberScreen

        member = self.member_at_cursor() if self.household is not None else None
        if member is None:
            self.say("先找到一户有成员的家庭")
        else:
            self.app.push_screen(NumberScreen(self.desk, member))

    async def action_open_history(self) -> None:
        """Show everything recorded of the family."""
        from models.people.history import family_history
        from tui.screens.reading import ReadingScreen

        if self.household is None:
            self.say("先找到一户，再看历史")
            return
        found = await self.read(family_history, self.desk, self.household.household_id)
        lines = [str(line) for line in found]
        title = f"{self.household.village} {self.household.number} 户的历史"
        self.app.push_screen(ReadingScreen(title, lines or ["还没有变更、认定或收费"]))

    async def action_print_receipt(self) -> None:
        """Print a receipt, the family's last one unless another number is typed."""
        from tui.screens.receipt import ask_receipt

        household_id = self.household.household_id if self.household else None
        await ask_receipt(self, self.desk, household_id)

    def action_print_proof(self) -> None:
        """Print a proof of what the family has paid; of one member where the cursor is on one."""
        from reports.papers.proof import proof_listing
        from tui.screens.papers import print_paper

        if self.household is None:
            self.say("先找到一户，再打缴费证明")
            return
        desk, home = self.desk, self.household.household_id
        member = self.member_at_cursor() if self.focused is self.query_one("#members") else None
        who = member.person_id if member is not None else None
        print_paper(self, desk, lambda: proof_listing(desk, home, who))

    def action_print_form(self) -> None:
        """Write the family's registration form."""
        from reports.papers.registration import registration_listing
        from tui.screens.papers import write_paper

        if self.household is None:
            self.say("先找到一户，再打参保登记表")
            return
        desk, home = self.desk, self.household.household_id
        write_paper(self, desk, lambda: registration_listing(desk, home))
