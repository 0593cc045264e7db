"""Recording cases: each once, whoever finds it again; what was decided stays decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.base import clock
from models.people.duplicates.terms import Kind
from models.station.desk import Desk
from models.store.tables.people import Duplicate

PersonKey = tuple[int, int]
"""A person of any station: the station, and the number there."""


class _Known(NamedTuple):
    kind: Kind
    person_id: int
    other_key: str


@dataclass(frozen=True)
class Finding:
    """One of the station's people, and the other side: a person of a store or a list's row.

    ``place`` is where the row says the other is; ``status`` (insured elsewhere only) is
    what the list says of the insurance; ``source`` names the file and row.
    """

    kind: Kind
    person_id: int
    other: PersonKey | None = None
    name: str = ""
    id_number: str = ""
    place: str = ""
    status: str = ""
    source: str = ""

    @property
    def other_key(self) -> str:
        """What makes it the same case again: the other person, or what the row says."""
        if self.other is not None:
            station_id, person_id = self.other
            return f"station {station_id} person {person_id}"
        return "|".join((self.id_number, self.name, self.place, self.status))


@dataclass(frozen=True)
class Found:
    """How many cases were found that were not on record (``new``), and that were."""

    new: int
    known: int


def record_findings(desk: Desk, findings: Iterable[Finding], source: str) -> Found:
    """Record the findings that are not on record yet, in one transaction.

    ``source`` names what was searched, for the audit trail.
    """
    unique = {_Known(each.kind, each.person_id, each.other_key): each for each in findings}
    if not unique:
        return Found(0, 0)
    with desk.writing("find_duplicates"):
        sql = "SELECT kind, person_id, other_key FROM duplicate WHERE station_id = ?"
        known = set(desk.store.query(_Known, sql, (desk.station_id,)))
        new = [each for key, each in unique.items() if key not in known]
        if new:
            _insert(desk, new)
            desk.record("find_duplicates", source, f"new {len(new)}")
    return Found(len(new), len(unique) - len(new))


def _insert(desk: Desk, findings: list[Finding]) -> None:
    operator_id, now = desk.operator_id(), clock.timestamp()
    desk.store.add_all(
        Duplicate(
            station_id=desk.station_id,
            kind=each.kind,
            person_id=each.person_id,
            other_station_id=each.other[0] if each.other else None,
            other_person_id=each.other[1] if each.other else None,
            other_key=each.other_key,
            other_name=each.name,
            other_number=each.id_number,
            other_place=each.place,
            status=each.status,
            source=each.source,
            found_on=desk.business_date,
            operator_id=operator_id,
            recorded_at=now,
        )
        for each in findings
    )
