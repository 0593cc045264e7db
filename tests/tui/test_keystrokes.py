"""Every line of ``docs/按键数.md``, driven in a real terminal: its keys lead to its result."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tui import keys
from tests.tui.clerk_day import TASKS
from tests.tui.conftest import words_for
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.slow

_TABLE = Path(__file__).parents[2] / "docs" / "按键数.md"
_NAMED = {
    "回车": keys.ENTER, "Esc": keys.ESC, "空格": " ", "↑": keys.UP, "↓": keys.DOWN,
    "←": keys.LEFT, "→": keys.RIGHT, "PgDn": keys.PAGE_DOWN, "Tab": keys.TAB,
}  # fmt: skip
_NOT_COUNTED = ("文字", "号码", "首字母", "原因")
_TASKS_OF_A_DAY = 60
_PROMISED = {
    "一个村的催缴名单": 5,
    "五个人一起登记类别": 8,
    "一个人退费，选原因": 6,
    "四口人的养老、医疗，一张签购单": 8,
    "改手机号码": 4,
}
"""The most keys of what took many in the version before."""


@dataclass(frozen=True)
class Flow:
    """One line of the table: what is done, its keys, how many, and the most there may be.

    ``before`` is how many keys version 0.5 took, None where it could not be done there.
    """

    title: str
    words: tuple[str, ...]
    keys: int
    most: int
    before: int | None


def flows() -> list[Flow]:
    """Read the tables."""
    row = r"^\| ([^|]+) \| ([^|]+) \| (\d+) \| (\d+) \| (\d+|—) \|$"
    return [
        Flow(title, tuple(words.split()), int(keys), int(most), _number(before))
        for title, words, keys, most, before in re.findall(row, _TABLE.read_text(), re.M)
    ]


def _number(text: str) -> int | None:
    return None if text == "—" else int(text)


_FLOWS = flows()


def _sent(word: str) -> str:
    """Return what a terminal sends for a key as the table names it."""
    if word in _NAMED:
        return _NAMED[word]
    if re.fullmatch(r"F\d+", word):
        sent: str = getattr(keys, word)
        return sent
    if word.startswith("Ctrl+"):
        return chr(ord(word[-1]) - ord("@"))
    assert len(word) == 1, word
    return word.lower()


def test_every_line_of_a_day_is_played_and_read() -> None:
    lines = re.findall(r"^\| (?!事情)", _TABLE.read_text(), re.M)
    titles = Counter(flow.title for flow in _FLOWS)
    assert titles == Counter(TASKS.keys())
    assert len(lines) == len(_FLOWS) >= _TASKS_OF_A_DAY


def test_nothing_takes_more_keys_than_promised_or_than_before() -> None:
    most = {flow.title: flow.most for flow in _FLOWS}
    assert {title: most[title] for title in _PROMISED} == _PROMISED
    assert not [flow for flow in _FLOWS if flow.before is not None and flow.keys > flow.before]


@pytest.fixture
def counter(stored: Path, delay: float, flow: Flow) -> Iterator[Terminal]:
    """The counter of the station as the task needs it, in a terminal."""
    task = TASKS[flow.title]
    if task.prepare is not None:
        task.prepare(stored)
    words = words_for(stored, task.day)
    terminal = Terminal(*words, folder=stored, delay=delay, is_forked=True)
    terminal.wait_for("F2 收费")
    yield terminal
    terminal.close()


@pytest.mark.parametrize("flow", _FLOWS, ids=lambda flow: flow.title)
def test_the_keys_lead_to_the_result_and_are_few(counter: Terminal, flow: Flow) -> None:
    task = TASKS[flow.title]
    for typed, following in task.before:
        counter.send(typed)
        counter.wait_for(following)
        counter.settled()
    pressed = 0
    result = task.steps[-1][1]
    for word, (typed, following) in zip(flow.words, task.steps, strict=True):
        before = counter.text
        if word in _NOT_COUNTED:
            counter.send(typed)
        else:
            counter.send(_sent(word))
            pressed += 1
        counter.wait_for(following)
        counter.settled()
    assert result and result not in before, "It stood there before the last key."
    assert pressed == flow.keys <= flow.most
