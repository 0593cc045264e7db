"""The register as text and as one JSON document."""

from typing import Any

from models.base.money import format_yuan
from reports.receipt_register.gather import ReceiptRegister, RegisterRow
from reports.rendering.text_table import text_table

HEADINGS = (
    "收据号", "日期", "户", "户主", "险种", "人数", "金额", "方式", "经办", "状态", "冲销号",
    "打印",
)  # fmt: skip
PEOPLE, AMOUNT, PRINTS = 5, 6, 11
"""Which of the columns hold numbers."""


def register_text(register: ReceiptRegister) -> str:
    """Return the register as text."""
    rows = [texts_of(row) for row in register.rows]
    table = text_table(HEADINGS, rows, right={PEOPLE, AMOUNT, PRINTS})
    return "\n".join(
        [title_of(register), span_of(register), "", table, "", *summary_lines(register)]
    )


def summary_lines(register: ReceiptRegister) -> list[str]:
    """Return the sums, and whether a number is missing."""
    taken, back = register.receipts, register.taken_back
    lines = [
        f"收据 {taken.numbers} 张 {format_yuan(taken.amount_fen)} 元，其中已撤销、退费 "
        f"{register.voided} 张；撤销退还 {back.numbers} 笔 {format_yuan(-back.amount_fen)} 元；"
        f"净额 {format_yuan(register.net_fen)} 元"
    ]
    if register.missing:
        lines.append(f"缺号 {len(register.missing)} 个：{'、'.join(register.missing[:50])}")
    else:
        lines.append("号码连续，没有缺号")
    return lines


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


def title_of(register: ReceiptRegister) -> str:
    """Return the heading of the register."""
    return f"{register.station}劳动保障站收据登记簿"


def span_of(register: ReceiptRegister) -> str:
    """Return its days in words."""
    return f"{register.first} 至 {register.last}"


def texts_of(row: RegisterRow) -> list[str]:
    """Return a row as texts."""
    return [
        row.number,
        str(row.business_date),
        row.household,
        row.head,
        row.insurances,
        str(row.people),
        format_yuan(row.amount_fen),
        row.channel,
        row.operator,
        row.state,
        "、".join(row.reversed_by),
        str(row.prints),
    ]
