"""What is put right of a person at the counter (telephone, name, relation), a family's note.

Each is one line of the family's history with what was before. What was put right so stays when
the next roster still says what it was before (``settled_details``).
"""

from collections import defaultdict
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.phone import parse_phone
from models.base.text import check_name, mask_phone
from models.people.changes.occasion import (
    TODAY,
    Changed,
    Checked,
    Event,
    Occasion,
    check_occasion,
    check_short,
    write_event,
)
from models.people.changes.rows import (
    HEADS,
    PersonRow,
    change_person,
    household_row,
    present_person,
)
from models.search.index import Findable, keep_keys, replace_keys
from models.station.desk import Desk

NOTHING = "无"
"""What is typed to take a telephone number away."""

DETAILS = ("phone", "name", "relation")
"""What of a person a roster brings too; the kinds of the events are the columns' names."""


def change_phone(desk: Desk, person_id: int, phone: str, occasion: Occasion = TODAY) -> Changed:
    """Give a person another telephone number, or none (``NOTHING``).

    Raises BadInput for what is no telephone number, and for the one on record.
    """
    checked = check_occasion(desk, "phone", occasion)
    if not phone.strip():
        raise BadInput(f"请填手机号码；没有号码了，填“{NOTHING}”")
    new = "" if phone.strip() == NOTHING else parse_phone(phone)
    with desk.writing("change"):
        person = present_person(desk, person_id)
        _refuse_same(person, "手机号码", person.phone, new)
        change_person(desk, person_id, phone=new)
        after = person._replace(phone=new).findable(person.village_id)
        replace_keys(desk.store, desk.station_id, after, person.findable(person.village_id))
        _write(desk, checked, person, person.phone, new)
    said = f"改为 {mask_phone(new)}" if new else "已删去"
    return _changed(checked, person, f"手机号码{said}：{person.name}")


def correct_name(desk: Desk, person_id: int, name: str, occasion: Occasion = TODAY) -> Changed:
    """Put a name right, with the reason; the old one still finds the person.

    Raises BadInput for an empty name, for what is none, and for the one on record.
    """
    checked = check_occasion(desk, "name", occasion)
    new = check_name(name)
    if not new:
        raise BadInput("请填正确的姓名")
    with desk.writing("change"):
        person = present_person(desk, person_id)
        _refuse_same(person, "姓名", person.name, new)
        change_person(desk, person_id, name=new)
        corrected = person._replace(name=new)
        before = person.findable(person.village_id)
        replace_keys(desk.store, desk.station_id, corrected.findable(person.village_id), before)
        keep_keys(desk.store, desk.station_id, Findable(person_id, person.name, "", "", 0))
        _write(desk, checked, person, person.name, new)
    return _changed(
        checked,
        corrected,
        f"姓名已更正：{person.name} 改为 {new}",
        "旧姓名仍能查到此人；花名册还是旧姓名的，照更正后的",
    )


def change_relation(
    desk: Desk, person_id: int, relation: str, occasion: Occasion = TODAY
) -> Changed:
    """Change what a person is to the head; who is the head is a change of its own.

    Raises BadInput for an empty relation and for the one on record, RefusedByRule (``head``)
    where the head would be another.
    """
    checked = check_occasion(desk, "relation", occasion)
    new = check_short(relation, "与户主关系")
    if not new:
        raise BadInput("请填与户主关系，例如 配偶、子女")
    with desk.writing("change"):
        person = present_person(desk, person_id)
        _refuse_same(person, "与户主关系", person.relation, new)
        if new in HEADS or person.is_head:
            raise RefusedByRule(f"{person.name}是不是户主，请用「户主变更」办", "head")
        change_person(desk, person_id, relation=new)
        _write(desk, checked, person, person.relation, new)
    return _changed(checked, person, f"与户主关系改为{new}：{person.name}")


def note_family(desk: Desk, household_id: int, note: str, occasion: Occasion = TODAY) -> Changed:
    """Keep a note on a family (家庭备注) in the place of the last one; an empty one takes it away.

    No roster touches it. Raises BadInput for the note that stands there already.
    """
    checked = check_occasion(desk, "note", occasion)
    new = check_short(note, "家庭备注")
    with desk.writing("change"):
        household = household_row(desk, household_id)
        before = note_of(desk, household_id)
        if new == before:
            raise BadInput("家庭备注没有改动" if before else "请填家庭备注")
        write_event(desk, checked, Event(household_id, before=before, after=new))
    return Changed(
        kind=checked.kind,
        happened_on=checked.on,
        household_id=household_id,
        to_household_id=None,
        person_id=None,
        message=f"家庭备注已{'记下' if new else '删去'}：{household.title}",
    )


class _Note(NamedTuple):
    after: str


def note_of(desk: Desk, household_id: int) -> str:
    """Return the note on a family; empty where there is none."""
    found = desk.store.first(
        _Note,
        "SELECT after FROM family_event WHERE station_id = ? AND household_id = ? "
        "AND kind = 'note' ORDER BY id DESC LIMIT 1",
        (desk.station_id, household_id),
    )
    return found.after if found else ""


class Settled(NamedTuple):
    """A detail as the counter left it, and everything it was before that."""

    now: str
    before: frozenset[str]


class _Event(NamedTuple):
    person_id: int
    kind: str
    before: str
    after: str


def settled_details(desk: Desk) -> dict[tuple[int, str], Settled]:
    """Return what was put right at the counter, by person and column; one query."""
    events: dict[tuple[int, str], list[_Event]] = defaultdict(list)
    marks = ", ".join("?" * len(DETAILS))
    for each in desk.store.query(
        _Event,
        "SELECT person_id, kind, before, after FROM family_event "
        f"WHERE station_id = ? AND kind IN ({marks}) ORDER BY id",
        (desk.station_id, *DETAILS),
    ):
        events[each.person_id, each.kind].append(each)
    return {
        which: Settled(turns[-1].after, frozenset(each.before for each in turns))
        for which, turns in events.items()
    }


def _refuse_same(person: PersonRow, what: str, before: str, after: str) -> None:
    if before == after:
        raise BadInput(f"{person.name}的{what}{'就是这样' if after else '本来就没有'}，没有改动")


def _write(desk: Desk, checked: Checked, person: PersonRow, before: str, after: str) -> None:
    home = person.household.household_id
    event = Event(home, person_id=person.person_id, before=before, after=after)
    write_event(desk, checked, event)


def _changed(checked: Checked, person: PersonRow, message: str, hint: str = "") -> Changed:
    return Changed(
        kind=checked.kind,
        happened_on=checked.on,
        household_id=person.household.household_id,
        to_household_id=None,
        person_id=person.person_id,
        message=message,
        hint=hint,
    )
