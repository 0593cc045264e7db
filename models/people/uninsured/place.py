"""Which of the station's villages a sender means: spelt otherwise, or within an address."""

import re
from collections.abc import Iterable

from models.base.text import squeeze

_ENDINGS = (
    "社区居民委员会", "村民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "行政村",
    "社区", "村",
)  # fmt: skip
_TOWN_ENDING = re.compile(r"(?:街道办事处|街道|镇|乡|管委会|开发区)$")
_TOWN = re.compile(r"^.*?.{2}(?:街道办事处|街道|镇|乡|管委会|开发区)")


class Places:
    """The station's villages as others may write them."""

    def __init__(self, names: Iterable[str], township: str) -> None:
        self._township = _TOWN_ENDING.sub("", township)
        self._names = {name: name for name in names}
        self._bare: dict[str, set[str]] = {}
        for name in self._names:
            self._bare.setdefault(_bare(name), set()).add(name)
        longest = sorted((bare for bare in self._bare if len(bare) > 1), key=len, reverse=True)
        endings = "|".join(_ENDINGS)
        self._within = [(re.compile(f"{re.escape(bare)}(?:{endings})"), bare) for bare in longest]

    def named(self, text: str) -> str:
        """Return the village a text means; empty where it means none, or not one for certain."""
        plain = "".join(squeeze(text).split())
        if not plain or plain in self._names:
            return plain
        found = self._bare.get(_bare(plain), set())
        if len(found) == 1:
            return next(iter(found))
        town = _TOWN.match(plain)
        if town is None:
            return self._begun(plain)
        if self._township not in town[0]:
            return ""  # another township may have a village of this name
        return self.named(plain[town.end() :])

    def _begun(self, text: str) -> str:
        """Return the village whose name an address begins with."""
        for pattern, bare in self._within:
            if pattern.match(text) and len(self._bare[bare]) == 1:
                return next(iter(self._bare[bare]))
        return ""


def _bare(name: str) -> str:
    """Return a village's name without the word for its kind."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name
