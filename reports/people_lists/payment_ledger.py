"""The payment ledger (缴费台账): every line of every entry, in the order of the books.

A stream: the rows leave the memory as they are written. What is printed adds up: standard
less subsidy plus what comes back later is what was paid.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from models.base.clock import local_time
from models.base.errors import BadInput
from models.base.money import format_yuan
from models.base.terms import Insurance
from models.ledger.channels import channel_words
from models.ledger.corrections import is_taken_back_by, papers_of
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import short_title

KIND_TITLES: dict[EntryKind, str] = {
    "payment": "收费",
    "void": "撤销",
    "refund": "退费",
    "collect": "补收差额",
    "return": "退还差额",
}
_SPAN = "y.station_id = ? AND y.business_date >= ? AND y.business_date <= ?"
_LINES = f"""
SELECT y.id AS payment_id, y.business_date, y.year, y.serial, y.kind,
 {is_taken_back_by("y.id")} AS is_correction, v.name AS village, h.number,
 p.name, l.id_number, l.insurance, l.levy_year, l.category, l.standard_fen, l.subsidy_fen,
 l.reimbursed_fen, l.amount_fen, y.channel, o.login AS operator, y.recorded_at,
 coalesce(q.year, b.year) AS of_year, coalesce(q.serial, b.serial) AS of_serial, y.reason,
 c.levy_list, c.voucher AS cash_voucher, coalesce(w.voucher, x.voucher) AS own_voucher,
 coalesce(w.channel_text, x.channel_text, '') AS channel_text
FROM payment y JOIN payment_line l ON l.station_id = y.station_id AND l.payment_id = y.id
JOIN person p ON p.station_id = l.station_id AND p.id = l.person_id
JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id
JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id
JOIN operator o ON o.station_id = y.station_id AND o.id = y.operator_id
LEFT JOIN payment q ON q.station_id = y.station_id AND q.id = y.reverses_id
LEFT JOIN payment_line a ON a.station_id = l.station_id AND a.id = l.adjusts_line_id
LEFT JOIN payment b ON b.station_id = a.station_id AND b.id = a.payment_id
LEFT JOIN cash_paper c ON c.station_id = y.station_id AND c.payment_id = {papers_of("y.id")}
 AND y.kind = 'payment'
LEFT JOIN self_paid_row w ON w.station_id = y.station_id AND w.payment_id = y.id
LEFT JOIN self_paid_decision d ON d.station_id = y.station_id AND d.payment_id = y.id
LEFT JOIN self_paid_row x ON x.station_id = d.station_id AND x.id = d.row_id
WHERE {_SPAN} ORDER BY y.business_date, y.id, l.id
"""
_SLIPS = f"""
SELECT y.id AS payment_id, s.terminal, s.batch, s.trace FROM payment y
JOIN slip s ON s.station_id = y.station_id AND s.payment_id = {papers_of("y.id")}
WHERE {_SPAN} ORDER BY y.business_date, y.id, s.id
"""
_SUMS = f"""
SELECT y.kind, count(DISTINCT y.id) AS entries, count(*) AS lines,
 sum(l.standard_fen) AS standard_fen, sum(l.subsidy_fen) AS subsidy_fen,
 sum(l.reimbursed_fen) AS reimbursed_fen, sum(l.amount_fen) AS amount_fen
FROM payment y JOIN payment_line l ON l.station_id = y.station_id AND l.payment_id = y.id
WHERE {_SPAN} GROUP BY y.kind
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
    Column("签购单或税票", "paper", cells=26),
    Column("经办人", "operator", cells=9),
    Column("冲销或调整", "reverses", cells=18),
    Column("录入时间", "recorded_at", cells=17),
)

_Span = tuple[int, str, str]


class _Line(NamedTuple):
    payment_id: int
    business_date: dt.date
    year: int
    serial: int
    kind: EntryKind
    is_correction: bool
    village: str
    number: str
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    category: str
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    amount_fen: int
    channel: str
    operator: str
    recorded_at: str
    of_year: int | None
    of_serial: int | None
    reason: str
    levy_list: str | None
    cash_voucher: str | None
    own_voucher: str | None
    channel_text: str


