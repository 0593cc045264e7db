"""The register of vouchers (税收票证登记簿): by range what is left, by number what became of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.ledger.corrections import holder_of, shared_fen
from models.ledger.receipt_numbers import receipt_number
from models.ledger.vouchers import TAKEN_BACK, VoucherNumber, voucher_number
from models.station.desk import Desk
from models.store.tables.ledger import VoucherRange, VoucherSpoiled
from reports.listing.values import Cell, Column, Listing

_USED = f"""
SELECT c.voucher, p.year, p.serial, p.business_date,
 p.amount_fen + {shared_fen("p.id")} AS amount_fen, o.login AS operator,
 CASE WHEN {TAKEN_BACK} THEN 1 ELSE 0 END AS is_taken_back
FROM cash_paper c
JOIN payment p ON p.station_id = c.station_id AND p.id = {holder_of("c.payment_id")}
JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id
WHERE c.station_id = ? AND p.business_date <= ? ORDER BY c.id
"""
_BY_RANGE = (
    Column("领入日期", "received_on", "date"),
    Column("起号", "first"),
    Column("止号", "last"),
    Column("领入份数", "received", "count"),
    Column("已开", "used", "count"),
    Column("作废", "spoiled", "count"),
    Column("跳号", "skipped", "count"),
    Column("结存", "left", "count"),
    Column("凭据", "paper"),
)
_BY_NUMBER = (
    Column("票证号", "voucher"),
    Column("状态", "state"),
    Column("份数", "vouchers", "count"),
    Column("日期", "business_date", "date"),
    Column("金额", "amount_fen", "money"),
    Column("收据号", "receipt"),
    Column("经办", "operator"),
    Column("说明", "remark"),
)
_MOST_WORDS = 20


class Used(NamedTuple):
    """A voucher that was used, for which entry; whether that was taken back since."""

    voucher: str
    year: int
    serial: int
    business_date: dt.date
    amount_fen: int
    operator: str
    is_taken_back: bool


@dataclass(frozen=True)
class RangeCount:
    """What became of the numbers of a range; ``skipped`` lie below one that was used.

    What is left are those above it, and those skipped.
    """

    row: VoucherRange
    used: int
    spoiled: int
    skipped: tuple[tuple[int, int], ...]

    @property
    def received(self) -> int:
        """How many there were."""
        return self.row.last - self.row.first + 1

    @property
    def left(self) -> int:
        """How many are neither used nor spoiled."""
        return self.received - self.used - self.spoiled

    @property
    def skipped_vouchers(self) -> int:
        """How many were skipped."""
        return sum(last - first + 1 for first, last in self.skipped)


@dataclass(frozen=True)
class VoucherRegister:
    """The vouchers of a station up to a day; ``strangers`` were used and never received."""

    ranges: tuple[RangeCount, ...]
    used: tuple[Used, ...]
    spoiled: tuple[VoucherSpoiled, ...]
    strangers: frozenset[str]


def gather_vouchers(desk: Desk) -> VoucherRegister:
    """Return the register up to the business date, in three queries."""
    today = desk.business_date
    of = {"station_id": desk.station_id}
    ranges = [each for each in desk.store.find(VoucherRange, **of) if each.business_date <= today]
    spoiled = [
        each for each in desk.store.find(VoucherSpoiled, **of) if each.business_date <= today
    ]
    used = desk.store.query(Used, _USED, (desk.station_id, today.isoformat()))
    gone = {each.voucher for each in spoiled}
    numbers = {each.voucher: voucher_number(each.voucher) for each in spoiled}
    numbers |= {each.voucher: number for each in used if (number := _parted(each.voucher))}
    counts = tuple(
        _count(each, numbers, gone)
        for each in sorted(ranges, key=lambda one: (one.head, one.first))
    )
    received = {text for each in ranges for text, one in numbers.items() if _is_of(each, one)}
    strangers = {each.voucher for each in used} - received if ranges else set()
    return VoucherRegister(counts, tuple(used), tuple(spoiled), frozenset(strangers))


def _parted(voucher: str) -> VoucherNumber | None:
    return voucher_number(voucher) if voucher[-1:].isdigit() else None


def _is_of(row: VoucherRange, number: VoucherNumber) -> bool:
    same = (row.head, row.digits) == (number.head, number.digits)
    return same and row.first <= number.value <= row.last


def _count(row: VoucherRange, numbers: Mapping[str, VoucherNumber], gone: set[str]) -> RangeCount:
    own = {text: each.value for text, each in numbers.items() if _is_of(row, each)}
    used = sorted(value for text, value in own.items() if text not in gone)
    skipped: list[tuple[int, int]] = []
    before = row.first
    for value in sorted(own.values()):
        if used and value > used[-1]:
            break
        if value > before:
            skipped.append((before, value - 1))
        before = value + 1
    return RangeCount(row, len(used), len(own) - len(used), tuple(skipped) if used else ())


def voucher_listings(desk: Desk) -> tuple[Listing, ...]:
    """Return the register as two lists: by range what is left, by number what became of it."""
    register = gather_vouchers(desk)
    title = f"{desk.township}劳动保障站税收票证登记簿"
    facts = (f"截至 {desk.business_date}",)
    sums = register.ranges
    return (
        Listing(
            name="税收票证领用结存",
            station=desk.township,
            title=title,
            dated=desk.business_date,
            facts=facts,
            columns=_BY_RANGE,
            rows=tuple(map(_range_row, sums)),
            total=(
                "合计", "", "", sum(each.received for each in sums),
                sum(each.used for each in sums), sum(each.spoiled for each in sums),
                sum(each.skipped_vouchers for each in sums), sum(each.left for each in sums), "",
            ),
            notes=_notes(register),
            signatures=("领票人：", "复核人：", "税务机关：", "（盖章）    年   月   日"),
        ),
        Listing(
            name="税收票证逐号登记",
            station=desk.township,
            title=title,
            dated=desk.business_date,
            facts=facts,
            columns=_BY_NUMBER,
            rows=tuple(_number_rows(register)),
        ),
    )  # fmt: skip


def voucher_notes(desk: Desk, first: dt.date, last: dt.date) -> tuple[str, ...]:
    """Return what a span of days used of the bureau's vouchers; nothing where it used none."""
    register = gather_vouchers(desk.on(last))
    used = [each for each in register.used if each.business_date >= first]
    spoiled = [each for each in register.spoiled if each.business_date >= first]
    if not used and not spoiled:
        return ()
    left = sum(each.left for each in register.ranges)
    kept = f"，期末结存 {left} 份" if register.ranges else ""
    return (f"税收票证：本期已开 {len(used)} 份，作废 {len(spoiled)} 份{kept}",)


