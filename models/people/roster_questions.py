"""What a roster says of villages and households that is nearly, not quite, what is known.

A village spelt otherwise and a household ``1`` beside ``0001`` are mostly the same, and now and
then not: nobody but the clerk can say. Pure functions; what was answered comes as a value.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.base.errors import BadInput

Kind = Literal["village", "household"]
EVERYTHING = "全部"
"""Answers every question of a file at once."""

_OFFICE = re.compile(
    r"(?:村民委员会|居民委员会|社区居民委员会|村委会|居委会|村居委会|村委|社区|村|居)+$"
)
_UNIT = re.compile(r"[户号]+$")


@dataclass(frozen=True)
class Question:
    """Something new that is like something known."""

    kind: Kind
    name: str
    like: str

    @property
    def text(self) -> str:
        """The question, as a clerk reads it."""
        what = "村" if self.kind == "village" else "户"
        return (
            f"“{self.name}”像是“{self.like}”，没有录入；是同一{what}的写明「当作同一个」"
            f"{self.name}={self.like}，确是另一{what}的写明「当作新的」{self.name}"
        )


@dataclass(frozen=True)
class Answers:
    """What was answered: which name means which, and which are new indeed.

    Households are named with their village: ``青山村/1``.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    new: Collection[str] = ()

    @property
    def all_same(self) -> bool:
        """Whatever is alike is the same."""
        return EVERYTHING in self.same

    @property
    def all_new(self) -> bool:
        """Whatever is alike is another one."""
        return EVERYTHING in self.new


def answers_of(same: Iterable[str], new: Iterable[str]) -> Answers:
    """Return answers as they are typed: ``青山村委会=青山村``; ``全部`` answers everything.

    Raises BadInput for what names only one.
    """
    found: dict[str, str] = {}
    for text in same:
        name, _, meant = (part.strip() for part in text.partition("="))
        if name != EVERYTHING and not (name and meant):
            raise BadInput(f"「当作同一个」“{text[:40]}”应写成 青山村委会=青山村，或 {EVERYTHING}")
        found[name] = meant
    return Answers(found, tuple(each.strip() for each in new))


def village_key(name: str, township: str = "") -> str:
    """Return what villages of the same name have in common, whatever their office is called."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    plain = plain.removeprefix(township) or plain
    return _OFFICE.sub("", plain) or plain


def household_key(number: str) -> str:
    """Return what spellings of one household number have in common."""
    plain = _UNIT.sub("", "".join(unicodedata.normalize("NFKC", number).split()))
    return "-".join(part.lstrip("0") or "0" for part in plain.split("-"))


def settle(
    kind: Kind,
    names: Iterable[str],
    known: Collection[str],
    key_of: Callable[[str], str],
    answers: Answers,
) -> dict[str, str | Question]:
    """Return of each name of a file which one is meant, or the question to be answered first.

    ``known`` are on record. A name that is like none of them is new, and known from then on, so
    that a second spelling in the same file is asked about as well; the commonest is the first.
    """
    found: dict[str, str | Question] = {}
    by_key = {key_of(name): name for name in known}
    for name, _ in Counter(names).most_common():
        like = by_key.setdefault(key_of(name), name)
        if name in known or like == name:
            found[name] = name
        elif name in answers.same:
            found[name] = answers.same[name]
        elif name in answers.new or answers.all_new:
            found[name] = name
        else:
            found[name] = like if answers.all_same else Question(kind, name, like)
    return found
