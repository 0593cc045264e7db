"""Which part of a category a list is, so that it ends nobody of another part.

Departments send a category in parts: the towns' and the villages', several departments', a
sheet each. Which one a list is, is said with it, or by its own words, or follows from whom it
names. Pure functions over frozen values.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from models.people.department_list.part_names import (
    WHOLE,
    is_automatic,
    next_title,
    part_title,
)
from models.people.department_list.values import Previous

_MOST_PERCENT = 80
"""A list that names this many of a part's people names nearly all of them."""


@dataclass(frozen=True)
class Present:
    """Who holds the category on the day of a list: people by the part they stand in.

    ``loose`` stand in none: the roster or the counter certified them, or a list of the whole.
    ``is_whole``: some of them came by a list of the whole.
    """

    parts: Mapping[str, frozenset[int]]
    loose: frozenset[int] = frozenset()
    is_whole: bool = False


@dataclass(frozen=True)
class Placement:
    """What a list stands for.

    ``part`` is that of an entry without one of its own; ``parts`` are all whose people the list
    may end. ``takes_over`` maps parts that the program had named to the name they now get.
    ``takes_loose``: people who stand in no part are the list's as well. ``unclear`` says why
    somebody has to say which part it is; then the list ends and moves nobody.
    """

    part: str
    parts: tuple[str, ...]
    takes_over: Mapping[str, str] = field(default_factory=dict)
    takes_loose: bool = False
    hints: tuple[str, ...] = ()
    unclear: str = ""

    @property
    def is_whole(self) -> bool:
        """The list stands for every part."""
        return self.part == WHOLE

    def owner(self, part: str | None) -> str | None:
        """Return the list's part to which somebody of a part belongs; None for no part of it."""
        if self.unclear:
            return None
        if self.is_whole:
            return WHOLE
        if part is None or part == WHOLE:
            return self.part if self.takes_loose else None
        return part if part in self.parts else self.takes_over.get(part)


def place_list(
    given: str | None,
    said: Mapping[str, frozenset[int]],
    named: frozenset[int],
    present: Present,
    lists: Sequence[Previous],
    department: str,
) -> Placement:
    """Return what a list stands for.

    ``given`` is the part it was said to be (None: nobody said), ``said`` whom it names by the
    part its own rows state, ``named`` all it names, ``lists`` those of the category applied
    before, the newest first.
    """
    if given is not None:
        return _of_names((given,), {given: named}, present)
    if said:
        most = sorted(said, key=lambda part: (-len(said[part]), part))
        return _of_names(tuple(most), said, present)
    return _by_people(named, present, lists, department)


def _of_names(
    parts: tuple[str, ...], named: Mapping[str, frozenset[int]], present: Present
) -> Placement:
    """Return the placement of a list whose parts are known by name."""
    if WHOLE in parts:
        return Placement(WHOLE, (WHOLE,), takes_loose=True)
    takes_over = {}
    for part in parts:
        if part in present.parts:
            continue
        for other, people in present.parts.items():
            # The only part without a name may be all of the category: it is not renamed.
            may_be_all = not other and len(present.parts) == 1
            is_open = other not in parts and other not in takes_over and is_automatic(other)
            if is_open and not may_be_all and is_most(people & named[part], people):
                takes_over[other] = part
    return _placement(parts, takes_over, present)


def _by_people(
    named: frozenset[int], present: Present, lists: Sequence[Previous], department: str
) -> Placement:
    """Return the placement that follows from whom a list names."""
    parts = present.parts
    if not parts:
        return _of_names((WHOLE if present.is_whole else "",), {"": named}, present)
    most = [part for part, people in parts.items() if is_most(people & named, people)]
    if len(most) > 1:
        if len(most) == len(parts) and lists and lists[0].part == WHOLE:
            hint = "和上次一样，按全部名单比较；只是其中一部分的，请在「部分」写明"
            return Placement(WHOLE, (WHOLE,), takes_loose=True, hints=(hint,))
        return Placement(WHOLE, (), unclear=f"名单差不多包含了{_titles(most)}的所有人")
    nearest = max(parts, key=lambda part: (len(parts[part] & named), -len(parts[part])))
    shared = parts[nearest] & named
    if shared and not _is_others(shared, parts[nearest], named, nearest, lists, department):
        return _placement((nearest,), {}, present)
    if not named:
        if len(parts) == 1:
            return _placement((nearest,), {}, present)
        return Placement(WHOLE, (), unclear="名单上没有一个是本站的人")
    title = next_title({*parts, *(each.part for each in lists)})
    hint = (
        f"名单上的人{'很少' if shared else '没有一个'}是已有名单（{_titles(parts)}）里的："
        f"按新的一部分“{title}”，没有终止任何人；其实是已有的那份，请在「部分」写明"
    )
    return _placement((title,), {}, present, hint)


def _is_others(
    shared: Collection[int],
    people: Collection[int],
    named: Collection[int],
    part: str,
    lists: Sequence[Previous],
    department: str,
) -> bool:
    """Whether another department's list only happens to name some people of a part."""
    last = next((each.department for each in lists if each.part == part), "")
    is_little = len(shared) * 2 < len(people) and len(shared) * 2 < len(named)
    return bool(is_little and department and last and department != last)


def _placement(
    parts: tuple[str, ...], takes_over: Mapping[str, str], present: Present, *hints: str
) -> Placement:
    others = [part for part in present.parts if part not in parts and part not in takes_over]
    is_only = not others and len(parts) == 1 and is_automatic(parts[0])
    told = list(hints)
    if others:
        people = sum(len(present.parts[part]) for part in others)
        told.append(f"另有{_titles(others)}共 {people} 人，是别的部分，没有比较")
    return Placement(parts[0], parts, takes_over, takes_loose=is_only, hints=tuple(told))


def is_most(some: Collection[int], people: Collection[int]) -> bool:
    """Whether some people are nearly all of others."""
    is_all_but_one = len(some) > 1 and len(people) - len(some) <= 1
    return is_all_but_one or len(some) * 100 >= len(people) * _MOST_PERCENT


def _titles(parts: Collection[str]) -> str:
    return "、".join(f"“{part_title(each)}”" for each in sorted(parts))
