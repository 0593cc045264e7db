"""Rows of paid data that were set aside: what they are now, and how each is settled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.base.errors import RefusedByRule
from models.base.money import format_yuan
from models.bureau.self_paid.kept import KeptRow, rests, row_numbered, waiting_rows
from models.bureau.self_paid.plan import plan_rows
from models.bureau.self_paid.record import post_open
from models.bureau.self_paid.return_values import Wanted
from models.bureau.self_paid.values import STATE_TITLES, Finding, PaidState
from models.bureau.self_paid.write import close_row, return_surplus
from models.counter.reverse import check_reason
from models.station.desk import Desk


@dataclass(frozen=True)
class OpenRow:
    """A row that waits for a decision; ``number`` is how commands name it.

    ``finding`` is what it is now, ``found`` what it was when the file came. A finding
    ``posted`` says that nothing stands in the way any more. ``open_fen`` is what is to be decided
    on: the row's amount, its surplus, or the rest of it.
    """

    number: int
    file: str
    found: PaidState
    finding: Finding
    open_fen: int


@dataclass(frozen=True)
class PostedRow:
    """A row that was set aside and is now in the ledger."""

    number: int
    receipt: str
    finding: Finding


def open_rows(desk: Desk) -> tuple[OpenRow, ...]:
    """Return every row that waits for a decision, in the order they came.

    What a row is, is worked out afresh: once one of two payments has been refunded, or the
    roster was put right, it is no longer what it was found to be. Of a row that was taken there
    is the surplus to be returned, or the rest to be collected.
    """
    rows = waiting_rows(desk)
    of = _findings(desk, [each for each in rows if each.is_open])
    short = rests(desk, rows)
    found = []
    for each in rows:
        if each.is_open:
            finding, open_fen = of[each.number], each.amount_fen
        elif each.surplus_fen:
            finding, open_fen = _surplus(each), each.surplus_fen
        elif each.number in short:
            open_fen = short[each.number]
            finding = _rest(each, open_fen)
        else:
            continue
        found.append(OpenRow(each.number, each.file, each.found, finding, open_fen))
    return tuple(found)


def resolve_row(desk: Desk, number: int, reason: str) -> None:
    """Close a row without an entry: refunded by the bureau, passed on, not ours.

    Of a row that was taken it closes the surplus: the bureau has returned it. Raises BadInput
    for an unknown number or a missing reason, RefusedByRule (``already_resolved``) for a row that
    is settled.
    """
    reason = check_reason(reason)
    with desk.writing("resolve_paid"):
        row = row_numbered(desk, number)
        if row.surplus_fen:
            return_surplus(desk, number, reason)
        else:
            refuse_settled(row)
            close_row(desk, number, reason)
        desk.record("resolve_paid", f"paid_row {number}", reason)


def accept_row(desk: Desk, number: int, reason: str) -> PostedRow:
    """Post a row although its name is another than the roster's, or the bureau has set it aside.

    Raises as ``resolve_row`` does, and RefusedByRule (``not_postable``) where something
    else stands in the way.
    """
    reason = check_reason(reason)
    with desk.writing("accept_paid"):
        desk = desk.refreshed()
        row = row_numbered(desk, number)
        refuse_settled(row)
        posted = post_open(desk, [row], reason, accepts=True)
        if not posted:
            finding = _findings(desk, [row], accepts=True)[number]
            raise RefusedByRule(
                f"第 {number} 号不能入账（{STATE_TITLES[finding.state]}）：{finding.reason}",
                "not_postable",
            )
        _, finding, receipt = posted[0]
        desk.record("accept_paid", f"paid_row {number}", f"{receipt} {reason}")
    return PostedRow(number, receipt, finding)


def retry_rows(desk: Desk, only: Collection[str] | None = None) -> tuple[PostedRow, ...]:
    """Post every open row in whose way nothing stands any more, and do the reversals that can be.

    ``only``: the identity numbers of those whose rows are meant. Returned are the rows posted.
    """
    with desk.writing("retry_paid"):
        desk = desk.refreshed()
        rows = [
            each
            for each in waiting_rows(desk)
            if each.is_open and (only is None or each.id_number in only)
        ]
        posted = post_open(desk, rows)
        asked = {each.number for each in rows}
        still = sum(each.is_open and each.number in asked for each in waiting_rows(desk))
        done = len(rows) - still
        if done:
            detail = f"posted {len(posted)} settled {done - len(posted)}"
            desk.record("retry_paid", "paid_row", detail)
    return tuple(PostedRow(number, receipt, finding) for number, finding, receipt in posted)


def refuse_settled(row: KeptRow) -> None:
    """Raise RefusedByRule (``already_resolved``) for a row that is not open any more."""
    if not row.is_open:
        raise RefusedByRule(f"第 {row.number} 号已入账或已处理，不用再办", "already_resolved")


def _findings(desk: Desk, rows: Sequence[KeptRow], *, accepts: bool = False) -> dict[int, Finding]:
    """Return by number what open rows are now."""
    wanted = [Wanted(each.identity, each.number, each.paid()) for each in rows]
    accepted = {each.identity for each in rows} if accepts else set()
    plan = plan_rows(desk, wanted, accepted)
    return {row_id: finding for _, row_id, finding in plan.found if row_id is not None}


def _surplus(row: KeptRow) -> Finding:
    words = (
        f"已按应缴 {format_yuan(row.taken_fen or 0)} 元入账，多缴 {format_yuan(row.surplus_fen)} 元"
    )
    return Finding(row.paid(), "surplus", f"{words}由税务退还", due_fen=row.taken_fen)


def _rest(row: KeptRow, rest_fen: int) -> Finding:
    words = f"已入账，补收的 {format_yuan(rest_fen)} 元撤销了，还没有补收"
    return Finding(row.paid(), "rest", words, due_fen=row.taken_fen)
