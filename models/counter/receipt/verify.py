"""What the check code on a paper belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from models.base.errors import RefusedByRule
from models.counter.receipt.code import check_code, is_code
from models.counter.receipt.read import older_code, receipt_of, slips_of
from models.counter.receipt.values import PrintedReceipt
from models.station.desk import Desk
from models.store.tables.ledger import RegistrationPrint


@dataclass(frozen=True)
class Verified:
    """What a paper's code belongs to, as it stands now; ``printed`` is what stood on the paper.

    ``printed`` is empty for a code that was only shown, or of a paper of before 0.4.
    """

    receipt: PrintedReceipt
    printed: Mapping[str, Any]


def verify_receipt(desk: Desk, number: str, code: str) -> Verified:
    """Return what a check code is of: a paper that was printed, or an entry as it was shown.

    Raises RefusedByRule (``code_differs``) for a code of nothing with this number, BadInput for
    a number that has no slip.
    """
    receipt = receipt_of(desk, number)
    slips = {each.lines[0].household_id: each for each in slips_of(desk, number)}
    rows = desk.store.find(
        RegistrationPrint, station_id=desk.station_id, payment_id=receipt.payment_id
    )
    for row in rows:
        if is_code(code, row.code) and is_code(code, check_code(desk, (row.content,))):
            return Verified(slips[row.household_id], msgspec.json.decode(row.content))
    for shown in (receipt, *slips.values()):
        if is_code(code, shown.code):
            return Verified(shown, {})
    if is_code(code, older_code(desk, receipt)):
        return Verified(receipt, {})
    raise RefusedByRule(
        f"校验码与收据 {receipt.number} 不符：可能抄错，也可能不是本站打印的，请核对原件",
        "code_differs",
    )
