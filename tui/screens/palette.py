"""The palette: every action of the screen underneath, chosen by text or pinyin initials."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from models.base.text import cut, fit, squeeze
from tui.actions import ACTIONS, Action, Place, keys_of
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine


def offered(place: Place) -> list[Action]:
    """Return what the palette of a place lists: all that its keys do, and what has no key."""
    keyless = [each for each in ACTIONS if each.handler and not each.key]
    return [
        *(each for each in keys_of(place) if each.handler and each.name != "palette"),
        *(each for each in keyless if each.place in (place, "everywhere")),
    ]


def answering(place: Place, typed: str) -> list[Action]:
    """Return the actions that answer to a text, those whose title or initials it begins first."""
    text = squeeze(typed).lower()
    ranks = [(_rank(each, text), each) for each in offered(place)]
    return [each for rank, each in sorted(ranks, key=lambda pair: pair[0]) if rank < _NOT]


def elsewhere(typed: str) -> str:
    """Return on which screen there is what is not to be found here, and how to get there."""
    text = squeeze(typed).lower()
    ranked = sorted(((_rank(each, text), each) for each in ACTIONS), key=lambda pair: pair[0])
    rank, found = ranked[0]
    way = next((each for each in ACTIONS if each.opens == found.place), None)
    if rank >= _NOT or way is None:
        return "没有这个功能：可少打几个字，或按 Esc 返回"
    return f"{found.title}（{found.key_title}）在另一屏：先按 {way.key_title} {way.title}"


_NOT = 4


def _rank(action: Action, text: str) -> int:
    if not text:
        return 1
    if action.initials == text or action.key_title.lower() == text:
        return 0
    if action.title.startswith(text) or action.initials.startswith(text):
        return 1
    if text in action.title or text in action.initials or text == action.name:
        return 2
    return 3 if text in action.help else _NOT


class PaletteScreen(Screen[Action | None]):
    """A field over the actions that answer to it; Enter does the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
    ]
    CSS = """
    #palette-line { height: 1; }
    #palette-label { width: 6; }
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._found = offered(place)

    def compose(self) -> ComposeResult:
        """Field, actions, keys."""
        yield Bar("命令：输入功能名称或拼音首字母")
        with Horizontal(id="palette-line"):
            yield Static("功能：", id="palette-label", markup=False)
            yield Field(placeholder="例如 收费 或 sf", id="palette-text", submits=True)
        yield Lines(can_focus=False, id="actions")
        yield Line(id="elsewhere", classes="strong")
        yield Bar("上下键选  回车 去做  Esc 返回")

    def on_mount(self) -> None:
        """List every action before anything is typed."""
        self._show("")
        self.query_one("#palette-text", Field).focus()

    @on(Field.Changed, "#palette-text")
    def narrow(self, event: Field.Changed) -> None:
        """List the actions that answer to what is typed."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        self._found = answering(self._place, typed)
        rows = [
            f"  {fit(each.title, 14)}{fit(each.key_title, 10)}{fit(each.initials, 7)}"
            f"{cut(each.help, max(0, self.app.size.width - 34))}"
            for each in self._found
        ]
        self.query_one("#actions", Lines).show([TextLine(row) for row in rows])
        self.query_one("#elsewhere", Line).show("" if rows else elsewhere(typed))

    def action_move(self, by: int) -> None:
        """Move among the actions."""
        self.query_one("#actions", Lines).move(by)

    @on(Field.Submitted, "#palette-text")
    def choose(self) -> None:
        """Answer with the action under the cursor."""
        at = self.query_one("#actions", Lines).position
        if at < len(self._found):
            self.dismiss(self._found[at])

    def action_cancel(self) -> None:
        """Go back without doing anything."""
        self.dismiss(None)
