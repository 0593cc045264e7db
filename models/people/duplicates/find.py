"""Searching the station's own roster, and the other stations of a shared store."""

from typing import NamedTuple

from models.people.duplicates.alike import Candidate, find_alike
from models.people.duplicates.record import Finding, Found, record_findings
from models.station.desk import Desk

_ALL = "本站名册"
_PEOPLE = """
SELECT id AS person_id, name, born, id_number FROM person WHERE station_id = ? AND left_on IS NULL
"""
_OTHER_STATIONS = """
SELECT p.id AS person_id, o.station_id AS other_station_id, o.id AS other_person_id,
 t.name AS township FROM person p
JOIN person o ON o.id_number = p.id_number AND o.station_id <> p.station_id AND o.left_on IS NULL
JOIN station s ON s.id = o.station_id JOIN township t ON t.id = s.township_id
WHERE p.station_id = ? AND p.left_on IS NULL ORDER BY p.id, o.station_id, o.id
"""
"""By the number alone: the county's question."""


class _Elsewhere(NamedTuple):
    """One of our people, and somebody of the same number at another station."""

    person_id: int
    other_station_id: int
    other_person_id: int
    township: str


def find_duplicates(desk: Desk) -> Found:
    """Record who looks alike, and whose number another station of the store holds too.

    Changes nothing but the list of cases; a case already on record, open or decided, is
    not recorded again.
    """
    station = (desk.station_id,)
    findings = [
        Finding("look_alike", one, (desk.station_id, other), source=_ALL)
        for one, other in find_alike(desk.store.query(Candidate, _PEOPLE, station))
    ]
    findings += [
        Finding(
            "same_number",
            each.person_id,
            (each.other_station_id, each.other_person_id),
            source=f"{each.township}劳保站名册",
        )
        for each in desk.store.query(_Elsewhere, _OTHER_STATIONS, station)
    ]
    return record_findings(desk, findings, _ALL)
