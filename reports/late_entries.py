"""What was entered late: on a later day than its business date, or after that day was closed.

At a demonstration station, whose days are made up, only what came after a close is late.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from models.base.clock import day_of, local_time
from models.base.errors import BadInput
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.payment_ledger import KIND_TITLES

_CLOSED = """(SELECT min(c.id) FROM day_close c WHERE c.station_id = {of}.station_id
 AND c.scope = 'station' AND c.business_date = {of}.business_date AND c.{last} < {id})"""
_PAYMENTS = f"""
SELECT p.business_date, p.recorded_at, p.kind, p.year, p.serial, p.amount_fen, o.login,
 coalesce({_CLOSED.format(of="p", last="last_payment_id", id="p.id")}, 0) AS close_number
FROM payment p JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ?
ORDER BY p.business_date, p.id
"""
_DEPOSITS = f"""
SELECT d.business_date, d.recorded_at, '缴存' AS what, d.bank_slip AS number, d.amount_fen,
 o.login, coalesce({_CLOSED.format(of="j", last="last_journal_id", id="j.id")}, 0) AS close_number
FROM deposit d JOIN operator o ON o.station_id = d.station_id AND o.id = d.operator_id
JOIN journal j ON j.station_id = d.station_id AND j.source = 'deposit' AND j.source_id = d.id
 AND j.credit = 'till'
WHERE d.station_id = ? AND d.business_date >= ? AND d.business_date <= ?
UNION ALL SELECT b.business_date, b.recorded_at, '撤回缴存', d.bank_slip, -d.amount_fen, o.login,
 coalesce({_CLOSED.format(of="j", last="last_journal_id", id="j.id")}, 0)
FROM deposit_back b JOIN deposit d ON d.station_id = b.station_id AND d.id = b.deposit_id
JOIN operator o ON o.station_id = b.station_id AND o.id = b.operator_id
JOIN journal j ON j.station_id = d.station_id AND j.source = 'deposit' AND j.source_id = d.id
 AND j.debit = 'till'
WHERE b.station_id = ? AND b.business_date >= ? AND b.business_date <= ?
ORDER BY 1, 2
"""
_COLUMNS = (
    Column("业务日期", "business_date", "date"),
    Column("录入时间", "recorded_at"),
    Column("事项", "kind"),
    Column("号码", "number", names="receipt"),
    Column("金额", "amount_fen", "money"),
    Column("经办人", "operator"),
    Column("晚在哪里", "why"),
)


class _Payment(NamedTuple):
    business_date: dt.date
    recorded_at: str
    kind: EntryKind
    year: int
    serial: int
    amount_fen: int
    login: str
    close_number: int


class _Deposit(NamedTuple):
    business_date: dt.date
    recorded_at: str
    what: str
    number: str
    amount_fen: int
    login: str
    close_number: int


def late_listing(desk: Desk, first: dt.date | None = None, last: dt.date | None = None) -> Listing:
    """Return what was entered late for a span of business dates; their year by default.

    Two queries. Raises BadInput for a span that ends before it begins.
    """
    last = last or desk.business_date
    first = first or last.replace(month=1, day=1)
    if last < first:
        raise BadInput(f"截止日期 {last} 早于开始日期 {first}，请核对「从哪天起」和「到哪天止」")
    rows = tuple(sorted(_rows(desk, first, last), key=lambda row: (str(row[0]), str(row[1]))))
    return Listing(
        name="补录清单",
        station=desk.township,
        title=f"{desk.township}劳动保障站补录清单",
        dated=last,
        facts=(f"业务日期：{first} 至 {last}", "单位：元"),
        columns=_COLUMNS,
        rows=rows,
        notes=(
            f"共 {len(rows)} 笔：业务日期早于录入的那一天，或那一天全站日结以后才录入的；"
            "录入时间为北京时间",
        ),
    )


def _rows(desk: Desk, first: dt.date, last: dt.date) -> Iterator[tuple[Cell, ...]]:
    span = (desk.station_id, first.isoformat(), last.isoformat())
    for paid in desk.store.stream(_Payment, _PAYMENTS, span):
        if why := _why(desk, paid.business_date, paid.recorded_at, paid.close_number):
            number = receipt_number(paid.year, paid.serial)
            yield (
                paid.business_date, local_time(paid.recorded_at), KIND_TITLES[paid.kind], number,
                paid.amount_fen, paid.login, why,
            )  # fmt: skip
    for each in desk.store.query(_Deposit, _DEPOSITS, (*span, *span)):
        if why := _why(desk, each.business_date, each.recorded_at, each.close_number):
            yield (
                each.business_date, local_time(each.recorded_at), each.what, each.number,
                each.amount_fen, each.login, why,
            )  # fmt: skip


def _why(desk: Desk, day: dt.date, recorded_at: str, close_number: int) -> str:
    """Return what is late about an entry; nothing where it is not."""
    told = []
    late_days = 0 if desk.is_demonstration else (day_of(recorded_at) - day).days
    if late_days > 0:
        told.append(f"晚 {late_days} 天录入")
    if close_number:
        told.append(f"第 {close_number} 号日结以后录入")
    return "，".join(told)
