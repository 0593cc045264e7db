"""Reading the tax bureau's file of paid data: what people paid by themselves.

Every row that cannot be read is listed with its reason; none refuses the file.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.money import parse_yuan
from models.base.terms import Insurance
from models.base.text import plain_name
from models.bureau.self_paid.values import PaidFile, PaidRow
from models.people.department_list.number import bare_number
from models.station.desk import Desk
from seed import roster_file
from seed.people_file import RowReader
from seed.roster_file import RowFault, named_column
from seed.table_file import Column, Table, read_table

_ROSTER = {column.name: column for column in roster_file.COLUMNS}
_INSURANCE, _YEAR, _AMOUNT, _TIER = "险种", "参保年度", "缴费金额", "缴费档次"
_CHANNEL, _DAY, _VOUCHER, _STATE = "缴费渠道", "缴费日期", "电子税票号", "缴费状态"
COLUMNS = (
    Column("姓名", (*_ROSTER["姓名"].aliases, "缴费人姓名", "纳税人名称", "缴费人"), True),
    Column("证件号码", (*_ROSTER["证件号码"].aliases, "缴费人识别号", "纳税人识别号"), True),
    Column(_INSURANCE, ("征收项目", "险种名称", "缴费险种", "征收品目", "费种")),
    Column(
        _YEAR, ("费款所属年度", "缴费年度", "年度", "所属年度", "费款所属期", "所属期"), True
    ),
    Column(
        _AMOUNT,
        ("实缴金额", "金额", "缴费额", "实缴", "个人缴费金额", "缴费金额(元)", "实缴金额(元)",
         "金额(元)", "入库金额"),
        True,
    ),
    Column(_TIER, ("档次", "缴费档次(元)")),
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
)  # fmt: skip
_CHANNELS = (
    ("bank_batch", ("批扣", "批量扣", "代扣", "委托扣款", "批量")),
    ("alipay", ("支付宝",)),
    ("wechat", ("微信",)),
    ("self_service", ("自助",)),
    ("service_hall", ("大厅", "办税", "政务服务")),
    ("bank_counter", ("柜面", "柜台", "银行网点", "银行窗口")),
    ("online", ("线上", "网上", "电子税务", "扫码", "二维码")),
)
"""Words for the ways people pay by themselves; the first that occurs decides."""

_DONE = ("成功", "已缴", "已入库", "入库", "正常", "已扣款", "有效")
_NOT_DONE = ("失败", "未", "退", "作废", "冲", "撤")
_CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:\d\d){0,2}(?!\d)")
_NO_VOUCHER = frozenset("-/0—无")
_EVERY_ROWS = 500


@dataclass(frozen=True)
class ReadPaid:
    """A file as read: its good rows, those that cannot be read, and what was left unread."""

    file: PaidFile
    rows: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


def read_paid_file(
    desk: Desk,
    path: Path,
    insurance: Insurance | None = None,
    channel: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ReadPaid:
    """Read paid data from an xlsx, xls or csv file; changes nothing.

    ``insurance`` and ``channel`` are what the whole file is about, where no column says
    so. Raises BadInput only for a file that is no such table.
    """
    import hashlib

    table = read_table(path, COLUMNS)
    rows, refused = list[PaidRow](), list[RowFault]()
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        reader = _PaidReader(table, row)
        try:
            rows.append(reader.read(desk, insurance, channel))
        except BadInput as error:
            column = named_column(table, reader.column)
            refused.append(RowFault(row.number, column, error.message))
    progress(len(table.rows), len(table.rows))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ReadPaid(
        file=PaidFile(table.file_name, digest, tuple(rows)),
        rows=len(table.rows),
        refused=tuple(refused),
        warnings=_unread(table),
    )


class _PaidReader(RowReader):
    """Reads a row of paid data."""

    def read(self, desk: Desk, insurance: Insurance | None, channel: str) -> PaidRow:
        """Return the row; raises BadInput while ``column`` names the cell."""
        state = self.text(_STATE)
        if state and (_has(state, _NOT_DONE) or not _has(state, _DONE)):
            raise BadInput(f"状态是“{state[:20]}”，不是缴费成功，没有导入")
        name = plain_name(self.required("姓名"))
        number, fault = self._number()
        return PaidRow(
            row=self.row.number,
            name=name,
            id_number=number,
            fault=fault,
            insurance=self._insurance(insurance),
            levy_year=self._year(),
            amount_fen=self._amount(),
            tier_fen=self._tier(),
            channel=self._channel(channel),
            paid_on=self._day(desk.business_date),
            voucher=self._voucher(),
        )

    def _number(self) -> tuple[str, str]:
        """Return the identity number; one that is not valid comes with the reason.

        The money was paid by somebody: the row is set aside, not refused.
        """
        number = bare_number(self.required("证件号码"))
        try:
            return parse_identity_number(number).text, ""
        except BadInput as error:
            return number, error.message

    def _insurance(self, whole: Insurance | None) -> Insurance:
        text = self.text(_INSURANCE)
        if not text and whole is not None:
            return whole
        if not text:
            raise BadInput("没有写险种，请补填，或写明「整个文件的险种」")
        return insurance_named(text)

    def _year(self) -> int:
        return year_in(self.required(_YEAR))

    def _amount(self) -> int:
        text = self.required(_AMOUNT).removeprefix("¥").removeprefix("￥")
        if text.startswith("-"):
            raise BadInput(f"金额“{text[:20]}”是负数：退费请在本站办理退费，这里只导入缴费")
        amount_fen = parse_yuan(text, _AMOUNT)
        if not amount_fen:
            raise BadInput("金额是 0，没有缴费，没有导入")
        return amount_fen

    def _tier(self) -> int | None:
        text = self.text(_TIER)
        tier = text.removesuffix("档").removesuffix("元")
        return parse_yuan(tier, _TIER) if text else None

    def _channel(self, whole: str) -> str:
        text = self.text(_CHANNEL)
        if not text and whole:
            return whole
        if not text:
            raise BadInput("没有写缴费渠道，请补填，或写明「整个文件的缴费渠道」")
        return channel_named(text)

    def _voucher(self) -> str:
        voucher = self.text(_VOUCHER)
        return "" if set(voucher) <= _NO_VOUCHER else voucher

    def _day(self, today: dt.date) -> dt.date:
        text = self.required(_DAY)
        day = parse_date(plain_day(text), _DAY)
        if day > today:
            raise BadInput(f"缴费日期 {day} 晚于业务日期 {today}，请核对")
        return day


def year_in(text: str) -> int:
    """Return the levy year of a year or a period (费款所属期); raises BadInput for others."""
    years = {int(each) for each in _YEARS.findall(text)}
    if len(years) != 1:
        raise BadInput(f"“{text[:20]}”看不出是哪一年度，请写成 2020")
    return years.pop()


def insurance_named(text: str) -> Insurance:
    """Return the insurance that a bureau's words mean; raises BadInput for others."""
    if "职工" in text or "灵活" in text or "机关" in text:
        raise BadInput(f"“{text[:20]}”不是城乡居民的险种，没有导入")
    if "大病" in text:
        return "critical_illness"
    if "养老" in text:
        return "pension"
    if "医" in text:
        return "medical"
    raise BadInput(f"险种“{text[:20]}”不认识，请写明城乡居民养老、医疗或大病")


def channel_named(text: str) -> str:
    """Return the channel that a bureau's words mean; raises BadInput for others.

    POS and cash are what the station takes itself: such rows would count twice.
    """
    for channel, words in _CHANNELS:
        if _has(text, words):
            return channel
    raise BadInput(
        f"缴费渠道“{text[:20]}”不认识，可写：银行批扣、支付宝、微信、自助终端、银行柜面、"
        "办事服务大厅、线上缴费"
    )


def plain_day(text: str) -> str:
    """Return the day of a date with a time, or in Chinese, as ``parse_date`` reads it."""
    match = _CHINESE_DAY.match(text)
    if match:
        return "-".join(match.groups())
    day = re.split(r"[ T]", text, maxsplit=1)[0]
    return day[:8] if re.fullmatch(r"\d{14}", day) else day


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _unread(table: Table) -> tuple[RowFault, ...]:
    sheet_reason = "这张工作表也像已缴数据，但只读了第一张；请另存为单独的文件再导入"
    column_reason = "这一列不认识，没有读取，请核对列名"
    return (
        *(RowFault(0, sheet, sheet_reason) for sheet in table.unread_sheets),
        *(RowFault(0, header, column_reason) for header in table.unknown_headers),
    )
