"""Narrowing a list that is on the screen: every word typed must stand in a row, or begin it.

Latin letters are looked for as they stand, and as the initials of Chinese characters that
follow one another: ``zgq`` finds 曾国强, ``qsc`` 青山村. The initials come as a table, because
pypinyin is not loaded where people type (``models/search/pinyin.py``).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.base.text import squeeze
from models.search.pinyin import character_readings

Initials = Mapping[int, str]
"""For ``str.translate``: of each character the letter it begins with, or a sign for several."""

_CHARACTERS = range(0x4E00, 0x9FA6)
_SIGNS = 0xF0000
"""Where the signs stand for characters that may be read in several ways: in no text."""


def initials_table(characters: Iterable[int] = _CHARACTERS) -> dict[int, str]:
    """Return with which letters Chinese characters begin, as in a name; loads pypinyin.

    A sign's own entry, ``-1`` less its number, holds its letters.
    """
    from pypinyin.constants import PINYIN_DICT

    table: dict[int, str] = {}
    signs: dict[str, str] = {}
    for code in characters:
        letters = _letters(PINYIN_DICT.get(code, "").split(","))
        if len(letters) > 1:  # as a name it may have fewer readings than in the dictionary
            letters = _letters(character_readings(chr(code), True))
        if len(letters) == 1:
            table[code] = letters
        elif letters:
            table[code] = signs.setdefault(letters, chr(_SIGNS + len(signs)))
    return table | {-ord(sign): letters for letters, sign in signs.items()}


def _letters(readings: Iterable[str]) -> str:
    """Return with which letters readings begin, without their tones."""
    first = {unicodedata.normalize("NFD", reading)[0] for reading in readings if reading}
    return "".join(sorted(each for each in first if each.isascii()))


@dataclass(frozen=True)
class Needle:
    """What is looked for in the rows of a list; an empty one finds every row."""

    words: tuple[str, ...] = ()
    initials: Initials = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def typed(cls, text: str, initials: Initials | None = None) -> "Needle":
        """Return what somebody typed; full-width letters and commas in amounts do not matter."""
        return cls(tuple(_plain(squeeze(text)).split()), initials or {})

    def found_in(self, texts: Sequence[str]) -> list[int]:
        """Return the places of the texts in which every word is found, in their order."""
        places = list(range(len(texts)))
        for word in self.words:
            by_initials = self._by_initials(word)
            places = [
                at
                for at in places
                if word in (plain := _plain(texts[at]))
                or (by_initials is not None and by_initials.search(plain.translate(self.initials)))
            ]
        return places

    def finds(self, text: str) -> bool:
        """Whether every word is found in a text."""
        return bool(self.found_in((text,)))

    def _by_initials(self, word: str) -> re.Pattern[str] | None:
        """Return what finds a word among initials; None where it is none of them."""
        if not self.initials or not (word.isascii() and word.isalpha()):
            return None
        signs = [(chr(-code), letters) for code, letters in self.initials.items() if code < 0]
        classes = (
            "".join([letter, *(sign for sign, letters in signs if letter in letters)])
            for letter in word
        )
        return re.compile("".join(f"[{each}]" for each in classes))


def asks_for_initials(text: str) -> bool:
    """Whether letters are typed, which may be initials."""
    return any(each.isascii() and each.isalpha() for each in squeeze(text))


def _plain(text: str) -> str:
    return text.replace(",", "").casefold()
