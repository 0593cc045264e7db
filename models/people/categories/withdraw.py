"""Taking back a category that was applied by mistake a moment ago.

Only what nothing was built on: a category that a payment was taken under is history, and
ends by a certification of its own.
"""

from models.base.errors import RefusedByRule
from models.people.categories.certify import Certified
from models.station.desk import Desk
from models.store.ledger_tables import InForce, PaymentLine
from models.store.tables import Certification, Operator


def withdraw_certification(desk: Desk, certified: Certified) -> Certified:
    """Take back a certification this operator has recorded; the audit trail keeps both.

    Raises RefusedByRule where it is there no more, was recorded by somebody else, has been
    confirmed since, or a payment was taken under the category afterwards.
    """
    with desk.store.writing():
        held = (
            Certification.select(Certification, Operator)
            .join(Operator)
            .where(
                Certification.station == desk.station_id,
                Certification.person == certified.person_id,
                Certification.category == certified.category,
                Certification.certified_from == certified.certified_from,
            )
            .get_or_none()
        )
        if held is None:
            raise RefusedByRule(f"{certified.name}没有这一项“{certified.category}”认定", "not_held")
        if held.operator.login != desk.operator:
            raise RefusedByRule(
                f"这一项认定是操作员 {held.operator.login} 登记的，只有本人可以撤回",
                "other_operator",
            )
        if held.confirmed_by:
            raise RefusedByRule("这一项认定已经确认，不能撤回", "confirmed")
        is_used = (
            PaymentLine.select()
            .join(InForce, on=(InForce.line == PaymentLine.id))
            .where(
                PaymentLine.person == certified.person_id,
                PaymentLine.category == certified.category,
                PaymentLine.business_date >= certified.certified_from,
            )
        )
        if is_used.exists():
            raise RefusedByRule(
                f"已按“{certified.category}”收过费，不能撤回；请先撤销那笔收费", "used"
            )
        held.delete_instance()
        desk.record(
            "withdraw", f"person {certified.person_id}", f"{held.category} {held.certified_from}"
        )
    return certified
