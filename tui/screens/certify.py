"""Applying a category: choose it, say from when, by whom and on what paper."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.dates import parse_date
from models.desk import Desk
from models.errors import LaobaoError
from models.levy.family import Member
from models.people.certify import Certified, certify
from models.text import fit, mask_id
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens.desk_screen import DeskScreen
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
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


class CertifyScreen(DeskScreen[Certified | None]):
    """The notice's categories, and the fields of a certification."""

    PLACE: ClassVar[Place] = "certify"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("certify"),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__()
        self.desk, self.member = desk, member
        self._categories = desk.notice.categories
        self._is_chosen = False

    def compose(self) -> ComposeResult:
        """List the categories over the fields."""
        member = self.member
        title = f"认定  {member.name}  {mask_id(member.id_number)}"
        yield Bar(title)
        yield Line("按数字或上下键选类别，Tab 到下面各栏，F2 登记", classes="strong")
        yield Lines(id="categories")
        for name, label, hint in _FIELDS:
            value = self.desk.business_date.isoformat() if name == "from" else ""
            field = Field(value, placeholder=hint, max_length=40, id=name)
            yield FieldLine(f"  {label}：", field, _LABEL_CELLS)
        yield Outcome(id="message")
        yield Bar(footer_of("certify"))

    def on_mount(self) -> None:
        """Show the categories, those already held marked."""
        held = {each.category for each in self.member.holdings}
        rows = [
            TextLine(f"  {place:>2} {fit(each.name, 26)}{'已认定' if each.name in held else ''}")
            for place, each in enumerate(self._categories, 1)
        ]
        lines = self.query_one("#categories", Lines)
        lines.show(rows)
        lines.focus()

    def action_choose(self, number: int) -> None:
        """Put the cursor on a category by its number."""
        lines = self.query_one("#categories", Lines)
        if number <= len(self._categories):
            self._is_chosen = True
            lines.move(number - 1 - lines.position)

    @on(Lines.Moved, "#categories")
    def _chosen(self) -> None:
        """Whoever moves the cursor chooses."""
        self._is_chosen = True

    def action_confirm(self) -> None:
        """Record the certification and go back, or say what is wrong; none is proposed."""
        if not self._is_chosen:
            self.refuse("还没有选类别：先按数字或上下键选")
            return
        values = {name: self.query_one(f"#{name}", Field).value for name, _, _ in _FIELDS}
        chosen = self._categories[self.query_one("#categories", Lines).position]
        until = values["until"].strip()
        try:
            certified_from = parse_date(values["from"], "起始日期")
            certified_until = parse_date(until, "截止日期") if until else None
        except LaobaoError as error:
            self.refuse(error.message)
            return
        by, paper = values["by"], values["paper"]

        def act() -> Certified:
            return certify(
                self.desk,
                self.member.person_id,
                chosen.name,
                certified_from,
                certified_until,
                by,
                paper,
            )

        self.write("正在登记", act, self.leave)
