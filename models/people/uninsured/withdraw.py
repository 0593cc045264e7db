"""Taking back a list of the uninsured that came by mistake."""

from models.base.errors import BadInput, RefusedByRule
from models.base.text import check_clean, squeeze
from models.people.uninsured.read import lists_of
from models.station.desk import Desk
from models.store.tables.uninsured import UninsuredList, UninsuredWithdrawal


def withdraw_list(desk: Desk, list_id: int, reason: str) -> UninsuredList:
    """Take a list back: whom it names is asked no more, what was answered to it counts no more.

    Nothing is removed: rows and answers stay on record, and in the families' histories. The same
    file can be read again. Raises BadInput without a reason, RefusedByRule (``no_such_list``)
    for a list that is not there, or no longer.
    """
    reason = check_clean(squeeze(reason), "原因")
    if not reason:
        raise BadInput("请写明「撤回的原因」")
    with desk.writing("withdraw_uninsured"):
        listed = next((each for each in lists_of(desk) if each.id == list_id), None)
        if listed is None:
            raise RefusedByRule(f"没有名单 {list_id}，或已经撤回，请核对名单号", "no_such_list")
        desk.store.add(
            UninsuredWithdrawal(
                list_id=list_id, reason=reason, business_date=desk.business_date, **desk.stamp()
            )
        )
        desk.record("withdraw_uninsured", f"list {list_id}", reason)
    return listed
