"""Reading the tax bureau's file of paid data: what people paid by themselves.

Every row that cannot be read is listed with its reason; none refuses the file.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.base.money import parse_yuan
from models.base.terms import Insurance
from models.bureau.self_paid.values import PaidFile, PaidRow
from models.station.desk import Desk
from seed import heading_words as words
from seed.grid_file import digest_of
from seed.row_reader import RowReader, read_rows
from seed.self_paid_words import (
    channel_named,
    insurance_or,
    kind_named,
    number_or_fault,
    year_in,
)
from seed.table_file import Column, RowFault, Table
from seed.understood import Understood, left_faults, unread_faults

_INSURANCE, _YEAR, _AMOUNT, _TIER = "险种", "参保年度", "缴费金额", "缴费档次"
_CHANNEL, _DAY, _VOUCHER, _STATE = "缴费渠道", "缴费日期", "电子税票号", "缴费状态"
_FROM, _UNTIL, _BUSINESS, _ORIGINAL = "所属期起", "所属期止", "业务类型", "原税票号"
COLUMNS = (
    Column("姓名", (*words.NAME_WORDS, "纳税人名称", "缴费人"), True),
    Column("证件号码", (*words.NUMBER_WORDS, "缴费人识别号", "纳税人识别号"), True),
    Column(_INSURANCE, ("征收项目", "险种名称", "缴费险种", "征收品目", "费种")),
    Column(
        _YEAR,
        ("费款所属年度", "缴费年度", "年度", "所属年度", "费款所属期", "所属期", "费款所属期间",
         "税款所属期", "费款属期"),
        True,
    ),
    Column(
        _AMOUNT,
        ("实缴金额", "金额", "缴费额", "实缴", "个人缴费金额", "入库金额",
         "实收金额", "实际缴费金额"),
        True,
    ),
    Column(_TIER, ("档次",)),
    Column(_CHANNEL, ("缴费方式", "渠道", "支付方式", "缴款方式", "支付渠道", "缴费途径")),
    Column(
        _DAY,
        ("入库日期", "缴款日期", "扣款日期", "缴费时间", "支付时间", "扣款时间", "入(退)库日期"),
        True,
    ),
    Column(
        _VOUCHER,
        ("缴费流水号", "税票号码", "税票号", "电子税票号码", "流水号", "交易流水号", "票证号码",
         "凭证号码", "完税凭证号"),
    ),
    Column(_STATE, ("扣款状态", "状态", "缴费结果", "扣款结果", "入库状态")),
    Column(_FROM, ("费款所属期起", "税款所属期起", "所属期起始", "费款所属期起始日期")),
    Column(_UNTIL, ("费款所属期止", "税款所属期止", "所属期终止", "费款所属期终止日期")),
    Column(_BUSINESS, ("交易类型", "业务类别", "缴退标志", "收退标志", "类型")),
    Column(
        _ORIGINAL,
        ("原电子税票号", "原税票号码", "原流水号", "原缴费流水号", "原交易流水号", "原凭证号",
         "被冲正流水号"),
    ),
)  # fmt: skip
_PERIOD = tuple(
    replace(each, is_required=each.name == _FROM or (each.is_required and each.name != _YEAR))
    for each in COLUMNS
)
"""The same with the period (费款所属期) in two columns instead of a year."""

_NO_VOUCHER = frozenset("-/0—无")


@dataclass(frozen=True)
class ReadPaid:
    """A file as read: its good rows, those that cannot be read, and what was left unread."""

    file: PaidFile
    rows: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    understood: Understood


@dataclass(frozen=True)
class WholeFile:
    """What a whole file is about, where no column says so."""

    insurance: Insurance | None = None
    channel: str = ""
    levy_year: int | None = None


def paid_layouts(whole: WholeFile) -> dict[str, Sequence[Column]]:
    """Return the layouts of paid data: with a year, with a period, without where it is stated."""
    layouts: dict[str, Sequence[Column]] = {"year": COLUMNS, "period": _PERIOD}
    if whole.levy_year is not None:
        layouts["neither"] = tuple(
            replace(each, is_required=each.is_required and each.name != _YEAR) for each in COLUMNS
        )
    return layouts


def paid_of(
    desk: Desk,
    path: Path,
    all_rows: Table,
    whole: WholeFile,
    understood: Understood,
    progress: Progress,
) -> ReadPaid:
    """Return the rows of a table of paid data, and those that cannot be read or do not count."""
    table, excluded = understood.split(all_rows)
    rows, _, refused = read_rows(
        table, lambda row: _PaidReader(table, row), lambda each: each.read(desk, whole), progress
    )
    return ReadPaid(
        file=PaidFile(table.file_name, digest_of(path), tuple(rows)),
        rows=len(all_rows.rows),
        refused=(*refused, *left_faults(excluded, done="没有入账")),
        warnings=tuple(unread_faults(table, understood.unread)),
        understood=understood,
    )


class _PaidReader(RowReader):
    """Reads a row of paid data."""

    def read(self, desk: Desk, whole: WholeFile) -> PaidRow:
        """Return the row; raises BadInput while ``column`` names the cell."""
        amount_fen, is_negative = self._amount()
        business = self.text(_BUSINESS)
        kind = kind_named(self.text(_STATE), business, is_negative=is_negative)
        number, fault = number_or_fault(self.number_text())
        name = self.name_if_any() if number else self.name()
        code, channel_text = self._channel(whole.channel)
        return PaidRow(
            row=self.row.number,
            name=name,
            id_number=number,
            fault=fault,
            insurance=insurance_or(self.text(_INSURANCE), whole.insurance),
            levy_year=self._year(whole.levy_year),
            amount_fen=amount_fen,
            tier_fen=self._tier(),
            channel=code,
            channel_text=channel_text,
            paid_on=self._day(desk.business_date),
            voucher=self._voucher(_VOUCHER),
            original=self._voucher(_ORIGINAL) if kind == "reversal" else "",
            kind=kind,
        )

    def _year(self, whole: int | None) -> int:
        """Return the year of the one column, or of both ends of the period."""
        text = self.text(_YEAR) or f"{self.text(_FROM)} {self.text(_UNTIL)}".strip()
        if not text and whole is not None:
            return whole
        if not text:
            self.column = _YEAR
            raise BadInput(f"{_YEAR}是空的，请补填")
        return year_in(text)

    def _amount(self) -> tuple[int, bool]:
        """Return the amount without its sign, and whether it stood below zero."""
        amount_fen = self.signed_fen(_AMOUNT)
        if amount_fen is None:
            raise BadInput(f"{_AMOUNT}是空的，请补填")
        if not amount_fen:
            raise BadInput("金额是 0，没有缴费，没有导入")
        return abs(amount_fen), amount_fen < 0

    def _tier(self) -> int | None:
        text = self.text(_TIER)
        tier = text.removesuffix("档").removesuffix("元")
        return parse_yuan(tier, _TIER) if text else None

    def _channel(self, whole: str) -> tuple[str, str]:
        """Return the channel, and what the file calls it where nobody knows it."""
        text = self.text(_CHANNEL) or whole
        if not text:
            raise BadInput("没有写缴费渠道，请补填，或写明「整个文件的缴费渠道」")
        return channel_named(text)

    def _voucher(self, column: str) -> str:
        voucher = self.text(column)
        return "" if set(voucher) <= _NO_VOUCHER else voucher

    def _day(self, today: dt.date) -> dt.date:
        day = self.day(_DAY, near=today)
        if day is None:
            raise BadInput(f"{_DAY}是空的，请补填")
        if day > today:
            raise BadInput(f"缴费日期 {day} 晚于业务日期 {today}，请核对")
        return day
