"""What a roster says of a person's insurance (参保情况), and what follows for each insurance."""

import re

from models.levy.terms import Insurance, Value

_EVERY: frozenset[Insurance] = frozenset({"pension", "medical", "critical_illness"})
_MEDICAL: frozenset[Insurance] = frozenset({"medical"})
_PENSION: frozenset[Insurance] = frozenset({"pension"})


class EnrolmentStatus(Value, frozen=True):
    """A status, and for which insurances it means school or insurance elsewhere."""

    in_school: frozenset[Insurance] = frozenset()
    elsewhere: frozenset[Insurance] = frozenset()


STATUSES: dict[str, EnrolmentStatus] = {
    "未参保": EnrolmentStatus(),
    "居民医保": EnrolmentStatus(),
    "城乡居民医保": EnrolmentStatus(),
    "在校学生": EnrolmentStatus(in_school=_EVERY),
    "在校大学生": EnrolmentStatus(in_school=_EVERY),
    "大学生": EnrolmentStatus(in_school=_EVERY),
    "职工医保": EnrolmentStatus(elsewhere=_MEDICAL),
    "异地医保": EnrolmentStatus(elsewhere=_MEDICAL),
    "职工养老": EnrolmentStatus(elsewhere=_PENSION),
    "异地养老": EnrolmentStatus(elsewhere=_PENSION),
    "职工参保": EnrolmentStatus(elsewhere=_MEDICAL | _PENSION),
    "职工社保": EnrolmentStatus(elsewhere=_MEDICAL | _PENSION),
    "异地参保": EnrolmentStatus(elsewhere=_MEDICAL | _PENSION),
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


def _known(text: str) -> tuple[str, ...]:
    return tuple(status for status in split_statuses(text) if status in STATUSES)
