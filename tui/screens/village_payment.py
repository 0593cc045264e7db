"""Taking a village: everybody of the list as they would be entered, the papers, then one key."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.base.errors import LaobaoError
from models.base.file_names import file_stem
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.counter.second_look import ask_again
from models.counter.village.plan import plan_village
from models.counter.village.take import take_village
from models.counter.village.values import (
    TAKEN,
    VillageList,
    VillagePlan,
    VillageReceipt,
    VillageRequest,
)
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from reports.village_list import person_words, plan_words
from tui.actions import Place
from tui.frame.folders import free_path
from tui.program.village_slips import write_slips
from tui.screens.money_papers import PapersScreen
from tui.screens.payment_lines import slips_line
from tui.widgets.bindings import bindings_of
from tui.widgets.cash_form import CashForm
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.slip_form import SlipForm


class VillagePaymentScreen(PapersScreen):
    """Who is taken and who differs above, papers below. Nothing is entered before F2."""

    PLACE: ClassVar[Place] = "village-payment"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("village-payment"),
        Binding("enter", "next_field", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-9)", show=False, priority=True),
        Binding("pagedown", "move(9)", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, listed: VillageList) -> None:
        super().__init__(desk)
        self.listed = listed
        self.plan: VillagePlan | None = None
        self.leaves_out = False
        self.taken: VillageReceipt | None = None
        self._day_words = ""

    def compose(self) -> ComposeResult:
        """People above, papers below."""
        titles = "、".join(INSURANCE_TITLES[each] for each in self.listed.insurances)
        yield Bar(f"整村代收  {self.listed.village}  {titles}", id="title")
        yield Lines(can_focus=False, id="people")
        yield Bar(id="due")
        yield SlipForm(has_amount=True)
        yield CashForm()
        yield Line(id="slips")
        yield Outcome(id="outcome")
        yield Keys("village-payment", id="keys")

    async def on_mount(self) -> None:
        """Propose the slip after the last one, and look at everybody on the list."""
        self._day_words = await self.day.read()
        await self.begin_papers()
        self.read_long(
            "正在逐人核对", lambda: plan_village(self.desk, self.listed), self._show_plan
        )

    def _show_plan(self, plan: VillagePlan) -> None:
        """Show who differs first, then who could pay and is not listed, then who is taken."""
        self.plan = plan
        rows = [TextLine(f" ！{person_words(each)}", is_strong=True) for each in plan.differences]
        rows += [TextLine(f"   {person_words(each)}") for each in plan.of_kind("unlisted")]
        rows += [TextLine(f"   {person_words(each)}") for each in plan.people if each.kind in TAKEN]
        self.query_one("#people", Lines).show(rows)
        self.query_one("#due", Bar).show(plan_words(plan))
        self.seen.renew()
        self.say_what_to_do()

    @property
    def due_fen(self) -> int:
        """What the village is to pay; nothing as long as nobody was looked at."""
        return self.plan.amount_fen if self.plan else 0

    def show_slips(self) -> None:
        """Show which slips are kept already, and what is left."""
        self.seen.renew()
        self.query_one("#slips", Line).show(slips_line(self.slips, self.due_fen))

    def say_what_to_do(self) -> None:
        """Say what stands in the way, else what to fill in."""
        plan = self.plan
        if plan is None:
            return
        if not plan.families:
            self.refuse("名单上没有现在能收的人；Esc 返回")
        elif plan.differences and not self.leaves_out:
            self.say(f"有出入 {len(plan.differences)} 处（带！的），看过了先不收这些的按 F7")
        elif not plan.amount_fen:
            self.say("都不用缴钱，F2 登记参保")
        else:
            what = "填票据号" if self.is_cash else "照签购单填写，几张的填金额后按 F6"
            left = f"有出入的 {len(plan.differences)} 处先不收；" if plan.differences else ""
            self.say(" ".join(filter(None, (self._day_words, f"{left}{what}，F2 入账"))))

    def action_move(self, by: int) -> None:
        """Move among the people."""
        self.query_one("#people", Lines).move(by)

    def action_next_field(self) -> None:
        """Go on to the next field, or back when it is done."""
        if self.is_done:
            self.action_back()
        else:
            self.focus_next()

    def action_leave_out(self) -> None:
        """Take the others without those who differ, or not."""
        if self.is_open and self.plan is not None and self.plan.differences:
            self.leaves_out = not self.leaves_out
            self.seen.renew()
            self.say_what_to_do()

    def action_confirm(self) -> None:
        """Take the village, once, when everything is filled in and was seen."""
        plan = self.plan
        if plan is None or not self.is_open or not self.seen.allows(self.refuse):
            return
        if not plan.families or (plan.differences and not self.leaves_out):
            self.say_what_to_do()
            return
        try:
            slips, cash = self.papers()
        except LaobaoError as error:
            self.refuse(error.message)
            return
        confirmed = self.confirmed(slips)

        def post(second: SecondPerson | None) -> None:
            request = VillageRequest(
                self.listed, slips, cash, plan.amount_fen, self.leaves_out,
                second=second, confirmed=confirmed,
            )  # fmt: skip

            def act() -> VillageReceipt:
                ask_again(self.desk, slips, confirmed)
                return take_village(self.desk, request)

            self.write(f"正在入账 {len(plan.families)} 户", act, self._show_receipts)

        self.day.enter(None, post)

    def fail(self, error: LaobaoError) -> None:
        """Say why nothing was posted."""
        self.refuse(self.words_of(error))

    def _show_receipts(self, taken: VillageReceipt) -> None:
        """State the outcome in place; it stays until the clerk goes on."""
        self.taken = taken
        head = "这些单据早已入账，没有重复收费" if taken.replayed else "已入账"
        first, last = taken.receipts[0].receipt, taken.receipts[-1].receipt
        many = f"{first} 至 {last}" if len(taken.receipts) > 1 else first
        people = sum(len({x.id_number for x in each.lines}) for each in taken.receipts)
        change = "" if taken.replayed or not self.change_fen else f"  {self.change_words}"
        self.query_one(Outcome).done(
            f"{head}  {taken.village} {len(taken.receipts)} 户 {people} 人  "
            f"{format_yuan(taken.amount_fen)} 元",
            taken.amount_fen,
            f"收据 {len(taken.receipts)} 张：{many}{change}\n"
            "F5 打登记单，每户一页；回车或 Esc 回到柜台",
        )
        self.outcome = (
            f"{taken.village} {len(taken.receipts)} 户：{format_yuan(taken.amount_fen)} 元，"
            f"收据 {len(taken.receipts)} 张"
        )
        self.close_forms()
        self.query_one("#slips", Line).show("")
        self.query_one("#keys", Bar).show("F5 登记单  回车 回到柜台  Esc 返回")

    def action_write_slips(self) -> None:
        """Write the families' registration slips into the current folder, a page a family."""
        taken = self.taken
        if taken is None:
            self.refuse("入账以后才能打登记单")
            return
        path: Path = free_path(
            f"{file_stem('登记单', self.desk.business_date, taken.village)}.xlsx"
        )
        self.write("正在写登记单", lambda: write_slips(self.desk, taken, path), self.say)

    def action_back(self) -> None:
        """Go back: to the counter when it is done, else to the families."""
        self.dismiss(self.outcome)
