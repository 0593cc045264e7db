"""Changes of whole households: split, merge, another head."""

from collections.abc import Sequence

from models.base.errors import BadInput, RefusedByRule
from models.people.changes.days import refuse_before_joining
from models.people.changes.occasion import (
    TODAY,
    Changed,
    Event,
    Occasion,
    check_occasion,
    check_short,
    write_event,
)
from models.people.changes.rows import (
    HEAD,
    MEMBER,
    HouseholdRow,
    PersonRow,
    change_person,
    household_row,
    move_person,
    people_of,
    present_person,
)
from models.search.index import add_household_keys
from models.station.desk import Desk
from models.store.tables.villages import Household


def split_household(
    desk: Desk,
    household_id: int,
    person_ids: Sequence[int],
    number: str,
    occasion: Occasion = TODAY,
) -> Changed:
    """Give named members a household of their own (分户), numbered anew in the same village.

    The first named becomes its head. Raises BadInput for nobody, for everybody or for
    somebody of another household, RefusedByRule ``household_exists`` for a number in use.
    """
    checked = check_occasion(desk, "split", occasion)
    number = check_short(number, "新户编号")
    if not number:
        raise BadInput("请填写新户的户编号")
    with desk.writing("change"):
        source = household_row(desk, household_id)
        leaving, staying = _divide(people_of(desk, household_id), person_ids)
        refuse_before_joining(desk, leaving, checked)
        new = _new_household(desk, source, number)
        for person in leaving:
            move_person(desk, person, new, HEAD if person is leaving[0] else MEMBER)
        write_event(
            desk,
            checked,
            Event(
                household_id,
                to_household_id=new.household_id,
                before=f"{source.title} {len(leaving) + len(staying)} 人",
                after=f"{_names(leaving)} 分到 {new.title}，户主 {leaving[0].name}",
            ),
        )
    had_head = any(each.is_head for each in leaving)
    return Changed(
        kind="split",
        happened_on=checked.on,
        household_id=household_id,
        to_household_id=new.household_id,
        person_id=None,
        message=f"已分户：{_names(leaving)} 分到 {new.title}，{checked.on}",
        hint="原户已无户主，请办理户主变更" if had_head else "",
    )


def _divide(
    members: Sequence[PersonRow], person_ids: Sequence[int]
) -> tuple[list[PersonRow], list[PersonRow]]:
    by_id = {each.person_id: each for each in members}
    named = list(dict.fromkeys(person_ids))
    if not named:
        raise BadInput("请写明哪些人分出去")
    if any(each not in by_id for each in named):
        raise BadInput("分出去的人里有人不在这一户，请核对")
    if len(named) == len(by_id):
        raise BadInput("全户都分出去就不是分户，至少要留下一人")
    staying = [each for each in members if each.person_id not in named]
    return [by_id[each] for each in named], staying


def _new_household(desk: Desk, source: HouseholdRow, number: str) -> HouseholdRow:
    new = Household(station_id=desk.station_id, village_id=source.village_id, number=number)
    same = {"station_id": new.station_id, "village_id": new.village_id, "number": number}
    if desk.store.find(Household, **same):
        raise RefusedByRule(
            f"{source.village}已有户编号“{number}”，请换一个编号", "household_exists"
        )
    added = desk.store.add(new)
    add_household_keys(desk.store, desk.station_id, {added.id: number})
    return source._replace(household_id=added.id, number=number)


def merge_households(
    desk: Desk, household_id: int, into_id: int, occasion: Occasion = TODAY
) -> Changed:
    """Put all members of a household into another (并户); the first stays, empty, for its history.

    Whoever comes is 家庭成员 until the relation to the new head is known. Raises BadInput
    for one and the same household, RefusedByRule ``nobody_there`` for an empty one.
    """
    checked = check_occasion(desk, "merge", occasion)
    if household_id == into_id:
        raise BadInput("两个户编号是同一户，请核对")
    with desk.writing("change"):
        source, into = household_row(desk, household_id), household_row(desk, into_id)
        moving = people_of(desk, household_id)
        if not moving:
            raise RefusedByRule(f"{source.title} 已没有成员，不用并户", "nobody_there")
        refuse_before_joining(desk, moving, checked)
        for person in moving:
            move_person(desk, person, into, MEMBER)
        write_event(
            desk,
            checked,
            Event(
                household_id,
                to_household_id=into_id,
                before=f"{source.title} {len(moving)} 人",
                after=f"{_names(moving)} 并入 {into.title}",
            ),
        )
    return Changed(
        kind="merge",
        happened_on=checked.on,
        household_id=household_id,
        to_household_id=into_id,
        person_id=None,
        message=f"已并户：{source.title} {len(moving)} 人并入 {into.title}，{checked.on}",
        hint="并入的人与新户主的关系记为“家庭成员”",
    )


def change_head(
    desk: Desk, person_id: int, former_relation: str = "", occasion: Occasion = TODAY
) -> Changed:
    """Make a member the head (户主变更); the head before becomes ``former_relation``.

    Raises RefusedByRule ``is_head`` for the head.
    """
    checked = check_occasion(desk, "head", occasion)
    former_relation = check_short(former_relation, "原户主与新户主关系") or MEMBER
    if former_relation in (HEAD, "本人"):
        raise BadInput("一户只有一个户主，请填写原户主与新户主的关系")
    with desk.writing("change"):
        person = present_person(desk, person_id)
        household = person.household
        if person.is_head:
            raise RefusedByRule(f"{person.name}已是 {household.title} 的户主", "is_head")
        former = [each for each in people_of(desk, household.household_id) if each.is_head]
        for each in former:
            change_person(desk, each.person_id, relation=former_relation)
        change_person(desk, person_id, relation=HEAD)
        write_event(
            desk,
            checked,
            Event(
                household.household_id,
                person_id=person_id,
                before=f"户主 {_names(former)}" if former else "无户主",
                after=f"户主 {person.name}（原{person.relation or '关系不详'}）"
                + (f"，原户主改为{former_relation}" if former else ""),
            ),
        )
    return Changed(
        kind="head",
        happened_on=checked.on,
        household_id=household.household_id,
        to_household_id=None,
        person_id=person_id,
        message=f"已变更户主：{household.title} 户主为{person.name}，{checked.on}",
    )


def _names(people: Sequence[PersonRow]) -> str:
    return "、".join(each.name for each in people)
