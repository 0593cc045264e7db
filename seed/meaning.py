"""What a column means that nobody asked for: who in it counts, who does not, what is unclear.

A state (停发, 死亡), a kind (救助类别), a grade, a remark may decide money. They are judged by
heading and cells together, purely; what the words do not tell is asked about, never guessed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.text import mask_numbers
from seed import meaning_words as words
from seed.meaning_words import Group
from seed.table_heading import header_key

Sense = Literal["in", "out", "other", "blank"]
"""Counts; does not count; is of another kind; of a kind that is not stated."""

_MOST_NAMED = 8
_OUT_GROUPS = {word: group for group, several in words.OUT.items() for word in several}
_TOKENS = sorted(
    {*_OUT_GROUPS, *words.NOUNS, *words.COUNTS, *words.NOT_YET}, key=lambda word: -len(word)
)
_TOKEN = re.compile("|".join(map(re.escape, _TOKENS)))
_STRONG = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted(_OUT_GROUPS, key=lambda word: -len(word))
        if len(word) > 1
    )
    + "|不再?(?:享受|发放|在册|在保|低保|救助|缴费)"
)
GroupOrIn = Group | Literal["in"]
_PRIORITY: tuple[Group, ...] = ("died", "left", "void", "stopped", "absent")


SEVERE_NOTE = "通知没有写等级，按残疾人证一级、二级为重度"
"""An interpretation, shown as such: no notice says which grades are severe."""


@dataclass(frozen=True)
class Door:
    """A kind of file, and what its words mean for it.

    ``out``: who does not count in it; ``idle``: what says nothing in it. Any other group is
    asked about. ``kinds`` names the kinds of the category that a list is of, if it is of one.
    """

    name: str
    out: frozenset[Group]
    idle: frozenset[Group] = frozenset()
    category: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnCells:
    """A column as it stands in a file: its heading, its letter, its cells.

    ``is_remark``: only words that say outright who does not count are looked for in it.
    """

    title: str
    letter: str
    cells: Sequence[str]
    is_remark: bool = False


@dataclass(frozen=True)
class Taken:
    """What a column was taken for. ``senses`` has every value of it that says something.

    ``is_judged`` is false for a column that says nothing; ``unclear`` are the values that
    somebody has to explain.
    """

    title: str
    letter: str
    is_judged: bool = False
    senses: Mapping[str, Sense] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    is_grade: bool = False

    def values(self, *senses: Sense) -> list[str]:
        """Return the values with one of these senses."""
        return [value for value, sense in self.senses.items() if sense in senses and value]


def take_column(
    column: ColumnCells, door: Door, today: dt.date, answers: Mapping[str, str]
) -> Taken:
    """Return what a column means for a kind of file.

    ``answers`` say what somebody explained: 状态:保留 -> 在, 状态 -> 无关.
    """
    title = header_key(column.title)
    values = list(dict.fromkeys(column.cells))
    if answers.get(title) == "无关" or not any(values):
        return Taken(column.title, column.letter)
    judge = _judge_of("备注" if column.is_remark else title, values, door, today)
    if judge is None and not any(asked.startswith(f"{title}:") for asked in answers):
        return Taken(column.title, column.letter)
    senses: dict[str, Sense] = {}
    unclear = []
    for value in values:
        answer = answers.get(f"{title}:{header_key(value)}")
        sense = _ANSWERED[answer] if answer else judge(value) if judge else "in"
        if sense is None:
            unclear.append(value)
        else:
            senses[value] = sense
    if "other" not in senses.values():
        # An empty kind matters only beside kinds that do not count.
        senses = {value: "in" if sense == "blank" else sense for value, sense in senses.items()}
    is_judged = judge is not None or any(sense != "in" for sense in senses.values())
    return Taken(
        column.title, column.letter, is_judged, senses, tuple(unclear), is_grade=judge is _grade
    )


_ANSWERED: dict[str, Sense] = {"在": "in", "不在": "out", "无关": "in"}
_Judge = Callable[[str], Sense | None]


def _judge_of(title: str, values: Sequence[str], door: Door, today: dt.date) -> _Judge | None:
    """Return how the cells under a heading are judged; None for a column that says nothing."""

    def told(group: GroupOrIn | None) -> Sense | None:
        if group is None or group == "in" or group in door.idle:
            return None if group is None else "in"
        return "out" if group in door.out else None

    if words.ABOUT_ELSE.search(title):
        is_told = any(group_of(value) == "died" for value in _short(values))
        return (lambda value: None if group_of(value) == "died" else "in") if is_told else None
    said = _OUT_GROUPS.get(_first_out(title))
    if words.QUESTION.search(title):
        question = _question(title)
        if question is not None:
            return lambda value: told(_answer(value, question))
    elif said is not None and words.DAY.search(title):
        return lambda value: told(_event(value, said, today))
    elif said is not None and words.REMARK.search(title):
        return lambda value: told("in" if header_key(value) in _NOTHING else said)
    if words.STATE.search(title):
        return lambda value: told(group_of(value))
    if words.GRADE_HEADING.search(title) and "重度残疾" in kinds_in(*door.category):
        return _grade
    if words.KIND.search(title) and door.category:
        return lambda value: _kind(value, door)
    if words.REMARK.search(title):
        is_told = any(words_of_leaving(value) for value in values)
        return (lambda value: told(_remark(value))) if is_told else None
    if any(group_of(value) in _OUT for value in _short(values)):
        return lambda value: told(group_of(value))
    return None


def _short(values: Iterable[str]) -> Iterable[str]:
    """Return the values that may be a bare word of leaving: quickly, where each row has its own."""
    return (value for value in values if len(value) <= _LONGEST_WORD and _MAY_LEAVE.search(value))


_OUT = frozenset(words.OUT)
_LONGEST_WORD = 30
_MAY_LEAVE = re.compile(f"[{''.join(sorted({word[0] for word in _TOKENS}))}]")
_NOTHING = words.NOTHING | {""}


def group_of(text: str) -> GroupOrIn | None:
    """Return why a state's words say that somebody does not count, ``in`` if they say he does.

    None for words from which nothing follows. An empty cell counts.
    """
    key = header_key(text)
    if key in _NOTHING or key in words.COUNTS:
        return "in"
    tokens = _TOKEN.findall(key)
    if not tokens or words.FILLING.sub("", _TOKEN.sub("", key)):
        return None
    groups = {_OUT_GROUPS[each] for each in tokens if each in _OUT_GROUPS}
    denials = [each for each in tokens if each in words.NOT_YET]
    nouns = [each for each in tokens if each in words.NOUNS]
    others = len(tokens) - len(denials) - len(nouns)
    if groups:
        is_mixed = denials or any(
            each in words.COUNTS and each not in words.NOUNS for each in tokens
        )
        return None if is_mixed else next(each for each in _PRIORITY if each in groups)
    if not denials:
        return "in"
    if others or not nouns or tokens[0] not in words.NOT_YET or len(denials) > 1:
        return None
    return "stopped" if denials[0].startswith("不") else "absent"


def words_of_leaving(text: str) -> bool:
    """Whether a remark has words that may say that somebody does not count."""
    return bool(_STRONG.search(header_key(text)))


def _remark(text: str) -> GroupOrIn | None:
    key = header_key(text)
    if not words_of_leaving(key):
        return "in"
    group = group_of(text)
    speaks_of_kin = words.KIN.match(key) and _OUT_GROUPS.get(_first_out(key)) == "died"
    return "in" if group is None and speaks_of_kin else group


def _first_out(key: str) -> str:
    found = _STRONG.search(key)
    return found[0] if found else ""


def _question(title: str) -> tuple[GroupOrIn, GroupOrIn] | None:
    """Return what yes and what no mean under a heading such as 是否死亡; None if neither."""
    rest = words.QUESTION.sub("", title)
    group = _OUT_GROUPS.get(_first_out(rest))
    if group is not None:
        return group, "in"
    if any(each in rest for each in ("健在", "在世", "生存", "存活")):
        return "in", "died"
    if any(each in rest for each in (*words.NOUNS, "在岗", "在职", "有效", "正常")):
        return "in", "absent"
    return None


def _answer(value: str, question: tuple[GroupOrIn, GroupOrIn]) -> GroupOrIn | None:
    key = header_key(value)
    if not key:
        return "in"
    if key in words.YES:
        return question[0]
    return question[1] if key in words.NO else group_of(value)


def _event(value: str, group: Group, today: dt.date) -> GroupOrIn | None:
    """Return what a day means under a heading such as 死亡日期: one still to come says nothing."""
    key = header_key(value)
    if key in _NOTHING or key in ("长期", "永久", "至今"):
        return "in"
    plain = re.sub(r"[年月]", "-", key).removesuffix("日").strip("-")[:10]
    month = re.fullmatch(r"(\d{4})[-/.]?(\d{1,2})", plain)
    try:
        day = parse_date(f"{month[1]}-{month[2]}-1" if month else plain)
    except BadInput:
        return None
    return group if day <= today else "in"


def kinds_in(*texts: str) -> frozenset[str]:
    """Return the kinds of people in hardship that words name."""
    found = set()
    for text in texts:
        rest = header_key(text)
        for name, pattern in words.KINDS:
            if pattern.search(rest):
                found.add(name)
                rest = pattern.sub("|", rest)
    return frozenset(found)


def _kind(value: str, door: Door) -> Sense | None:
    """Return whether a kind is that of the list."""
    key = header_key(value)
    if key in _NOTHING:
        return "blank"
    if words_of_leaving(key):
        return "out" if group_of(value) in door.out else None
    wanted = kinds_in(*door.category)
    plain = {header_key(each) for each in door.category}
    if key in plain or any(each in plain for each in re.split(r"[、,;/+|]", key)):
        return "in"
    named = kinds_in(value)
    if named & wanted:
        return "in"
    if words.SUBDIVISION.fullmatch(key):
        return "in"
    is_vague = "残疾" in named and any("残疾" in each for each in wanted)
    return "other" if named and not is_vague else None


def _grade(value: str) -> Sense | None:
    key = header_key(value)
    if key in _NOTHING:
        return "blank"
    is_severe = bool(words.SEVERE.search(key))
    if is_severe == bool(words.NOT_SEVERE.search(key)):
        return None
    return "in" if is_severe else "other"


def question_line(taken: Taken) -> str:
    """Return what has to be asked about a column: its place and its values."""
    named = (mask_numbers(value)[:20] for value in taken.unclear[:_MOST_NAMED])
    shown = "、".join(f"“{value}”" for value in named)
    more = f"等 {len(taken.unclear)} 种" if len(taken.unclear) > _MOST_NAMED else ""
    return f"“{taken.title}”（{taken.letter}列）的 {shown}{more}"


def taken_words(taken: Taken) -> str:
    """Return what a column was taken for, in words."""
    place = f"{taken.letter} “{taken.title}”"
    if not taken.is_judged:
        return f"{place} 没有读取"
    told = [
        f"{'、'.join(shown[:_MOST_NAMED])}{'等' if len(shown) > _MOST_NAMED else ''} {meaning}"
        for shown, meaning in (
            (taken.values("in"), "算"),
            (taken.values("out", "other"), "不算"),
        )
        if shown
    ]
    note = f"（解释：{SEVERE_NOTE}）" if taken.is_grade else ""
    return f"{place} 按 {'，'.join(told)} 读取{note}"


def parse_answers(given: Iterable[str]) -> dict[str, str]:
    """Return typed answers (状态:保留=在, 状态=无关) by what they answer.

    Raises BadInput for others.
    """
    found = {}
    for text in given:
        asked, equals, answer = header_key(text).rpartition("=")
        title, colon, value = asked.partition(":")
        if not equals or not title or answer not in _ANSWERED or (colon and not value):
            raise BadInput(f"“{text[:30]}”看不懂，请写成 状态:保留=在、状态:保留=不在 或 状态=无关")
        if not colon and answer != "无关":
            raise BadInput(f"“{text[:30]}”没有写是哪个值，请写成 {title}:值={answer}")
        found[asked] = answer
    return found
