"""The statement of the agency fee (代征手续费), by collector and village."""

from models.base.dates import Span
from models.base.money import format_yuan
from models.ledger.agency_fee import agency_fee
from models.station.desk import Desk
from reports.listing.values import Column, Listing

_COLUMNS = (
    Column("代征人员", "operator"),
    Column("村(社区)", "village"),
    Column("代征人次", "taken", "number"),
    Column("撤销退费人次", "taken_back", "number"),
    Column("计费人次", "counted", "number"),
    Column("手续费", "fee_fen", "money"),
)
_SIGNATURES = ("代征单位：", "复核人：", "税务机关：", "（盖章）    年   月   日")


def agency_fee_listing(desk: Desk, span: Span) -> Listing:
    """Return the statement; raises as ``agency_fee``."""
    fee = agency_fee(desk, span.first_day, span.last_day)
    notes = [
        f"每人次 {format_yuan(fee.each_fen)} 元（{fee.clause}）；撤销、退费的在办理的当期扣除，"
        "记在原来收费的人名下",
        "只计经本站刷卡、收现金的；自行缴费的、补收退还差额的不计",
        "通知没有写明免缴登记是否计费，本表只计柜台收了钱的",
    ]
    if fee.enrolled_free > 0:
        notes.append(f"本期免缴登记 {fee.enrolled_free} 人次没有收费，未计手续费")
    return Listing(
        name="代征手续费",
        station=desk.township,
        title=f"{desk.township}劳动保障站代征手续费计算表",
        dated=span.last_day,
        facts=(f"计算期：{span.title}", "单位：人次、元"),
        columns=_COLUMNS,
        rows=tuple(
            (each.operator, each.village, each.taken, each.taken_back, each.counted, each.fee_fen)
            for each in fee.rows
        ),
        total=(
            "合计",
            None,
            sum(each.taken for each in fee.rows),
            sum(each.taken_back for each in fee.rows),
            sum(each.counted for each in fee.rows),
            sum(each.fee_fen for each in fee.rows),
        ),
        notes=tuple(notes),
        signatures=_SIGNATURES,
    )
