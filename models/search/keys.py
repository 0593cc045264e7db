"""Search keys: what people and households are stored under, both sides of a search folded alike.

One B-tree holds the keys of people, another those of households, so a search is prefix
ranges (``typed`` says which). Folding (``fold``) is the whole of matching: case, width,
spaces, middle dots and apostrophes never matter.

Keys compare by code point: SQLite's BINARY, PostgreSQL's collation "C".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from models.base.text import plain_name
from models.search.pinyin import readings_of

REVERSED = "<"
"""Starts the keys of numbers written backwards; folding removes it from what is typed."""

_IN_VILLAGE = REVERSED + "v"
"""Starts the keys of names within a village: no number begins backwards with this letter."""

LAST = "\U0010ffff"
"""Behind whatever a key goes on with: a range ends there."""

_LONGEST = 60
"""Characters of a field that count, so that a broken cell cannot make millions of keys."""

_COMBINATIONS = 8
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_FOLDED = str.maketrans(dict.fromkeys("·'’‘ʼ`´ " + REVERSED, "") | {"ü": "v"})


def person_keys(name: str, id_number: str, phone: str, village_id: int) -> frozenset[str]:
    """Return every key under which a person is found; fields that are empty give none.

    The keys are each end of the name (a search for a part of the name is then a prefix
    search), its pinyin and its initials from each syllable on, the same within the village,
    the identity number and the telephone number, each also backwards. The telephone
    number counts without its separators. Of no village (0), such as a former name, there are
    none within it. Nothing is checked and nothing raises.
    """
    names = set(name_keys(name)) - {""}
    keys = names | {in_village(village_id, key) for key in names if village_id}
    for number in (fold(id_number), re.sub(r"[^0-9]", "", fold(phone))):
        if number:
            keys.add(number)
            keys.add(REVERSED + number[::-1])
    return frozenset(keys)


def household_keys(number: str) -> frozenset[str]:
    """Return every key under which a household is found: each end of its number."""
    folded = fold(number)
    return frozenset(folded[start:] for start in range(len(folded)))


def in_village(village_id: int, key: str) -> str:
    """Return the key of a name, or what it begins with, among the people of a village."""
    return f"{_IN_VILLAGE}{village_id}{REVERSED}{key}"


def moved_key(key: str, village_id: int) -> str:
    """Return a person's key as it is in another village: most keys name none."""
    if not key.startswith(_IN_VILLAGE):
        return key
    return in_village(village_id, key.split(REVERSED, 2)[2])


def key_number(key: str) -> str:
    """Return the number that a key of one holds, be it written backwards or not."""
    return key[1:][::-1] if key.startswith(REVERSED) else key


def fold(text: str) -> str:
    """Return a text as keys hold it: no case, width, spaces, dots or hidden characters."""
    folded = plain_name(text).lower().translate(_FOLDED)
    if not folded.isprintable():
        kept = (each for each in folded if unicodedata.category(each) not in _HIDDEN)
        folded = "".join(kept)
    return folded[:_LONGEST]


def name_keys(name: str) -> Iterator[str]:
    """Yield the keys of a name of a person or a village.

    Initials of one letter are left out: each is the beginning of a pinyin key already.
    """
    name = fold(name)
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
