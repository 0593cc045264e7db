"""Who looks alike: pure functions over names, birth dates and identity numbers.

Every change of one digit, and every swap of two neighbours, changes the check character
too. So numbers are compared by the seventeen digits before it; otherwise no two valid
numbers would ever be one digit apart.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

_DIGITS = 17


class Candidate(NamedTuple):
    """A person as far as likeness goes; ``name`` is in its stored form."""

    person_id: int
    name: str
    born: dt.date
    id_number: str


def find_alike(people: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Return the pairs of people who look alike, the smaller identifier first, ascending.

    Alike are two people of one name who were born on the same day or whose numbers differ
    in one digit or by two swapped neighbours, and, whatever their names, two numbers that
    are the same but for the check character. The time grows with people and pairs found,
    not with the square of the people.
    """
    by_name: dict[str, list[Candidate]] = defaultdict(list)
    by_digits: dict[str, list[Candidate]] = defaultdict(list)
    for each in people:
        by_name[each.name].append(each)
        by_digits[each.id_number[:_DIGITS]].append(each)
    pairs = set(_pairs(by_digits.values()))
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            pairs.update(_pairs(_alike_groups(namesakes)))
    return sorted(pairs)


def what_differs(one: str, other: str) -> str:
    """Return how two identity numbers differ, in words that tell no digit; empty if too much."""
    if one == other:
        return "证件号码相同"
    first, second = one[:_DIGITS], other[:_DIGITS]
    if first == second:
        return "证件号码只差校验码"
    if len(first) != len(second):
        return ""
    places = [place for place, (a, b) in enumerate(zip(first, second, strict=True), 1) if a != b]
    if len(places) == 1:
        return f"证件号码第 {places[0]} 位不同"
    left, right = places[0], places[-1]
    if len(places) == 2 and right == left + 1 and _swapped(first, left - 1) == second:
        return f"证件号码第 {left}、{right} 位对调"
    return ""


def _alike_groups(namesakes: Iterable[Candidate]) -> Iterable[list[Candidate]]:
    """Group namesakes by everything that makes two of them alike; members differ pairwise."""
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for each in namesakes:
        groups[each.born].append(each)
        for key in _near_keys(each.id_number[:_DIGITS]):
            groups[key].append(each)
    return groups.values()


def _near_keys(digits: str) -> Iterator[Hashable]:
    """Yield keys of which two numbers share one exactly when they are near each other."""
    for place in range(len(digits)):
        yield "masked", place, digits[:place] + digits[place + 1 :]
    for place in range(len(digits) - 1):
        # The two orders of a pair share the key that holds the smaller order.
        yield "swapped", place, min(digits, _swapped(digits, place))


def _swapped(digits: str, place: int) -> str:
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _pairs(groups: Iterable[list[Candidate]]) -> Iterator[tuple[int, int]]:
    for group in groups:
        for position, one in enumerate(group):
            for other in group[position + 1 :]:
                if one.person_id != other.person_id:
                    yield (
                        min(one.person_id, other.person_id),
                        max(one.person_id, other.person_id),
                    )
