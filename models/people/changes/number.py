"""Correcting a wrong identity number: one person, one history, both numbers find them."""

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.text import mask_id
from models.people.changes.occasion import (
    TODAY,
    Changed,
    Event,
    Occasion,
    check_occasion,
    write_event,
)
from models.people.changes.rows import change_person, present_person
from models.people.households.identity_numbers import refuse_taken
from models.search.index import keep_keys
from models.station.desk import Desk
from models.store.tables.people import FormerNumber


def correct_number(
    desk: Desk, person_id: int, id_number: str, occasion: Occasion = TODAY
) -> Changed:
    """Give a person the right identity number (号码更正); the birth date follows from it.

    So a child known by the birth certificate gets its number, the same person.

    The ledger keeps the number it was written under: a payment in force stays in force and
    counts for the person. The old number still finds the person. Raises BadInput for an
    invalid number or the same one, RefusedByRule ``number_taken`` for somebody else's.
    """
    checked = check_occasion(desk, "number", occasion)
    with desk.writing("change"):
        person = present_person(desk, person_id)
        identity = parse_identity_number(id_number, person.born)
        if identity.born > desk.business_date:
            raise BadInput(f"证件号码 {identity.masked} 的出生日期晚于业务日期，请核对")
        if person.id_number == identity.text:
            raise BadInput(f"{person.name}现在就是这个证件号码，不用更正")
        refuse_taken(desk, identity.text, person_id)
        change_person(desk, person_id, id_number=identity.text, born=identity.born)
        desk.store.add(
            FormerNumber(
                person_id=person_id,
                id_number=person.id_number,
                corrected_on=checked.on,
                **desk.stamp(),
            )
        )
        corrected = person._replace(id_number=identity.text)
        keep_keys(desk.store, desk.station_id, corrected.findable(person.village_id))
        old = mask_id(person.id_number)
        write_event(
            desk,
            checked,
            Event(
                person.household.household_id,
                person_id=person_id,
                before=f"{person.name} {old}（{person.born} 出生）",
                after=f"{identity.masked}（{identity.born} 出生）",
            ),
        )
    return Changed(
        kind="number",
        happened_on=checked.on,
        household_id=person.household.household_id,
        to_household_id=None,
        person_id=person_id,
        message=f"已更正证件号码：{person.name}，{old} 改为 {identity.masked}",
        hint="旧号码仍能查到此人，已缴的费继续有效",
    )
