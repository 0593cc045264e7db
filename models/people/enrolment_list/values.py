"""What a list of earlier years says, and what became of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from models.base.terms import Insurance


class ListedYear(NamedTuple):
    """One statement of a list: whether somebody was enrolled for an insurance and year.

    ``name`` is empty and ``paid_on`` None where the list does not say; the number is valid.
    """

    id_number: str
    name: str
    insurance: Insurance
    levy_year: int
    is_enrolled: bool
    paid_on: dt.date | None = None


class YearOf(NamedTuple):
    """An insurance and levy year."""

    insurance: Insurance
    levy_year: int


class RefusedYear(NamedTuple):
    """Why a statement is not taken, and what of it is wrong."""

    what: Literal["number", "name", "year"]
    reason: str


@dataclass(frozen=True)
class RecordedYears:
    """What a list of earlier years did.

    ``new`` statements were unknown, ``changed`` ones contradict an earlier list and count from
    now on, ``unchanged`` ones were known. ``of_ledger`` says how many speak of a year that the
    station collects itself, ``unlike_ledger`` how many of these say otherwise than its ledger.
    ``refused`` says why statements were not taken, by their places in the list.
    """

    new: int
    changed: int
    unchanged: int
    of_ledger: dict[YearOf, int]
    unlike_ledger: dict[YearOf, int]
    refused: dict[int, RefusedYear]
