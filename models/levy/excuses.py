"""Lawful exceptions to “all members enrol”: who is excepted by which clause, and who is not.

Only a rule excepts, of the notice or of a document it rests on. A soldier or a prisoner whom
no clause names is not excepted: the family rule waits for them, with that as the reason.
"""

from models.base.terms import CONDITION_TITLES, Condition, Insurance
from models.levy.enrolment import STATUSES, EnrolmentStatus, split_statuses
from models.levy.family import FamilyQuote, MemberQuote

NOT_PAID = "尚未缴费"
"""Why somebody is missing whom nothing keeps from paying."""

_OFTEN_ASKED: tuple[Condition, ...] = ("in_service", "imprisoned")


def excused_reasons(family: FamilyQuote) -> tuple[tuple[str, str], ...]:
    """Return whom the notice excepts, each with the status and the clause.

    ``("李明", "在校大学生（参保范围(三)）")``.
    """
    return tuple((each.member.name, _excuse(each)) for each in family.excused)


def why_missing(each: MemberQuote) -> str:
    """Return why the family rule still waits for a member."""
    if each.quote.refused is not None:
        return each.quote.refused.message
    for condition in _OFTEN_ASKED:
        said = _statuses(each, condition)
        if said:
            return f"{said}：通知未列为可不参保的情形"
    return NOT_PAID


def _excuse(each: MemberQuote) -> str:
    refused = each.quote.refused
    assert refused is not None
    condition: Condition = refused.code  # type: ignore[assignment]  # the codes that excuse
    said = _statuses(each, condition) or CONDITION_TITLES[condition]
    # The clause that refused is the last the quote names.
    return f"{said}（{each.quote.clauses[-1]}）"


def _statuses(each: MemberQuote, condition: Condition) -> str:
    """Return the member's statuses that mean a condition, as the roster writes them."""
    return "、".join(
        status
        for status in split_statuses(each.member.enrolment)
        if status in STATUSES and each.quote.insurance in _meant(STATUSES[status], condition)
    )


def _meant(status: EnrolmentStatus, condition: Condition) -> frozenset[Insurance]:
    return {
        "in_school": status.in_school,
        "insured_elsewhere": status.elsewhere,
        "in_service": status.in_service,
        "imprisoned": status.imprisoned,
    }[condition]
