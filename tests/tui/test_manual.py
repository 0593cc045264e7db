"""The manual: every picture in it and of the program, every action in its list."""

import re
import shlex
from pathlib import Path

import click

from tests.cases import for_each
from tests.pictures.__main__ import ACTIONS_PAGE
from tests.pictures.actions import actions_page
from tests.pictures.making import FOLDER
from tests.pictures.scenes import PRINTED, VISITS
from tui.actions import ACTIONS, Action, commands
from tui.frame.naming import load_command

_MANUAL = (FOLDER.parent / "手册.md").read_text("utf-8")
_MOVES_ABOUT = re.compile(
    r"-back$|^report-(earlier|later|open)$|-filter$|"
    r"^(listing|entries|todo)-(left|right|sort|sort-next|village|mine)$|^(lists|commands)-open$|"
    r"^(find|open-family|next-family|help|palette|display|redraw|tour|quit|commands)$|"
    r"^change-(next|earlier|later|previous)|^(explain-whole|close-scope|command-run)$"
)
"""What only moves about: there is nothing in it that a script would do."""


def test_every_scene_has_its_picture_and_every_picture_its_place() -> None:
    scenes = {scene.name for visit in VISITS for scene in visit.scenes}
    names = scenes | {each.name for each in PRINTED}
    assert {path.stem for path in FOLDER.glob("*.svg")} == names
    assert set(re.findall(r"\]\(图/(.+?)\.svg\)", _MANUAL)) == names


def test_the_list_of_actions_is_the_registry() -> None:
    assert ACTIONS_PAGE.read_text("utf-8") == actions_page()


def test_the_manual_leads_to_every_other_page() -> None:
    pages = {path.name for path in Path(FOLDER.parent).glob("*.md")} - {"手册.md"}
    assert pages == set(re.findall(r"\]\((\S+\.md)\)", _MANUAL))


@for_each("action", ACTIONS)
def test_what_a_key_does_a_command_does_too(action: Action) -> None:
    """The command that is named exists, with the options it is named with."""
    if not action.command_line:
        assert _MOVES_ABOUT.search(action.name), action.name
        return
    words = shlex.split(action.command_line)
    if words[0] == "--on":
        return
    command: click.Command = load_command(commands()[words.pop(0)])
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    known = {name for each in command.params for name in each.opts}
    assert {word for word in words if word.startswith("--")} <= known
