"""Reconciliation on screen: the open exceptions above, the one under the cursor below."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.errors import LaobaoError, StoreFailure
from models.base.money import format_yuan
from models.bureau.reconciliation.choose import Choice, choice_of
from models.bureau.reconciliation.decide import DecidedException, decide_exception, needs_second
from models.bureau.reconciliation.run import (
    Case,
    Reconciliation,
    agreed_pair,
    read_reconciliation,
    reconcile,
    see_reconciliation,
)
from models.bureau.reconciliation.terms import DECISION_TITLES, DECISIONS, KIND_TITLES, Decision
from models.bureau.reconciliation.values import BookEntry
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from tui.actions import Place
from tui.screens.filtered import FilteredScreen
from tui.screens.prompt import PromptScreen
from tui.screens.reconcile_lines import case_row, fold_row, heading, waiting_row
from tui.screens.second_person import ask_second_person
from tui.widgets.bindings import bindings_of, decision_keys
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.message import Message
from tui.widgets.statement_sides import case_line, decision_line, settled_line, side_lines


class ReconcileScreen(FilteredScreen[str | None]):
    """The open exceptions; every decision asks for its reason.

    Answers with why they could not be shown, if so.
    """

    PLACE: ClassVar[Place] = "reconcile"
    LIST: ClassVar[str] = "#cases"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("reconcile")
    CSS = """
    #cases { height: 5; }
    #sides { height: 1fr; }
    """

    def __init__(self, desk: Desk, number: int = 0) -> None:
        """``number``: of the exception on which the cursor starts, if it is listed."""
        super().__init__()
        self.desk, self._number = desk, number
        self.found: Reconciliation | None = None
        self.cases: tuple[Case, ...] = ()
        self.waiting: tuple[BookEntry, ...] = ()
        self.choice = Choice()
        self.is_folded = True

    def compose(self) -> ComposeResult:
        """Title, list, the exception, filter, message, keys."""
        yield Bar(id="title")
        yield Line(heading(), classes="strong")
        yield Lines(id="cases")
        yield Bar(id="case")
        yield Lines(has_cursor=False, can_focus=False, id="sides")
        yield FilterLine()
        yield Message(id="message", classes="strong")
        yield Keys("reconcile")

    def on_mount(self) -> None:
        """Reconcile, and show the open exceptions."""
        self.query_one("#cases").focus()
        self.write(
            "正在对账",
            lambda: see_reconciliation(self.desk),
            self._reconciled,
            self._not_reconciled,
        )

    def _reconciled(self, found: Reconciliation) -> None:
        self.show_cases(found)
        numbers = [each.number for each in self.cases]
        if self._number in numbers:
            self.query_one("#cases", Lines).move(numbers.index(self._number))
        if found.newly_cleared:
            self.say(f"新核对上 {found.newly_cleared} 笔")
        else:
            self._hint()

    def _not_reconciled(self, error: LaobaoError) -> None:
        self.leave(error.message)

    def show_cases(self, found: Reconciliation) -> None:
        """List what is asked for; what waits for its statement is one row below, or a row each."""
        self.found = found
        self.cases = tuple(self.narrowed(self.choice.cases(found.cases), case_row))
        self.waiting = tuple(
            self.narrowed(self.choice.waiting(found.matching.waiting), waiting_row)
        )
        matching, total = found.matching, len(found.open_cases)
        is_part = self.choice.words or self.needle.words
        chosen = f"{len(self.cases)}/{total}" if is_part else f"{total}"
        self.query_one("#title", Bar).show(
            f"对账  {self.desk.township}  待处理 {chosen} 件  "
            f"已核对 {len(matching.pairs)} 笔  撤销相抵 {matching.voids_that_cancel} 笔  "
            f"待对账 {len(matching.waiting)} 笔"
        )
        rows = [TextLine(case_row(each)) for each in self.cases]
        if self.waiting:
            fold = fold_row(found, self.waiting, is_folded=self.is_folded)
            rows.append(TextLine(fold, is_strong=True))
        if not self.is_folded:
            rows += [TextLine(waiting_row(each), is_faint=True) for each in self.waiting]
        lines = self.query_one("#cases", Lines)
        lines.show(rows, lines.position)
        self.show_case(lines.position)

    def show_narrowed(self) -> None:
        """Show the exceptions and what waits, in whose row is found what is typed."""
        if self.found is not None:
            self.show_cases(self.found)
            self._hint()

    @on(Lines.Moved, "#cases")
    def moved(self, event: Lines.Moved) -> None:
        """Show the exception under the cursor."""
        self.show_case(event.position)
        self._hint()

    def show_case(self, position: int) -> None:
        """Show both sides of an exception, what waits, or that there is none."""
        rows: list[str] = []
        behind = position - len(self.cases)
        if behind < 0:
            case = self.cases[position]
            head, rows = case_line(case), side_lines(case)
        elif not self.waiting:
            is_part = self.choice.words or self.needle.words
            head = "没有这样的差异" if is_part else "没有待处理的差异；请先「导入对账单」"
        elif behind == 0 or behind > len(self.waiting):
            head = "等对账单的不是差异：对账单来了自会核对，等得太久才列入差异。F9 展开或收起"
        else:
            entry = self.waiting[behind - 1]
            head = f"台账 收据 {entry.receipt}  {entry.day} 终端 {entry.terminal}  等对账单"
        self.query_one("#case", Bar).show(head)
        strong = [TextLine(row, is_strong=row.startswith("*")) for row in rows]
        self.query_one("#sides", Lines).show(strong)

    def action_fold(self) -> None:
        """Unfold what waits for its statement, or fold it up again."""
        if self.found is None or not self.waiting:
            self.say("没有等对账单的台账")
            return
        self.is_folded = not self.is_folded
        self.show_cases(self.found)
        self._hint()

    def action_choose(self) -> None:
        """Ask which exceptions to show; Esc leaves it as it is."""

        def chosen(text: str | None) -> None:
            if text is not None and self.found is not None:
                self.choice = choice_of(text, self.desk.business_date)
                self.is_folded = self.choice.state != "waiting"
                self.show_cases(self.found)
            self._hint()

        self.app.push_screen(
            PromptScreen(
                "只看（情况、终端号、日期、状态；空着看全部待处理的）",
                self.choice.words,
                about="reconcile-choice",
                check=lambda text: choice_of(text, self.desk.business_date),
            ),
            chosen,
        )

    def _hint(self) -> None:
        """Say which keys settle the exception under the cursor, or how it was settled."""
        cases = self.cases[self.query_one("#cases", Lines).position :]
        if cases and cases[0].state == "open":
            self.say(decision_keys("reconcile", DECISIONS[cases[0].finding.kind]))
        elif cases:
            self.say(decision_line(cases[0]))
        elif self.waiting or self.choice.words:
            self.say("F8 筛选，F9 展开或收起等对账单的")
        else:
            self.say("")

    def action_decide(self, decision: Decision) -> None:
        """Ask for the reason of a decision; Esc decides nothing."""
        position = self.query_one("#cases", Lines).position
        if position >= len(self.cases):
            self.say("等对账单的不用处理" if self.waiting else "没有待处理的差异")
            return
        case = self.cases[position]
        if case.state != "open":
            self.say(decision_line(case))
            return
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
                self._ask_second(case, decision, reason)

        question = f"第 {case.number} 号 {DECISION_TITLES[decision]}，原因"
        self.app.push_screen(PromptScreen(question, "", about="reason"), with_reason)

    def _ask_second(self, case: Case, decision: Decision, reason: str) -> None:
        """Ask who else agrees, above the station's limit; settle the rest at once."""
        assert self.found is not None
        rules = self.found.rules
        if not needs_second(case, rules):
            self._settle(case, decision, reason, None)
            return

        def agreed(second: SecondPerson | None) -> None:
            if second is None:
                self._hint()
            else:
                self._settle(case, decision, reason, second)

        what = f"第 {case.number} 号超过 {format_yuan(rules.limit_fen)} 元"
        ask_second_person(self.app, what, agreed)

    def _settle(
        self, case: Case, decision: Decision, reason: str, second: SecondPerson | None
    ) -> None:
        def act() -> tuple[DecidedException, Reconciliation]:
            settled = decide_exception(self.desk, case.number, decision, reason, second)
            try:
                return settled, reconcile(self.desk)
            except (
                StoreFailure
            ):  # somebody else writes: what was settled has to be told all the same
                return settled, read_reconciliation(self.desk)

        self.write("正在登记", act, self._settled)

    def _settled(self, outcome: tuple[DecidedException, Reconciliation]) -> None:
        settled, found = outcome
        self.show_cases(found)
        self.say(settled_line(settled))
