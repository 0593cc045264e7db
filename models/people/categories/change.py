"""One person's category ended, renewed or corrected at the counter, with its day and its paper.

The certification has the new span, ``certification_change`` what became of it and what it was.
What that changes for somebody who has paid is a difference (``models.counter.differences``).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, mask_numbers, squeeze
from models.people.categories.certify import refuse_overlap
from models.station.desk import Desk
from models.store.tables.people import (
    Certification,
    CertificationChange,
    CertificationChangeKind,
    Person,
)

_DAY = dt.timedelta(days=1)
_Span = tuple[Certification, dt.date | None, dt.date | None]
"""A certification, and the days it is to have."""
KIND_TITLES: dict[CertificationChangeKind, str] = {
    "end": "终止",
    "renew": "续期",
    "correct": "更正",
}


@dataclass(frozen=True)
class Grounds:
    """On what a category is changed: the paper, which must be named, and the reason."""

    paper: str
    reason: str = ""


@dataclass(frozen=True)
class Changed:
    """A certification as it is now; ``is_new`` is false when it was so already."""

    person_id: int
    name: str
    category: str
    kind: CertificationChangeKind
    certified_from: dt.date | None
    until: dt.date | None
    is_new: bool


def end_certification(
    desk: Desk, person_id: int, category: str, last_day: dt.date, grounds: Grounds
) -> Changed:
    """End a category a person holds: ``last_day`` is the last one on which it is held.

    The day before its first one takes it away from the beginning. Raises RefusedByRule
    (``not_held``) where nothing of the category covers the day, BadInput without a paper, for
    an unknown person or category.
    """

    def ended(held: Sequence[Certification]) -> _Span:
        for each in held:
            first = (each.certified_from or dt.date.min + _DAY) - _DAY
            if first <= last_day <= (each.until or dt.date.max):
                return each, each.certified_from, last_day
        spans = "；".join(map(_span, held))
        raise RefusedByRule(
            f"{last_day} 不在此人“{held[0].category}”的认定时间内（{spans}），没有终止；请核对日期",
            "not_held",
        )

    return _change(desk, person_id, category, "end", grounds, ended)


def renew_certification(
    desk: Desk, person_id: int, category: str, until: dt.date | None, grounds: Grounds
) -> Changed:
    """Renew a category that has or had an end: it goes on, without a gap, until another day.

    ``until`` is None for no end. Raises RefusedByRule where it has no end (``held``), or
    ``until`` is no later than it is (``not_later``); else as ``end_certification``.
    """

    def renewed(held: Sequence[Certification]) -> _Span:
        last = max(held, key=lambda each: each.certified_from or dt.date.min)
        if last.until is None:
            raise RefusedByRule(f"此人的“{last.category}”没有截止日期，不用续期", "held")
        if until is not None and until < last.until:
            raise RefusedByRule(
                f"“{last.category}”现在到 {last.until}，续期应更晚；提前结束请办终止",
                "not_later",
            )
        return last, last.certified_from, until

    return _change(desk, person_id, category, "renew", grounds, renewed)


def correct_certification(
    desk: Desk,
    person_id: int,
    category: str,
    certified_from: dt.date | None,
    until: dt.date | None,
    grounds: Grounds,
    held_on: dt.date | None = None,
    *,
    has_no_end: bool = False,
) -> Changed:
    """Put right the days of a certification that was entered wrongly.

    A day that is not stated stays as it is; ``has_no_end`` takes the last one away. Of several
    of the category it is the one held on a day (the business date unless stated), else the last.
    Raises BadInput for reversed dates, RefusedByRule (``held``) where it would overlap
    another; else as ``end_certification``.
    """

    def corrected(held: Sequence[Certification]) -> _Span:
        day = held_on or desk.business_date
        chosen = next((each for each in held if _covers(each, day)), held[-1])
        starts = certified_from or chosen.certified_from
        ends = None if has_no_end else until or chosen.until
        if starts is not None and ends is not None and ends < starts:
            raise BadInput(f"认定截止日期 {ends} 早于开始日期 {starts}，请核对")
        for each in held:
            if each.id != chosen.id:
                refuse_overlap(each, each.category, starts, ends)
        return chosen, starts, ends

    return _change(desk, person_id, category, "correct", grounds, corrected)


def change_together(
    desk: Desk, people: Sequence[int], change: Callable[[int], Changed]
) -> tuple[Changed, ...]:
    """Change the category of several people in one transaction; all of them or none.

    Whoever stands in the way is named. Raises what ``change`` raises.
    """
    done: list[Changed] = []
    with desk.writing("change_certification"):
        for each in people:
            try:
                done.append(change(each))
            except RefusedByRule as error:
                if len(people) == 1:
                    raise
                who = desk.store.get(Person, station_id=desk.station_id, id=each)
                said = f"{who.name if who else ''}：{error.message}；别的人也没有改"
                raise RefusedByRule(said, error.code) from error
    return tuple(done)


def date_certification(desk: Desk, certification_id: int, day: dt.date, paper: str) -> None:
    """Give a certification without a beginning its first day; only inside ``writing``."""
    held = desk.store.get(Certification, station_id=desk.station_id, id=certification_id)
    if (
        held is not None
        and held.certified_from is None
        and (held.until is None or day <= held.until)
    ):
        _record(desk, held, "correct", day, held.until, paper, "补记确定时间")


def _change(
    desk: Desk,
    person_id: int,
    category: str,
    kind: CertificationChangeKind,
    grounds: Grounds,
    decide: Callable[[Sequence[Certification]], _Span],
) -> Changed:
    name = desk.category_named(squeeze(category)).name
    paper = check_clean(squeeze(grounds.paper), "认定文件")
    reason = check_clean(squeeze(grounds.reason), "原因")
    if not paper:
        raise BadInput(f"{KIND_TITLES[kind]}认定要有文件，请写明「认定文件」")
    with desk.writing("change_certification"):
        person, held = _held(desk, person_id, name)
        chosen, starts, until = decide(held)
        is_new = (starts, until) != (chosen.certified_from, chosen.until)
        if is_new:
            _record(desk, chosen, kind, starts, until, paper, reason)
    return Changed(person.id, person.name, name, kind, starts, until, is_new)


def _held(desk: Desk, person_id: int, category: str) -> tuple[Person, list[Certification]]:
    whose = {"station_id": desk.station_id}
    person = desk.store.get(Person, **whose, id=person_id)
    if person is None:
        raise BadInput("没有这个人，请重新查找")
    held = desk.store.find(Certification, **whose, person_id=person_id, category=category)
    if not held:
        raise RefusedByRule(f"此人没有“{category}”认定，请先「认定」", "not_held")
    return person, sorted(held, key=lambda each: (each.certified_from or dt.date.min, each.id))


def _record(
    desk: Desk,
    held: Certification,
    kind: CertificationChangeKind,
    starts: dt.date | None,
    until: dt.date | None,
    paper: str,
    reason: str,
) -> None:
    counts_from = {
        "end": (until or desk.business_date) + _DAY,
        "renew": (held.until or desk.business_date) + _DAY,
        "correct": starts or desk.business_date,
    }[kind]
    desk.store.change(
        Certification,
        {"station_id": desk.station_id, "id": held.id},
        certified_from=starts,
        until=until,
    )
    desk.store.add(
        CertificationChange(
            certification_id=held.id,
            kind=kind,
            happened_on=counts_from,
            until=until,
            paper=paper,
            reason=reason,
            from_before=held.certified_from,
            until_before=held.until,
            **desk.stamp(),
        )
    )
    before = f"{held.certified_from or ''}..{held.until or ''}"
    desk.record(
        f"{kind}_certification",
        f"person {held.person_id}",
        f"{held.category} {before} -> {starts or ''}..{until or ''} {mask_numbers(paper)}",
    )


def _covers(held: Certification, day: dt.date) -> bool:
    return (held.certified_from or dt.date.min) <= day <= (held.until or dt.date.max)


def _span(held: Certification) -> str:
    return f"{held.certified_from or '起始不详'} 至 {held.until or '长期'}"
