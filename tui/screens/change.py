"""A change in the family (家庭变更): choose the kind, fill in a few fields, confirm."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from models.dates import parse_date
from models.desk import Desk
from models.errors import BadInput, LaobaoError
from models.levy.family import Household, Member
from models.people.changes.occasion import Changed, Occasion
from models.text import fit, mask_id
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens.change_forms import FORMS, ChangeForm, Situation
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine

_OWN = 3
"""How many fields of its own a kind of change may have."""

_COMMON = (
    ("date", "变更日期", "例如 2019-11-14"),
    ("reason", "原因", "例如 病故、入学、户口登记有误"),
    ("proof", "凭证", "例如 居住证 430000123456"),
)


class ChangeScreen(Screen[Changed | None]):
    """The kinds of change, and the fields of the one under the cursor."""

    PLACE: ClassVar[Place] = "change"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("change")
    CSS = """
    .field-line { height: 1; }
    .field-label { width: 14; }
    """

    def __init__(self, desk: Desk, household: Household, member: Member | None) -> None:
        super().__init__()
        self._at = Situation(desk, household, member)

    def compose(self) -> ComposeResult:
        """List the kinds over the fields."""
        at = self._at
        who = f"{at.member.name}  {mask_id(at.member.id_number)}" if at.member else "没有成员"
        yield Bar(f"家庭变更  {at.household.village} {at.household.number} 户  {who}")
        yield Line("上下键选变更，Tab 到下面各栏", classes="strong")
        yield Lines(id="kinds")
        for position in range(_OWN):
            with Horizontal(classes="field-line", id=f"line-{position}"):
                yield Static("", classes="field-label", markup=False, id=f"label-{position}")
                yield Field(max_length=40, id=f"own-{position}")
        for name, label, hint in _COMMON:
            value = at.desk.business_date.isoformat() if name == "date" else ""
            with Horizontal(classes="field-line"):
                yield Static(f"  {label}：", classes="field-label", markup=False)
                yield Field(value, placeholder=hint, max_length=60, id=name)
        yield Line(id="message", classes="strong")
        yield Bar(footer_of("change"))

    def on_mount(self) -> None:
        """Show the kinds."""
        lines = self.query_one("#kinds", Lines)
        lines.show([TextLine(f"  {fit(each.title, 12)}{each.explained}") for each in FORMS])
        self._show_fields(FORMS[0])
        lines.focus()

    @on(Lines.Moved, "#kinds")
    def moved(self, event: Lines.Moved) -> None:
        """Ask for what the kind under the cursor needs."""
        self._show_fields(FORMS[event.position])
        self.query_one("#message", Line).show("")

    def _show_fields(self, form: ChangeForm) -> None:
        for position in range(_OWN):
            is_used = position < len(form.fields)
            self.query_one(f"#line-{position}").display = is_used
            if is_used:
                name, label, hint = form.fields[position]
                self.query_one(f"#label-{position}", Static).update(f"  {label}：")
                field = self.query_one(f"#own-{position}", Field)
                field.value, field.placeholder, field.about = "", hint, name

    def action_confirm(self) -> None:
        """Make the change and go back, or say what is wrong."""
        form = FORMS[self.query_one("#kinds", Lines).position]
        values = {
            name: self.query_one(f"#own-{position}", Field).value.strip()
            for position, (name, _, _) in enumerate(form.fields)
        }
        try:
            if form.needs_member and self._at.member is None:
                raise BadInput("这一户已没有成员，请选别的变更")
            self.dismiss(form.act(self._at, values, self._occasion()))
        except LaobaoError as error:
            self.query_one("#message", Line).show(error.message)

    def _occasion(self) -> Occasion:
        date, reason, proof = (self.query_one(f"#{name}", Field).value for name, _, _ in _COMMON)
        return Occasion(parse_date(date, "变更日期") if date.strip() else None, reason, proof)

    def action_back(self) -> None:
        """Go back without changing anything."""
        self.dismiss(None)
