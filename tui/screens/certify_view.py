"""What the screen of categories shows: members to tick, categories with their days, fields."""

import datetime as dt
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult

from models.base.dates import typed_date
from models.base.errors import LaobaoError
from models.base.text import cut, fit, mask_id
from models.levy.family import Household, Member
from models.people.categories.certify import Certified
from models.station.desk import Desk
from tui.screens.desk_screen import DeskScreen
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_FIELDS = (
    ("from", "起始日期", "例如 2019-11-14"),
    ("until", "截止日期", "空着表示长期"),
    ("by", "认定部门", "例如 民政所"),
    ("paper", "认定文件", "文号或证件号"),
)
_LABEL_CELLS = 12
_MOST_PEOPLE = 5
"""How many members are shown at once; of more the list moves."""


@dataclass(frozen=True)
class Recorded:
    """What was recorded, in words; ``undo`` is what Ctrl+Y takes back."""

    message: str
    undo: tuple[Certified, ...] = ()


@dataclass(frozen=True)
class Typed:
    """What the fields say, read."""

    category: str
    starts: dt.date | None
    until: dt.date | None
    by: str
    paper: str


class CertifyView(DeskScreen[Recorded | None]):
    """The members, the notice's categories, and the fields of a certification."""

    def __init__(self, desk: Desk, household: Household, member: Member) -> None:
        super().__init__()
        self.desk, self.household = desk, household
        self.ticked = {member.person_id}
        self._first = household.members.index(member)
        held = {each.category for one in household.members for each in one.holdings}
        of_notice = [each.name for each in desk.notice.categories]
        self._names = tuple(dict.fromkeys([*of_notice, *sorted(held)]))
        self.is_chosen = self.is_until_asked = False
        self.proposed = (desk.business_date.isoformat(), "")

    def compose(self) -> ComposeResult:
        """List the members and the categories over the fields."""
        yield Bar(f"认定  {self.household.village} {self.household.number} 户")
        yield Line("按数字选类别；上下键选人，空格勾选，A 全勾；Tab 到下面各栏", classes="strong")
        yield Lines(id="people")
        yield Lines(id="categories")
        for name, label, hint in _FIELDS:
            value = self.proposed[0] if name == "from" else ""
            field = Field(value, placeholder=hint, max_length=40, id=name)
            yield FieldLine(f"  {label}：", field, _LABEL_CELLS)
        yield Outcome(id="message")
        yield Keys("certify")

    def on_mount(self) -> None:
        """Show the members, the one of the counter ticked, and the categories."""
        people = self.query_one("#people", Lines)
        people.styles.height = min(len(self.household.members), _MOST_PEOPLE)
        self._show_people(self._first)
        self._show_categories()
        people.focus()

    def _show_people(self, position: int) -> None:
        rows = [
            TextLine(
                f"  [{'x' if each.person_id in self.ticked else ' '}] "
                f"{fit(cut(each.name, 16), 17)}{fit(cut(each.relation, 10), 11)}"
                f"{mask_id(each.id_number)}"
            )
            for each in self.household.members
        ]
        self.query_one("#people", Lines).show(rows, position)

    @property
    def member(self) -> Member:
        """The member under the cursor, whose days are shown."""
        return self.household.members[self.query_one("#people", Lines).position]

    @on(Lines.Moved, "#people")
    def _show_categories(self) -> None:
        """Show the categories, those the member holds or held marked with their days."""
        rows = [
            TextLine(f"  {place:>2} {fit(each, 26)}{self._span(each)}")
            for place, each in enumerate(self._names, 1)
        ]
        lines = self.query_one("#categories", Lines)
        lines.show(rows, lines.position)
        self._propose()

    def _span(self, category: str) -> str:
        held = [each for each in self.member.holdings if each.category == category]
        spans = "；".join(
            f"{each.certified_from or '起始不详'} 至 {each.until or '长期'}" for each in held
        )
        is_over = all(each.until and each.until < self.desk.business_date for each in held)
        return f"{'已到期' if is_over else '已认定'}  {spans}" if held else ""

    def action_tick(self) -> None:
        """Tick the member under the cursor, or not, and go to the next."""
        people = self.query_one("#people", Lines)
        if people.has_focus:
            self.ticked ^= {self.member.person_id}
            self._show_people(people.position)
            people.move(1)

    def action_tick_all(self) -> None:
        """Tick everybody; where everybody is, nobody."""
        everybody = {each.person_id for each in self.household.members}
        self.ticked = set() if self.ticked == everybody else everybody
        self._show_people(self.query_one("#people", Lines).position)

    def action_choose(self, number: int) -> None:
        """Put the cursor on a category by its number."""
        lines = self.query_one("#categories", Lines)
        if number <= len(self._names):
            self.is_chosen = True
            lines.move(number - 1 - lines.position)
            self._propose()

    @on(Lines.Moved, "#categories")
    def _chosen(self) -> None:
        """Whoever moves the cursor chooses."""
        self.is_chosen = True
        self._propose()

    def action_next_part(self) -> None:
        """Go on to the fields from the members once a category is chosen, else one further."""
        if self.is_chosen and self.query_one("#people", Lines).has_focus:
            self.query_one("#from", Field).focus()
        else:
            self.focus_next()

    @property
    def _category(self) -> str:
        return self._names[self.query_one("#categories", Lines).position]

    def _propose(self) -> None:
        """Show the days of a category that is held, as long as nobody has typed others."""
        fields = self.query_one("#from", Field), self.query_one("#until", Field)
        if not self.is_chosen or tuple(each.value for each in fields) != self.proposed:
            return
        held = [each for each in self.member.holdings if each.category == self._category]
        day = self.desk.business_date
        current = next((each for each in held if each.is_held_on(day)), held[-1] if held else None)
        starts = current.certified_from if current else day
        until = current.until if current else None
        self.proposed = (
            starts.isoformat() if starts else "",
            until.isoformat() if until else "",
        )
        for field, value in zip(fields, self.proposed, strict=True):
            field.value = value

    def typed(self) -> Typed | None:
        """Return what the fields say; None where something is wrong, which is said."""
        if not self.is_chosen:
            self.refuse("还没有选类别：先按数字选")
            return None
        if not self.ticked:
            self.refuse("没有勾选人：上下键选人，按空格勾选")
            return None
        values = {name: self.query_one(f"#{name}", Field).value.strip() for name, _, _ in _FIELDS}
        try:
            starts, until = (
                self._day(values["from"], "起始日期"),
                self._day(values["until"], "截止日期"),
            )
        except LaobaoError as error:
            self.refuse(error.message)
            return None
        return Typed(self._category, starts, until, values["by"], values["paper"])

    def _day(self, text: str, what: str) -> dt.date | None:
        day = self.desk.business_date
        return typed_date(text, what, day, "nearest") if text else None
