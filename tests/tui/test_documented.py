"""Every command and every key of the counter is documented where its user would look."""

import re
import shlex
from pathlib import Path

from tests.cases import for_each
from tests.tui.calling import Caller
from tui.actions import ACTIONS, commands

_ROOT = Path(__file__).parents[2]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")
_MANUAL = (_ROOT / "docs" / "手册.md").read_text(encoding="utf-8")


@for_each("name", [name for name, each in commands().items() if each.command])
def test_every_command_is_in_the_readme_or_the_manual(name: str):
    assert re.search(rf"laobao {name}\b", _README + _MANUAL)


@for_each("action", [each for each in ACTIONS if each.key.startswith("f")])
def test_every_function_key_is_in_the_manual(action):
    assert action.key_title in _MANUAL


def test_the_readmes_quote_runs_as_it_stands(laobao: Caller):
    example = re.search(r"laobao (quote .+?)\n    laobao", _README, re.DOTALL)
    assert example is not None
    answer = laobao(*shlex.split(example[1].replace("\\\n", " ")))
    assert answer.status == 0 and "现在应缴 250.00 元" in answer.out


def test_the_readme_points_at_files_that_are_there():
    paths = re.findall(r"`((?:models|reports|seed|tui)/[\w/.*]+)`", _README)
    assert len(paths) >= 6
    for path in paths:
        assert list(_ROOT.glob(path.rstrip("/"))), path
