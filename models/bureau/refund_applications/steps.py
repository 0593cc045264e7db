"""What becomes of an application: sent to the bureau, then paid or declined, or withdrawn."""

import datetime as dt

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.bureau.refund_applications.read import application_numbered
from models.bureau.refund_applications.values import STATE_TITLES, Application
from models.station.desk import Desk
from models.store.tables.corrections import RefundApplicationStep, Step

_FROM: dict[Step, tuple[str, ...]] = {
    "sent": ("open",),
    "paid": ("sent",),
    "declined": ("sent",),
    "withdrawn": ("open", "sent"),
}
_TITLES: dict[Step, str] = {
    "sent": "报送",
    "paid": "登记到账",
    "declined": "登记未批准",
    "withdrawn": "撤回",
}


def step_application(
    desk: Desk,
    number: int,
    step: Step,
    on: dt.date | None = None,
    paper: str = "",
    reason: str = "",
) -> Application:
    """Record a step of an application; the same again answers with how it stands.

    The day is the business date unless another is given. Raises RefusedByRule for a step that
    does not follow (``not_in_turn``), BadInput for a day that is none, a missing reason of what
    was declined or withdrawn.
    """
    day = on or desk.business_date
    paper, reason = check_clean(squeeze(paper), "文号"), check_clean(squeeze(reason), "原因")
    if step in ("declined", "withdrawn") and not reason:
        raise BadInput("请写明原因")
    with desk.writing("step_refund"):
        found = application_numbered(desk, number)
        if found.state == step and found.steps[-1].on_day == day:
            return found
        if found.state not in _FROM[step]:
            raise RefusedByRule(
                f"第 {number} 号退费申请{STATE_TITLES[found.state]}，不能{_TITLES[step]}",
                "not_in_turn",
            )
        before = found.steps[-1].on_day if found.steps else found.applied_on
        if not before <= day <= desk.business_date:
            raise BadInput(f"日期应在 {before} 和业务日期 {desk.business_date} 之间，请核对")
        desk.store.add(
            RefundApplicationStep(
                application_id=number,
                step=step,
                on_day=day,
                paper=paper,
                reason=reason,
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("step_refund", f"refund_application {number}", f"{step} {day}")
    return application_numbered(desk, number)
