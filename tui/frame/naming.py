"""What a sentence means, in the words of the command line: 「文号」 is ``--paper`` there.

A sentence names what to fill in or to do next in 「」, as a screen calls it: a blank by its
label, an action by its title, a command of a group by the first words of its help. Nothing
is listed here: labels and titles are the commands' own.
"""

import re
from collections.abc import Iterator
from importlib import import_module

import click

from tui.actions import Action, commands

_MARK = re.compile(r"「([^「」]+)」")
_CLAUSE = re.compile(r"[，；（。、]")
_TITLE = re.compile(r"[，；（。、：]")
_TELLS_LITTLE = frozenset({"号", "名字", "日期", "文件", "元", "谁", "代码", "路径", "路径或URL"})
"""What an option's place on the line is called, where its help says it better."""


def named_for_commands(text: str, command: click.Command | None) -> str:
    """Return a sentence with the option or the command after each thing it names.

    ``command`` is the one that says it: 「文号」 is ``--paper`` to one, ``--document`` to another.
    What is neither a label of it nor the title of an action stays as it is.
    """

    def named(mark: re.Match[str]) -> str:
        name = _option_of(command, mark[1]) or _command_line_of(mark[1])
        return f"{mark[0]}（{name}）" if name else mark[0]

    return _MARK.sub(named, text)


def label_of(parameter: click.Parameter) -> str:
    """Return how a blank is called: as on the command line, or the first words of its help."""
    shown = metavar_of(parameter)
    text = (parameter.help if isinstance(parameter, click.Option) else "") or shown
    clause = _CLAUSE.split(text)[0]
    is_telling = shown and shown not in _TELLS_LITTLE and "=" not in shown and shown[0].isalpha()
    return shown if not clause or (is_telling and shown not in clause) else clause


def metavar_of(parameter: click.Parameter) -> str:
    """Return what stands for a parameter's value in the help, without its signs."""
    shown = (parameter.metavar or "").rstrip(".,")
    return shown[1:-1] if shown.startswith("[") else shown


def titled_commands() -> Iterator[tuple[str, str]]:
    """Yield every command by its title and its line: the registry's, then those of groups."""
    for name, action in commands().items():
        yield action.title, f"laobao {name}"
    for name, action in commands().items():
        command = load_command(action)
        if isinstance(command, click.Group):
            for sub_name, each in command.commands.items():
                yield _TITLE.split(each.help or "")[0], f"laobao {name} {sub_name}"


def load_command(action: Action) -> click.Command:
    """Import the command an action names."""
    module, _, attribute = action.command.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


def _option_of(command: click.Command | None, label: str) -> str:
    for each in command.params if command is not None else ():
        if isinstance(each, click.Option) and label_of(each) == label:
            return each.opts[0]
    return ""


def _command_line_of(title: str) -> str:
    return next((line for each, line in titled_commands() if each == title), "")
