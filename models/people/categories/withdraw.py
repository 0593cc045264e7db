"""Taking back a category that was applied by mistake a moment ago.

Only what no payment was built on: a category that one was taken under is history, and ends
with its day and its paper. A difference that was settled under it turns round.
"""

from collections.abc import Sequence

from models.base.errors import RefusedByRule
from models.people.categories.certify import Certified
from models.station.desk import Desk
from models.store.tables.people import Certification, CertificationChange
from models.store.tables.station import Operator

_TAKEN_UNDER = """
SELECT count(*) FROM payment_line l
JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id
WHERE l.station_id = ? AND l.person_id = ? AND l.category = ? AND l.business_date >= ?
"""


def withdraw_certifications(desk: Desk, certified: Sequence[Certified]) -> tuple[Certified, ...]:
    """Take back several at once, a family's; all of them or none. Raises as for one."""
    with desk.writing("withdraw"):
        return tuple(withdraw_certification(desk, each) for each in certified)


def withdraw_certification(desk: Desk, certified: Certified) -> Certified:
    """Take back a certification this operator has recorded; the audit trail keeps both.

    Raises RefusedByRule where it is there no more, was recorded by somebody else, has been
    confirmed or changed since, or a payment was taken under the category afterwards.
    """
    with desk.writing("withdraw"):
        held = desk.store.get(
            Certification,
            station_id=desk.station_id,
            person_id=certified.person_id,
            category=certified.category,
            certified_from=certified.certified_from,
        )
        if held is None:
            raise RefusedByRule(f"{certified.name}没有这一项“{certified.category}”认定", "not_held")
        by = desk.store.get(Operator, station_id=desk.station_id, id=held.operator_id)
        if by is not None and by.login != desk.operator:
            raise RefusedByRule(
                f"这一项认定是操作员 {by.login} 登记的，只有本人可以撤回",
                "other_operator",
            )
        if held.confirmed_by:
            raise RefusedByRule("这一项认定已经确认，不能撤回", "confirmed")
        changes = desk.store.find(
            CertificationChange, station_id=desk.station_id, certification_id=held.id
        )
        if changes:
            raise RefusedByRule("这一项认定续期、终止或更正过，不能撤回；请办更正", "changed")
        taken = desk.store.number(
            _TAKEN_UNDER,
            (
                desk.station_id,
                certified.person_id,
                certified.category,
                certified.certified_from.isoformat(),
            ),
        )
        if taken:
            raise RefusedByRule(
                f"已按“{certified.category}”收过费，不能撤回；请先撤销那笔收费", "used"
            )
        desk.store.remove(Certification, station_id=desk.station_id, id=held.id)
        desk.record(
            "withdraw", f"person {certified.person_id}", f"{held.category} {held.certified_from}"
        )
    return certified
