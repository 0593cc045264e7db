"""Coming into a family: birth, marriage in, moving in with proof (居住证、房产证、村证明)."""

import datetime as dt
from collections.abc import Sequence

from models.base.dates import add_months, age_on
from models.base.errors import BadInput, RefusedByRule
from models.base.identity import (
    IdentityNumber,
    is_birth_certificate,
    parse_identity_number,
    valid_number,
)
from models.base.text import check_name, plain_name
from models.people.changes.days import refuse_before_birth, refuse_before_joining
from models.people.changes.occasion import (
    TODAY,
    Changed,
    Checked,
    Event,
    Occasion,
    check_occasion,
    check_short,
    needs_proof,
    write_event,
)
from models.people.changes.rows import (
    MEMBER,
    HouseholdRow,
    PersonRow,
    change_person,
    household_row,
    insert_person,
    move_person,
    person_row,
    present_person,
)
from models.people.households.identity_numbers import holder_of, refuse_taken
from models.station.desk import Desk
from models.store.tables.people import Person

PROOFS = ("居住证", "房产证", "村证明")
"""What shows that somebody lives here; a community's (社区) certificate counts as a village's."""

_NEWBORN_MONTHS = 24
"""How old a newborn may be when the birth is entered: births are often entered late."""

_PROOF_FORMS = (*PROOFS, "村(社区)证明", "社区证明")


def birth(
    desk: Desk,
    household_id: int,
    id_number: str,
    name: str,
    relation: str = "子女",
    occasion: Occasion = TODAY,
    parents: Sequence[int] = (),
) -> Changed:
    """Enter a newborn; the birth date comes from the identity number and is the default day.

    Before there is an identity number the number of the birth certificate stands for it, with
    the day of birth as the day; ``correct_number`` gives the same person the other one later.

    ``parents`` (persons) are noted as having a further birth (再生育), where a notice makes
    categories depend on it. Raises RefusedByRule ``no_number`` while the child has no
    identity number, ``number_taken`` for a number that is somebody's, ``not_newborn`` for
    one born more than two years before the business date, who moves in.
    """
    if not id_number.strip():
        raise RefusedByRule(
            "新生儿还没有证件号码，不能登记；请先到派出所落户取得身份证号，或者先写出生医学证明编号",
            "no_number",
        )
    number = valid_number(id_number)
    if is_birth_certificate(number) and occasion.on is None:
        raise BadInput("出生医学证明编号里没有出生日期，请把「发生的日期」写成出生日期")
    identity = parse_identity_number(number, occasion.on)
    _refuse_unborn(desk, identity)
    checked = check_occasion(desk, "birth", occasion, identity.born)
    refuse_before_birth(identity.born, checked)
    name, relation = _named(name), check_short(relation, "与户主关系")
    with desk.writing("change"):
        household = household_row(desk, household_id)
        refuse_taken(desk, identity.text)
        _refuse_grown(desk, identity)
        older = [present_person(desk, each) for each in parents]
        person_id = insert_person(desk, household, name, identity, relation)
        for parent in older:
            _note_further_birth(desk, parent, identity)
        note = f"（父母：{'、'.join(each.name for each in older)}）" if older else ""
        after = f"{name} {relation}{note}".rstrip()
        write_event(desk, checked, Event(household_id, person_id=person_id, after=after))
    return _arrived(checked, household, None, person_id, name)


def marry_in(
    desk: Desk,
    household_id: int,
    id_number: str,
    name: str = "",
    relation: str = "",
    occasion: Occasion = TODAY,
) -> Changed:
    """Take somebody into a family by marriage, new to the station or from another household.

    ``name`` may be left out for somebody the station knows. Raises BadInput for a new
    person without a name or a name that is not that person's, RefusedByRule
    ``already_member`` for a member of the household.
    """
    checked = check_occasion(desk, "marry_in", occasion)
    return _come(desk, household_id, id_number, name, relation, checked)


def move_in(
    desk: Desk,
    household_id: int,
    id_number: str,
    name: str = "",
    relation: str = "",
    occasion: Occasion = TODAY,
) -> Changed:
    """Take somebody into a family who moves here, new to the station or from another household.

    The occasion's proof is one of PROOFS with its number or text. Raises BadInput without
    it, and otherwise as ``marry_in``.
    """
    checked = check_occasion(desk, "move_in", occasion)
    return _come(desk, household_id, id_number, name, relation, checked)


