"""Commands to choose from: those of a group, or all that the program has."""

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar

import click
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from models.base.text import fit
from models.station.desk import Desk
from tui.actions import Place, commands
from tui.frame.naming import load_command
from tui.screens.command import CommandScreen, title_of
from tui.screens.filtered import FilteredScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.filter_line import FilterLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine

_Then = Callable[[str | None], None] | Callable[[str | None], Awaitable[None]]


def open_command(app: App[None], desk: Desk, words: tuple[str, ...], then: _Then) -> None:
    """Open a command's form, or the commands of a group; ``then`` hears what was done."""
    command = load_command(commands()[words[0]])
    for word in words[1:]:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    screen: Screen[str | None]
    if isinstance(command, click.Group):
        offered = {(*words, name): each.help or "" for name, each in command.commands.items()}
        screen = ChooseCommandScreen(desk, title_of(words), offered)
    else:
        screen = CommandScreen(desk, words, command)
    app.push_screen(screen, then)


def open_commands(app: App[None], desk: Desk, then: _Then) -> None:
    """List every command that can be filled in here: those a screen's key does as well."""
    offered: dict[tuple[str, ...], str] = {
        (name,): f"{fit(each.title, 14)}{each.help}"
        for name, each in commands().items()
        if each.handler
    }
    app.push_screen(ChooseCommandScreen(desk, "全部命令", offered), then)


class ChooseCommandScreen(FilteredScreen[str | None]):
    """The commands by title; Enter opens the form of the one under the cursor.

    A digit opens the one it stands before. ``offered``: what each does, by the words that call it.
    """

    PLACE: ClassVar[Place] = "commands"
    LIST: ClassVar[str] = "#commands"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("commands"),
        *(Binding(str(number), f"open_numbered({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, desk: Desk, title: str, offered: Mapping[tuple[str, ...], str]) -> None:
        super().__init__()
        self.desk, self._title, self._offered = desk, title, offered
        self._shown = list(offered)

    def compose(self) -> ComposeResult:
        """Title, commands, filter, keys."""
        yield Bar(self._title)
        yield Lines(id="commands")
        yield FilterLine()
        yield Keys("commands")

    def on_mount(self) -> None:
        """Show what there is, the cursor on the first."""
        self.show_narrowed()
        self.query_one("#commands").focus()

    def show_narrowed(self) -> None:
        """Show the commands in whose words is found what is typed; scripts' own words count too."""
        offered = self._offered
        self._shown = self.narrowed(offered, lambda words: f"{words[-1]} {offered[words]}")
        self.query_one("#commands", Lines).show([
            TextLine(f"{_digit(number)} {offered[words]}")
            for number, words in enumerate(self._shown, 1)
        ])  # fmt: skip

    @on(Lines.Chosen, "#commands")
    def action_open(self) -> None:
        """Open the command under the cursor."""
        self.action_open_numbered(self.query_one("#commands", Lines).position + 1)

    def action_open_numbered(self, number: int) -> None:
        """Open the command that a digit stands before; of a digit of none nothing happens."""
        if number > len(self._shown):
            return
        open_command(self.app, self.desk, self._shown[number - 1], self._done)

    def _done(self, message: str | None) -> None:
        """Go back as soon as something was done."""
        if message is not None:
            self.dismiss(message)


def _digit(number: int) -> str:
    """Return the key that opens a command at once; the first nine have one."""
    return str(number) if number < 10 else " "
