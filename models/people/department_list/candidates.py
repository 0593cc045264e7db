"""Whom an entry of a list may mean: the nearest people of the station, named, never matched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models.people.department_list.values import Candidate, ListEntry, Villager
from models.people.duplicates.alike import what_differs

_MOST = 3
_KEPT_DIGITS = 15


class Neighbours:
    """The station's people by name and by parts of their numbers, built once for a list."""

    def __init__(self, people: Iterable[Villager]) -> None:
        self._by_name: dict[str, list[Villager]] = defaultdict(list)
        self._by_parts: dict[str, list[Villager]] = defaultdict(list)
        for each in people:
            self._by_name[each.name].append(each)
            for parts in _parts(each.id_number):
                self._by_parts[parts].append(each)

    def nearest(self, entry: ListEntry) -> tuple[Candidate, ...]:
        """Return up to three people, the likeliest first; not the holder of the number itself."""
        near = {each.person_id: each for each in self._by_name.get(entry.name, ())}
        for parts in _parts(entry.number):
            near |= {each.person_id: each for each in self._by_parts.get(parts, ())}
        ranked = []
        for each in near.values():
            rank, likeness = _likeness(entry, each)
            if likeness and each.id_number != entry.number:
                ranked.append((rank, each.village != entry.village, each.person_id, likeness))
        return tuple(Candidate(near[each[2]], each[3]) for each in sorted(ranked)[:_MOST])


def _parts(number: str) -> Iterator[str]:
    """Yield what a slip of one character may leave of a number: two of its three parts.

    The parts are area and year, month and day, sequence and check character.
    """
    yield f"{number[:14]}...."
    yield f"..........{number[-8:]}"
    yield f"{number[:10]}....{number[-4:]}"


def _likeness(entry: ListEntry, villager: Villager) -> tuple[int, str]:
    """Return how likely an entry means a person (0 most) and what both have in common, if any."""
    number, own = entry.number, villager.id_number
    slip = _slip(number, own)
    if entry.name == villager.name:
        if slip:
            return 0, f"同名，{slip}"
        if _shares_kept_digits(number, own):
            return 1, "同名，证件号码前 15 位相同"
        if number == own[:6] + own[8:17]:
            return 1, "同名，名单上是 15 位旧号码"
        if len(number) >= 14 and number[6:14] == own[6:14]:
            return 2, "同名，出生日期相同"
        return 4, "同名，证件号码不同"
    # Somebody else by name is near only if a single character is not as it should be.
    is_near = slip and (number[-1] == own[-1] or number[:-1] == own[:-1])
    return 3, f"姓名不同，{slip}" if is_near else ""


def _shares_kept_digits(number: str, own: str) -> bool:
    kept = number.rstrip("?")
    return len(kept) >= _KEPT_DIGITS and own.startswith(kept[:_KEPT_DIGITS])


def _slip(number: str, own: str) -> str:
    """Return which slip of one character turns one number into the other; empty if none."""
    if "?" in number or not number:
        return ""
    if len(number) == len(own):
        return what_differs(number, own)
    longer, shorter = sorted((number, own), key=len, reverse=True)
    if len(longer) - len(shorter) != 1:
        return ""
    places = range(len(longer))
    if any(longer[:place] + longer[place + 1 :] == shorter for place in places):
        return "证件号码多一位" if longer is number else "证件号码少一位"
    return ""
