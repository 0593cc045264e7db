"""Search keys: what a person is stored under, and which ranges of keys a search reads.

One B-tree holds every key of every person, so a search is one prefix range for a text,
two or three for a number. Both sides fold text the same way (``_fold``), which is the
whole of matching: case, width, spaces, middle dots and apostrophes never matter.

Keys compare by code point: SQLite's BINARY, PostgreSQL's collation "C".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from models.base.text import plain_name
from models.search.pinyin import readings_of

Range = tuple[str, str]
"""Keys from the first text on, up to but not including the second."""

REVERSED = "<"
"""Starts the keys of numbers written backwards, and nothing else: folding removes it."""

_LAST = "\U0010ffff"
_LONGEST = 60
"""Characters of a field that count, so that a broken cell cannot make millions of keys."""

_COMBINATIONS = 8
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_FOLDED = str.maketrans(dict.fromkeys("·'’‘ʼ`´ " + REVERSED, "") | {"ü": "v"})
_NUMBER = re.compile(r"[0-9][0-9-]*x?")


def person_keys(name: str, id_number: str, phone: str, household_number: str) -> frozenset[str]:
    """Return every key under which a person is found; fields that are empty give none.

    The keys are each end of the name (a search for a part of the name is then a prefix
    search), its pinyin and its initials from each syllable on, the identity number and
    the telephone number, each also backwards, and the household number. The telephone
    number counts without its separators. Nothing is checked and nothing raises.
    """
    keys = set(_name_keys(_fold(name)))
    keys.add(_fold(household_number))
    for number in (_fold(id_number), re.sub(r"[^0-9]", "", _fold(phone))):
        if number:
            keys.add(number)
            keys.add(REVERSED + number[::-1])
    keys.discard("")
    return frozenset(keys)


def query_ranges(text: str) -> tuple[Range, ...]:
    """Return the ranges of keys that answer what a clerk typed; none if it is blank.

    Characters and letters (a name, pinyin, initials) read one range. Digits, with or
    without a final x, read the numbers that start so and the numbers that end so.
    Digits with hyphens are also read without them, because a telephone number is
    written both ways while a household number keeps its hyphens.
    """
    folded = _fold(text)
    if not folded:
        return ()
    starts = [folded]
    if _NUMBER.fullmatch(folded):
        digits = folded.replace("-", "")
        starts += [digits, REVERSED + digits[::-1]]
    return tuple((start, start + _LAST) for start in dict.fromkeys(starts))


def _fold(text: str) -> str:
    folded = plain_name(text).lower().translate(_FOLDED)
    if not folded.isprintable():
        kept = (each for each in folded if unicodedata.category(each) not in _HIDDEN)
        folded = "".join(kept)
    return folded[:_LONGEST]


def _name_keys(name: str) -> Iterator[str]:
    """Yield the keys of a folded name.

    Initials of one letter are left out: each is the beginning of a pinyin key already.
    """
    for start in range(len(name)):
        yield name[start:]
    readings = readings_of(name)
    yield from _spellings(readings)
    initials = [tuple(dict.fromkeys(each[0] for each in ways)) for ways in readings]
    yield from (each for each in _spellings(initials) if len(each) > 1)


def _spellings(readings: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the name spelt from each syllable on, in at most eight ways from each.

    When there are more, those with the fewest unusual readings stay: every reading of
    the surname is kept before two doubtful syllables are combined.
    """
    tails: list[tuple[int, str]] = [(0, "")]
    for ways in reversed(list(readings)):
        tails = [
            (unusual + (rank > 0), reading + tail)
            for rank, reading in enumerate(ways)
            for unusual, tail in tails
        ]
        if len(tails) > _COMBINATIONS:
            tails = sorted(tails)[:_COMBINATIONS]
        for _, spelling in tails:
            yield spelling