def _come(
    desk: Desk,
    household_id: int,
    id_number: str,
    name: str,
    relation: str,
    checked: Checked,
) -> Changed:
    if needs_proof(checked.kind):
        _check_proof(desk, checked.proof)
    identity = parse_identity_number(id_number)
    _refuse_unborn(desk, identity)
    refuse_before_birth(identity.born, checked)
    relation = check_short(relation, "与户主关系") or MEMBER
    with desk.writing("change"):
        household = household_row(desk, household_id)
        holder = holder_of(desk, identity.text)
        if holder is not None:
            return transfer(desk, person_row(desk, holder), household, name, relation, checked)
        name = _named(name)
        person_id = insert_person(desk, household, name, identity, relation)
        write_event(
            desk, checked, Event(household_id, person_id=person_id, after=f"{name} {relation}")
        )
    return _arrived(checked, household, None, person_id, name)


def transfer(
    desk: Desk, person: PersonRow, to: HouseholdRow, name: str, relation: str, checked: Checked
) -> Changed:
    """Move somebody the station knows to another household; only inside ``writing``.

    Somebody who had left comes back by moving in, which takes a proof; other kinds raise
    RefusedByRule ``has_left``. ``name`` is checked if given.
    """
    given = plain_name(name)
    if given and given != person.name:
        raise BadInput(f"这个证件号码是{person.name}的，与所填姓名“{given}”不符，请核对")
    if person.left_on is None and person.household.household_id == to.household_id:
        raise RefusedByRule(f"{person.name}已是 {to.title} 的成员", "already_member")
    if person.left_on is not None and checked.kind != "move_in":
        raise RefusedByRule(
            f"{person.name}已于 {person.left_on} {person.left_reason}，"
            "已回来或登记有误的请凭证明办理迁入",
            "has_left",
        )
    refuse_before_joining(desk, [person], checked)
    before = f"{person.name} {person.place}"
    if person.left_on is not None:
        before += f"（{person.left_on} {person.left_reason}）"
    hint = head_hint(person)
    move_person(desk, person, to, relation)
    source = person.household
    write_event(
        desk,
        checked,
        Event(
            source.household_id,
            to_household_id=None if source.household_id == to.household_id else to.household_id,
            person_id=person.person_id,
            before=before,
            after=f"{to.title} {relation}",
        ),
    )
    return _arrived(checked, source, to, person.person_id, person.name, hint)


def head_hint(person: PersonRow) -> str:
    """Return what to do when the one who goes is the head, or nothing."""
    if not person.is_head or person.left_on is not None:
        return ""
    return "原户已无户主，请办理户主变更"


def _arrived(
    checked: Checked,
    household: HouseholdRow,
    to: HouseholdRow | None,
    person_id: int,
    name: str,
    hint: str = "",
) -> Changed:
    titles = {"birth": "出生登记", "marry_in": "婚入", "marry_out": "婚出", "move_in": "迁入"}
    return Changed(
        kind=checked.kind,
        happened_on=checked.on,
        household_id=household.household_id,
        to_household_id=to.household_id if to else None,
        person_id=person_id,
        message=f"已办理{titles[checked.kind]}：{name}，{(to or household).title}，{checked.on}",
        hint=hint,
    )


def _named(name: str) -> str:
    plain = check_name(name)
    if not plain:
        raise BadInput("这个证件号码本站没有登记过，请填写姓名")
    return plain


def _refuse_unborn(desk: Desk, identity: IdentityNumber) -> None:
    if identity.born > desk.business_date:
        raise BadInput(
            f"证件号码 {identity.masked} 的出生日期晚于业务日期 {desk.business_date}，请核对"
        )


def _refuse_grown(desk: Desk, identity: IdentityNumber) -> None:
    if desk.business_date > add_months(identity.born, _NEWBORN_MONTHS):
        age = age_on(identity.born, desk.business_date)
        raise RefusedByRule(
            f"证件号码 {identity.masked} 的人 {identity.born} 出生，已 {age} 岁，"
            "出生登记只办两岁以内的，请用迁入",
            "not_newborn",
        )


def _note_further_birth(desk: Desk, parent: PersonRow, child: IdentityNumber) -> None:
    row = desk.store.get(Person, station_id=desk.station_id, id=parent.person_id)
    if row is not None and (row.later_birth or dt.date.min) < child.born:
        change_person(desk, parent.person_id, later_birth=child.born)


def _check_proof(desk: Desk, proof: str) -> None:
    said = next((each for each in _PROOF_FORMS if proof.startswith(each)), "")
    clause = next((each.clause for each in desk.notice.provisions if "居住证" in each.text), "")
    basis = f"（{clause}）" if clause else ""
    if not said:
        raise BadInput(f"迁入须凭{'、'.join(PROOFS)}之一{basis}，请写在凭证栏")
    if not proof.removeprefix(said).strip(" :号"):
        raise BadInput(f"请在“{said}”后面写明号码或内容，例如：{said} 430000123456")
