"""The day-close slip (日结单): cash and terminals by the books and as counted, and the reason."""

from models.base.clock import local_time
from models.base.money import format_yuan
from models.base.text import cut
from models.cash.day_close.values import SCOPE_TITLES, DayClose
from models.ledger.entry import CHANNEL_TITLES
from models.levy.round import Duties
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing

_COLUMNS = (
    Column("项目", "item"),
    Column("笔数", "entries", "number"),
    Column("账面金额", "expected_fen", "money"),
    Column("实际金额", "counted_fen", "money"),
    Column("差额", "difference_fen", "money"),
)
_SIGNATURES = ("经办人：", "复核人：", "日期：")
_MOST_LATE = 20


def close_listing(desk: Desk, close: DayClose) -> Listing:
    """Return the slip of a close, as a list: at most 80 cells wide as text."""
    title = SCOPE_TITLES[close.scope]
    made = local_time(close.recorded_at)
    return Listing(
        name=f"{title}{close.number:05d}",
        station=desk.township,
        title=f"{desk.township}劳动保障站{title}单",
        dated=close.business_date,
        facts=(
            f"业务日期：{close.business_date}",
            f"第 {close.number} 号",
            f"经办人：{cut(close.operator, 16)}",
            f"单位：元{'' if not desk.is_demonstration else '（演示）'}",
        ),
        columns=_COLUMNS,
        rows=_rows(close),
        notes=(*_notes(close, desk.notice.duties), f"结账时间：{made}", _head(close)),
        signatures=_SIGNATURES,
    )


def _rows(close: DayClose) -> tuple[tuple[Cell, ...], ...]:
    own = "本人" if close.scope == "operator" else ""
    entries = [
        (f"{own}收款：{CHANNEL_TITLES[each.channel]}", each.taken + each.returned,
         each.amount_fen, None, None)
        for each in close.channels
    ]  # fmt: skip
    cash: list[tuple[Cell, ...]] = [
        (f"{own}收进现金", None, close.taken_fen, None, None),
        (f"{own}退出现金", None, -close.returned_fen, None, None),
        (f"{own}缴存现金", None, -close.deposited_fen, None, None),
        (
            "应有现金" if close.scope == "operator" else "库存现金", None, close.expected_fen,
            close.counted_fen, close.difference_fen,
        ),
    ]  # fmt: skip
    terminals = [
        (
            f"终端 {each.terminal} 批次 {each.batch}", each.sales, each.expected_fen,
            each.counted_fen, each.difference_fen,
        )
        for each in close.batches
    ]  # fmt: skip
    return (*entries, *cash, *terminals)


def _notes(close: DayClose, duties: Duties) -> list[str]:
    notes = []
    if close.has_differences:
        notes.append(f"差额原因：{close.reason}。差额没有改动账目，查清后补录，下次日结相符")
    elif close.reason:
        notes.append(f"备注：{close.reason}")
    else:
        notes.append("清点与账面相符")
    if close.late:
        shown = "、".join(close.late[:_MOST_LATE])
        more = f" 等 {len(close.late)} 张" if len(close.late) > _MOST_LATE else ""
        notes.append(f"上次日结后补录到已结日期的收据：{shown}{more}")
    if close.counted_fen and duties.deposit_days is not None:
        notes.append(
            f"库存现金 {format_yuan(close.counted_fen)} 元应按时缴存（{duties.deposit_clause}）"
        )
    return notes


def _head(close: DayClose) -> str:
    return f"台账链头：{close.head}（以后用 laobao check --against 核对）"
