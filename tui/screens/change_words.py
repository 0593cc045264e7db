"""What the screen of changes says: whom it is about, what would end, what is left to do."""

from models.base.money import short_yuan
from models.base.text import mask_id, mask_phone
from models.levy.enrolment import split_statuses
from models.people.changes.occasion import Changed
from models.people.changes.rows import household_row, person_row
from models.people.changes.status import RECORDABLE
from tui.screens.card import SHORT_TITLES
from tui.screens.change_form import ChangeForm, Situation, Values

_NO_MEMBER = "自当日起不再是成员"
_NOT_OF_THIS = "自当日起不再是这一户的成员"


def who_words(at: Situation, form: ChangeForm) -> str:
    """Return whom a kind of change is about: one of the members, or the family."""
    family = f"{at.household.village} {at.household.number} 户"
    if not form.needs_member:
        return f"这一户：{family}  户主 {at.household.head or '没有'}"
    if at.member is None:
        return f"没有成员  {family}"
    relation = f"（{at.member.relation}）" if at.member.relation else ""
    count = f"第 {at.place + 1}/{len(at.household.members)} 人"
    return f"{at.member.name}{relation} {mask_id(at.member.id_number)}  {count}  {family}"


def death_words(at: Situation, values: Values, changed: Changed) -> str:
    """Return who dies when."""
    return f"{_name(at)} {changed.happened_on} 死亡，{_NO_MEMBER}"


def leaving_words(at: Situation, values: Values, changed: Changed) -> str:
    """Return who marries or moves out, and where to."""
    title = "婚出" if changed.kind == "marry_out" else "迁出"
    begins = f"{_name(at)} {changed.happened_on} {title}"
    if changed.to_household_id is None:
        return f"{begins}，离开本站，{_NO_MEMBER}"
    return f"{begins}到 {_home(at, changed.to_household_id)}，{_NOT_OF_THIS}"


def coming_words(at: Situation, values: Values, changed: Changed) -> str:
    """Return who comes from another household of the station; nothing for who is new or back."""
    if changed.to_household_id in (None, changed.household_id) or changed.person_id is None:
        return ""
    name = person_row(at.desk, changed.person_id).name
    title = "婚入" if changed.kind == "marry_in" else "迁入"
    return f"{name} {changed.happened_on} {title}，从 {_home(at, changed.household_id)} 转来这一户"


def split_words(at: Situation, values: Values, changed: Changed) -> str:
    """Return who founds which household."""
    new = f"{at.household.village} {values['split']} 户"
    return f"{_name(at)} {changed.happened_on} 分户，另立 {new}，{_NOT_OF_THIS}"


def merge_words(at: Situation, values: Values, changed: Changed) -> str:
    """Return how many go where."""
    assert changed.to_household_id is not None
    into = _home(at, changed.to_household_id)
    people = len(at.household.members)
    return f"全家 {people} 人 {changed.happened_on} 并入 {into}，{_NOT_OF_THIS}"


def status_choices(at: Situation) -> str:
    """Return the statuses that can begin."""
    return f"  情况填其中一种：{'、'.join(RECORDABLE)}"


def held_statuses(at: Situation) -> str:
    """Return the statuses of the member that can end."""
    enrolment = at.member.enrolment if at.member is not None else ""
    held = [each for each in split_statuses(enrolment) if each in RECORDABLE]
    return f"  此人现在的情况：{'、'.join(held) or '没有登记过'}"


def present_phone(at: Situation) -> str:
    """Return the telephone number of the member as it may be shown."""
    phone = at.member.phone if at.member is not None else ""
    return f"  现在的号码：{mask_phone(phone) or '没有'}"


def present_relation(at: Situation) -> str:
    """Return what the member is to the head now."""
    relation = at.member.relation if at.member is not None else ""
    return f"  现在的关系：{relation or '没有'}"


def left_to_do(changed: Changed) -> str:
    """Return what else may have to be done after a change; empty when there is nothing."""
    paid = "、".join(
        f"{each.levy_year} 年度{SHORT_TITLES[each.insurance]} {short_yuan(each.amount_fen)} 元"
        for each in changed.paid
    )
    refund = f"已缴 {paid}，如需退费按 Ctrl+Z" if paid else ""
    return "；".join(each for each in (refund, changed.hint) if each)


def _name(at: Situation) -> str:
    return at.member.name if at.member is not None else ""


def _home(at: Situation, household_id: int) -> str:
    return household_row(at.desk, household_id).title
