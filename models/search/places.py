"""Which villages a text means, and what else it says: ``青山 李``, ``qs wm``, ``青山 0012``."""

from functools import cache
from typing import NamedTuple

from models.base.text import squeeze
from models.search.keys import fold, name_keys

_ENDS = ("社区", "村", "居")
_MOST = 4
"""Villages that are looked into for one text."""


class Village(NamedTuple):
    """A village of the station."""

    village_id: int
    name: str


class Within(NamedTuple):
    """A village that is meant, and the folded rest of the text: who or which house in it."""

    village: Village
    rest: str


def villages_meant(text: str, villages: list[Village]) -> tuple[Within, ...]:
    """Return the villages a text may name, each with what is left of the text.

    Words stand in any order. Without a blank between, a text begins with the village; a text
    that is nothing but a village's name, without its 村 or with it, leaves no rest.
    """
    words = [each for each in map(fold, squeeze(text).split()) if each]
    whole = "".join(words)
    found = [Within(each, "") for each in villages if _is_name(whole, each.name)]
    if len(words) > 1:
        split = {
            (named, rest)
            for place in range(1, len(words))
            for first, last in [("".join(words[:place]), "".join(words[place:]))]
            for named, rest in ((first, last), (last, first))
        }
        meant = [
            (_closeness(named, each.name), Within(each, rest))
            for named, rest in split
            if not named.isdecimal()
            for each in villages
        ]
        close = sorted((rank, within) for rank, within in meant if rank is not None)
        found += [within for rank, within in close if rank == close[0][0]]
    elif not whole.isascii():
        found += [
            Within(each, whole[len(stem) :])
            for each in villages
            for stem in _stems(each.name)
            if len(stem) > 1 and whole.startswith(stem) and whole not in _stems(each.name)
        ][:1]
    return tuple(dict.fromkeys(found))[:_MOST]


def _stems(name: str) -> tuple[str, ...]:
    """Return a village's name and, shorter, without its 村."""
    folded = fold(name)
    ends = (folded.removesuffix(each) for each in _ENDS if folded.endswith(each))
    return (folded, *ends)


def _is_name(word: str, name: str) -> bool:
    """Whether a word is a whole name of a village, in characters, pinyin or initials with 村."""
    if len(word) < 2:
        return False
    stems = _stems(name)
    if not word.isascii():
        return word in stems
    spelt, short = _whole_in_letters(stems[0]), _whole_in_letters(stems[-1])
    return word in spelt or (len(word) > len(stems[-1]) and word in short)


def _closeness(word: str, name: str) -> int | None:
    """Return how closely a word names a village: wholly, by its beginning, by a part; or not."""
    if _is_name(word, name) or word in _whole_in_letters(_stems(name)[-1]):
        return 0
    if fold(name).startswith(word):
        return 1
    return 2 if any(key.startswith(word) for key in _keys(name)) else None


@cache
def _keys(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_keys(name)))


@cache
def _whole_in_letters(name: str) -> frozenset[str]:
    """Return the pinyin and the initials of a whole name: no later end of it."""
    later = set(_keys(name[1:]))
    return frozenset(key for key in _keys(name) if key.isascii() and key not in later)
