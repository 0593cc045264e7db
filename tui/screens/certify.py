"""Categories of a person: applied, to the whole family too, ended, renewed, corrected."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.base.dates import typed_date
from models.base.errors import LaobaoError
from models.base.text import fit, mask_id
from models.levy.family import Household, Member
from models.people.categories import change as changing
from models.people.categories.certify import Certified, certify, certify_family
from models.station.desk import Desk
from models.store.tables.people import CertificationChangeKind
from tui.actions import Place
from tui.screens.desk_screen import DeskScreen
from tui.widgets.bindings import bindings_of
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


@dataclass(frozen=True)
class Recorded:
    """What was recorded, in words; ``undo`` is what Ctrl+Y takes back."""

    message: str
    undo: tuple[Certified, ...] = ()


@dataclass(frozen=True)
class _Typed:
    """What the fields say, read."""

    category: str
    starts: dt.date | None
    until: dt.date | None
    by: str
    paper: str


class CertifyScreen(DeskScreen[Recorded | None]):
    """The notice's categories, and the fields of a certification."""

    PLACE: ClassVar[Place] = "certify"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("certify"),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, desk: Desk, household: Household, member: Member) -> None:
        super().__init__()
        self.desk, self.household, self.member = desk, household, member
        self._categories = desk.notice.categories
        self._is_chosen = False
        self._proposed = (desk.business_date.isoformat(), "")

    def compose(self) -> ComposeResult:
        """List the categories over the fields."""
        member = self.member
        title = f"认定  {member.name}  {mask_id(member.id_number)}"
        yield Bar(title)
        yield Line("按数字或上下键选类别，Tab 到下面各栏，F2 登记，F6 更正", classes="strong")
        yield Lines(id="categories")
        for name, label, hint in _FIELDS:
            value = self._proposed[0] if name == "from" else ""
            field = Field(value, placeholder=hint, max_length=40, id=name)
            yield FieldLine(f"  {label}：", field, _LABEL_CELLS)
        yield Outcome(id="message")
        yield Keys("certify")

    def on_mount(self) -> None:
        """Show the categories, those already held marked with their days."""
        rows = [
            TextLine(f"  {place:>2} {fit(each.name, 26)}{self._span(each.name)}")
            for place, each in enumerate(self._categories, 1)
        ]
        lines = self.query_one("#categories", Lines)
        lines.show(rows)
        lines.focus()

    def _span(self, category: str) -> str:
        held = [each for each in self.member.holdings if each.category == category]
        spans = "；".join(
            f"{each.certified_from or '起始不详'} 至 {each.until or '长期'}" for each in held
        )
        return f"已认定  {spans}" if held else ""

    def action_choose(self, number: int) -> None:
        """Put the cursor on a category by its number."""
        lines = self.query_one("#categories", Lines)
        if number <= len(self._categories):
            self._is_chosen = True
            lines.move(number - 1 - lines.position)
            self._propose()

    @on(Lines.Moved, "#categories")
    def _chosen(self) -> None:
        """Whoever moves the cursor chooses."""
        self._is_chosen = True
        self._propose()

    def _propose(self) -> None:
        """Show the days of a category that is held, as long as nobody has typed others."""
        fields = self.query_one("#from", Field), self.query_one("#until", Field)
        if tuple(each.value for each in fields) != self._proposed:
            return
        chosen = self._categories[self.query_one("#categories", Lines).position].name
        held = [each for each in self.member.holdings if each.category == chosen]
        day = self.desk.business_date
        current = next((each for each in held if each.is_held_on(day)), held[-1] if held else None)
        starts = current.certified_from if current else day
        until = current.until if current else None
        self._proposed = (
            starts.isoformat() if starts else "",
            until.isoformat() if until else "",
        )
        for field, value in zip(fields, self._proposed, strict=True):
            field.value = value

    def _typed(self) -> _Typed | None:
        """Return what the fields say; None where something is wrong, which is said."""
        if not self._is_chosen:
            self.refuse("还没有选类别：先按数字或上下键选")
            return None
        values = {name: self.query_one(f"#{name}", Field).value.strip() for name, _, _ in _FIELDS}
        chosen = self._categories[self.query_one("#categories", Lines).position]
        try:
            starts, until = (
                self._day(values["from"], "起始日期"),
                self._day(values["until"], "截止日期"),
            )
        except LaobaoError as error:
            self.refuse(error.message)
            return None
        return _Typed(chosen.name, starts, until, values["by"], values["paper"])

    def _day(self, text: str, what: str) -> dt.date | None:
        day = self.desk.business_date
        return typed_date(text, what, day, "nearest") if text else None

    def action_confirm(self) -> None:
        """Record the certification and go back, or say what is wrong; none is proposed."""
        self._record(self._certify)

    def action_family(self) -> None:
        """Record it for every member of the family."""
        self._record(self._certify_family)

    def action_change(self, kind: CertificationChangeKind) -> None:
        """End, renew or correct the chosen category of this person."""
        self._record(lambda typed: self._change(kind, typed))

    def _record(self, act: Callable[[_Typed], Recorded]) -> None:
        typed = self._typed()
        if typed is not None:
            self.write("正在登记", lambda: act(typed), self.leave)

    def _certify(self, typed: _Typed) -> Recorded:
        from reports.certification_words import certified_words

        person_id = self.member.person_id
        done = certify(
            self.desk, person_id, typed.category, typed.starts, typed.until, typed.by, typed.paper
        )
        waits = "，待村或主管部门确认" if done.is_pending else ""
        words = certified_words(done, done="已认定", again="早已认定")
        undo = (done,) if done.is_new else ()
        return Recorded(f"{words}{waits}{self._differences([person_id])}", undo)

    def _certify_family(self, typed: _Typed) -> Recorded:
        from reports.certification_words import family_words

        home = self.household.household_id
        done = certify_family(
            self.desk, home, typed.category, typed.starts, typed.until, typed.by, typed.paper
        )
        people = [each.person_id for each in done.members]
        undo = tuple(each for each in done.members if each.is_new)
        return Recorded(f"{family_words(done)}{self._differences(people)}", undo)

    def _change(self, kind: CertificationChangeKind, typed: _Typed) -> Recorded:
        from reports.certification_words import changed_words

        whose = (self.desk, self.member.person_id, typed.category)
        grounds = changing.Grounds(typed.paper)
        if kind == "end":
            last_day = typed.until or self.desk.business_date
            done = changing.end_certification(*whose, last_day, grounds)
        elif kind == "renew":
            done = changing.renew_certification(*whose, typed.until, grounds)
        else:
            done = changing.correct_certification(
                *whose, typed.starts, typed.until, grounds, has_no_end=typed.until is None
            )
        return Recorded(f"{changed_words(done)}{self._differences([done.person_id])}")

    def _differences(self, people: Sequence[int]) -> str:
        """Return what it changes for those who have paid already."""
        from models.counter.differences import category_differences, sum_of
        from reports.certification_words import difference_words

        words = difference_words(sum_of(category_differences(self.desk, people)))
        return f"；{words}（F12）" if words else ""