def _range_row(each: RangeCount) -> tuple[Cell, ...]:
    row = each.row
    return (
        row.business_date, _text(row, row.first), _text(row, row.last), each.received, each.used,
        each.spoiled, each.skipped_vouchers, each.left, row.paper,
    )  # fmt: skip


def _number_rows(register: VoucherRegister) -> Iterator[tuple[Cell, ...]]:
    spoiled = {each.voucher: each for each in register.spoiled}
    for each in register.used:
        receipt = receipt_number(each.year, each.serial)
        state, remark = "已开", ""
        if each.voucher in spoiled:
            state, remark = "作废", f"收费已撤销、退费；{spoiled[each.voucher].reason}"
        elif each.is_taken_back:
            state, remark = "已开", "收费已撤销、退费，请收回作废"
        if each.voucher in register.strangers:
            remark = "；".join(filter(None, (remark, "不在登记领入的号码里")))
        yield (
            each.voucher, state, 1, each.business_date, each.amount_fen, receipt, each.operator,
            remark,
        )  # fmt: skip
    known = {each.voucher for each in register.used}
    for row in register.spoiled:
        if row.voucher not in known:
            yield row.voucher, "作废", 1, row.business_date, None, "", "", row.reason
    for count in register.ranges:
        for first, last in count.skipped:
            between = _text(count.row, first)
            if last > first:
                between += f" 至 {_text(count.row, last)}"
            yield between, "跳号未用", last - first + 1, None, None, "", "", "后面的号码已经用了"


def _notes(register: VoucherRegister) -> tuple[str, ...]:
    if not register.ranges:
        return ("还没有登记领入的税收票证；领来以后用「税收票证」登记起止号",)
    notes = ["结存 = 领入 - 已开 - 作废；跳号的还没有用，也在结存里，请查明去向"]
    back = [each.voucher for each in register.used if each.is_taken_back]
    back = [each for each in back if each not in {one.voucher for one in register.spoiled}]
    for words, numbers in (
        ("收费已撤销、退费而没有作废", back),
        ("已开而不在登记领入的号码里", sorted(register.strangers)),
    ):
        if numbers:
            notes.append(f"{words} {len(numbers)} 份：{'、'.join(numbers[:_MOST_WORDS])}")
    return tuple(notes)


def _text(row: VoucherRange, value: int) -> str:
    return VoucherNumber(row.head, value, row.digits).text
