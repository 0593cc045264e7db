"""Comparing a department's full list with the station: who is in, who is out, what is unclear.

Pure functions over frozen values. Whatever is not clear changes nobody: an entry that
cannot be used is listed with the people it may mean, and those keep what they hold.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.people.department_list.candidates import Neighbours
from models.people.department_list.completeness import why_incomplete
from models.people.department_list.leaving import who_is_not_named
from models.people.department_list.members import Members
from models.people.department_list.part_names import WHOLE, part_title
from models.people.department_list.values import (
    Adopted,
    Changing,
    DepartmentList,
    Doubtful,
    Held,
    Joining,
    Kept,
    Leaving,
    ListEntry,
    ListPreview,
    Previous,
    Villager,
)


@dataclass(frozen=True)
class Standing:
    """What the station has on record when a list is compared with it.

    ``former`` maps corrected identity numbers to people, ``lists`` are those of the category
    applied before, the newest first. ``asks_confirmation``: the notice wants certifications
    confirmed, which a department's list does.
    """

    people: Sequence[Villager]
    held: Sequence[Held]
    former: Mapping[str, int] = field(default_factory=dict)
    lists: Sequence[Previous] = ()
    asks_confirmation: bool = False


def compare_list(listing: DepartmentList, standing: Standing) -> ListPreview:
    """Return what a list would change and what in it is unclear; changes nothing."""
    return _Comparison(listing, standing).preview()


class _Comparison:
    """One comparison in the making: each entry goes to exactly one of the preview's lists."""

    def __init__(self, listing: DepartmentList, standing: Standing) -> None:
        self._listing, self._standing = listing, standing
        self._day = listing.listed_on
        self._by_number = {each.id_number: each for each in standing.people}
        self._by_id = {each.person_id: each for each in standing.people}
        self._neighbours = Neighbours(standing.people)
        self._held: dict[int, list[Held]] = defaultdict(list)
        for each in standing.held:
            self._held[each.person_id].append(each)
        self._members = Members(listing, standing.lists, self._held_now(), self._people_named())
        self._placement = self._members.placement
        self._adopted: list[Adopted] = []
        self._named: set[int] = set()
        self._taken_off: dict[int, str] = {}
        self._left: list[Doubtful] = []
        self._doubtful: dict[str, list[Doubtful]] = defaultdict(list)
        self._joining: list[Joining] = []
        self._changing: list[Changing] = []
        self._unchanged = 0

    def preview(self) -> ListPreview:
        """Return the comparison of every entry, then of everybody who holds the category."""
        for entries in self._entries_by_number():
            self._compare(entries)
        self._taken_off = {
            person_id: reason
            for person_id, reason in self._taken_off.items()
            if person_id not in self._named
        }
        missing = {
            self._by_id[person_id]: held
            for person_id, held in self._held.items()
            if person_id not in self._named and not self._has_left(self._by_id[person_id])
        }
        leaving, kept = self._who_goes(missing)
        counts = self._members.counts(self._named, self._taken_off)
        doubtful = {
            name: tuple(sorted(found, key=lambda each: each.row))
            for name, found in self._doubtful.items()
        }
        preview = ListPreview(
            people=len(self._named),
            holders=sum(each.holders for each in counts),
            previous=counts[0].previous if counts else None,
            unchanged=self._unchanged,
            newly_in=tuple(self._joining),
            changed=tuple(self._changing),
            gone=leaving,
            kept=(*kept, *self._members.kept(missing)),
            unmatched=doubtful.get("unmatched", ()),
            conflicting=doubtful.get("conflicting", ()),
            faults=doubtful.get("faults", ()),
            left=tuple(self._left),
            incomplete=(),
            part="、".join(part_title(each) for each in self._placement.parts),
            parts=counts,
            adopted=tuple(self._adopted),
            hints=self._placement.hints,
            unclear=self._placement.unclear,
        )
        return replace(preview, incomplete=tuple(why_incomplete(self._listing, preview)))

    def _who_goes(
        self, missing: Mapping[Villager, Sequence[Held]]
    ) -> tuple[tuple[Leaving, ...], tuple[Kept, ...]]:
        """Return who of the list's own parts goes, and who is kept until it is checked.

        Whom the list takes off itself nothing unclear in it can mean.
        """
        own = [
            (villager, mine)
            for villager, held in missing.items()
            if (mine := [each for each in held if self._members.part_of(each) is not None])
        ]
        unclear = [
            each for found in self._doubtful.values() for each in found if not self._is_sure(each)
        ]
        leaving, kept = list[Leaving](), list[Kept]()
        for is_stated in (True, False):
            some = [each for each in own if (each[0].person_id in self._taken_off) is is_stated]
            going, staying = who_is_not_named(self._day, some, [] if is_stated else unclear)
            leaving += going
            kept += staying
        return (
            tuple(
                replace(
                    each,
                    part=self._members.part_of_certification(each.certification_id),
                    stated=self._taken_off.get(each.villager.person_id, ""),
                )
                for each in leaving
            ),
            tuple(kept),
        )

    def _entries_by_number(self) -> Iterator[list[ListEntry]]:
        """Set entries with faults aside; yield the others, those of one number together."""
        grouped: dict[str, list[ListEntry]] = defaultdict(list)
        for entry in self._listing.entries:
            if entry.out:
                self._take_off(entry)
                continue
            reason = entry.fault
            if not reason and entry.until is not None and entry.until < self._day:
                reason = f"截止日期 {entry.until} 早于名单日期 {self._day}，请核对此人是否还在册"
            if reason:
                self._doubt("faults", entry, reason)
            else:
                grouped[entry.number].append(entry)
        yield from grouped.values()

    def _take_off(self, entry: ListEntry) -> None:
        """Hear that a row says of itself that its person is no longer on the list."""
        villager = self._by_number.get(entry.number)
        if villager is not None and villager.name != entry.name:
            reason = f"这个证件号码在本站是 {villager.name}，姓名不符，请核对"
            self._doubt("conflicting", entry, reason)
            return
        if villager is not None:
            self._taken_off[villager.person_id] = entry.out
        self._left.append(Doubtful(entry.row, entry.column, entry.name, entry.number, entry.out))

    def _compare(self, entries: list[ListEntry]) -> None:
        entry, *others = entries
        villager = self._by_number.get(entry.number)
        former = self._by_id.get(self._standing.former.get(entry.number, 0))
        if villager is not None or former is not None:
            self._named.add((villager or former).person_id)  # type: ignore[union-attr]
        if any(_content(each) != _content(entry) for each in others):
            rows = "、".join(str(each.row) for each in entries)
            for each in entries:
                self._doubt("conflicting", each, f"同一证件号码在第 {rows} 行各不相同，请核对")
            return
        for each in others:
            if (each.row, each.name) != (entry.row, entry.name):
                self._doubt("faults", each, f"与第 {entry.row} 行证件号码重复，只算一次")
        if villager is None and former is not None:
            reason = f"这是 {former.name} 更正以前的证件号码，请部门改用现在的号码"
            self._doubt("conflicting", entry, reason)
        elif villager is None:
            self._doubt("unmatched", entry, "本站没有这个证件号码的人")
        elif villager.name != entry.name:
            reason = f"这个证件号码在本站是 {villager.name}，姓名不符，请核对"
            self._doubt("conflicting", entry, reason)
        elif self._has_left(villager):
            reason = f"此人已于 {villager.left_on} 离开本站，请核对"
            self._doubt("conflicting", entry, reason)
        else:
            self._compare_dates(entry, villager)

    def _compare_dates(self, entry: ListEntry, villager: Villager) -> None:
        held = self._held.get(villager.person_id, [])
        current = next((each for each in held if each.covers(self._day)), None)
        if current is None and entry.starts is not None:
            current = next((each for each in held if each.starts == entry.starts), None)
        starts: dt.date | None = entry.starts or self._day
        until = entry.until
        if current is not None:
            starts, until = self._merged_span(current, entry)
        overlapped = next(
            (each for each in held if each is not current and each.overlaps(starts, until)), None
        )
        if overlapped is not None:
            reason = f"与本站已有的认定（{overlapped.span}）时间重叠，请核对起止日期"
            self._doubt("conflicting", entry, reason)
        elif current is None:
            self._joining.append(
                Joining(
                    entry.row,
                    entry.column,
                    villager,
                    starts or self._day,
                    until,
                    entry.paper,
                    self._members.part_for(entry),
                )
            )
        else:
            self._compare_held(entry, villager, current, starts, until)

    def _merged_span(self, held: Held, entry: ListEntry) -> tuple[dt.date | None, dt.date | None]:
        """Return a certification's span after the list: a first or earlier start, a stated end.

        A later start than the one on record takes nothing away that was certified before:
        departments give the date of the latest review.
        """
        starts, stated = held.starts, entry.starts
        if stated is not None and stated <= self._day and (starts is None or stated < starts):
            starts = stated
        return starts, entry.until or held.until

    def _compare_held(
        self,
        entry: ListEntry,
        villager: Villager,
        current: Held,
        starts: dt.date | None,
        until: dt.date | None,
    ) -> None:
        changes = []
        if starts != current.starts:
            changes.append(f"起始日期由 {current.starts or '不详'} 改为 {starts}")
        if until != current.until:
            changes.append(f"截止日期由 {current.until or '长期'} 改为 {until}")
        paper = current.paper or entry.paper
        if paper != current.paper:
            changes.append(f"补记文号 {paper}")
        is_pending = not (current.certified_by or current.confirmed_by)
        is_confirming = self._standing.asks_confirmation and is_pending
        if is_confirming:
            changes.append("待确认的认定由部门名单确认")
        part = self._part_after(entry, current)
        if self._members.is_told(current.part, part):
            changes.append(f"由“{part_title(current.part or '')}”改列“{part_title(part or '')}”")
        if not changes:
            self._unchanged += 1
            if part is not None and part != current.part:
                self._adopted.append(Adopted(current.certification_id, part))
            return
        self._changing.append(
            Changing(
                entry.row,
                entry.column,
                villager,
                current.certification_id,
                starts,
                until,
                paper,
                until != current.until,
                is_confirming,
                tuple(changes),
                part,
            )
        )

    def _part_after(self, entry: ListEntry, current: Held) -> str | None:
        """Return the part in which somebody on the list stands from now on.

        A list of the whole leaves everybody where he was.
        """
        if self._placement.unclear or (self._placement.is_whole and current.part is not None):
            return current.part
        return WHOLE if self._placement.is_whole else self._members.part_for(entry)

    def _held_now(self) -> dict[int, Held]:
        """Return what everybody who is here holds on the day of the list."""
        return {
            person_id: each
            for person_id, held in self._held.items()
            if not self._has_left(self._by_id[person_id])
            for each in held
            if each.covers(self._day)
        }

    def _people_named(self) -> dict[str, set[int]]:
        """Return whom the list names by a number we know, by the part that a row states."""
        found: dict[str, set[int]] = defaultdict(set)
        for entry in self._listing.entries:
            villager = self._by_number.get(entry.number)
            if villager is not None:
                found[entry.part].add(villager.person_id)
            elif entry.number in self._standing.former:
                found[entry.part].add(self._standing.former[entry.number])
        return found

    def _doubt(self, kind: str, entry: ListEntry, reason: str) -> None:
        candidates = () if self._is_sure(entry) else self._neighbours.nearest(entry)
        if entry.number in self._by_number:
            self._named.add(self._by_number[entry.number].person_id)
        self._doubtful[kind].append(
            Doubtful(entry.row, entry.column, entry.name, entry.number, reason, candidates)
        )

    def _is_sure(self, entry: ListEntry | Doubtful) -> bool:
        """Number and name are one person's: an entry means nobody else, whatever its fault."""
        villager = self._by_number.get(entry.number)
        return villager is not None and villager.name == entry.name

    def _has_left(self, villager: Villager) -> bool:
        return villager.left_on is not None and villager.left_on <= self._day


def _content(entry: ListEntry) -> tuple[object, ...]:
    return entry.name, entry.starts, entry.until
