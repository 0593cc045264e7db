"""Duplicates on screen: the open cases above, the one under the cursor side by side below."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.text import cut, fit
from models.people.duplicates.cases import Case, CaseLine, find_case, list_cases
from models.people.duplicates.record import Found
from models.people.duplicates.resolve import Resolution, resolve
from models.people.duplicates.terms import DECISION_TITLES, DECISIONS, KIND_TITLES, Decision, Keep
from models.station.desk import Desk
from tui.actions import Place
from tui.background.find_duplicates import find_in_process
from tui.background.long_work import do_in_process
from tui.background.process import address_of
from tui.screens.filtered import FilteredScreen
from tui.screens.prompt import PromptScreen
from tui.widgets.bindings import bindings_of, decision_keys
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.message import Message
from tui.widgets.side_by_side import case_line, pair_lines, resolution_line


class DuplicatesScreen(FilteredScreen[None]):
    """The open cases; every decision asks for its reason."""

    PLACE: ClassVar[Place] = "duplicates"
    LIST: ClassVar[str] = "#cases"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("duplicates")
    CSS = """
    #cases { height: 6; }
    #pair { height: 1fr; }
    """

    def __init__(self, desk: Desk, household_id: int | None = None) -> None:
        """``household_id``: the cursor starts on a case of this household, if it has one."""
        super().__init__()
        self.desk, self._household_id = desk, household_id
        self._every: tuple[CaseLine, ...] = ()
        self.cases: list[CaseLine] = []
        self.case: Case | None = None

    def compose(self) -> ComposeResult:
        """Title, list, the case, filter, message, keys."""
        yield Bar(id="title")
        yield Line(_heading(), classes="strong")
        yield Lines(id="cases")
        yield Bar(id="case")
        yield Lines(has_cursor=False, can_focus=False, id="pair")
        yield FilterLine()
        yield Message(id="message", classes="strong")
        yield Keys("duplicates")

    async def on_mount(self) -> None:
        """Show the open cases."""
        self.query_one("#cases").focus()
        await self.show_cases()
        concerned = [self._household_id in each.households for each in self.cases]
        if any(concerned):
            self.query_one("#cases", Lines).move(concerned.index(True))
        self._hint()

    async def show_cases(self) -> None:
        """Read and list the open cases; the cursor stays where it is."""
        self._every = await self.read(list_cases, self.desk)
        await self.show_narrowed()

    async def show_narrowed(self) -> None:
        """Show the cases in which is found what is typed."""
        self.cases = self.narrowed(self._every, _row)
        found = f"{len(self.cases)}/" if len(self.cases) < len(self._every) else ""
        title = f"重复核查  {self.desk.township}  待核查 {found}{len(self._every)} 件"
        self.query_one("#title", Bar).show(title)
        lines = self.query_one("#cases", Lines)
        lines.show([TextLine(_row(each)) for each in self.cases], lines.position)
        await self.show_case(lines.position)

    @on(Lines.Moved, "#cases")
    async def moved(self, event: Lines.Moved) -> None:
        """Show the case under the cursor."""
        await self.show_case(event.position)
        self._hint()

    async def show_case(self, position: int) -> None:
        """Show a case side by side, or that there is none."""
        if position < len(self.cases):
            case_id = self.cases[position].case_id
            self.case = await self.read(find_case, self.desk, case_id)
            head, rows = case_line(self.case), pair_lines(self.case)
        else:
            self.case = None
            none = "没有待核查的重复，F7 在名册里查找"
            head, rows = none if not self._every else "没有这样的，Esc 看全部", []
        self.query_one("#case", Bar).show(head)
        strong = [TextLine(row, is_strong=row.startswith("*")) for row in rows]
        self.query_one("#pair", Lines).show(strong)

    def _hint(self) -> None:
        """Say which keys decide the case under the cursor."""
        kind = self.case.kind if self.case else None
        self.say(decision_keys("duplicates", DECISIONS[kind]) if kind else "")

    def action_same(self, keep: Keep) -> None:
        """Decide for one person, keeping the first side or the second."""
        self._ask("same", keep)

    def action_decide(self, decision: Decision) -> None:
        """Decide without choosing a side."""
        self._ask(decision, None)

    def _ask(self, decision: Decision, keep: Keep | None) -> None:
        """Ask for the reason, and for the proof where one is needed; Esc decides nothing."""
        case = self.case
        if case is None:
            self.say("没有待核查的重复")
            return
        fitting = DECISIONS[case.kind]
        if decision not in fitting:
            titles = "或".join(f"“{DECISION_TITLES[each]}”" for each in fitting)
            self.say(f"{KIND_TITLES[case.kind]}的核查结果应为{titles}")
            return
        self.say("")
        title = DECISION_TITLES[decision]

        def with_reason(reason: str | None) -> None:
            if reason is None:
                self._hint()
                return
            if decision != "not_elsewhere":
                self._resolve(case, decision, keep, reason, "")
                return
            self.app.push_screen(
                PromptScreen(f"第 {case.case_id} 号 {title}，证明材料", "", about="evidence"),
                lambda proof: (
                    self._hint()
                    if proof is None
                    else self._resolve(case, decision, None, reason, proof)
                ),
            )

        question = f"第 {case.case_id} 号 {title}{f'，保留 {keep}' if keep else ''}，原因"
        self.app.push_screen(PromptScreen(question, "", about="reason"), with_reason)

    def _resolve(
        self, case: Case, decision: Decision, keep: Keep | None, reason: str, proof: str
    ) -> None:
        self.write(
            "正在登记",
            lambda: resolve(self.desk, case.case_id, decision, reason, keep, proof),
            self._resolved,
        )

    async def _resolved(self, result: Resolution) -> None:
        await self.show_cases()
        self.say(resolution_line(result))

    def action_find(self) -> None:
        """Search the roster for new cases; with the whole of a large station that takes a while."""
        self.say("")
        do_in_process(
            self, "正在查找", find_in_process, (address_of(self.desk),), self._found, self.fail
        )

    async def _found(self, found: Found) -> None:
        await self.show_cases()
        self.say(f"新发现 {found.new} 件，原有 {found.known} 件")


def _heading() -> str:
    return f"  {fit('编号', 6)}{fit('情况', 14)}{fit('本站', 29)}另一方"


def _row(each: CaseLine) -> str:
    ours = f"{each.name} {each.place}"
    other = " ".join(part for part in (each.other_name, each.other_place, each.status) if part)
    kind = KIND_TITLES[each.kind]
    return f"  {fit(str(each.case_id), 6)}{fit(kind, 14)}{fit(cut(ours, 28), 29)}{cut(other, 29)}"
