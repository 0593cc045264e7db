"""Rows of paid data that were set aside: what they are now, and how each is settled."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.identity import parse_identity_number
from models.base.terms import Insurance
from models.bureau.self_paid.plan import find_rows
from models.bureau.self_paid.record import close_row, post_open
from models.bureau.self_paid.values import STATE_TITLES, Finding, PaidRow, PaidState
from models.counter.reverse import check_reason
from models.station.desk import Desk

_OPEN = "r.payment_id IS NULL AND d.id IS NULL"
_ROWS = f"""
SELECT r.id AS number, f.name AS file, r.state AS found, r.row, r.name, r.id_number, r.insurance,
 r.levy_year, r.amount_fen, r.channel, r.paid_on, r.voucher, r.tier_fen, {_OPEN} AS is_open
FROM self_paid_row r
JOIN self_paid_file f ON f.station_id = r.station_id AND f.id = r.file_id
LEFT JOIN self_paid_decision d ON d.station_id = r.station_id AND d.row_id = r.id
WHERE r.station_id = ? AND {{which}} ORDER BY r.id
"""


class _Row(NamedTuple):
    """A row on record: its file, what it was found to be, whether it is still open."""

    number: int
    file: str
    found: PaidState
    row: int
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    channel: str
    paid_on: dt.date
    voucher: str
    tier_fen: int | None
    is_open: bool

    def paid(self) -> PaidRow:
        """Return the row as it stood in its file."""
        return PaidRow(
            row=self.row,
            name=self.name,
            id_number=self.id_number,
            insurance=self.insurance,
            levy_year=self.levy_year,
            amount_fen=self.amount_fen,
            channel=self.channel,
            paid_on=self.paid_on,
            voucher=self.voucher,
            tier_fen=self.tier_fen,
            fault=_fault(self.id_number),
        )


@dataclass(frozen=True)
class OpenRow:
    """A row that waits for a decision; ``number`` is how commands name it.

    ``finding`` is what it is now, ``found`` what it was when the file came. A finding
    ``posted`` says that nothing stands in the way any more.
    """

    number: int
    file: str
    found: PaidState
    finding: Finding


@dataclass(frozen=True)
class PostedRow:
    """A row that was set aside and is now in the ledger."""

    number: int
    receipt: str
    finding: Finding


def open_rows(desk: Desk) -> tuple[OpenRow, ...]:
    """Return every row that waits for a decision, in the order they came.

    What a row is, is worked out afresh: once one of two payments has been refunded, or the
    roster was put right, it is no longer what it was found to be.
    """
    rows = _rows(desk, _OPEN)
    findings = find_rows(desk, [each.paid() for each in rows])
    return tuple(
        OpenRow(each.number, each.file, each.found, finding)
        for each, finding in zip(rows, findings, strict=True)
    )


def resolve_row(desk: Desk, number: int, reason: str) -> None:
    """Close a row without an entry: refunded by the bureau, passed on, not ours.

    Raises BadInput for an unknown number or a missing reason, RefusedByRule
    (``already_resolved``) for a row that is settled.
    """
    reason = check_reason(reason)
    with desk.writing("resolve_paid"):
        _open_row(desk, number)
        close_row(desk, number, reason)
        desk.record("resolve_paid", f"paid_row {number}", reason)


def accept_row(desk: Desk, number: int, reason: str) -> PostedRow:
    """Post a row although the name in it is another than the roster's.

    Raises as ``resolve_row`` does, and RefusedByRule (``not_postable``) where something
    else stands in the way.
    """
    reason = check_reason(reason)
    with desk.writing("accept_paid"):
        desk = desk.refreshed()
        row = _open_row(desk, number)
        posted = post_open(desk, [(number, row)], reason, accepts_names=True)
        if not posted:
            finding = find_rows(desk, [row], accepted=(0,))[0]
            raise RefusedByRule(
                f"第 {number} 号不能入账（{STATE_TITLES[finding.state]}）：{finding.reason}",
                "not_postable",
            )
        _, finding, receipt = posted[0]
        desk.record("accept_paid", f"paid_row {number}", f"{receipt} {reason}")
    return PostedRow(number, receipt, finding)


def retry_rows(desk: Desk) -> tuple[PostedRow, ...]:
    """Post every open row in whose way nothing stands any more."""
    with desk.writing("retry_paid"):
        desk = desk.refreshed()
        posted = post_open(desk, [(each.number, each.paid()) for each in _rows(desk, _OPEN)])
        if posted:
            desk.record("retry_paid", "paid_row", f"posted {len(posted)}")
    return tuple(PostedRow(number, receipt, finding) for number, finding, receipt in posted)


def _open_row(desk: Desk, number: int) -> PaidRow:
    found = _rows(desk, "r.id = ?", number)
    if not found:
        raise BadInput(f"没有第 {number} 号例外，请看「自行缴费数据的例外」")
    if not found[0].is_open:
        raise RefusedByRule(f"第 {number} 号已入账或已处理，不用再办", "already_resolved")
    return found[0].paid()


def _rows(desk: Desk, which: str, *values: int) -> list[_Row]:
    return desk.store.query(_Row, _ROWS.format(which=which), (desk.station_id, *values))


def _fault(id_number: str) -> str:
    """Return why a number on record is no valid one; empty if it is."""
    try:
        parse_identity_number(id_number)
    except BadInput as error:
        return error.message
    return ""
