"""The register of receipts as a list, and as one JSON document."""

from typing import Any

from models.base.money import format_yuan
from reports.listing.values import Cell, Column, Listing
from reports.receipt_register.gather import ReceiptRegister, RegisterRow

_COLUMNS = (
    Column("收据号", "number", names="receipt"),
    Column("日期", "business_date", "date"),
    Column("户", "household", names="nothing"),
    Column("户主", "head"),
    Column("险种", "insurances"),
    Column("人数", "people", "number"),
    Column("金额", "amount_fen", "money"),
    Column("方式", "channel"),
    Column("经办", "operator"),
    Column("状态", "state"),
    Column("冲销号", "reversed_by"),
    Column("打印", "prints", "number"),
    Column("录入时间", "recorded_at"),
)
_MOST_MISSING = 50


def register_listing(register: ReceiptRegister) -> Listing:
    """Return the register as a list."""
    return Listing(
        name="缴费登记簿",
        station=register.station,
        title=f"{register.station}劳动保障站缴费登记簿",
        dated=register.last,
        facts=(f"{register.first} 至 {register.last}",),
        columns=_COLUMNS,
        rows=tuple(map(_row, register.rows)),
        total=("净额", *[""] * 5, register.net_fen, *[""] * 6),
        notes=_sums(register),
        signatures=(),
    )


def _row(row: RegisterRow) -> tuple[Cell, ...]:
    return (
        row.number, row.business_date, row.household, row.head, row.insurances, row.people,
        row.amount_fen, row.channel, row.operator, row.state, "、".join(row.reversed_by),
        row.prints, row.recorded_at,
    )  # fmt: skip


def _sums(register: ReceiptRegister) -> tuple[str, ...]:
    """Return the sums, whether a number is missing, and what the papers are not."""
    taken, back, missing = register.receipts, register.taken_back, register.missing
    gaps = f"缺号 {len(missing)} 个：{'、'.join(missing[:_MOST_MISSING])}"
    return (
        f"登记 {taken.numbers} 笔 {format_yuan(taken.amount_fen)} 元，其中已撤销、退费 "
        f"{register.voided} 笔；撤销退还 {back.numbers} 笔 {format_yuan(-back.amount_fen)} 元；"
        f"净额 {format_yuan(register.net_fen)} 元",
        gaps if missing else "号码连续，没有缺号",
        "本簿登记本站打的缴费登记单，不是税收票证；税收票证的领用见税收票证登记簿",
    )


def register_document(register: ReceiptRegister) -> dict[str, Any]:
    """Return the register as plain values for JSON; amounts in fen."""
    return {
        "station": register.station,
        "from": register.first,
        "until": register.last,
        "receipts": register.rows,
        "total": {
            "receipts": register.receipts,
            "voided": register.voided,
            "taken_back": register.taken_back,
            "net_fen": register.net_fen,
        },
        "missing": register.missing,
    }
