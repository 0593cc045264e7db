"""What a roster says of a person's insurance (参保情况), what follows, and what was earlier."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from models.base.terms import Insurance, Value

_EVERY: frozenset[Insurance] = frozenset({"pension", "medical", "critical_illness"})
_MEDICAL: frozenset[Insurance] = frozenset({"medical"})
_PENSION: frozenset[Insurance] = frozenset({"pension"})
_BOTH = _MEDICAL | _PENSION


class EnrolmentStatus(Value, frozen=True):
    """A status, and for which insurances it means one of the conditions a notice may except."""

    in_school: frozenset[Insurance] = frozenset()
    elsewhere: frozenset[Insurance] = frozenset()
    in_service: frozenset[Insurance] = frozenset()
    imprisoned: frozenset[Insurance] = frozenset()
    employee: frozenset[Insurance] = frozenset()


class EndedStatus(Value, frozen=True):
    """A status that no longer counts, from which day on."""

    status: str
    ended_on: dt.date


STATUSES: dict[str, EnrolmentStatus] = {
    "未参保": EnrolmentStatus(),
    "居民医保": EnrolmentStatus(),
    "城乡居民医保": EnrolmentStatus(),
    "在校学生": EnrolmentStatus(in_school=_EVERY),
    "在校大学生": EnrolmentStatus(in_school=_EVERY),
    "大学生": EnrolmentStatus(in_school=_EVERY),
    "职工医保": EnrolmentStatus(elsewhere=_MEDICAL, employee=_MEDICAL),
    "异地医保": EnrolmentStatus(elsewhere=_MEDICAL),
    "职工养老": EnrolmentStatus(elsewhere=_PENSION, employee=_PENSION),
    "异地养老": EnrolmentStatus(elsewhere=_PENSION),
    "职工参保": EnrolmentStatus(elsewhere=_BOTH, employee=_BOTH),
    "职工社保": EnrolmentStatus(elsewhere=_BOTH, employee=_BOTH),
    "异地参保": EnrolmentStatus(elsewhere=_BOTH),
    "现役军人": EnrolmentStatus(in_service=_EVERY),
    "服刑人员": EnrolmentStatus(imprisoned=_EVERY),
}


def split_statuses(text: str) -> tuple[str, ...]:
    """Return the statuses of a cell, which are joined by 、 or a comma or semicolon."""
    return tuple(part for part in re.split(r"[、,，;； ]+", text.strip()) if part)


def unknown_statuses(text: str) -> tuple[str, ...]:
    """Return the statuses of a cell from which nothing follows because nobody knows them."""
    return tuple(status for status in split_statuses(text) if status not in STATUSES)


def is_in_school(text: str, insurance: Insurance) -> bool:
    """Whether the statuses mean school, as far as this insurance is concerned."""
    return any(insurance in STATUSES[each].in_school for each in _known(text))


def is_insured_elsewhere(text: str, insurance: Insurance) -> bool:
    """Whether the statuses mean that this very insurance is held elsewhere."""
    return any(insurance in STATUSES[each].elsewhere for each in _known(text))


def is_in_service(text: str, insurance: Insurance) -> bool:
    """Whether the statuses mean military service (现役军人)."""
    return any(insurance in STATUSES[each].in_service for each in _known(text))


def is_imprisoned(text: str, insurance: Insurance) -> bool:
    """Whether the statuses mean a prison term (服刑人员)."""
    return any(insurance in STATUSES[each].imprisoned for each in _known(text))


def employee_until(ended: Iterable[EndedStatus], insurance: Insurance) -> dt.date | None:
    """Return the last day of employees' insurance of a kind; None where none has ended."""
    ends = [each.ended_on for each in ended if insurance in _status(each).employee]
    return max(ends) - dt.timedelta(days=1) if ends else None


def discharged_on(ended: Iterable[EndedStatus]) -> dt.date | None:
    """Return the day on which somebody was discharged from service; None without one."""
    return max((each.ended_on for each in ended if _status(each).in_service), default=None)


def _status(each: EndedStatus) -> EnrolmentStatus:
    return STATUSES.get(each.status, EnrolmentStatus())


def enrolment_before(enrolment: str, later: Sequence[tuple[str, str]]) -> str:
    """Return the statuses of an earlier day: today's with later changes undone, newest first.

    ``later`` holds of each change what it took away and what it added, so the order in
    which they were recorded does not matter.
    """
    held = list(split_statuses(enrolment))
    for gone, added in later:
        held = [each for each in held if each not in split_statuses(added)]
        held += [each for each in split_statuses(gone) if each not in held]
    return "、".join(held) if later else enrolment


def _known(text: str) -> tuple[str, ...]:
    return tuple(status for status in split_statuses(text) if status in STATUSES)
