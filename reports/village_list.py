"""What a village's list comes to, in words that the screen and the command line share."""

from typing import Any

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import fit, mask_id
from models.counter.village.values import KIND_TITLES, VillagePerson, VillagePlan


def plan_words(plan: VillagePlan) -> str:
    """Return what a list comes to in one line."""
    exempt = len(plan.of_kind("exempt"))
    free = f"（其中免缴 {exempt} 人）" if exempt else ""
    differing = len(plan.differences)
    people = len({each.person_id for each in plan.lines})
    differs = f"；有出入 {differing} 处" if differing else ""
    return (
        f"{plan.village}：{len(plan.families)} 户 {people} 人{free}，"
        f"应收 {format_yuan(plan.amount_fen)} 元{differs}"
    )


def person_words(each: VillagePerson) -> str:
    """Return what becomes of somebody in one line; of who differs, how."""
    insurance = INSURANCE_TITLES[each.insurance].removeprefix("城乡居民") if each.insurance else ""
    amount = "" if each.due_fen is None or each.note else f"{format_yuan(each.due_fen)} 元"
    number = mask_id(each.id_number) if each.id_number and not each.note else ""
    return "  ".join(
        filter(
            None,
            (
                fit(KIND_TITLES[each.kind], 10) + each.where,
                f"{each.household} 户" if each.household else "",
                each.name,
                number,
                insurance,
                amount,
                each.note,
            ),
        )
    )


def person_document(each: VillagePerson) -> dict[str, Any]:
    """Return what becomes of somebody, for a script."""
    return {
        "kind": each.kind,
        "where": each.where,
        "household": each.household,
        "name": each.name,
        "id_number": each.id_number,
        "insurance": each.insurance,
        "amount_fen": each.due_fen,
        "note": each.note,
    }
