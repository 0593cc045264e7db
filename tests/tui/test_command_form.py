"""Commands as forms: their blanks, the words made of them, and what is refused."""

import click
import pytest

from models.base.errors import BadInput
from tests.cases import for_each
from tests.naming import LATIN, every_command
from tui.actions import ACTIONS, commands
from tui.frame.choices import TitledChoice
from tui.program.command_form import Blank, blanks_of, can_preview, words_of
from tui.program.run import laobao

_NO_SCREEN = {"init", "demo", "restore"}
"""They make or replace the store that the counter is open on."""


_COMMANDS = every_command()


@for_each("words", _COMMANDS)
def test_every_blank_has_a_label_that_no_other_has(words: tuple[str, ...]) -> None:
    blanks = blanks_of(_COMMANDS[words])
    labels = [each.label for each in blanks]
    assert all(each.label for each in blanks) and len(set(labels)) == len(labels)
    assert not any(each.label.isascii() for each in blanks)


@for_each("words", _COMMANDS)
def test_a_filled_form_is_a_call_that_the_command_understands(words: tuple[str, ...]) -> None:
    """Each blank filled with a word it takes: click finds nothing unknown and nothing missing."""
    command = _COMMANDS[words]
    blanks = blanks_of(command)
    filled = {each: "是" if each.is_flag else _sample(command, each) for each in blanks}
    with command.make_context("test", words_of(blanks, filled), resilient_parsing=True) as context:
        assert not context.args


@for_each("words", _COMMANDS)
def test_every_choice_has_a_chinese_title_and_takes_it(words: tuple[str, ...]) -> None:
    for each in _COMMANDS[words].params:
        if not isinstance(each.type, click.Choice):
            continue
        assert isinstance(each.type, TitledChoice), each
        titles = each.type.titles
        assert list(titles) == list(each.type.choices) and len({*titles.values()}) == len(titles)
        for value, title in titles.items():
            assert each.type.convert(title, each, None) == value
            assert each.type.convert(value, each, None) == value
            assert not title.isascii() or title == "A5"


@for_each("words", _COMMANDS)
def test_no_blank_and_no_help_of_one_speaks_the_command_line(words: tuple[str, ...]) -> None:
    for blank in blanks_of(_COMMANDS[words]):
        for text in (blank.label, blank.hint, *blank.help.lines):
            assert not LATIN.findall(text), text


def _sample(command: click.Command, blank: Blank) -> str:
    for each in command.params:
        if blank.option in each.opts and isinstance(each.type, click.Choice):
            return str(each.type.choices[0])
    return "1"


def test_what_is_typed_is_a_value_and_never_an_option() -> None:
    """A clerk cannot become another operator by writing into a blank."""
    command = _COMMANDS["family",]
    blanks = blanks_of(command)
    for typed in ("--operator=boss", "--help", "--", "-x"):
        words = words_of(blanks, dict.fromkeys(blanks, typed))
        with command.make_context("test", words) as context:
            assert context.params["household"] == typed
    note = _COMMANDS["contact",]
    filled = {
        each: "--operator=boss" if each.option == "--note" else "" for each in blanks_of(note)
    }
    household = next(each for each in blanks_of(note) if not each.option)
    words = words_of(blanks_of(note), {**filled, household: "010001"})
    assert words == ["--note=--operator=boss", "--", "010001"]


def test_what_is_needed_and_left_empty_is_named() -> None:
    blanks = blanks_of(_COMMANDS["account", "add"])
    with pytest.raises(BadInput, match="请填“开户行”"):
        words_of(blanks, dict.fromkeys(blanks, " "))


def test_a_yes_is_a_yes_and_nothing_else() -> None:
    blanks = [each for each in blanks_of(_COMMANDS["remote",]) if each.is_flag]
    assert words_of(blanks, dict.fromkeys(blanks, "是")) == ["--end"]
    assert words_of(blanks, dict.fromkeys(blanks, "")) == []
    with pytest.raises(BadInput, match="填 是，或者空着"):
        words_of(blanks, dict.fromkeys(blanks, "不"))


def test_several_values_are_told_apart_by_spaces() -> None:
    blanks = blanks_of(_COMMANDS["repay",])
    person = next(each for each in blanks if each.option == "--person")
    filled = {each: "" if each.is_flag else "x" for each in blanks} | {person: "a  b"}
    assert [word for word in words_of(blanks, filled) if "person" in word] == [
        "--person=a", "--person=b",
    ]  # fmt: skip


def test_what_changes_many_people_is_previewed_first() -> None:
    assert {words for words, each in _COMMANDS.items() if can_preview(each)} == {
        ("boundary",), ("pay",), ("uninsured", "answers"), ("uninsured", "carry"),
        *(words for words in _COMMANDS if words[0] == "import"),
    }  # fmt: skip


def test_every_command_is_within_reach_of_the_palette() -> None:
    for action in ACTIONS:
        if action.command:
            assert bool(action.handler) != (action.name in _NO_SCREEN), action.name


def test_the_registry_is_the_command_line() -> None:
    with click.Context(laobao) as context:
        assert laobao.list_commands(context) == list(commands())
