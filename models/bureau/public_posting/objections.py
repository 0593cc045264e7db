"""Objections (异议) to people on a posted list: raised, then resolved once.

An upheld objection ends no certification: that is the department's to do. It keeps the
person out of what is filed, and the answer says what to do next.
"""

from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.bureau.public_posting.postings import RaisedObjection, find_objection, find_posting
from models.station.desk import Desk
from models.store.tables.bureau import Objection, ObjectionOutcome


@dataclass(frozen=True)
class Recorded:
    """An objection as it stands; ``is_new`` is false where nothing changed.

    ``next_step`` says what is still to be done, empty for nothing.
    """

    objection: RaisedObjection
    is_new: bool
    next_step: str = ""


def raise_objection(
    desk: Desk, posting_id: int, person_id: int, raised_by: str, content: str
) -> Recorded:
    """Record an objection to a person on a posted list, on the business date.

    The same objection again changes nothing. Raises BadInput for an unknown posting or
    a person who is not on it, or if who or what is missing; RefusedByRule before the
    first day of the posting (``not_posted_yet``).
    """
    raised_by = check_clean(squeeze(raised_by), "提出人")
    content = check_clean(squeeze(content), "异议内容")
    if not raised_by:
        raise BadInput("请写明「由谁提出」，匿名的写“匿名”")
    if not content:
        raise BadInput("请写明「异议内容」")
    with desk.writing("raise_objection"):
        listed = find_posting(desk, posting_id)
        line = next((each for each in listed.lines if each.person_id == person_id), None)
        if line is None:
            raise BadInput(
                f"这个人不在第 {posting_id} 号公示名单上，请「看一份公示名单和对它的异议」核对"
            )
        if desk.business_date < listed.posting.posted_on:
            raise RefusedByRule(
                f"第 {posting_id} 号公示 {listed.posting.posted_on} 才开始，还不能登记异议",
                "not_posted_yet",
            )
        said = (line.line_id, desk.business_date, raised_by, content)
        for each in listed.objections:
            if (each.line_id, each.raised_on, each.raised_by, each.content) == said:
                return Recorded(each, is_new=False)
        objection_id = desk.store.add(
            Objection(
                line_id=line.line_id,
                raised_on=desk.business_date,
                raised_by=raised_by,
                content=content,
                **desk.stamp(),
            )
        ).id
        desk.record("raise_objection", f"objection {objection_id}", f"posting {posting_id}")
    return Recorded(find_objection(desk, objection_id), is_new=True)


def resolve_objection(desk: Desk, objection_id: int, reason: str, *, is_upheld: bool) -> Recorded:
    """Resolve an objection once: upheld (成立) or dismissed (不成立), for a reason.

    The same outcome again changes nothing. Raises BadInput for an unknown objection or
    without a reason, RefusedByRule where it was resolved otherwise (``already_resolved``)
    or was raised later than the business date (``too_early``).
    """
    reason = check_clean(squeeze(reason), "处理原因")
    if not reason:
        raise BadInput("请写明「核实情况和处理原因」")
    with desk.writing("resolve_objection"):
        objection = find_objection(desk, objection_id)
        listed = find_posting(desk, objection.posting_id)
        next_step = _next_step(listed.posting.category) if is_upheld else ""
        if objection.is_upheld is not None:
            if (objection.is_upheld, objection.reason) == (is_upheld, reason):
                return Recorded(objection, is_new=False, next_step=next_step)
            result = "成立" if objection.is_upheld else "不成立"
            raise RefusedByRule(
                f"第 {objection_id} 号异议已于 {objection.resolved_on} 认定{result}，不能再改",
                "already_resolved",
            )
        if desk.business_date < objection.raised_on:
            raise RefusedByRule(
                f"业务日期 {desk.business_date} 早于异议提出的 {objection.raised_on}，请核对",
                "too_early",
            )
        desk.store.add(
            ObjectionOutcome(
                objection_id=objection_id,
                resolved_on=desk.business_date,
                is_upheld=is_upheld,
                reason=reason,
                **desk.stamp(),
            )
        )
        outcome = "upheld" if is_upheld else "dismissed"
        desk.record("resolve_objection", f"objection {objection_id}", outcome)
    return Recorded(find_objection(desk, objection_id), is_new=True, next_step=next_step)


def _next_step(category: str) -> str:
    return (
        "类别没有因此终止：请把核实情况交认定部门；部门取消认定后，"
        f"用新名单再「导入部门名单」，类别写{category}；此人不计入报送人数"
    )
