"""A change in the family (家庭变更): choose the kind and the member, fill in, confirm.

Whatever ends somebody's membership is first said in words, and done by a second F2.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from models.base.dates import typed_date
from models.base.errors import BadInput, LaobaoError
from models.levy.family import Household, Member
from models.people.changes.occasion import Changed, Occasion
from models.station.desk import Desk
from models.station.rehearse import rehearse
from tui.actions import Place
from tui.screens.change_form import Blank, ChangeForm, Situation
from tui.screens.change_forms import FORMS, KEYS
from tui.screens.change_words import left_to_do, who_words
from tui.screens.desk_screen import DeskScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome
from tui.widgets.seen import TOO_EARLY, Seen
from tui.widgets.two_columns import TwoColumns

_LABEL_CELLS = 14
_ROWS = [TextLine(f"  {key} {each.title}") for key, each in zip(KEYS, FORMS, strict=True)]
_USUAL_REASONS = {each.usual_reason for each in FORMS}
_OWN = 3
"""How many fields of its own a kind of change may have."""


def _after_fields(binding: BindingType) -> BindingType:
    """Leave the arrows to a field that has the focus: there they move in the text."""
    if isinstance(binding, Binding) and binding.key in ("left", "right"):
        return replace(binding, priority=False)
    return binding


class ChangeScreen(DeskScreen[Changed | None]):
    """The kinds of change, and the fields of the one under the cursor."""

    PLACE: ClassVar[Place] = "change"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(_after_fields(each) for each in bindings_of("change")),
        *(Binding(key, f"kind({place})", show=False) for place, key in enumerate(KEYS)),
    ]
    MESSAGE: ClassVar[str] = "#outcome"

    def __init__(self, desk: Desk, household: Household, member: Member | None) -> None:
        super().__init__()
        self._at = Situation(desk, household, member)
        self._asked: tuple[Any, ...] | None = None
        self._warning = ""
        self._sight = Seen(self)

    def compose(self) -> ComposeResult:
        """List the kinds over the fields."""
        yield Bar(id="who")
        yield Line(
            "按左边的键或上下键选变更，左右键换人，Tab 到各栏；带 * 的必填", classes="strong"
        )
        yield TwoColumns(id="kinds")
        yield Outcome(id="choices")
        for position in range(_OWN):
            line, label = f"line-{position}", f"label-{position}"
            field = Field(max_length=40, id=f"own-{position}")
            yield FieldLine("", field, _LABEL_CELLS, id=line, label_id=label)
        for blank in FORMS[0].common:
            value = self._at.desk.business_date.isoformat() if blank.name == "date" else ""
            field = Field(value, placeholder=blank.hint, max_length=60, id=blank.name)
            yield FieldLine(blank.words, field, _LABEL_CELLS, label_id=f"label-{blank.name}")
        yield Outcome(id="outcome")
        yield Keys("change")

    def on_mount(self) -> None:
        """Show the kinds."""
        lines = self.query_one("#kinds", Lines)
        lines.show(_ROWS)
        self._show_form()
        lines.focus()

    def action_kind(self, place: int) -> None:
        """Choose a kind of change by its key, and go to its first field."""
        lines = self.query_one("#kinds", Lines)
        lines.show(_ROWS, place)
        self._show_form()
        self.query_one("#own-0" if self._form.blanks else "#date", Field).focus()

    @property
    def _form(self) -> ChangeForm:
        return FORMS[self.query_one("#kinds", Lines).position]

    @on(Lines.Moved, "#kinds")
    def _show_form(self) -> None:
        """Ask for what the kind under the cursor needs, its own fields empty."""
        self._start_again()
        form = self._form
        for position in range(_OWN):
            is_used = position < len(form.blanks)
            self.query_one(f"#line-{position}").display = is_used
            if is_used:
                blank = form.blanks[position]
                self._label(f"#label-{position}", blank)
                field = self.query_one(f"#own-{position}", Field)
                field.placeholder, field.about = blank.hint, blank.name
                field.value = form.present(self._at) if form.present is not None else ""
        for blank in form.common:
            self._label(f"#label-{blank.name}", blank)
        reason = self.query_one("#reason", Field)
        if reason.value in _USUAL_REASONS:
            reason.value = form.usual_reason
        self._show_member()

    def _label(self, selector: str, blank: Blank) -> None:
        self.query_one(selector, Static).update(blank.words)

    def _show_member(self) -> None:
        """Show whom the change is about, and what may be filled in for them."""
        form = self._form
        self.query_one("#who", Bar).show(f"家庭变更  {who_words(self._at, form)}")
        choices = self.query_one("#choices", Outcome)
        told = [f"  {form.title}：{form.explained}"]
        told += [form.choices(self._at)] if form.choices is not None else []
        choices.say("\n".join(told))

    def action_member(self, by: int) -> None:
        """Choose the next member of the family, after the last the first."""
        members = self._at.household.members
        self._start_again()
        if not self._form.needs_member:
            self.say(f"{self._form.title}办在这一户，不用选人")
        elif members:
            chosen = members[(self._at.place + by) % len(members)]
            self._at = replace(self._at, member=chosen)
            self._show_member()

    @on(Field.Changed)
    def _changed(self) -> None:
        """What would be done is another thing now."""
        if self._asked is not None:
            self._start_again()

    def _start_again(self) -> None:
        self._asked = None
        self.say("")

    def action_confirm(self) -> None:
        """Make the change and go back, or ask once more, or say what is wrong."""
        form, at = self._form, self._at
        try:
            if form.needs_member and at.member is None:
                raise BadInput("这一户已没有成员，请选别的变更")
            values, occasion = self._values(form), self._occasion()
        except LaobaoError as error:
            self.fail(error)
            return
        given = (form, at.member, values, occasion)

        def act() -> Changed:
            return form.act(at, values, occasion)

        def change() -> None:
            self.write("正在办理", lambda: _with_hint(act()), self.leave)

        def ask_or_change(warning: str) -> None:
            if warning:
                self._ask(given, warning)
            else:
                change()

        if self._asked != given and form.warning is not None:
            self.write("正在核对", lambda: _warning_of(form, at, values, act), ask_or_change)
        elif self._asked == given and not self._sight.is_clear:
            self.refuse(f"{TOO_EARLY}\n{self._warning}")
        else:
            change()

    def fail(self, error: LaobaoError) -> None:
        """Say what is wrong; what would be done is asked anew."""
        self._asked = None
        super().fail(error)

    def _ask(self, given: tuple[Any, ...], warning: str) -> None:
        """Say what would be done; the next F2 does it, once that was seen."""
        self._asked, self._warning = given, warning
        self.say(self._warning)
        self._sight.renew()

    def _values(self, form: ChangeForm) -> dict[str, str]:
        return {
            blank.name: self.query_one(f"#own-{position}", Field).value.strip()
            for position, blank in enumerate(form.blanks)
        }

    def _occasion(self) -> Occasion:
        date, reason, proof = (
            self.query_one(f"#{name}", Field).value for name in ("date", "reason", "proof")
        )
        near = self._at.desk.business_date
        on = typed_date(date, "变更日期", near) if date.strip() else None
        return Occasion(on, reason, proof)


def _with_hint(changed: Changed) -> Changed:
    return replace(changed, hint=left_to_do(changed))


def _warning_of(
    form: ChangeForm, at: Situation, values: dict[str, str], act: Callable[[], Changed]
) -> str:
    """Return what to say of a change that ends a membership before it is done, or nothing."""
    assert form.warning is not None
    changed = rehearse(at.desk, act)
    words, later = form.warning(at, values, changed), left_to_do(changed)
    if not words:
        return ""
    warning = f"将登记：{words}。确认请再按 F2"
    return f"{warning}\n办好以后：{later}" if later else warning
