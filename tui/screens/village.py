"""A village's unpaid families, to be ticked: who hands in for whom, before any paper is typed."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.errors import BadInput
from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import cut, fit, mask_phone
from models.counter.village.unpaid import UnpaidFamily, unpaid_families, villages_like
from models.counter.village.values import ListedRow, VillageList
from models.station.desk import Desk
from tui.actions import Place
from tui.screens.filtered import FilteredScreen
from tui.screens.prompt import PromptScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_HEADING = (
    f"      {fit('户编号', 12)}{fit('户主', 16)}{fit('人数', 6, right=True)}"
    f"{fit('免缴', 6, right=True)}{fit('应缴', 12, right=True)}  电话"
)


def village_meant(desk: Desk, typed: str) -> str:
    """Return the one village a text means; raises BadInput where it is none, or several."""
    found = villages_like(desk, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(f"本站没有“{typed.strip()[:20]}”这个村（社区），请核对村名")
    named = "、".join(found[:8])
    raise BadInput(f"有几个村：{named}{' 等' if len(found) > 8 else ''}，请多写几个字")


class VillageScreen(FilteredScreen[str | None]):
    """The families with somebody who can pay; the next screen takes those that are ticked."""

    PLACE: ClassVar[Place] = "village"
    LIST: ClassVar[str] = "#families"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("village")

    def __init__(self, desk: Desk, village: str) -> None:
        super().__init__()
        self.desk, self.village = desk, village
        self.insurances = tuple(desk.insurances)
        first = "medical" if "medical" in self.insurances else self.insurances[0]
        self.insurance: Insurance = first
        self.tier_fen: int | None = None
        self.with_exempt = False
        self.families: tuple[UnpaidFamily, ...] = ()
        self._shown: list[UnpaidFamily] = []
        self.ticked: set[str] = set()

    def compose(self) -> ComposeResult:
        """Title, families, their sums, filter, message, keys."""
        yield Bar(id="title")
        yield Line(_HEADING, classes="strong")
        yield Lines(id="families")
        yield Bar(id="sums")
        yield FilterLine()
        yield Outcome(id="message")
        yield Keys("village")

    def on_mount(self) -> None:
        """Read the families; the cursor is in the list."""
        self.query_one("#families", Lines).focus()
        self._choose(self.insurance)

    @property
    def offered_fen(self) -> tuple[int, ...]:
        """The tiers of the insurance; empty where it has none, or they are not known yet."""
        tiers = self.desk.insurances[self.insurance].tiers
        return (tiers.amounts_fen or ()) if tiers else ()

    def _choose(self, insurance: Insurance) -> None:
        """Show who is unpaid for an insurance; who was ticked and still is stays ticked."""
        self.insurance = insurance
        if not self.offered_fen:
            self.tier_fen = None
        elif self.tier_fen is None:
            self.tier_fen = self.offered_fen[0]
        given = (self.desk, self.village, insurance, self.tier_fen)
        self.read_long("正在汇总本村未缴的户", lambda: unpaid_families(*given), self._read)

    def _read(self, families: tuple[UnpaidFamily, ...]) -> None:
        self.families = families
        self.ticked &= {each.number for each in families}
        self.say(
            "空格勾选，A 全选，F2 填单据"
            if families
            else f"{self.village}没有现在能缴{INSURANCE_TITLES[self.insurance]}的户"
        )
        self.show_narrowed()

    def show_narrowed(self) -> None:
        """Show the families in whose row is found what is typed; ticks stay as they are."""
        self._shown = self.narrowed(self.families, self._row)
        lines = self.query_one("#families", Lines)
        rows = [TextLine(self._row(each)) for each in self._shown]
        lines.show(rows, lines.position)
        title = f"整村代收  {self.village}  {INSURANCE_TITLES[self.insurance]}"
        tier = f"  都选 {short_yuan(self.tier_fen)} 元档" if self.tier_fen else ""
        self.query_one("#title", Bar).show(f"{title}{tier}  未缴 {len(self.families)} 户")
        own = [each for each in self.families if each.number in self.ticked]
        people, free = sum(each.people for each in own), sum(each.exempt for each in own)
        exempt = "  全村免缴的一起登记" if self.with_exempt else ""
        due = format_yuan(sum(each.due_fen for each in own))
        self.query_one("#sums", Bar).show(
            f"已勾 {len(own)} 户 {people} 人（免缴 {free} 人）  应收 {due} 元{exempt}"
        )

    def _row(self, each: UnpaidFamily) -> str:
        mark = "[x]" if each.number in self.ticked else "[ ]"
        return (
            f"  {mark} {fit(cut(each.number, 11), 12)}{fit(cut(each.head, 15), 16)}"
            f"{fit(str(each.people), 6, right=True)}{fit(str(each.exempt or ''), 6, right=True)}"
            f"{fit(format_yuan(each.due_fen), 12, right=True)}  {mask_phone(each.phone)}"
        )

    def action_tick(self) -> None:
        """Tick or untick the family under the cursor, and go on to the next."""
        lines = self.query_one("#families", Lines)
        if not self._shown:
            return
        self.ticked ^= {self._shown[lines.position].number}
        self.show_narrowed()
        lines.move(1)

    def action_tick_all(self) -> None:
        """Tick all that are shown; where all are, none of them."""
        shown = {each.number for each in self._shown}
        self.ticked = self.ticked - shown if shown <= self.ticked else self.ticked | shown
        self.show_narrowed()

    def action_exempt(self) -> None:
        """Enrol everybody of the village who has nothing to pay along, or not."""
        self.with_exempt = not self.with_exempt
        self.show_narrowed()

    def action_other_insurance(self) -> None:
        """Go on to the next insurance."""
        place = self.insurances.index(self.insurance)
        self._choose(self.insurances[(place + 1) % len(self.insurances)])

    def action_tier(self, step: int) -> None:
        """Choose the next higher or lower pension tier for everybody."""
        offered = self.offered_fen
        if self.tier_fen is None:
            self.refuse("这个险种不选档次")
            return
        place = offered.index(self.tier_fen) + step
        self.tier_fen = offered[max(0, min(place, len(offered) - 1))]
        self._choose(self.insurance)

    def action_open_file(self) -> None:
        """Read the list that a cadre handed in, and look at it person by person."""
        prompt = PromptScreen("名单文件", "", about="village-file", check=self._read_file)
        self.app.push_screen(prompt, self._with_file)

    def _read_file(self, typed: str) -> VillageList:
        from seed.village_list_file import read_village_list

        path = Path(typed.strip()).expanduser()
        if not typed.strip():
            raise BadInput("请写名单文件的路径，例如 青山村名单.xlsx")
        return self._listed(read_village_list(path, self.village).rows)

    async def _with_file(self, typed: str | None) -> None:
        if typed is not None:
            self._go_on(await self.read(self._read_file, typed))

    def _listed(self, rows: tuple[ListedRow, ...]) -> VillageList:
        return VillageList(
            self.village,
            (self.insurance,),
            rows,
            tier_fen=self.tier_fen,
            with_exempt=self.with_exempt,
        )

    def action_confirm(self) -> None:
        """Go on to the papers of the families that are ticked."""
        if not self.ticked and not self.with_exempt:
            self.refuse("还没有勾选；空格勾一户，A 全选，F3 读名单文件")
            return
        own = (each.number for each in self.families if each.number in self.ticked)
        self._go_on(self._listed(tuple(ListedRow(household=each) for each in own)))

    def _go_on(self, listed: VillageList) -> None:
        from tui.screens.village_payment import VillagePaymentScreen

        self.app.push_screen(VillagePaymentScreen(self.desk, listed), self._taken)

    def _taken(self, outcome: str | None) -> None:
        """Leave with what was taken; without it stay here with the ticks as they were."""
        if outcome is not None:
            self.dismiss(outcome)
