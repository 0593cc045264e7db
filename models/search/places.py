"""Which villages a text means, and what else it says: ``青山 李``, ``qs wm``, ``青山 0012``."""

from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from models.base.text import squeeze
from models.search.keys import fold, name_keys

_ENDS = ("社区", "村", "居")
_SHORTEST_PINYIN = 4
"""In so few letters a village by itself is not meant."""
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


def may_mean_village(text: str) -> bool:
    """Whether a text is such that a village may be meant; most that are typed are not."""
    return len(text.split()) > 1 or len(text) > (_SHORTEST_PINYIN if text.isascii() else 1)


def villages_meant(text: str, villages: tuple[Village, ...]) -> tuple[Within, ...]:
    """Return the villages a text may name, each with what is left of the text.

    Words stand in any order. Without a blank between, a text begins with the village; a text
    that is nothing but a village's name, without its 村 or with it, leaves no rest.
    """
    words = [each for each in map(fold, squeeze(text).split()) if each]
    whole = "".join(words)
    names = _names(villages)
    is_long = not whole.isascii() or len(whole) > _SHORTEST_PINYIN
    found = [Within(each, "") for each in names.get(whole, ()) if is_long]
    if len(words) > 1:
        found += _among_words(words, villages)
    elif not found and not whole.isascii():
        stems = [whole[:end] for end in range(len(whole) - 1, 1, -1) if whole[:end] in names]
        found += [Within(each, whole[len(stem) :]) for stem in stems[:1] for each in names[stem]]
    return tuple(dict.fromkeys(found))[:_MOST]


def _among_words(words: list[str], villages: tuple[Village, ...]) -> list[Within]:
    """Return the villages that the first words name, or the last, as closely as any does."""
    splits = [("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words))]
    either = [pair for first, last in splits for pair in ((first, last), (last, first))]
    named = [(word, rest) for word, rest in either if not word.isdecimal()]
    names = _names(villages)
    whole = [Within(each, rest) for word, rest in named for each in names.get(word, ())]
    return whole or [
        Within(each, rest)
        for word, rest in named
        for each in sorted(villages, key=lambda village: not village.name.startswith(word))
        if any(key.startswith(word) for key in _keys(each.name))
    ]


@lru_cache(maxsize=8)
def _names(villages: tuple[Village, ...]) -> dict[str, list[Village]]:
    """Return the villages by their whole names: characters, pinyin, initials; 村 or not."""
    names = defaultdict[str, list[Village]](list)
    for each in villages:
        for word in _whole(each.name):
            names[word].append(each)
    return dict(names)


@cache
def _whole(name: str) -> frozenset[str]:
    """Return a village's names as a whole: its characters, pinyin, initials; with 村, without."""
    folded = fold(name)
    stems = (folded, *(folded.removesuffix(each) for each in _ENDS if folded.endswith(each)))
    return frozenset(
        key for stem in stems for key in _keys(stem) if key == stem or _is_whole(key, stem)
    )


def _is_whole(key: str, name: str) -> bool:
    """Whether a key in letters is that of a whole name and of no later end of it."""
    return key.isascii() and key not in _keys(name[1:])


@cache
def _keys(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_keys(name)))
