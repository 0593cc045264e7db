"""Searching the station's own roster, and the other stations of a shared store."""

from models.people.duplicates.alike import Candidate, find_alike
from models.people.duplicates.record import Finding, Found, record_findings
from models.station.desk import Desk

_ALL = "本站名册"


def find_duplicates(desk: Desk) -> Found:
    """Record who looks alike, and whose number another station of the store holds too.

    Changes nothing but the list of cases; a case already on record, open or decided, is
    not recorded again.
    """
    rows = desk.store.rows(
        "SELECT id, name, born, id_number FROM person WHERE station_id = ? AND left_on IS NULL",
        (desk.station_id,),
    )
    findings = [
        Finding("look_alike", one, other, source=_ALL)
        for one, other in find_alike(Candidate(*row) for row in rows)
    ]
    findings += [
        Finding("same_number", person_id, other_id, source=f"{township}劳保站名册")
        for person_id, other_id, township in _other_stations(desk)
    ]
    return record_findings(desk, findings, _ALL)


def _other_stations(desk: Desk) -> list[tuple[int, int, str]]:
    return desk.store.rows(
        "SELECT p.id, o.id, t.name FROM station s JOIN township t ON t.id = s.township_id "
        "JOIN person p ON p.station_id = ? AND p.left_on IS NULL "
        "JOIN person o ON o.station_id = s.id AND o.id_number = p.id_number "
        "AND o.left_on IS NULL WHERE s.id <> ? ORDER BY p.id, o.id",
        (desk.station_id, desk.station_id),
    )
