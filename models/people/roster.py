"""Merging a roster (参保底册、花名册) into the station: new families, changes, refusals.

A person is known by the identity number. Merging the same roster again changes nothing;
a person who stands in another household, who has left, or whose number was corrected is
refused, because these are actions of their own (``models.people.changes``).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.base import clock
from models.base.text import mask_id
from models.people.categories.change import date_certification
from models.people.changes.details import DETAILS
from models.people.changes.status import record_status_changes
from models.people.known import Address, Existing, Held, Known, load_known
from models.search.index import add_household_keys, add_keys, replace_keys
from models.station.desk import Desk
from models.store.tables.people import Certification, Person
from models.store.tables.villages import Household, Village

_AT_ONCE = 500
_FIELDS = ("name", "relation", "ethnicity", "phone", "enrolment", "note")


@dataclass(frozen=True)
class RosterPerson:
    """One checked row of a roster: texts are clean, the identity number is valid.

    ``determined_on`` is the day on which the village determined a category (确定时间).
    """

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
    determined_on: dt.date | None = None


@dataclass
class Merged:
    """What a roster changed. ``refused`` maps positions in the roster to reasons.

    ``settled`` are the columns of a position that still say what the counter has put right:
    the rest of such a row came in.
    """

    villages: int = 0
    households: int = 0
    people: int = 0
    changed: int = 0
    unchanged: int = 0
    certifications: int = 0
    refused: dict[int, str] = field(default_factory=dict)
    settled: dict[int, tuple[str, ...]] = field(default_factory=dict)
    new_villages: list[str] = field(default_factory=list)


def merge_roster(desk: Desk, roster: Sequence[RosterPerson], source: str) -> Merged:
    """Merge a roster in one transaction and return what it changed.

    ``source`` names the file for the audit trail and the certifications it brings.
    """
    merged = Merged()
    with desk.writing("import_roster"):
        known = load_known(desk)
        household_ids, person_ids = _new_ids(desk, known, roster)
        for position, row in enumerate(roster):
            reason = known.refusal(row.id_number, row.village)
            if reason is not None:
                merged.refused[position] = reason
                continue
            village_id = _village(desk, known, row.village, merged)
            address = row.village, row.household_number
            existing = known.people.get(row.id_number)
            child = known.child_at(address, row.name) if existing is None else None
            if child is not None:
                merged.refused[position] = (
                    f"{row.name}已按出生医学证明编号 {mask_id(child.id_number)} 登记在本户，"
                    "请办理「更正登错的证件号码」，不要新增"
                )
            elif existing is None:
                if address not in known.households:
                    known.households[address] = next(household_ids)
                    _add_household(desk, known, village_id, address)
                    merged.households += 1
                person_id = next(person_ids)
                _add_person(desk, known, known.households[address], person_id, row)
                _add_categories(desk, known, person_id, row, merged)
                merged.people += 1
            elif known.households.get(address) == existing.household_id:
                settled = tuple(
                    name for name in DETAILS if known.is_settled(existing, name, getattr(row, name))
                )
                if settled:
                    merged.settled[position] = settled
                said = {name: getattr(row, name) for name in _FIELDS if name not in settled}
                _merge_existing(desk, known, existing, (row, said), merged)
            else:
                merged.refused[position] = (
                    f"此证件号码已在 {existing.village} {existing.number} 户，换户请另行办理"
                )
        _write(desk, known, source)
        if merged.people or merged.changed or merged.certifications:
            desk.record(
                "import_roster",
                source,
                f"households {merged.households} people {merged.people} "
                f"changed {merged.changed} refused {len(merged.refused)}",
            )
    return merged


def _new_ids(
    desk: Desk, known: Known, roster: Sequence[RosterPerson]
) -> tuple[Iterator[int], Iterator[int]]:
    """Take as many numbers as the roster brings new households and people."""
    people: dict[str, Address] = {}
    for row in roster:
        if row.id_number not in known.people and known.refusal(row.id_number, row.village) is None:
            people.setdefault(row.id_number, (row.village, row.household_number))
    households = set(people.values()) - known.households.keys()

    def take(of: type[Household | Person], count: int) -> Iterator[int]:
        first = desk.store.new_ids(of, desk.station_id, count) if count else 0
        return iter(range(first, first + count))

    return take(Household, len(households)), take(Person, len(people))


def _village(desk: Desk, known: Known, name: str, merged: Merged) -> int:
    if name not in known.villages:
        position = len(known.villages) + 1
        added = Village(station_id=desk.station_id, name=name, position=position)
        known.villages[name] = desk.store.add(added).id
        merged.villages += 1
        merged.new_villages.append(name)
    return known.villages[name]


def _add_household(desk: Desk, known: Known, village_id: int, address: Address) -> None:
    known.new_households.append(
        Household(
            station_id=desk.station_id,
            id=known.households[address],
            village_id=village_id,
            number=address[1],
        )
    )


def _add_person(
    desk: Desk, known: Known, household_id: int, person_id: int, row: RosterPerson
) -> None:
    known.members[household_id] += 1
    texts = {name: getattr(row, name) for name in _FIELDS}
    added = Existing(
        id_number=row.id_number,
        person_id=person_id,
        household_id=household_id,
        number=row.household_number,
        village=row.village,
        village_id=known.villages[row.village],
        **texts,
    )
    known.people[row.id_number] = added
    known.new_people.append(
        Person(
            station_id=desk.station_id,
            id=person_id,
            household_id=household_id,
            position=known.members[household_id],
            id_number=row.id_number,
            born=row.born,
            **texts,
        )
    )
    known.new_keys.append(added.findable())


def _merge_existing(
    desk: Desk,
    known: Known,
    before: Existing,
    brought: tuple[RosterPerson, dict[str, Any]],
    merged: Merged,
) -> None:
    """Take over what the row says and the station does not; what it leaves empty stays."""
    row, said = brought
    after = before._replace(**{name: text for name, text in said.items() if text})
    added = merged.certifications + len(known.new_dates)
    _add_categories(desk, known, before.person_id, row, merged)
    if after != before:
        if after.enrolment != before.enrolment:
            known.new_statuses.append(
                (before.household_id, before.person_id, before.enrolment, after.enrolment)
            )
        known.new_texts[before.person_id] = {name: getattr(after, name) for name in _FIELDS}
        replace_keys(desk.store, desk.station_id, after.findable(), before.findable())
        known.people[row.id_number] = after
    if after != before or merged.certifications + len(known.new_dates) > added:
        merged.changed += 1
    else:
        merged.unchanged += 1


def _add_categories(
    desk: Desk, known: Known, person_id: int, row: RosterPerson, merged: Merged
) -> None:
    for category in row.categories:
        held = Held(person_id, category)
        day = _determined_on(desk, category, row)
        if held not in known.held:
            known.held.add(held)
            known.new_certifications.append((held, day))
            merged.certifications += 1
        elif day is not None and held in known.undated:
            known.new_dates.append((known.undated.pop(held), day))


def _determined_on(desk: Desk, category: str, row: RosterPerson) -> dt.date | None:
    """Return from when a row's category counts; of several it is the one that needs the day."""
    if row.determined_on is None or len(row.categories) == 1:
        return row.determined_on
    needing = {
        rule.category
        for notice in desk.notices.values()
        for rules in notice.insurances.values()
        for rule in rules.subsidies
        if rule.determined_before is not None
    }
    is_meant = category in needing or needing.isdisjoint(row.categories)
    return row.determined_on if is_meant else None


