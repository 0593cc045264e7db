"""The refunds that were asked for and that another person has yet to review."""

from models.counter.pending_refunds import pending_refunds
from models.ledger.entry import CHANNEL_TITLES
from models.station.desk import Desk
from reports.listing.values import Column, Listing

_COLUMNS = (
    Column("收据", "receipt"),
    Column("人员", "names"),
    Column("金额", "amount_fen", "money"),
    Column("退款方式", "channel"),
    Column("申请日期", "asked_on", "date"),
    Column("申请人", "operator"),
    Column("原因", "reason"),
)


def refunds_waiting_listing(desk: Desk) -> Listing:
    """Return the refunds that wait, in the order in which they were asked for."""
    found = pending_refunds(desk)
    return Listing(
        name="待复核退费",
        station=desk.township,
        title=f"{desk.township}劳动保障站待复核的退费",
        dated=desk.business_date,
        facts=(f"截至：{desk.business_date}", "单位：元"),
        columns=_COLUMNS,
        rows=tuple(
            (
                each.receipt, "、".join(dict.fromkeys(each.names)), each.amount_fen,
                CHANNEL_TITLES[each.channel], each.business_date, each.operator, each.reason,
            )
            for each in found
        ),
        total=(
            "合计", f"{len(found)} 笔", sum(each.amount_fen for each in found),
            None, None, None, None,
        ),
        notes=("申请人以外的复核、站长复核后才退款",),
    )  # fmt: skip
