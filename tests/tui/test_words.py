"""What a clerk reads is Chinese: no option, no value of the code, no command line."""

import re

from models.checks.trail import _SUBJECTS
from models.checks.trail_words import _NOUNS, _WORDS
from tests.naming import LATIN, ROOT, sentences
from tui.actions import ACTIONS
from tui.program.command_form import blanks_of
from tui.screens.help import help_lines
from tui.widgets.field_help import FIELD_HELP

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_IN_CODE = re.compile(r"SELECT |\(\?|\|.*\||\{\w+[.}]")
"""Statements, patterns, and sentences with a place for a value in them."""

_WRITERS_OF_NOTICES = (
    "models/levy/faults.py", "models/levy/period_faults.py", "models/levy/subsidy_faults.py",
    "models/levy/rest.py", "models/levy/trial.py", "models/levy/sweep.py", "seed/rule_file.py",
    "tui/commands/notice.py",
)  # fmt: skip
"""They name the keys of the file that is being written: docs/通知写法.md."""
_READ_IN = (
    "seed/enrolment_words.py", "seed/meaning_words.py", "seed/statement_columns.py",
    "seed/statement_sheet.py", "seed/statement_words.py", "models/search/pinyin.py",
    "models/ledger/channels.py",
)  # fmt: skip
"""What others write, and pinyin."""
_ELSEWHERE = (
    "models/store/", "models/checks/", "models/ledger/booking.py",
    "tui/actions/", "tui/terminal/fitness.py", "tui/program/run.py", "tui/frame/",
)  # fmt: skip
"""The database's own words; findings (``in_chinese``); what only a command line shows."""
_TYPED = frozenset({"zgq", "zengguoqiang", "qsc", "min"})
"""Examples of pinyin."""


def test_no_sentence_of_the_program_speaks_the_command_line() -> None:
    told = [
        f"{where} {found}: {text}"
        for where, text in sentences("models", "reports", "seed", "tui")
        if _CHINESE.search(text) and not _IN_CODE.search(text)
        if not where.startswith((*_WRITERS_OF_NOTICES, *_READ_IN, *_ELSEWHERE))
        if (found := set(LATIN.findall(text)) - _TYPED)
    ]
    assert told == []


def test_every_exemption_is_needed() -> None:
    speaking = {
        where
        for where, text in sentences("models", "reports", "seed", "tui")
        if _CHINESE.search(text) and LATIN.search(text)
    }
    for exempt in (*_WRITERS_OF_NOTICES, *_READ_IN, *_ELSEWHERE):
        assert any(where.startswith(exempt) for where in speaking), exempt


def test_help_of_a_screen_names_keys_and_no_command() -> None:
    for place in {each.place for each in ACTIONS}:
        for line in help_lines(place):
            assert not set(LATIN.findall(line)) - _TYPED, line
    for about in FIELD_HELP.values():
        for line in about.lines:
            assert not set(LATIN.findall(line)) - _TYPED, line


def test_what_is_said_of_a_command_on_the_screen() -> None:
    """The list of all commands, and the words over and in each form."""
    from tests.naming import every_command

    for words, command in every_command().items():
        assert not LATIN.findall((command.help or "").split("\n")[0]), words
        assert not [each for each in blanks_of(command) if LATIN.findall(each.label)], words


def test_what_the_trail_keeps_in_short_words_is_read_in_chinese() -> None:
    """The kinds of subjects, and the nouns and words of details, as the actions write them."""
    source = "\n".join(path.read_text() for path in (ROOT / "models").rglob("*.py"))
    kinds = set(re.findall(r'record\(\s*"\w+", f"([a-z_]+) \{', source))
    assert len(kinds) > 20 and kinds <= set(_SUBJECTS)
    details = re.findall(r'record\(\s*"\w+", [^,]+, f"([^"]*)"', source)
    nouns = {word for text in details for word in re.sub(r"\{[^}]*\}", "", text).split()}
    assert nouns - {"-"} <= {*_NOUNS, *_WORDS}
