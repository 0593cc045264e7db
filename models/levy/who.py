"""Whom a notice or a higher document lets in and whom not; frozen values of the files."""

import datetime as dt
from typing import TypeVar

from models.base.terms import Condition, Value

_Rule = TypeVar("_Rule")


def several(rule: _Rule | tuple[_Rule, ...] | None) -> tuple[_Rule, ...]:
    """Return what a file states once, several times or not at all, as a tuple."""
    if rule is None:
        return ()
    return rule if isinstance(rule, tuple) else (rule,)


class Exclusion(Value, frozen=True):
    """People who are not enrolled here: pupils, or those insured elsewhere."""

    condition: Condition
    clause: str
    handled_by: str
    from_age: int = 0


class Inclusion(Value, frozen=True):
    """People who are enrolled here although one might doubt it: the notice says so."""

    condition: Condition
    clause: str


class Eligibility(Value, frozen=True):
    """Who may enrol. ``born_from`` is the earliest birth date, where one is stated.

    ``beyond`` says which people past the age may still pay, against what proof: an operator
    may then go on with a reason.
    """

    clause: str
    min_age: int | None = None
    max_age: int | None = None
    born_from: dt.date | None = None
    beyond: str = ""

    @property
    def has_upper_bound(self) -> bool:
        """Whether it says up to which age, or from which birth date, people pay."""
        return self.max_age is not None or self.born_from is not None
