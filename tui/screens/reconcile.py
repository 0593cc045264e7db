"""Reconciliation on screen: the open exceptions above, the one under the cursor below."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.desk import Desk
from models.errors import LaobaoError, StoreFailure
from models.money import format_yuan
from models.reconcile.run import Case, Reconciliation, agreed_pair, read_reconciliation, reconcile
from models.reconcile.settle import Settled, settle_exception
from models.reconcile.terms import DECISION_TITLES, DECISIONS, KIND_TITLES, Decision
from models.text import fit
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.decision_keys import decision_keys
from tui.screens.desk_screen import DeskScreen
from tui.screens.prompt import PromptScreen
from tui.statement_sides import case_line, settled_line, side_lines
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine


class ReconcileScreen(DeskScreen[str | None]):
    """The open exceptions; every decision asks for its reason.

    Answers with why they could not be shown, if so.
    """

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
        self.write("正在对账", lambda: reconcile(self.desk), self._reconciled, self._not_reconciled)

    def _reconciled(self, found: Reconciliation) -> None:
        self.show_cases(found)
        if found.newly_cleared:
            self.say(f"新核对上 {found.newly_cleared} 笔")
        else:
            self._hint()

    def _not_reconciled(self, error: LaobaoError) -> None:
        self.leave(error.message)

    def show_cases(self, found: Reconciliation) -> None:
        """List what is open."""
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
        def act() -> tuple[Settled, Reconciliation]:
            settled = settle_exception(self.desk, case.number, decision, reason)
            try:
                return settled, reconcile(self.desk)
            except (
                StoreFailure
            ):  # somebody else writes: what was settled has to be told all the same
                return settled, read_reconciliation(self.desk)

        self.write("正在登记", act, self._settled)

    def _settled(self, outcome: tuple[Settled, Reconciliation]) -> None:
        settled, found = outcome
        self.show_cases(found)
        self.say(settled_line(settled))


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
