"""Merging a roster (参保底册、花名册) into the station: new families, changes, refusals.

A person is known by the identity number. Merging the same roster again changes nothing;
a person who stands in another household, who has left, or whose number was corrected is
refused, because these are actions of their own (``models.people.changes``).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.base import clock
from models.people.changes.status import StatusChange, record_status_changes
from models.people.households.identity_numbers import unusable_numbers
from models.search.index import Findable, add_keys, replace_keys
from models.station.desk import Desk
from models.villages.former import closed_villages

_PERSON = (
    "id", "station_id", "household_id", "position", "name", "id_number", "born", "relation",
    "ethnicity", "phone", "enrolment", "note",
)  # fmt: skip
_CERTIFICATION = (
    "station_id", "person_id", "category", "certified_from", "until", "certified_by", "paper",
    "operator_id", "recorded_at",
)  # fmt: skip
_FIELDS = ("name", "relation", "ethnicity", "phone", "enrolment", "note")
_ENROLMENT = _FIELDS.index("enrolment")


@dataclass(frozen=True)
class RosterPerson:
    """One checked row of a roster: texts are clean, the identity number is valid."""

    village: str
    household_number: str
    name: str
    id_number: str
    born: dt.date
    relation: str = ""
    ethnicity: str = ""
    phone: str = ""
    enrolment: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()


@dataclass
class Merged:
    """What a roster changed. ``refused`` maps positions in the roster to reasons."""

    villages: int = 0
    households: int = 0
    people: int = 0
    changed: int = 0
    unchanged: int = 0
    certifications: int = 0
    refused: dict[int, str] = field(default_factory=dict)


@dataclass
class _Known:
    """What the station holds while a roster is merged, and the rows to be written."""

    villages: dict[str, int]
    households: dict[tuple[int, str], int]
    people: dict[str, tuple[Any, ...]]
    refusals: dict[str, str]
    closed: dict[str, str]
    held: set[tuple[int, str]]
    members: dict[int, int] = field(default_factory=dict)
    new_households: list[tuple[Any, ...]] = field(default_factory=list)
    new_people: list[tuple[Any, ...]] = field(default_factory=list)
    new_certifications: list[tuple[int, str]] = field(default_factory=list)
    new_keys: list[Findable] = field(default_factory=list)
    new_statuses: list[StatusChange] = field(default_factory=list)


def merge_roster(desk: Desk, roster: Sequence[RosterPerson], source: str) -> Merged:
    """Merge a roster in one transaction and return what it changed.

    ``source`` names the file for the audit trail and the certifications it brings.
    """
    merged = Merged()
    with desk.store.writing():
        known = _load(desk)
        next_household = desk.store.next_id("household")
        next_person = desk.store.next_id("person")
        for position, row in enumerate(roster):
            if row.id_number in known.refusals:
                merged.refused[position] = known.refusals[row.id_number]
                continue
            if row.village in known.closed:
                merged.refused[position] = known.closed[row.village]
                continue
            village_id = _village(desk, known, row.village, merged)
            key = (village_id, row.household_number)
            existing = known.people.get(row.id_number)
            if existing is not None:
                _merge_existing(desk, known, existing, key, row, position, merged)
                continue
            if key not in known.households:
                known.households[key] = next_household
                known.new_households.append((next_household, desk.station_id, *key))
                next_household += 1
                merged.households += 1
            _add_person(desk, known, known.households[key], next_person, row)
            _add_categories(known, next_person, row, merged)
            next_person += 1
            merged.people += 1
        _write(desk, known, source)
        if merged.people or merged.changed or merged.certifications:
            desk.record(
                "import_roster",
                source,
                f"households {merged.households} people {merged.people} "
                f"changed {merged.changed} refused {len(merged.refused)}",
            )
    return merged


def _load(desk: Desk) -> _Known:
    rows, station = desk.store.rows, (desk.station_id,)
    people = rows(
        "SELECT p.id_number, p.id, p.household_id, h.number, v.name, p.name, p.relation, "
        "p.ethnicity, p.phone, p.enrolment, p.note FROM person p "
        "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
        "WHERE p.station_id = ?",
        station,
    )
    known = _Known(
        villages=dict(rows("SELECT name, id FROM village WHERE station_id = ?", station)),
        households={
            (row[0], row[1]): row[2]
            for row in rows(
                "SELECT village_id, number, id FROM household WHERE station_id = ?", station
            )
        },
        people={row[0]: row[1:] for row in people},
        refusals=unusable_numbers(desk),
        closed=closed_villages(desk),
        held=set(
            rows("SELECT person_id, category FROM certification WHERE station_id = ?", station)
        ),
    )
    for row in people:
        known.members[row[2]] = known.members.get(row[2], 0) + 1
    return known


def _village(desk: Desk, known: _Known, name: str, merged: Merged) -> int:
    if name not in known.villages:
        position = len(known.villages) + 1
        desk.store.insert_rows(
            "village", ("station_id", "name", "position"), [(desk.station_id, name, position)]
        )
        row = desk.store.rows(
            "SELECT id FROM village WHERE station_id = ? AND name = ?", (desk.station_id, name)
        )
        known.villages[name] = int(row[0][0])
        merged.villages += 1
    return known.villages[name]


def _add_person(
    desk: Desk, known: _Known, household_id: int, person_id: int, row: RosterPerson
) -> None:
    position = known.members.get(household_id, 0) + 1
    known.members[household_id] = position
    texts = tuple(getattr(row, name) for name in _FIELDS)
    known.people[row.id_number] = (
        person_id, household_id, row.household_number, row.village, *texts,
    )  # fmt: skip
    known.new_people.append((
        person_id, desk.station_id, household_id, position, row.name, row.id_number,
        row.born.isoformat(), row.relation, row.ethnicity, row.phone, row.enrolment, row.note,
    ))  # fmt: skip
    known.new_keys.append((person_id, row.name, row.id_number, row.phone, row.household_number))


def _merge_existing(
    desk: Desk,
    known: _Known,
    existing: tuple[Any, ...],
    key: tuple[int, str],
    row: RosterPerson,
    position: int,
    merged: Merged,
) -> None:
    person_id, household_id, number, village, *before = existing
    if known.households.get(key) != household_id:
        merged.refused[position] = f"此证件号码已在 {village} {number} 户，换户请另行办理"
        return
    after = [getattr(row, name) or old for name, old in zip(_FIELDS, before, strict=True)]
    added = merged.certifications
    _add_categories(known, person_id, row, merged)
    if after != before:
        old, new = before[_ENROLMENT], after[_ENROLMENT]
        if old != new:
            known.new_statuses.append((household_id, person_id, old, new))
        desk.store.run(
            f"UPDATE person SET {', '.join(f'{name} = ?' for name in _FIELDS)} WHERE id = ?",
            (*after, person_id),
        )
        replace_keys(
            desk.store,
            desk.station_id,
            (person_id, after[0], row.id_number, after[3], number),
            (person_id, before[0], row.id_number, before[3], number),
        )
        known.people[row.id_number] = (person_id, household_id, number, village, *after)
    if after != before or merged.certifications > added:
        merged.changed += 1
    else:
        merged.unchanged += 1


def _add_categories(known: _Known, person_id: int, row: RosterPerson, merged: Merged) -> None:
    for category in row.categories:
        if (person_id, category) not in known.held:
            known.held.add((person_id, category))
            known.new_certifications.append((person_id, category))
            merged.certifications += 1


def _write(desk: Desk, known: _Known, source: str) -> None:
    insert = desk.store.insert_rows
    insert("household", ("id", "station_id", "village_id", "number"), known.new_households)
    insert("person", _PERSON, known.new_people)
    if known.new_certifications:
        operator_id, now = desk.operator_id(), clock.timestamp()
        rows = [
            (desk.station_id, person_id, category, None, None, "花名册", source, operator_id, now)
            for person_id, category in known.new_certifications
        ]
        insert("certification", _CERTIFICATION, rows)
    add_keys(desk.store, desk.station_id, known.new_keys)
    record_status_changes(desk, known.new_statuses, source)