def _write(desk: Desk, known: Known, source: str) -> None:
    desk.store.add_all(known.new_households)
    desk.store.add_all(known.new_people)
    _write_texts(desk, known)
    operator_id, now = desk.operator_id(), clock.timestamp()
    # Where the notice asks for confirmation, what a roster says is a claim.
    certified_by = "" if desk.notice.confirmation is not None else "花名册"
    desk.store.add_all(
        Certification(
            station_id=desk.station_id,
            person_id=held.person_id,
            category=held.category,
            certified_from=day,
            until=None,
            certified_by=certified_by,
            paper=source,
            operator_id=operator_id,
            recorded_at=now,
            recorded_on=desk.business_date,
        )
        for held, day in known.new_certifications
    )
    for certification_id, day in known.new_dates:
        date_certification(desk, certification_id, day, source)
    numbers = {each.id: each.number for each in known.new_households}
    add_household_keys(desk.store, desk.station_id, numbers)
    add_keys(desk.store, desk.station_id, known.new_keys)
    record_status_changes(desk, known.new_statuses, source)


def _write_texts(desk: Desk, known: Known) -> None:
    """Write what has changed of people; they are announced in lots, which is quicker."""
    people = [*known.new_texts]
    for first in range(0, len(people), _AT_ONCE):
        some = people[first : first + _AT_ONCE]
        desk.store.changing(Person, {"station_id": desk.station_id, "id": some})
        for each in some:
            key = {"station_id": desk.station_id, "id": each}
            desk.store.change(Person, key, **known.new_texts[each])
