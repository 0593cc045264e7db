"""The sentences of the program, read out of its source: docstrings and comments left out."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from tui.actions import commands
from tui.frame.naming import load_command

ROOT = Path(__file__).parents[1]
_KNOWN = (
    "POS|PIN|SSH|UTF-8|USB|Ctrl|Shift|Esc|Tab|Enter|PgUp|PgDn|Home|End|PuTTY|Xshell|tmux|screen|laobao|"
    "Excel|WPS|xlsx?|csv|svg|png|toml|TOML|txt|JSON|GB18030|GBK|APP|SHA-256|URL|"
    "PostgreSQL|pg_dump|pg_restore|F\\d+|A[45]|X|H[12]|Windows|Linux"
)
LATIN = re.compile(
    rf"(?<![A-Za-z0-9_.@/-])(?!(?:{_KNOWN})(?![A-Za-z]))-{{0,2}}[A-Za-z][A-Za-z_-]{{2,}}"
)
"""A word of more than two Latin letters, or an option, that no clerk is to read.

Left out: what stands on a keyboard, on a machine or at the end of a file's name.
"""
_IN_BRACKETS = re.compile(
    r"（(?:--|laobao )[^（）]*）|[\w./~-]*/[\w./-]+|\S+\.(?:py|db|key|toml)|"
    r"\b[0-9a-f]{32,}|\b[0-9A-F]{4}(?: [0-9A-F]{4})+|\b[a-z]+-20\d\d\b"
)
"""What the command line adds to a sentence, paths, check sums and the names of notices."""
_LOGINS = frozenset({"second", "other", "another", "test", "local", "amy", "ben"})


def foreign(text: str) -> set[str]:
    """Return the words of a printed or drawn text that no clerk is to read."""
    return set(LATIN.findall(_IN_BRACKETS.sub("", text))) - _LOGINS


MARK = re.compile(r"「([\w ]+)」")


def sentences(*rooms: str) -> Iterator[tuple[str, str]]:
    """Yield where each string of the rooms stands, and the string; of an f-string its parts."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield from _sentences_of(path)


@cache
def _sentences_of(path: Path) -> list[tuple[str, str]]:
    """Return those of one file, which every test here reads again."""
    every = list(ast.walk(ast.parse(path.read_text())))
    told = {id(each.value) for each in every if isinstance(each, ast.Expr)}
    return [
        (f"{path.relative_to(ROOT)}:{each.lineno}", each.value)
        for each in every
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in told
    ]


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
