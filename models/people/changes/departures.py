"""Leaving a family: death, marriage out, moving away."""

from models.levy.family import Paid
from models.people.changes.arrivals import head_hint, transfer
from models.people.changes.days import refuse_before_joining
from models.people.changes.occasion import (
    KIND_TITLES,
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
    MEMBER,
    PersonRow,
    change_person,
    household_row,
    present_person,
)
from models.people.households.families import load_household
from models.station.desk import Desk


def death(desk: Desk, person_id: int, occasion: Occasion = TODAY) -> Changed:
    """Record a death: from that day on the person is no member and owes nothing.

    Raises RefusedByRule ``has_left`` for somebody who left before, BadInput for a day on
    which the person was not born or not there yet.
    """
    return _leave(desk, person_id, check_occasion(desk, "death", occasion))


def marry_out(
    desk: Desk,
    person_id: int,
    to_household_id: int | None = None,
    relation: str = "",
    occasion: Occasion = TODAY,
) -> Changed:
    """Record a marriage out: to another household of the station, or away from it (None)."""
    checked = check_occasion(desk, "marry_out", occasion)
    if to_household_id is None:
        return _leave(desk, person_id, checked)
    relation = check_short(relation, "与户主关系") or MEMBER
    with desk.writing("change"):
        person = present_person(desk, person_id)
        to = household_row(desk, to_household_id)
        return transfer(desk, person, to, "", relation, checked)


def move_out(desk: Desk, person_id: int, occasion: Occasion = TODAY) -> Changed:
    """Record that somebody moves away from the station's villages."""
    return _leave(desk, person_id, check_occasion(desk, "move_out", occasion))


def leave_as_duplicate(desk: Desk, person_id: int, occasion: Occasion) -> Changed:
    """Take off the roster who is on it twice; ``models.people.duplicates`` decides which one."""
    return _leave(desk, person_id, check_occasion(desk, "duplicate", occasion))


def _leave(desk: Desk, person_id: int, checked: Checked) -> Changed:
    title = KIND_TITLES[checked.kind]
    with desk.writing("change"):
        person = present_person(desk, person_id)
        refuse_before_joining(desk, [person], checked)
        household = person.household
        paid = _paid_by(desk, person)
        change_person(desk, person_id, left_on=checked.on, left_reason=title)
        write_event(
            desk,
            checked,
            Event(
                household.household_id,
                person_id=person_id,
                before=f"{person.name} {person.relation}".rstrip(),
            ),
        )
    return Changed(
        kind=checked.kind,
        happened_on=checked.on,
        household_id=household.household_id,
        to_household_id=None,
        person_id=person_id,
        message=f"已办理{title}：{person.name}，{checked.on}",
        hint=head_hint(person),
        paid=paid,
    )


def _paid_by(desk: Desk, person: PersonRow) -> tuple[Paid, ...]:
    """Return a member's payments in force for the years the notice collects now.

    Entries of nothing, where a funder pays, are left out: nothing would go back.
    """
    household = load_household(desk, person.household.household_id)
    return tuple(
        paid
        for member in household.members
        if member.person_id == person.person_id
        for insurance, rules in desk.insurances.items()
        if (paid := member.paid_for(insurance, rules.levy_year)) is not None and paid.amount_fen
    )
