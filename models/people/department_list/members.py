"""Whom a list speaks of, by the parts of its category: whose it is, and who is another part's."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.people.department_list.part_names import WHOLE, part_title
from models.people.department_list.parts import Present, is_most, place_list
from models.people.department_list.values import (
    DepartmentList,
    Held,
    Kept,
    ListEntry,
    PartCount,
    Previous,
    Villager,
)


class Members:
    """The people of a category by its parts, as a list of one or several of them sees them.

    ``held`` is what each person who is here holds on the day of the list, ``named`` whom the
    list names by the part that its rows state.
    """

    def __init__(
        self,
        listing: DepartmentList,
        lists: Sequence[Previous],
        held: Mapping[int, Held],
        named: Mapping[str, set[int]],
    ) -> None:
        self._listing, self._lists, self._held = listing, lists, held
        self._certifications = {each.certification_id: each for each in held.values()}
        self._stated = {part: frozenset(some) for part, some in named.items() if part}
        self._all = frozenset().union(*named.values())
        self._present = _present(held)
        self.placement = place_list(
            listing.part, self._stated, self._all, self._present, lists, listing.department
        )

    def part_of(self, held: Held) -> str | None:
        """Return the list's part to which a certification belongs; None for none of it."""
        return self.placement.owner(held.part)

    def part_of_certification(self, certification_id: int) -> str:
        """Return the list's part to which a certification that it ends belongs."""
        return self.part_of(self._certifications[certification_id]) or ""

    def part_for(self, entry: ListEntry) -> str:
        """Return the part in which an entry of the list puts a person."""
        is_stated = entry.part and self._listing.part is None
        return entry.part if is_stated else self.placement.part

    def is_told(self, before: str | None, after: str | None) -> bool:
        """Whether going from one part to another is a change to be told.

        Coming to stand in a first part, or in the same one under its new name, is not.
        """
        is_placed = before is not None and before != WHOLE
        is_renamed = before in self.placement.takes_over or list(self._present.parts) == [""]
        return is_placed and before != after and not is_renamed

    def counts(self, named: Collection[int], taken_off: Collection[int]) -> tuple[PartCount, ...]:
        """Return each part that the list stands for, with its people on the list and before.

        ``taken_off`` are people of whom the list says that they are no longer on it.
        """
        return tuple(self._count(part, named, taken_off) for part in self.placement.parts)

    def kept(self, missing: Mapping[Villager, Sequence[Held]]) -> Iterator[Kept]:
        """Yield whom nobody's list names any more and this one does not end, with the reason."""
        if self.placement.unclear:
            return
        left_behind = {
            part
            for part, people in self._present.parts.items()
            if self.placement.owner(part) is None and is_most(people & self._all, people)
        }
        own = "、".join(f"“{part_title(each)}”" for each in self.placement.parts)
        for villager in missing:
            held = self._held.get(villager.person_id)
            if held is None or self.part_of(held) is not None:
                continue
            if held.part is None:
                origin = f"{held.source}认定的，不知道属于哪一部分"
            elif held.part == WHOLE or held.part in left_behind:
                origin = f"原在“{part_title(held.part)}”的名单上"
            else:
                continue
            yield Kept(villager, f"{origin}，这份是{own}的名单，没有终止；已退出的请单独终止")

    def _count(self, part: str, named: Collection[int], taken_off: Collection[int]) -> PartCount:
        is_several = len(self.placement.parts) > 1
        entries = [
            each for each in self._listing.entries if not is_several or self.part_for(each) == part
        ]
        people = named
        if is_several:
            others = [some for stated, some in self._stated.items() if stated != part]
            people = (
                set(named).difference(*others)
                if part == self.placement.part
                else (self._stated[part] & set(named))
            )
        holders = sum(self.part_of(each) == part for each in self._held.values())
        under = {part, *(old for old, new in self.placement.takes_over.items() if new == part)}
        own = [each for each in self._lists if each.part in under]
        latest = [
            each.listed_on for each in self._lists if part == WHOLE or each.part in {*under, WHOLE}
        ]
        return PartCount(
            part,
            len({each.row for each in entries}) if is_several else self._listing.rows,
            len(people),
            sum(
                person_id in self._held and self.part_of(self._held[person_id]) == part
                for person_id in taken_off
            ),
            holders,
            own[0] if own else None,
            max(latest, default=None),
        )


def _present(held: Mapping[int, Held]) -> Present:
    parts: dict[str, set[int]] = {}
    loose = set()
    for person_id, each in held.items():
        if each.part is None or each.part == WHOLE:
            loose.add(person_id)
        else:
            parts.setdefault(each.part, set()).add(person_id)
    is_whole = any(each.part == WHOLE for each in held.values())
    return Present(
        {part: frozenset(some) for part, some in parts.items()}, frozenset(loose), is_whole
    )
