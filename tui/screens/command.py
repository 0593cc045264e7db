"""A command as a screen: its blanks to fill in, then what it printed.

Whatever can be done on the command line is done here too, without learning its words.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from models.base.errors import LaobaoError
from models.base.long_work import Cancelled
from models.base.text import width
from models.station.desk import Desk
from tui.actions import Place, commands
from tui.background.long_work import do_in_process
from tui.background.process import address_of
from tui.program.command_form import PREVIEW, blanks_of, can_preview, words_of
from tui.program.command_run import Printed, run_command
from tui.program.proposals import proposals
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import day_warning
from tui.screens.reading import ReadingScreen
from tui.screens.shown import shown_by
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.message import Message
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen

if TYPE_CHECKING:
    import click

_AGAIN = "没有说办好的，再办一次，不会重复"
_PREVIEWED = "以上只是预览，什么都没有改：核对无误，再按 F2 照此办理"


def title_of(words: tuple[str, ...]) -> str:
    """Return what a command is called on the screen."""
    return commands()[words[0]].title


class CommandScreen(DeskScreen[str | None]):
    """The blanks of one command; F2 runs it, first as a preview where it has one."""

    PLACE: ClassVar[Place] = "command"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("command")
    CSS = "#blanks { height: 1fr; }"
    MESSAGE: ClassVar[str] = "#outcome"

    def __init__(self, desk: Desk, words: tuple[str, ...], command: "click.Command") -> None:
        super().__init__()
        self.desk, self._words, self._command = desk, words, command
        self._blanks = blanks_of(command)
        self._must_preview = can_preview(command)
        self._sight = Seen(self)

    def compose(self) -> ComposeResult:
        """Title and help over one field for each blank."""
        yield Bar(title_of(self._words))
        yield Message((self._command.help or "").split("\n")[0], classes="strong")
        cells = max((width(each.label) for each in self._blanks), default=0) + 5
        with VerticalScroll(id="blanks", can_focus=False):
            for place, each in enumerate(self._blanks):
                mark = "*" if each.is_required else " "
                field = Field(
                    "",
                    each.hint,
                    id=f"blank-{place}",
                    about=each.help,
                    is_hidden=each.is_hidden,
                )
                yield FieldLine(f" {mark}{each.label}：", field, cells)
        yield Outcome(id="outcome")
        yield Keys("command")

    async def on_mount(self) -> None:
        """Start at the first empty blank; say what day it is where a second may be needed."""
        shown = shown_by(self.app)
        proposed = await self.read(proposals, self.desk, self._words, self._blanks, shown)
        for place, each in enumerate(self._blanks):
            self.query_one(f"#blank-{place}", Field).value = proposed.get(each, "")
        for field in self.query(Field):
            if not field.value:
                field.focus()
                break
        needed = any(each.is_required for each in self._blanks)
        hint = "带 * 的必填，其余可以空着；F1 说明这一栏" if needed else "填好按 F2，可以全空着"
        takes_second = any(each.name == "second_login" for each in self._command.params)
        day = await self.read(day_warning, self.desk) if takes_second else ""
        self.say("  ".join(filter(None, (day, hint))))

    @on(Field.Changed)
    def _renew(self) -> None:
        """What is filled in has to be seen, and previewed, anew."""
        self._sight.renew()
        self._must_preview = can_preview(self._command)

    def action_confirm(self) -> None:
        """Run the command with what is filled in."""
        if not self._sight.allows(self.refuse):
            return
        filled = {
            each: self.query_one(f"#blank-{place}", Field).value
            for place, each in enumerate(self._blanks)
        }
        try:
            words = [*self._words, *words_of(self._blanks, filled)]
        except LaobaoError as error:
            self.refuse(error.message)
            return
        if self._must_preview:
            words.insert(len(self._words), PREVIEW)
        self.say("")
        given = (address_of(self.desk), words)
        do_in_process(self, "正在办理", run_command, given, self._printed, self._stopped)

    def _printed(self, printed: Printed) -> None:
        """Show what was printed; refused or only previewed, the form stays for another try."""
        outcome: str | None = None
        if printed.status:
            self.refuse(printed.error.strip())
        elif self._must_preview:
            self._must_preview = False
            self.say(_PREVIEWED)
            self._sight.renew()
        else:
            outcome = printed.lines[-1] if printed.lines else "已办理"

        def leave(_: None) -> None:
            if outcome is not None:
                self.dismiss(outcome)

        if printed.text or not printed.status:
            self.app.push_screen(
                ReadingScreen(title_of(self._words), printed.lines or ["已办理"]), leave
            )

    def _stopped(self, error: LaobaoError) -> None:
        """Say that it was given up; or lost, and then doing it again tells whether it was done."""
        is_certain = isinstance(error, Cancelled)
        self.refuse(error.message if is_certain else f"{error.message}；{_AGAIN}")