class _Slip(NamedTuple):
    payment_id: int
    terminal: str
    batch: str
    trace: str


class _Sum(NamedTuple):
    kind: EntryKind
    entries: int
    lines: int
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    amount_fen: int


def ledger_listing(
    desk: Desk, first: dt.date | None = None, last: dt.date | None = None
) -> Listing:
    """Return the ledger of a span of business dates; the business date's year by default.

    The rows can be taken once. Raises BadInput for a span that ends before it begins.
    """
    last = last or desk.business_date
    first = first or last.replace(month=1, day=1)
    if last < first:
        raise BadInput(f"截止日期 {last} 早于开始日期 {first}，请核对「从哪天起」和「到哪天止」")
    span = (desk.station_id, first.isoformat(), last.isoformat())
    sums = {each.kind: each for each in desk.store.query(_Sum, _SUMS, span)}
    return Listing(
        name="缴费台账",
        station=desk.township,
        title=f"{desk.township}缴费台账",
        dated=last,
        facts=(f"填报单位：{desk.township}", f"期间：{first} 至 {last}", "单位：元"),
        columns=_COLUMNS,
        rows=_rows(desk, span),
        total=(
            "合计",
            f"{sum(each.entries for each in sums.values())} 笔",
            f"{sum(each.lines for each in sums.values())} 条",
            *[None] * 7,
            sum(each.standard_fen for each in sums.values()),
            sum(each.subsidy_fen for each in sums.values()),
            sum(each.reimbursed_fen for each in sums.values()),
            sum(each.amount_fen for each in sums.values()),
            *[None] * 5,
        ),
        notes=tuple(_notes(sums)),
    )


def _notes(sums: dict[EntryKind, _Sum]) -> Iterator[str]:
    for kind, title in KIND_TITLES.items():
        if kind in sums:
            each = sums[kind]
            paid = format_yuan(each.amount_fen)
            yield f"{title} {each.entries} 笔 {each.lines} 条，实缴 {paid} 元"
    yield "缴费标准 - 资助 + 之后退回 = 实缴；撤销、退费和差额是另记的一条，原来的一条不动"


def _rows(desk: Desk, span: _Span) -> Iterator[tuple[Cell, ...]]:
    slips = groupby(desk.store.stream(_Slip, _SLIPS, span), key=lambda slip: slip.payment_id)
    at, group = next(slips, (None, iter(())))
    lines = groupby(desk.store.stream(_Line, _LINES, span), key=lambda line: line.payment_id)
    for payment_id, of_payment in lines:
        papers: list[str] = []
        if at == payment_id:
            papers = [f"{slip.terminal}/{slip.batch}/{slip.trace}" for slip in group]
            at, group = next(slips, (None, iter(())))
        for line in of_payment:
            yield _row(line, papers)


def _row(line: _Line, slips: list[str]) -> tuple[Cell, ...]:
    papers = list(slips)
    if line.cash_voucher:
        papers.append(f"清单 {line.levy_list} 税票 {line.cash_voucher}")
    if line.own_voucher:
        papers.append(line.own_voucher)
    remarks = [line.reason] if line.reason else []
    if line.of_year is not None and line.of_serial is not None:
        remarks.insert(0, f"冲 {receipt_number(line.of_year, line.of_serial)}")
    return (
        line.business_date,
        receipt_number(line.year, line.serial),
        "更正冲回" if line.is_correction else KIND_TITLES[line.kind],
        line.village,
        line.number,
        line.name,
        line.id_number,
        short_title(line.insurance),
        str(line.levy_year),
        line.category or None,
        line.standard_fen,
        line.subsidy_fen,
        line.reimbursed_fen,
        line.amount_fen,
        channel_words(line.channel, line.channel_text),
        "；".join(papers) or None,
        line.operator,
        " ".join(remarks) or None,
        local_time(line.recorded_at),
    )
