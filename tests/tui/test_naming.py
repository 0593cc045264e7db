"""A sentence names blanks and actions; a screen shows it as it is, a command adds its own names."""

import re
from functools import cache

import click
import pytest

from tests.naming import MARK, every_command, sentences
from tests.tui.calling import Caller
from tui.frame.naming import label_of, named_for_commands, titled_commands

_COMMANDS = every_command()
_TITLES = list(titled_commands())
_SPOKEN = re.compile(r"(?<!\w)--[a-z]|\blaobao [a-z]")
_NAMED = re.compile(r"（(--[a-z-]+|laobao [a-z -]+)）")


def _options() -> dict[str, list[tuple[click.Command, str]]]:
    """Return by label the options that have it, each with its command."""
    found: dict[str, list[tuple[click.Command, str]]] = {}
    for command in _COMMANDS.values():
        for each in command.params:
            if isinstance(each, click.Option):
                found.setdefault(label_of(each), []).append((command, each.opts[0]))
    return found


_OPTIONS = _options()


@cache
def _marks() -> list[tuple[str, str]]:
    """Return what the sentences name, and where."""
    told = sentences("models", "seed", "reports", "tui")
    return sorted({(mark, where) for where, text in told for mark in MARK.findall(text)})


def test_no_sentence_below_the_faces_or_on_a_screen_names_an_option_or_a_command() -> None:
    rooms = ("models", "seed", "reports", "tui/screens", "tui/widgets")
    told = [each for each in sentences(*rooms) if _SPOKEN.search(each[1])]
    assert not told, told


def test_no_sentence_of_a_command_names_an_option_that_a_form_can_fill_in() -> None:
    told = [
        (where, text)
        for where, text in sentences("tui/commands")
        if _SPOKEN.search(text) and re.search("[一-龥]", text) and "--known" not in text
    ]
    assert not told, told


def test_help_names_the_command_lines_own_words_after_each_mark(laobao: Caller) -> None:
    assert "「连同已核查的」（--all）" in laobao("duplicates", "list", "--help").out
    assert "「通知的规定」（laobao notice show）" in laobao("certify", "--help").out


def test_no_sentence_reads_an_identifier_out_to_a_clerk() -> None:
    """What is Chinese holds no channel, insurance or settlement by its English name."""
    spoken = re.compile(r"(?<![.\w])(bank_transfer|medical|pension|critical_illness)\b")
    told = [
        each
        for each in sentences("models", "seed", "reports")
        if spoken.search(each[1]) and re.search("[一-龥]", each[1])
    ]
    assert not told, told


def test_every_mark_stands_whole_in_its_sentence() -> None:
    for where, text in sentences("models", "seed", "reports", "tui/commands", "tui/screens"):
        assert not re.search("[「」]", MARK.sub("", text)) or where.startswith(
            "models/base/text.py"
        )


def test_there_is_something_to_name() -> None:
    words = {mark for mark, _ in _marks()}
    assert words & set(_OPTIONS) and words & {title for title, _ in _TITLES}


def test_what_is_named_is_one_thing_and_a_command_knows_it() -> None:
    """Each is the label of an option or the title of one command, never both."""
    for mark, where in _marks():
        lines = [line for title, line in _TITLES if title == mark]
        options = _OPTIONS.get(mark, [])
        assert len(lines) == (0 if options else 1), (mark, where)
        sentence = f"请看「{mark}」。"
        for command, option in options:
            assert named_for_commands(sentence, command) == f"请看「{mark}」（{option}）。", where
        for line in lines:
            assert named_for_commands(sentence, None) == f"请看「{mark}」（{line}）。", where


def test_what_a_command_does_not_know_stays_as_it_is() -> None:
    assert named_for_commands("“「无此栏」”不认识", _COMMANDS["void",]) == "“「无此栏」”不认识"
    assert named_for_commands("没有要说的", None) == "没有要说的"
    paper = named_for_commands("写明「文号」", _COMMANDS["transfer",])
    document = named_for_commands("写明「文号」", _COMMANDS["notice", "fill"])
    assert (paper, document) == ("写明「文号」（--paper）", "写明「文号」（--document）")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("remote", "高塘村"), "--paper"),
        (("deposit", "--amount", "0", "--slip", "1"), "--amount"),
        (("deposit", "--amount", "1", "--slip", "1", "--account", "1"), "laobao account add"),
        (("deposit", "--amount", "一元"), "--amount"),
        (("deposit", "--slip", "1"), "--amount"),
        (("close-day", "--show", "7"), "--list"),
        (("duplicates", "show", "7"), "laobao duplicates list"),
        (("reconcile", "show", "7"), "laobao reconcile"),
        (("paid", "accept", "7", "--reason", "同一人"), "laobao report paid-exceptions"),
        (("report", "ledger", "--from", "2019-11-15", "--until", "2019-11-01"), "--until"),
        (("report", "reconcile", "--from", "2019-11-15", "--until", "2019-11-01"), "--from"),
        (("report", "dunning", "--insurance", "critical_illness"), "--insurance"),
        (("notice", "fill", "medical.personal=280", "--document", ""), "--document"),
        (("certify", "1", "--category", "低保", "--from", "去年"), "--from"),
        (("collector", "end", "某人", "--reason", ""), "--reason"),
        (("transfer",), "--funder"),
        (("duplicates", "resolve", "1", "--as", "x", "--reason", "y"), "--as"),
    ],
)
def test_a_refusal_says_label_on_a_screen_and_option_on_the_command_line(
    station: Caller, words: tuple[str, ...], named: str
) -> None:
    answer, shown = station(*words), station(*words, is_on_screen=True)
    assert answer.status == shown.status != 0
    assert answer.error.count("\n") == shown.error.count("\n") == 1
    assert f"（{named}）" in answer.error
    assert not _SPOKEN.search(shown.error)
    assert _NAMED.sub("", answer.error).split("；用法见")[0].strip() == shown.error.strip()


def test_a_store_that_is_not_there_is_named_by_its_options(laobao: Caller) -> None:
    answer = laobao("find", "王")
    for name in ("laobao init", "laobao demo", "--store"):
        assert f"（{name}）" in answer.error
    assert not _SPOKEN.search(laobao("find", "王", is_on_screen=True).error)


def test_what_is_printed_is_named_like_a_refusal(station: Caller) -> None:
    words = ("notice", "fill", "medical.personal=300", "--document", "冷医保〔2019〕9号")
    assert "「补退差额名单」（laobao report differences）" in station(*words).out
    shown = station(*words, is_on_screen=True)
    assert "「补退差额名单」" in shown.out and not _SPOKEN.search(shown.out)
