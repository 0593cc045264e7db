"""What a person is besides a villager: student, soldier, prisoner, insured elsewhere.

The status (参保情况) decides nothing itself: the notice does, by the conditions it excepts.
Each event holds what it took away (``before``) and what it added (``after``), so the
status of any day is today's with every later event undone, in whatever order they came.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.text import squeeze
from models.levy.enrolment import STATUSES, EnrolmentStatus, enrolment_before, split_statuses
from models.people.changes.occasion import (
    TODAY,
    Changed,
    Checked,
    Event,
    Occasion,
    check_occasion,
    write_event,
    write_events,
)
from models.people.changes.rows import change_person, present_person
from models.station.desk import Desk

StatusChange = tuple[int, int, str, str]
"""Household, person, the statuses before and after, as a roster brings them."""

_SAYS_NOTHING = frozenset(name for name, each in STATUSES.items() if each == EnrolmentStatus())
RECORDABLE = tuple(name for name in STATUSES if name not in _SAYS_NOTHING)
"""The statuses that can start and end: those from which something follows."""


def set_status(
    desk: Desk,
    person_id: int,
    status: str,
    occasion: Occasion = TODAY,
    *,
    is_ending: bool = False,
) -> Changed:
    """Start a status on a day, or end it: from that day on it does not count.

    Raises BadInput for an unknown status, RefusedByRule ``held`` or ``not_held`` when it
    is so already, ``later_change`` when a later change of the same status is recorded.
    """
    checked = check_occasion(desk, "status", occasion)
    status = squeeze(status)
    if status not in RECORDABLE:
        raise BadInput(f"情况“{status}”不能登记，请填其中一种：{'、'.join(RECORDABLE)}")
    with desk.writing("change"):
        person = present_person(desk, person_id)
        later = _later(desk, person_id, checked.on)
        if any(status in (*split_statuses(one), *split_statuses(two)) for one, two in later):
            raise RefusedByRule(
                f"{person.name}的“{status}”在 {checked.on} 之后已有登记，请核对日期", "later_change"
            )
        held = split_statuses(enrolment_before(person.enrolment, later))
        if is_ending and status not in held:
            now = "、".join(held) or "没有登记情况"
            raise RefusedByRule(f"{person.name}在 {checked.on} 不是“{status}”（{now}）", "not_held")
        if not is_ending and status in held:
            raise RefusedByRule(f"{person.name}在 {checked.on} 已是“{status}”", "held")
        gone = [status] if is_ending else [each for each in held if each in _SAYS_NOTHING]
        added = [] if is_ending else [status]
        present = [each for each in split_statuses(person.enrolment) if each not in gone]
        change_person(desk, person_id, enrolment="、".join([*present, *added]))
        write_event(
            desk,
            checked,
            Event(
                person.household.household_id,
                person_id=person_id,
                before="、".join(gone),
                after="、".join(added),
            ),
        )
    turn = "不再是" if is_ending else "为"
    return Changed(
        kind="status",
        happened_on=checked.on,
        household_id=person.household.household_id,
        to_household_id=None,
        person_id=person_id,
        message=f"已登记：{person.name} 自 {checked.on} 起{turn}“{status}”",
    )


class _Turn(NamedTuple):
    before: str
    after: str


def _later(desk: Desk, person_id: int, on: dt.date) -> list[_Turn]:
    return desk.store.query(
        _Turn,
        "SELECT before, after FROM family_event WHERE station_id = ? AND person_id = ? "
        "AND kind = 'status' AND happened_on > ? ORDER BY happened_on DESC, id DESC",
        (desk.station_id, person_id, on.isoformat()),
    )


def record_status_changes(desk: Desk, changes: Sequence[StatusChange], source: str) -> None:
    """Keep what a roster said before, so that earlier days are quoted as they were."""
    if changes:
        checked = Checked("status", desk.business_date, "花名册", source)
        write_events(desk, checked, [Event(*each) for each in changes])
