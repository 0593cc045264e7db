"""Slips of which nobody knows whether they came out: the line was cut, the terminal said nothing.

Until somebody has looked they count as sent: two originals are worse than a reprint too many.
Nothing is decided of a slip that a colleague may be printing this very moment.
"""

import datetime as dt
from typing import NamedTuple

from models.base import clock
from models.base.errors import BadInput, RefusedByRule
from models.counter.receipt.values import PrintedReceipt
from models.station.desk import Desk
from models.store.tables.ledger import PrintOutcome

UNDER_WAY_SECONDS = 120
"""Longer than any printer is waited for: what is older is not being printed any more."""

_LAST = """
SELECT t.id AS print_id, t.payment_id, o.login AS operator, t.recorded_at
FROM registration_print t JOIN operator o ON o.station_id = t.station_id AND o.id = t.operator_id
LEFT JOIN print_outcome e ON e.station_id = t.station_id AND e.print_id = t.id
WHERE t.station_id = ? AND t.payment_id = ? AND t.household_id = ? AND t.way IS NOT NULL
 AND e.id IS NULL ORDER BY t.id
"""


class Doubt(NamedTuple):
    """A slip that was to be printed, by whom and when; nobody knows whether it came out."""

    print_id: int
    payment_id: int
    operator: str
    recorded_at: str

    @property
    def words(self) -> str:
        """Who printed it when, as a clerk reads it."""
        return f"{self.operator} {clock.local_time(self.recorded_at)}"


def doubts_of(desk: Desk, slips: tuple[PrintedReceipt, ...]) -> list[Doubt]:
    """Return the prints of slips of which nobody knows."""
    return [
        doubt
        for each in slips
        for doubt in desk.store.query(
            Doubt, _LAST, (desk.station_id, each.payment_id, each.lines[0].household_id)
        )
    ]


def settle_doubts(
    desk: Desk, slips: tuple[PrintedReceipt, ...], *, is_sent: bool, has_reason: bool
) -> None:
    """Note what became of the prints before, now that a slip is printed again.

    Only inside a writing transaction. Raises RefusedByRule (``being_printed``) where a colleague
    is printing it, BadInput where nobody says what became of it, nor why it is printed again.
    """
    for each in doubts_of(desk, slips):
        if each.operator != desk.operator and _age(each) < UNDER_WAY_SECONDS:
            raise RefusedByRule(
                f"这张登记单正在打印（{each.words}），请等两分钟再打", "being_printed"
            )
        if is_sent and not has_reason:
            raise BadInput(
                f"上一次打印（{each.words}）没有确认是否打出：打出了的，请写明「补打的原因」；"
                "没有打出的，写「上次没有打出」"
            )
        note_outcome(desk, each.print_id, is_sent=is_sent)


def note_outcome(desk: Desk, print_id: int, *, is_sent: bool) -> None:
    """Note what became of a print, if nothing is noted yet; only inside a writing transaction."""
    if desk.store.get(PrintOutcome, station_id=desk.station_id, print_id=print_id) is not None:
        return
    desk.store.add(
        PrintOutcome(
            print_id=print_id,
            is_sent=is_sent,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )
    desk.record("end_print", f"print {print_id}", "sent" if is_sent else "not sent")


def _age(doubt: Doubt) -> float:
    """Return how many seconds ago a print began."""
    now, then = map(clock.in_china, (clock.timestamp(), doubt.recorded_at))
    return max((now - then) / dt.timedelta(seconds=1), 0.0)
