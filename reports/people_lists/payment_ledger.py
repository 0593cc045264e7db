"""The payment ledger (缴费台账): every line of every entry, in the order of the books.

A stream: the rows leave the memory as they are written. What is printed adds up: standard
less subsidy plus what comes back later is what was paid.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import short_title

KIND_TITLES = {
    "payment": "收费",
    "void": "撤销",
    "refund": "退费",
    "collect": "补收差额",
    "return": "退还差额",
}
_SPAN = "y.station_id = ? AND y.business_date >= ? AND y.business_date <= ?"
_LINES = f"""
SELECT y.id, y.business_date, y.year, y.serial, y.kind, v.name, h.number, p.name, l.id_number,
 l.insurance, l.levy_year, l.category, l.standard_fen, l.subsidy_fen, l.reimbursed_fen,
 l.amount_fen, y.channel, o.login, coalesce(q.year, b.year), coalesce(q.serial, b.serial),
 y.reason, c.levy_list, c.voucher, coalesce(w.voucher, x.voucher)
FROM payment y JOIN payment_line l ON l.payment_id = y.id JOIN person p ON p.id = l.person_id
JOIN household h ON h.id = l.household_id JOIN village v ON v.id = l.village_id
JOIN operator o ON o.id = y.operator_id
LEFT JOIN payment q ON q.id = y.reverses_id
LEFT JOIN payment_line a ON a.id = l.adjusts_line_id LEFT JOIN payment b ON b.id = a.payment_id
LEFT JOIN cash_paper c ON c.payment_id = y.id LEFT JOIN paid_row w ON w.payment_id = y.id
LEFT JOIN paid_decision d ON d.payment_id = y.id LEFT JOIN paid_row x ON x.id = d.row_id
WHERE {_SPAN} ORDER BY y.business_date, y.id, l.id
"""
_SLIPS = f"""
SELECT y.id, s.terminal, s.batch, s.trace FROM payment y JOIN slip s ON s.payment_id = y.id
WHERE {_SPAN} ORDER BY y.business_date, y.id, s.id
"""
_SUMS = f"""
SELECT y.kind, count(DISTINCT y.id), count(*), sum(l.standard_fen), sum(l.subsidy_fen),
 sum(l.reimbursed_fen), sum(l.amount_fen)
FROM payment y JOIN payment_line l ON l.payment_id = y.id WHERE {_SPAN} GROUP BY y.kind
"""
_COLUMNS = (
    Column("日期", "date", "date", cells=11),
    Column("收据", "receipt", cells=14),
    Column("事项", "kind", cells=9),
    Column("村(社区)", "village", cells=11),
    Column("户编号", "household", cells=10),
    Column("姓名", "name", cells=12),
    Column("证件号码", "id_number", cells=22),
    Column("险种", "insurance", cells=11),
    Column("年度", "levy_year", cells=7),
    Column("类别", "category", cells=13),
    Column("缴费标准", "standard_fen", "money"),
    Column("资助", "subsidy_fen", "money"),
    Column("之后退回", "reimbursed_fen", "money"),
    Column("实缴", "amount_fen", "money"),
    Column("渠道", "channel", cells=11),
    Column("签购单或票据", "paper", cells=26),
    Column("经办人", "operator", cells=9),
    Column("冲销或调整", "reverses", cells=18),
)


def ledger_listing(
    desk: Desk, first: dt.date | None = None, last: dt.date | None = None
) -> Listing:
    """Return the ledger of a span of business dates; the business date's year by default.

    The rows can be taken once. Raises BadInput for a span that ends before it begins.
    """
    last = last or desk.business_date
    first = first or last.replace(month=1, day=1)
    if last < first:
        raise BadInput(f"截止日期 {last} 早于开始日期 {first}，请核对 --from 和 --until")
    span = (desk.station_id, first.isoformat(), last.isoformat())
    sums = {row[0]: tuple(map(int, row[1:])) for row in desk.store.rows(_SUMS, span)}
    entries, lines, *amounts = (sum(each) for each in zip((0,) * 6, *sums.values(), strict=True))
    return Listing(
        name="缴费台账",
        station=desk.township,
        title=f"{desk.township}缴费台账",
        dated=last,
        facts=(f"填报单位：{desk.township}", f"期间：{first} 至 {last}", "单位：元"),
        columns=_COLUMNS,
        rows=_rows(desk, span),
        total=(
            "合计", f"{entries} 笔", f"{lines} 条", *[None] * 7, *amounts, *[None] * 4,
        ),
        notes=tuple(_notes(sums)),
    )  # fmt: skip


def _notes(sums: dict[str, tuple[int, ...]]) -> Iterator[str]:
    for kind, title in KIND_TITLES.items():
        if kind in sums:
            entries, lines, *_, amount_fen = sums[kind]
            yield f"{title} {entries} 笔 {lines} 条，实缴 {format_yuan(amount_fen)} 元"
    yield "缴费标准 - 资助 + 之后退回 = 实缴；撤销、退费和差额是另记的一条，原来的一条不动"


def _rows(desk: Desk, span: tuple[Any, ...]) -> Iterator[tuple[Cell, ...]]:
    slips = groupby(desk.store.stream(_SLIPS, span), key=lambda row: row[0])
    at, group = next(slips, (None, iter(())))
    for payment_id, lines in groupby(desk.store.stream(_LINES, span), key=lambda row: row[0]):
        papers: list[str] = []
        if at == payment_id:
            papers = [f"{terminal}/{batch}/{trace}" for _, terminal, batch, trace in group]
            at, group = next(slips, (None, iter(())))
        for row in lines:
            yield _row(row, papers)


def _row(row: tuple[Any, ...], slips: list[str]) -> tuple[Cell, ...]:
    of_year, of_serial, reason, levy_list, cash_voucher, own_voucher = row[18:24]
    cash = f"清单 {levy_list} 票据 {cash_voucher}" if cash_voucher else ""
    papers = [*slips, *(each for each in (cash, own_voucher) if each)]
    of = [f"冲 {receipt_number(of_year, of_serial)}"] if of_year else []
    return (
        dt.date.fromisoformat(row[1]),
        receipt_number(row[2], row[3]),
        KIND_TITLES[row[4]],
        *row[5:9],
        short_title(row[9]),
        str(row[10]),
        row[11] or None,
        *(int(fen) for fen in row[12:16]),
        CHANNEL_TITLES.get(row[16], row[16]),
        "；".join(papers) or None,
        row[17],
        " ".join([*of, *([reason] if reason else [])]) or None,
    )
