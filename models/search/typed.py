"""What a typed text may mean: beginnings of keys, days of birth, receipts, slips of the fingers."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from models.base.text import squeeze
from models.search.keys import LAST, REVERSED
from models.search.pinyin import character_readings

Range = tuple[str, str]
"""Texts from the first on, up to but not including the second."""

_SPELLINGS = 4
_NUMBER = re.compile(r"[0-9][0-9-]*x?")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[^\x00-\x7f])[^0-9]+")
_BIRTH = re.compile(
    r"(?P<year>\d{4}|\d{2})[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})?日?)?|(?P<only>\d{4})年"
    r"|(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})?|(?P<yy>\d{2})(?P<mm>\d{2})(?P<dd>\d{2})"
)
_RECEIPT = re.compile(r"(?:收据号?)?(?:(\d{4})-)?(\d{1,9})")
_SERIAL_DIGITS = 5
"""So many digits without a year may be the end of a receipt number."""

_NEARLY_WHOLE = re.compile(r"\d{16,18}[0-9x]")
_BORN_BY, _SEQUENCE = 13, 4


class Way(NamedTuple):
    """How a name may be meant: what its key begins with, and as SQL what must stand in it."""

    start: str
    like: str = ""


def range_of(start: str) -> Range:
    """Return the range of the keys that begin so."""
    return start, start + LAST


def is_number(folded: str) -> bool:
    """Whether a folded text is digits, hyphens among them or not, an x at the end or not."""
    return _NUMBER.fullmatch(folded) is not None


def number_starts(folded: str) -> tuple[str, ...]:
    """Return how the keys begin of numbers that begin or end with what was typed.

    A telephone number is written with hyphens and without.
    """
    digits = folded.replace("-", "")
    return tuple(dict.fromkeys((folded, digits, REVERSED + digits[::-1])))


def name_ways(folded: str) -> tuple[Way, ...]:
    """Return how a name may be meant: as typed, and of characters among letters as spelt.

    ``王min`` is read ``wangmin`` and ``wmin``, and only names with 王 in them count.
    """
    if not _MIXED.fullmatch(folded):
        return (Way(folded),)
    like = "%" + "".join("%" if each.isascii() else each for each in folded) + "%"
    starts = dict.fromkeys([*_spelt(folded), *_spelt(folded, 1)])
    return (Way(folded), *(Way(start, like) for start in starts if start))


def homophones(folded: str) -> tuple[str, ...]:
    """Return how two characters or more may be spelt; nothing for any other text."""
    if len(folded) < 2 or any(each.isascii() for each in folded):
        return ()
    return tuple(dict.fromkeys(_spelt(folded)))


def sounds_like(typed: str, name: str) -> bool:
    """Whether a part of a name sounds like what was typed, and is not written so."""
    if typed in name:
        return False
    return any(
        all(_readings(a) & _readings(b) for a, b in zip(typed, name[start:], strict=False))
        for start in range(len(name) - len(typed) + 1)
    )


def _readings(character: str) -> frozenset[str]:
    return frozenset(character_readings(character, is_surname=True))


def _spelt(folded: str, letters: int | None = None) -> Iterator[str]:
    """Yield a text with its characters as letters: the likeliest ways; all or the first of each."""
    ways = [
        (each,)
        if each.isascii()
        else tuple(
            dict.fromkeys(way[:letters] for way in character_readings(each, is_surname=not place))
        )
        for place, each in enumerate(folded)
    ]
    yield from ("".join(way) for way in islice(product(*ways), _SPELLINGS))


def birth_ranges(text: str, today: dt.date) -> tuple[Range, ...]:
    """Return the days of birth a text may mean, as ISO dates: a day, a month, a year.

    ``1980-03-05``, ``19800305``, ``1980年3月``, ``80-3-5``, ``800305``; of a year in two digits
    the last such that was.
    """
    match = _BIRTH.fullmatch("".join(squeeze(text).split()))
    if match is None:
        return ()
    if match["only"]:
        return ((f"{match['only']}-", f"{match['only']}-" + LAST),)
    year = match["year"] or match["y"] or match["yy"]
    month, day = (
        int(match[long] or match[plain] or match[short] or 0)
        for long, plain, short in (("month", "m", "mm"), ("day", "d", "dd"))
    )
    if len(year) == 2:
        if not day:
            return ()
        year = f"{today.year // 100 - (int(year) > today.year % 100)}{year}"
    try:
        first = dt.date(int(year), month, day or 1).isoformat()
    except ValueError:
        return ()
    return (range_of(first if day else first[:8]),)


def receipt_of(text: str, today: dt.date) -> tuple[int, int] | None:
    """Return the year and serial of the receipt a text may mean: ``2019-000123``, ``000123``."""
    plain = "".join(squeeze(text).split())
    match = _RECEIPT.fullmatch(plain)
    if match is None:
        return None
    if match[1] is None and len(match[2]) < _SERIAL_DIGITS and not plain.startswith("收据"):
        return None
    return int(match[1] or today.year), int(match[2])


def nearly_whole(folded: str) -> tuple[str, ...]:
    """Return how the keys begin of identity numbers that may differ by a slip from one typed.

    One digit wrong, missing or too many, or two swapped, leaves the day of birth (but its last
    digit) or the last four as they are.
    """
    if not _NEARLY_WHOLE.fullmatch(folded):
        return ()
    return folded[:_BORN_BY], REVERSED + folded[::-1][:_SEQUENCE]


def is_slip(typed: str, number: str) -> bool:
    """Whether one slip lies between two texts: a digit wrong, missing or too many, two swapped."""
    if typed == number or abs(len(typed) - len(number)) > 1:
        return False
    short = min(len(typed), len(number))
    same = next((n for n in range(short) if typed[n] != number[n]), short)
    a, b = typed[same:], number[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
