"""What the parts of a category are called: as typed, as files say it, and of themselves.

The first part has no name of its own until there is another: it is kept as an empty text.
"""

import re
from collections.abc import Collection, Iterable

WHOLE = "全部"
"""The name of a list that stands for every part of its category."""

FIRST_TITLE = "第一部分"
_DIGITS = "零一二三四五六七八九十"
_AUTOMATIC = re.compile(r"第[一二三四五六七八九十\d]+部分")
_WORDS = {"城市": "城镇", "城镇": "城镇", "农村": "农村"}
_FILLING = re.compile(
    r"名单|名册|花名册|台账|对象|人员|人口|部分|居民|户|最低生活保障|保障金?|低保|[\s()_\-]"
)


def part_title(part: str) -> str:
    """Return what a part is called where it is shown, and what may be typed for it."""
    return part or FIRST_TITLE


def is_automatic(part: str) -> bool:
    """Whether the program named a part because nobody and no file did."""
    return not part or bool(_AUTOMATIC.fullmatch(part))


def next_title(used: Collection[str]) -> str:
    """Return the name of a further part that no list has had."""
    number = 2
    while (title := f"第{_in_words(number)}部分") in used:
        number += 1
    return title


def part_named(text: str, category: str, aliases: Iterable[str] = ()) -> str:
    """Return the part that typed words mean.

    城市 and 城镇 are one word. The bare word (城镇) and the word before the category (城市低保)
    are one part; the category alone is no part of its own.
    """
    names = (category, *aliases)
    if text in ("", FIRST_TITLE, *names):
        return ""
    if text == WHOLE:
        return WHOLE
    word = part_word(text)
    rest = text
    for each in (*_WORDS, *sorted(names, key=len, reverse=True)):
        rest = rest.replace(each, "")
    return f"{word}{category}" if word and not _FILLING.sub("", rest) else text


def part_word(text: str) -> str:
    """Return 城镇 or 农村 where a text says one of them and not the other; empty otherwise."""
    said = {meaning for word, meaning in _WORDS.items() if word in text}
    return said.pop() if len(said) == 1 else ""


def part_said(category: str, *texts: str) -> str:
    """Return the part that the first text to say one names: of a cell, a sheet, a file."""
    word = next(filter(None, map(part_word, texts)), "")
    return f"{word}{category}" if word else ""


def _in_words(number: int) -> str:
    return _DIGITS[number] if number < len(_DIGITS) else str(number)
