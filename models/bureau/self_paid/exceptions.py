"""Rows of paid data that were set aside: what they are now, and how each is settled."""

import datetime as dt
from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.identity import parse_identity_number
from models.bureau.self_paid.plan import find_rows
from models.bureau.self_paid.record import close_row, post_open
from models.bureau.self_paid.values import STATE_TITLES, Finding, PaidRow, PaidState
from models.counter.reverse import check_reason
from models.station.desk import Desk

_ROWS = """
SELECT r.id, f.name, r.state, r.row, r.name, r.id_number, r.insurance, r.levy_year, r.amount_fen,
 r.channel, r.paid_on, r.voucher, r.tier_fen,
 CASE WHEN r.payment_id IS NULL AND d.id IS NULL THEN 1 ELSE 0 END
FROM paid_row r JOIN paid_file f ON f.id = r.file_id LEFT JOIN paid_decision d ON d.row_id = r.id
WHERE r.station_id = ? AND {which} ORDER BY r.id
"""


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
    rows = _rows(desk, "r.payment_id IS NULL AND d.id IS NULL")
    findings = find_rows(desk, [row for _, _, _, row, _ in rows])
    return tuple(
        OpenRow(number, file, found, finding)
        for (number, file, found, _, _), finding in zip(rows, findings, strict=True)
    )


def resolve_row(desk: Desk, number: int, reason: str) -> None:
    """Close a row without an entry: refunded by the bureau, passed on, not ours.

    Raises BadInput for an unknown number or a missing reason, RefusedByRule
    (``already_resolved``) for a row that is settled.
    """
    reason = check_reason(reason)
    with desk.store.writing():
        _open_row(desk, number)
        close_row(desk, number, reason)
        desk.record("resolve_paid", f"paid_row {number}", reason)


def accept_row(desk: Desk, number: int, reason: str) -> PostedRow:
    """Post a row although the name in it is another than the roster's.

    Raises as ``resolve_row`` does, and RefusedByRule (``not_postable``) where something
    else stands in the way.
    """
    reason = check_reason(reason)
    with desk.store.writing():
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
    with desk.store.writing():
        desk = desk.refreshed()
        rows = _rows(desk, "r.payment_id IS NULL AND d.id IS NULL")
        posted = post_open(desk, [(number, row) for number, _, _, row, _ in rows])
        if posted:
            desk.record("retry_paid", "paid_row", f"posted {len(posted)}")
    return tuple(PostedRow(number, receipt, finding) for number, finding, receipt in posted)


def _open_row(desk: Desk, number: int) -> PaidRow:
    found = _rows(desk, "r.id = ?", number)
    if not found:
        raise BadInput(f"没有第 {number} 号例外，请看 laobao report paid-exceptions")
    *_, row, is_open = found[0]
    if not is_open:
        raise RefusedByRule(f"第 {number} 号已入账或已处理，不用再办", "already_resolved")
    return row


def _rows(desk: Desk, which: str, *values: int) -> list[tuple[int, str, PaidState, PaidRow, bool]]:
    sql = _ROWS.format(which=which)
    return [
        (
            row[0],
            row[1],
            row[2],
            PaidRow(
                row=row[3],
                name=row[4],
                id_number=row[5],
                insurance=row[6],
                levy_year=row[7],
                amount_fen=int(row[8]),
                channel=row[9],
                paid_on=dt.date.fromisoformat(row[10]),
                voucher=row[11],
                tier_fen=row[12],
                fault=_fault(row[5]),
            ),
            bool(row[13]),
        )
        for row in desk.store.rows(sql, (desk.station_id, *values))
    ]


def _fault(id_number: str) -> str:
    """Return why a number on record is no valid one; empty if it is."""
    try:
        parse_identity_number(id_number)
    except BadInput as error:
        return error.message
    return ""
