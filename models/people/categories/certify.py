"""Applying a category to a person or a family: who certified it, for which days, on what paper."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, mask_numbers, squeeze
from models.levy.notice import Category
from models.station.desk import Desk
from models.store.tables.people import Certification, Person


@dataclass(frozen=True)
class Certified:
    """A category that a person now holds; ``is_new`` is false when it was held already.

    ``is_pending``: it counts only once the village or a department has confirmed it.
    """

    person_id: int
    name: str
    category: str
    certified_from: dt.date
    until: dt.date | None
    is_new: bool
    is_pending: bool = False


@dataclass(frozen=True)
class CertifiedFamily:
    """A category applied to a family: who holds it now, and who could not be given it, and why."""

    category: str
    members: tuple[Certified, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Asked:
    """What is certified, checked."""

    category: Category
    certified_from: dt.date
    until: dt.date | None
    certified_by: str
    paper: str

    @property
    def words(self) -> str:
        """What the audit trail says of it; no identity number."""
        span = f"{self.certified_from}..{self.until or ''}"
        return f"{self.category.name} {span} {mask_numbers(self.paper)}"


def certify(
    desk: Desk,
    person_id: int,
    category: str,
    certified_from: dt.date | None = None,
    until: dt.date | None = None,
    certified_by: str = "",
    paper: str = "",
) -> Certified:
    """Record that a person holds a category, from the business date unless stated otherwise.

    The same certification again changes nothing. Raises BadInput for an unknown person
    or category or reversed dates, RefusedByRule where another certification of the same
    category covers part of the time (``held``) or the notice asks for a certificate that
    is not named (``paper_needed``).
    """
    asked = _check(desk, category, certified_from, until, certified_by, paper)
    with desk.writing("certify"):
        person = desk.store.get(Person, station_id=desk.station_id, id=person_id)
        if person is None:
            raise BadInput("没有这个人，请重新查找")
        done = _certify(desk, person, asked)
        if done.is_new:
            desk.record("certify", f"person {person_id}", asked.words)
    return done


def certify_family(
    desk: Desk,
    household_id: int,
    category: str,
    certified_from: dt.date | None = None,
    until: dt.date | None = None,
    certified_by: str = "",
    paper: str = "",
    members: Collection[int] | None = None,
) -> CertifiedFamily:
    """Record in one transaction that the present members of a household hold a category.

    All of them, unless ``members`` names some (persons); BadInput for one who is no member.
    Whoever holds it for part of that time keeps what he holds, and is named. Raises as
    ``certify`` does, and BadInput for a household without members.
    """
    asked = _check(desk, category, certified_from, until, certified_by, paper)
    made: list[Certified] = []
    refused: list[tuple[str, str]] = []
    with desk.writing("certify_family"):
        people = [
            each
            for each in desk.store.find(
                Person, station_id=desk.station_id, household_id=household_id
            )
            if each.left_on is None or each.left_on > desk.business_date
        ]
        if not people:
            raise BadInput("这一户没有成员，请核对户编号")
        if members is not None:
            if not set(members) <= {each.id for each in people}:
                raise BadInput("有人不是这一户的成员，请核对")
            people = [each for each in people if each.id in members]
        for person in sorted(people, key=lambda each: (each.position, each.id)):
            try:
                made.append(_certify(desk, person, asked))
            except RefusedByRule as error:
                refused.append((person.name, error.message))
        new = [str(each.person_id) for each in made if each.is_new]
        if new:
            detail = f"people {' '.join(new)} {asked.words}"
            desk.record("certify_family", f"household {household_id}", detail)
    return CertifiedFamily(asked.category.name, tuple(made), tuple(refused))


def _check(
    desk: Desk,
    category: str,
    certified_from: dt.date | None,
    until: dt.date | None,
    certified_by: str,
    paper: str,
) -> _Asked:
    known = desk.category_named(squeeze(category))
    starts = certified_from or desk.business_date
    if until is not None and until < starts:
        raise BadInput(f"认定截止日期 {until} 早于开始日期 {starts}，请核对")
    certified_by = check_clean(squeeze(certified_by), "认定部门")
    paper = check_clean(squeeze(paper), "认定文件")
    if known.needs_paper and not paper:
        raise RefusedByRule(
            f"“{known.name}”须凭{known.needs_paper}认定（{known.clause}），没有登记；"
            "请写明「认定文件」",
            "paper_needed",
        )
    return _Asked(known, starts, until, certified_by, paper)


def _certify(desk: Desk, person: Person, asked: _Asked) -> Certified:
    name, starts, until = asked.category.name, asked.certified_from, asked.until
    asks_confirmation = desk.notice.confirmation is not None
    is_pending = asks_confirmation and not asked.certified_by
    result = Certified(person.id, person.name, name, starts, until, True, is_pending)
    for held in desk.store.find(
        Certification, station_id=desk.station_id, person_id=person.id, category=name
    ):
        if (held.certified_from, held.until) == (starts, until):
            is_pending = asks_confirmation and not (held.certified_by or held.confirmed_by)
            return replace(result, is_new=False, is_pending=is_pending)
        refuse_overlap(held, name, starts, until)
    desk.store.add(
        Certification(
            person_id=person.id,
            category=name,
            certified_from=starts,
            until=until,
            certified_by=asked.certified_by,
            paper=asked.paper,
            recorded_on=desk.business_date,
            **desk.stamp(),
        )
    )
    return result


def refuse_overlap(
    held: Certification, category: str, starts: dt.date | None, until: dt.date | None
) -> None:
    """Raise RefusedByRule (``held``) where a certification shares a day with a span."""
    held_from = held.certified_from or dt.date.min
    held_until = held.until or dt.date.max
    if (starts or dt.date.min) <= held_until and held_from <= (until or dt.date.max):
        span = f"{held.certified_from or '起始不详'} 至 {held.until or '长期'}"
        raise RefusedByRule(f"此人已有“{category}”认定（{span}），时间重叠，无需重复办理", "held")
