"""Recording cases: each once, whoever finds it again; what was decided stays decided."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import clock
from models.people.duplicates.terms import Kind
from models.station.desk import Desk

_COLUMNS = (
    "station_id", "kind", "person_id", "other_person_id", "other_key", "other_name",
    "other_number", "other_place", "status", "source", "found_on", "operator_id", "recorded_at",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One of the station's people, and the other side: a person of a store or a list's row.

    ``place`` is where the row says the other is; ``status`` (insured elsewhere only) is
    what the list says of the insurance; ``source`` names the file and row.
    """

    kind: Kind
    person_id: int
    other_person_id: int | None = None
    name: str = ""
    id_number: str = ""
    place: str = ""
    status: str = ""
    source: str = ""

    @property
    def other_key(self) -> str:
        """What makes it the same case again: the other person, or what the row says."""
        if self.other_person_id is not None:
            return f"person {self.other_person_id}"
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
    unique = {(each.kind, each.person_id, each.other_key): each for each in findings}
    if not unique:
        return Found(0, 0)
    with desk.store.writing():
        known = set(
            desk.store.rows(
                "SELECT kind, person_id, other_key FROM duplicate WHERE station_id = ?",
                (desk.station_id,),
            )
        )
        new = [each for key, each in unique.items() if key not in known]
        if new:
            _insert(desk, new)
            desk.record("find_duplicates", source, f"new {len(new)}")
    return Found(len(new), len(unique) - len(new))


def _insert(desk: Desk, findings: list[Finding]) -> None:
    operator_id, now, day = desk.operator_id(), clock.timestamp(), desk.business_date.isoformat()
    rows = [
        (
            desk.station_id, each.kind, each.person_id, each.other_person_id, each.other_key,
            each.name, each.id_number, each.place, each.status, each.source, day, operator_id, now,
        )
        for each in findings
    ]  # fmt: skip
    desk.store.insert_rows("duplicate", _COLUMNS, rows)
