"""The sentences of the program, read out of its source: docstrings and comments left out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click

from tui.actions import commands
from tui.naming import load_command

ROOT = Path(__file__).parents[1]
MARK = re.compile(r"「([\w ]+)」")


def sentences(*rooms: str) -> Iterator[tuple[str, str]]:
    """Yield where each string of the rooms stands, and the string; of an f-string its parts."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text())
            told = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
            for each in ast.walk(tree):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    if id(each) not in told:
                        yield f"{path.relative_to(ROOT)}:{each.lineno}", each.value


def every_command() -> dict[tuple[str, ...], click.Command]:
    """Return every command by the words that call it."""
    found: dict[tuple[str, ...], click.Command] = {}

    def look(words: tuple[str, ...], command: click.Command) -> None:
        if isinstance(command, click.Group):
            for name, each in command.commands.items():
                look((*words, name), each)
        else:
            found[words] = command

    for name, action in commands().items():
        look((name,), load_command(action))
    return found
