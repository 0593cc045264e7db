"""Of a double payment that the station gave back: the one the bureau took is entered at once."""

from models.base.errors import LaobaoError
from models.base.money import format_yuan
from models.bureau.self_paid.exceptions import retry_rows
from models.counter.reversible import Reversible
from models.station.desk import Desk

PAID_TWICE = "重复缴费"


def enter_other_payment(desk: Desk, given_back: Reversible, reason: str) -> str:
    """Enter what the bureau took of the people given back to for ``reason``; say so, or why not.

    Nothing where they did not pay twice, or nothing of them waits. What was given back stays.
    """
    if reason.strip() != PAID_TWICE:
        return ""
    try:
        posted = retry_rows(desk, {who.id_number for who in given_back.people})
    except LaobaoError as error:
        return f"税务已收的一笔还没有入账：{error.message}"
    if not posted:
        return ""
    fen = sum(each.finding.row.amount_fen for each in posted)
    receipts = "、".join(dict.fromkeys(each.receipt for each in posted))
    return f"税务已收的 {format_yuan(fen)} 元随即入账：收据 {receipts}"
