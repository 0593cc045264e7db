"""The statement of the agency fee (代征手续费): by collecting unit, collector and village."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from models.base.dates import Span
from models.base.money import format_yuan
from models.cash.collectors import list_collectors
from models.ledger.agency_fee import AgencyFee, FeeRow, agency_fee
from models.station.desk import Desk
from reports.listing.document import listing_document
from reports.listing.values import Cell, Column, Listing, Section

_COLUMNS = (
    Column("代征人员", "operator"),
    Column("村(社区)", "village"),
    Column("代征人次", "taken", "number"),
    Column("撤销退费人次", "taken_back", "number"),
    Column("计费人次", "counted", "number"),
    Column("手续费", "fee_fen", "money"),
)
_BY_UNIT = (
    Column("代征单位", "unit"),
    Column("代征人员", "collectors", "number"),
    *_COLUMNS[2:],
)
_SIGNATURES = ("代征单位：", "复核人：", "税务机关：", "（盖章）    年   月   日")
_UNASSIGNED = "未登记代征单位"


def agency_fee_listings(desk: Desk, span: Span) -> tuple[Listing, ...]:
    """Return the statement; raises as ``agency_fee``.

    A list for each collecting unit, and one of their sums; a single list where no unit is
    registered at all.
    """
    fee = agency_fee(desk, span.first_day, span.last_day)
    if not any(each.unit for each in fee.rows):
        return (_listing(desk, span, fee.rows, _notes(desk, span, fee)),)
    units = [(unit, tuple(rows)) for unit, rows in groupby(fee.rows, key=lambda row: row.unit)]
    parts = [_listing(desk, span, rows, (), unit or _UNASSIGNED) for unit, rows in units]
    return (*parts, _by_unit(desk, span, units, _notes(desk, span, fee)))


def agency_fee_document(listings: Sequence[Listing]) -> dict[str, Any]:
    """Return the statement as plain values for JSON: its ``total`` is of all units."""
    documents = [listing_document(each) for each in listings]
    if len(documents) == 1:
        return documents[0]
    return {"lists": documents, "total": documents[-1]["total"]}


def _listing(
    desk: Desk, span: Span, rows: Sequence[FeeRow], notes: tuple[str, ...], unit: str = ""
) -> Listing:
    return Listing(
        name="代征手续费",
        station=desk.township,
        title=f"{desk.township}劳动保障站代征手续费计算表",
        dated=span.last_day,
        facts=_facts(span),
        columns=_COLUMNS,
        rows=tuple((_collector(each), each.village, *_sums([each])) for each in rows),
        total=("合计", None, *_sums(rows)),
        notes=notes,
        signatures=() if unit else _SIGNATURES,
        section=Section("代征单位", unit, f"代征单位：{unit}") if unit else None,
    )


def _by_unit(
    desk: Desk,
    span: Span,
    units: Sequence[tuple[str, Sequence[FeeRow]]],
    notes: tuple[str, ...],
) -> Listing:
    everything = [each for _, rows in units for each in rows]
    return Listing(
        name="代征手续费汇总",
        station=desk.township,
        title=f"{desk.township}劳动保障站代征手续费汇总表",
        dated=span.last_day,
        facts=_facts(span),
        columns=_BY_UNIT,
        rows=tuple(
            (unit or _UNASSIGNED, len({each.operator for each in rows}), *_sums(rows))
            for unit, rows in units
        ),
        total=("合计", len({each.operator for each in everything}), *_sums(everything)),
        notes=notes,
        signatures=_SIGNATURES,
        is_beside=True,
    )


def _facts(span: Span) -> tuple[str, ...]:
    return f"计算期：{span.title}", "单位：人次、元"


def _collector(row: FeeRow) -> str:
    return f"{row.name}（{row.operator}）" if row.name else row.operator


def _sums(rows: Sequence[FeeRow]) -> tuple[Cell, ...]:
    """Return what was taken, taken back, counted, and the fee."""
    return (
        sum(each.taken for each in rows),
        sum(each.taken_back for each in rows),
        sum(each.counted for each in rows),
        sum(each.fee_fen for each in rows),
    )


def _notes(desk: Desk, span: Span, fee: AgencyFee) -> tuple[str, ...]:
    notes = [
        f"每人次 {format_yuan(fee.each_fen)} 元（{fee.clause}）；撤销、退费的在办理的当期扣除，"
        "记在原来收费的人名下",
        "只计经本站刷卡、收现金的；自行缴费的、补收退还差额的不计",
        "通知没有写明免缴登记是否计费，本表只计柜台收了钱的",
    ]
    if fee.enrolled_free > 0:
        notes.append(f"本期免缴登记 {fee.enrolled_free} 人次没有收费，未计手续费")
    strangers = _not_registered(desk, span, fee)
    if strangers:
        notes.append(f"不在代征人员登记表的：{'、'.join(strangers)}，请向税务登记，或核对代征单位")
    return tuple(notes)


def _not_registered(desk: Desk, span: Span, fee: AgencyFee) -> list[str]:
    """Return the collectors whom the register does not have under their unit.

    Nobody where the station keeps no such register.
    """
    known = {(each.point, each.name) for each in list_collectors(desk.on(span.last_day))}
    collectors = {(each.unit, each.name or each.operator): _collector(each) for each in fee.rows}
    return [shown for who, shown in collectors.items() if known and who not in known]
