"""Applying a category to a person: who certified it, from when until when, on what paper."""

import datetime as dt
from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.people.households.identity_numbers import holder_of
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
    category covers part of the time.
    """
    name = desk.category_named(squeeze(category)).name
    starts = certified_from or desk.business_date
    if until is not None and until < starts:
        raise BadInput(f"认定截止日期 {until} 早于开始日期 {starts}，请核对")
    certified_by = check_clean(squeeze(certified_by), "认定部门")
    paper = check_clean(squeeze(paper), "认定文件")
    with desk.writing():
        person = desk.store.get(Person, station_id=desk.station_id, id=person_id)
        if person is None:
            raise BadInput("没有这个人，请重新查找")
        is_pending = desk.notice.confirmation is not None and not certified_by
        result = Certified(person.id, person.name, name, starts, until, True, is_pending)
        for held in desk.store.find(
            Certification, station_id=desk.station_id, person_id=person_id, category=name
        ):
            if (held.certified_from, held.until) == (starts, until):
                is_pending = desk.notice.confirmation is not None and not (
                    held.certified_by or held.confirmed_by
                )
                return Certified(person.id, person.name, name, starts, until, False, is_pending)
            _refuse_overlap(held, name, starts, until)
        desk.store.add(
            Certification(
                person_id=person_id,
                category=name,
                certified_from=starts,
                until=until,
                certified_by=certified_by,
                paper=paper,
                **desk.stamp(),
            )
        )
        desk.record("certify", f"person {person_id}", f"{name} {starts}..{until or ''} {paper}")
    return result


def _refuse_overlap(
    held: Certification, category: str, starts: dt.date, until: dt.date | None
) -> None:
    held_from = held.certified_from or dt.date.min
    held_until = held.until or dt.date.max
    if starts <= held_until and held_from <= (until or dt.date.max):
        span = f"{held.certified_from or '起始不详'} 至 {held.until or '长期'}"
        raise RefusedByRule(f"此人已有“{category}”认定（{span}），时间重叠，无需重复办理", "held")


def person_with_number(desk: Desk, id_number: str) -> int:
    """Return the person with an identity number; raises BadInput if the station has none.

    A number that was corrected still finds the person.
    """
    person_id = holder_of(desk, squeeze(id_number).upper())
    if person_id is None:
        raise BadInput("本站没有这个证件号码的人，请核对后四位或先导入名册")
    return person_id
