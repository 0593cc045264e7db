"""What people hold as known today, whenever it was recorded: their certifications, by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.base.text import mask_numbers
from models.levy.notice import Notice
from models.levy.values import Holding
from models.station.desk import Desk

_CERTIFIED = """
SELECT c.id AS certification_id, c.person_id, c.category, c.certified_from, c.until,
 c.certified_by, c.confirmed_by, c.paper FROM certification c
WHERE c.station_id = ?{scope} ORDER BY c.id
"""
_OF_HOUSEHOLD = (
    " AND c.person_id IN (SELECT id FROM person WHERE station_id = ? AND household_id = ?)"
)


class Certified(NamedTuple):
    """A certification on record."""

    certification_id: int
    person_id: int
    category: str
    certified_from: dt.date | None
    until: dt.date | None
    certified_by: str
    confirmed_by: str
    paper: str

    def holding(self, notice: Notice) -> Holding:
        """Return it as the rules of a notice see it: a claim where that asks for confirmation."""
        is_confirmed = bool(self.certified_by or self.confirmed_by)
        return Holding(
            category=self.category,
            certified_from=self.certified_from,
            until=self.until,
            is_confirmed=is_confirmed or notice.confirmation is None,
        )

    @property
    def words(self) -> str:
        """From when, by whom and on what paper, as a person reads it; numbers masked."""
        span = f"自 {self.certified_from or '起始不详'} 起" + (
            f"至 {self.until}" if self.until else ""
        )
        by = self.certified_by or self.confirmed_by
        return "，".join(filter(None, (span, by, mask_numbers(self.paper))))


CertifiedPeople = Mapping[int, Sequence[Certified]]
"""Certifications by person; whoever has none is not among them."""


def certified_people(desk: Desk) -> CertifiedPeople:
    """Return everybody of the station. One query."""
    return _read(desk, "", ())


def certified_of_household(desk: Desk, household_id: int) -> CertifiedPeople:
    """Return those who now live in a household. One query."""
    return _read(desk, _OF_HOUSEHOLD, (desk.station_id, household_id))


def certified_among(desk: Desk, people: Sequence[int]) -> CertifiedPeople:
    """Return some people; as many as a query takes. One query."""
    return _read(desk, f" AND c.person_id IN ({', '.join('?' * len(people))})", tuple(people))


def _read(desk: Desk, scope: str, values: tuple[int, ...]) -> CertifiedPeople:
    found: dict[int, list[Certified]] = defaultdict(list)
    sql = _CERTIFIED.format(scope=scope)
    for each in desk.store.query(Certified, sql, (desk.station_id, *values)):
        found[each.person_id].append(each)
    return dict(found)
