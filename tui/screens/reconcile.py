"""Reconciliation on screen: the open exceptions above, the one under the cursor below."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from models.base.errors import LaobaoError
from models.base.money import format_yuan
from models.base.text import fit
from models.bureau.reconciliation.decide import decide_exception
from models.bureau.reconciliation.run import Case, agreed_pair, reconcile
from models.bureau.reconciliation.terms import DECISION_TITLES, DECISIONS, KIND_TITLES, Decision
from models.station.desk import Desk
from tui.actions import Place
from tui.screens.prompt import PromptScreen
from tui.widgets.bindings import bindings_of, footer_of
from tui.widgets.decision_keys import decision_keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.statement_sides import case_line, settled_line, side_lines


class ReconcileScreen(Screen[None]):
    """The open exceptions; every decision asks for its reason."""

    PLACE: ClassVar[Place] = "reconcile"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reconcile")
    CSS = """
    #cases { height: 5; }
    #sides { height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.cases: tuple[Case, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, list, the exception, message, keys."""
        yield Bar(id="title")
        yield Line(_heading(), classes="strong")
        yield Lines(id="cases")
        yield Bar(id="case")
        yield Lines(has_cursor=False, can_focus=False, id="sides")
        yield Line(id="message", classes="strong")
        yield Bar(footer_of("reconcile"))

    def on_mount(self) -> None:
        """Reconcile, and show the open exceptions."""
        self.query_one("#cases").focus()
        found = self.show_cases()
        if found:
            self.say(f"新核对上 {found} 笔")
        else:
            self._hint()

    def show_cases(self) -> int:
        """Match again and list what is open; return how many lines were newly cleared."""
        found = reconcile(self.desk)
        self.cases = found.open_cases
        matching = found.matching
        self.query_one("#title", Bar).show(
            f"对账  {self.desk.township}  待处理 {len(self.cases)} 件  "
            f"已核对 {len(matching.pairs)} 笔  撤销相抵 {matching.voids_that_cancel} 笔  "
            f"待对账 {len(matching.waiting)} 笔"
        )
        lines = self.query_one("#cases", Lines)
        lines.show([TextLine(_row(each)) for each in self.cases], lines.position)
        self.show_case(lines.position)
        return found.newly_cleared

    @on(Lines.Moved, "#cases")
    def moved(self, event: Lines.Moved) -> None:
        """Show the exception under the cursor."""
        self.show_case(event.position)
        self._hint()

    def show_case(self, position: int) -> None:
        """Show both sides of an exception, or that there is none."""
        if position < len(self.cases):
            case = self.cases[position]
            head, rows = case_line(case), side_lines(case)
        else:
            head, rows = "没有待处理的差异；对账单用 laobao import statement 导入", []
        self.query_one("#case", Bar).show(head)
        strong = [TextLine(row, is_strong=row.startswith("*")) for row in rows]
        self.query_one("#sides", Lines).show(strong)

    def say(self, message: str) -> None:
        """Show one line that stays until the next action."""
        self.query_one("#message", Line).show(message)

    def _hint(self) -> None:
        """Say which keys settle the exception under the cursor."""
        cases = self.cases[self.query_one("#cases", Lines).position :]
        self.say(decision_keys("reconcile", DECISIONS[cases[0].finding.kind]) if cases else "")

    def action_decide(self, decision: Decision) -> None:
        """Ask for the reason of a decision; Esc decides nothing."""
        position = self.query_one("#cases", Lines).position
        if position >= len(self.cases):
            self.say("没有待处理的差异")
            return
        case = self.cases[position]
        fitting = DECISIONS[case.finding.kind]
        if decision not in fitting:
            titles = "、".join(DECISION_TITLES[each] for each in fitting)
            self.say(f"{KIND_TITLES[case.finding.kind]}的处理结果应为：{titles}")
            return
        if decision == "same" and agreed_pair(case) is None:
            self.say("没有唯一的另一方，不能认作同一笔；请先补录或更正，再对账")
            return

        self.say("")

        def with_reason(reason: str | None) -> None:
            if reason is None:
                self._hint()
            else:
                self._settle(case, decision, reason)

        question = f"第 {case.number} 号 {DECISION_TITLES[decision]}，原因"
        self.app.push_screen(PromptScreen(question, "", about="reason"), with_reason)

    def _settle(self, case: Case, decision: Decision, reason: str) -> None:
        try:
            settled = decide_exception(self.desk, case.number, decision, reason)
        except LaobaoError as error:
            self.say(error.message)
            return
        self.show_cases()
        self.say(settled_line(settled))

    def action_back(self) -> None:
        """Go back to the counter."""
        self.dismiss(None)


def _heading() -> str:
    return (
        f"  {fit('编号', 6)}{fit('情况', 16)}{fit('日期', 12)}{fit('终端号', 10)}"
        f"{fit('凭证号', 8)}{fit('对账单', 12, right=True)}{fit('台账', 12, right=True)}"
    )


def _row(case: Case) -> str:
    finding = case.finding
    side = finding.line or finding.entry
    amounts = [
        format_yuan(each.amount_fen) if each else "" for each in (finding.line, finding.entry)
    ]
    return (
        f"  {fit(str(case.number), 6)}{fit(KIND_TITLES[finding.kind], 16)}"
        f"{fit(str(finding.day), 12)}{fit(finding.terminal, 10)}"
        f"{fit(side.shown_trace if side else '', 8)}"
        + "".join(fit(each, 12, right=True) for each in amounts)
    )
