"""Applying a category: choose it, say from when, by whom and on what paper."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from models.base.dates import parse_date
from models.base.errors import LaobaoError
from models.base.text import fit, mask_id
from models.levy.family import Member
from models.people.categories.certify import Certified, certify
from models.station.desk import Desk
from tui.actions import Place
from tui.widgets.bindings import bindings_of, footer_of
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_FIELDS = (
    ("from", "起始日期", "例如 2019-11-14"),
    ("until", "截止日期", "空着表示长期"),
    ("by", "认定部门", "例如 民政所"),
    ("paper", "认定文件", "文号或证件号"),
)


class CertifyScreen(Screen[Certified | None]):
    """The notice's categories, and the fields of a certification."""

    PLACE: ClassVar[Place] = "certify"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("certify"),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]
    CSS = """
    .field-line { height: 1; }
    .field-label { width: 12; }
    """

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
            with Horizontal(classes="field-line"):
                yield Static(f"  {label}：", classes="field-label", markup=False)
                yield Field(value, placeholder=hint, max_length=40, id=name)
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
            self.query_one(Outcome).refused("还没有选类别：先按数字或上下键选")
            return
        values = {name: self.query_one(f"#{name}", Field).value for name, _, _ in _FIELDS}
        chosen = self._categories[self.query_one("#categories", Lines).position]
        try:
            until = values["until"].strip()
            result = certify(
                self.desk,
                self.member.person_id,
                chosen.name,
                parse_date(values["from"], "起始日期"),
                parse_date(until, "截止日期") if until else None,
                values["by"],
                values["paper"],
            )
        except LaobaoError as error:
            self.query_one(Outcome).refused(error.message)
            return
        self.dismiss(result)

    def action_back(self) -> None:
        """Go back without recording anything."""
        self.dismiss(None)
