"""Importing an acquirer's statement (对账单): every line checked, every refusal listed."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.base.text import check_clean, squeeze
from models.bureau.reconciliation.arrive import Arrival, Statement, receive_statement
from models.bureau.reconciliation.values import StatementLine
from models.station.desk import Desk
from seed.roster_file import RowFault, named_column
from seed.statement_cell import (
    NumberColumn,
    read_amount,
    read_card_tail,
    read_kind,
    read_moment,
    signed_amount,
)
from seed.table_file import Column, Row, Table, read_layout

_DAY, _TIME = "交易日期", "交易时间"
_TERMINAL, _BATCH, _TRACE = "终端号", "交易批次号", "凭证号"
_KIND, _AMOUNT, _FEE = "交易类型", "交易金额", "手续费"
_MERCHANT, _REFERENCE, _CARD = "商户号", "参考号", "卡号"
_ORIGINAL_TRACE, _ORIGINAL_REFERENCE = "原凭证号", "原参考号"
_TERMINAL_LENGTH, _TRACE_LENGTH, _REFERENCE_LENGTH, _MERCHANT_LENGTH = 8, 6, 12, 15
_EVERY_ROWS = 500
_SUMMING = re.compile(
    r"合计|总计|小计|共计|汇总|笔数|^共\d+笔|^第?\d+/\d+页|^第\d+页|制表|打印日期"
)

_IS_DAY = Column(_DAY, ("交易日", "消费日期"), is_required=True)
_IS_TIME = Column(
    _TIME, ("交易日期时间", "交易日期及时间", "日期时间", "交易时刻"), is_required=True
)
_COLUMNS = (
    Column(
        _TERMINAL,
        ("终端编号", "终端代码", "终端号码", "POS终端号", "终端", "受理终端号", "POS机号"),
        is_required=True,
    ),
    Column(_KIND, ("交易名称", "交易类别", "业务类型", "类型"), is_required=True),
    Column(_BATCH, ("批次号", "批次", "POS批次号", "终端批次号"), is_required=True),
    Column(
        _TRACE,
        ("POS凭证号", "凭证号码", "交易凭证号", "终端流水号", "POS流水号", "终端凭证号"),
        is_required=True,
    ),
    Column(
        _AMOUNT,
        ("金额", "交易金额(元)", "金额(元)", "交易本金", "交易金额(人民币)"),
        is_required=True,
    ),
    Column(_FEE, ("手续费(元)", "商户手续费", "手续费金额", "交易手续费", "商户手续费(元)")),
    Column(_MERCHANT, ("商户编号", "商户代码", "商户号码", "受理商户号", "商编")),
    Column(
        _REFERENCE,
        ("系统参考号", "检索参考号", "交易参考号", "参考号码", "检索参考号(RRN)", "RRN"),
    ),
    Column(_CARD, ("交易卡号", "银行卡号", "卡号(屏蔽)", "主账号", "交易账号", "付款卡号")),
    Column(_ORIGINAL_TRACE, ("原交易凭证号", "原POS凭证号", "原凭证号码", "原终端流水号")),
    Column(_ORIGINAL_REFERENCE, ("原交易参考号", "原系统参考号", "原检索参考号")),
    # Known, and of no use here.
    Column("序号", ("编号", "行号")),
    Column("商户名称", ("商户名", "商户简称")),
    Column("清算日期", ("结算日期", "清算日", "记账日期")),
    Column("清算金额", ("结算金额", "入账金额", "清算净额", "清算金额(元)", "结算金额(元)")),
    Column("卡类型", ("卡种", "卡别", "借贷标识", "银行卡类型")),
    Column("发卡行", ("发卡银行", "发卡机构", "发卡行名称")),
    Column("授权码", ("授权号",)),
    Column("备注", ("说明", "摘要", "附言")),
)
LAYOUTS = {
    "day and time": (_IS_DAY, _IS_TIME, *_COLUMNS),
    "time": (_IS_TIME, *_COLUMNS),
    "day": (_IS_DAY, *_COLUMNS),
}


@dataclass(frozen=True)
class StatementImport:
    """What the import of a statement brought. ``refused`` rows were left out."""

    file: str
    rows: int
    arrival: Arrival
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


def import_statement_file(
    desk: Desk,
    path: Path,
    progress: Progress = lambda done, total: None,
    *,
    is_preview: bool = False,
) -> StatementImport:
    """Read a statement, keep its new lines and reconcile; ``is_preview`` keeps nothing.

    Raises BadInput for a file that is no statement, or without one line that can be read.
    """
    statement, table, refused = read_statement(path, progress)
    if not statement.lines and refused:
        first = refused[0]
        raise BadInput(
            f"{path.name}：没有一行能读，第 {first.row} 行 {first.column}：{first.reason}"
        )
    arrival = receive_statement(desk, statement, is_preview=is_preview)
    warnings = [
        RowFault(0, sheet, "这张工作表也像对账单，但只读了第一张；请另存为单独的文件再导入")
        for sheet in table.unread_sheets
    ]
    warnings += [
        RowFault(0, header, "这一列不认识，没有读取，请核对列名")
        for header in table.unknown_headers
    ]
    return StatementImport(
        table.file_name,
        len(statement.lines) + len(refused),
        arrival,
        tuple(refused),
        tuple(warnings),
    )


def read_statement(
    path: Path, progress: Progress = lambda done, total: None
) -> tuple[Statement, Table, list[RowFault]]:
    """Return a statement's lines, the table they were read from, and the rows refused.

    Lines that only sum up or repeat the headings are no rows. Numbers that a spreadsheet
    robbed of their zeros get them back as ``NumberColumn`` says. Raises BadInput for a
    file that is no statement.
    """
    _, table = read_layout(path, LAYOUTS)
    rows = [row for row in table.rows if not _is_none(row)]
    reader = _Reader(rows)
    lines, refused = list[StatementLine](), list[RowFault]()
    for done, row in enumerate(rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(rows))
        try:
            lines.append(reader.read(row))
        except BadInput as error:
            fault = RowFault(row.number, named_column(table, reader.column), error.message)
            refused.append(fault)
    progress(len(rows), len(rows))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Statement(table.file_name, digest, tuple(lines)), table, refused


def _is_none(row: Row) -> bool:
    """Say whether a row is no transaction: it sums up, or repeats the headings.

    It sums up when one of its texts says so and batch or trace are missing.
    """
    cells = row.cells
    numbers = (cells[_TERMINAL], cells[_BATCH], cells[_TRACE])
    if all(numbers) and not any(map(str.isdigit, "".join(numbers))):
        return True
    is_whole = cells[_BATCH] and cells[_TRACE]
    texts = ("".join(squeeze(each).split()) for each in cells.values())
    return not is_whole and any(_SUMMING.search(each) for each in texts)


class _Reader:
    """Reads rows cell by cell; ``column`` is the cell in hand when something is wrong."""

    def __init__(self, rows: list[Row]) -> None:
        self.column = ""
        self._row = Row(0, {})
        self._terminals = _numbers(_TERMINAL, _TERMINAL_LENGTH, rows)
        self._batches = _numbers(_BATCH, _TRACE_LENGTH, rows)
        self._traces = _numbers(_TRACE, _TRACE_LENGTH, rows)
        self._references = _numbers(_REFERENCE, _REFERENCE_LENGTH, rows)
        self._merchants = _numbers(_MERCHANT, _MERCHANT_LENGTH, rows)

    def read(self, row: Row) -> StatementLine:
        """Return the checked line; raises BadInput while ``column`` names the cell."""
        self._row = row
        terminal = self._terminals.read(self._text(_TERMINAL))
        batch = self._batches.read(self._text(_BATCH))
        trace = self._traces.read(self._text(_TRACE))
        kind = read_kind(self._text(_KIND))
        amount_fen = signed_amount(kind, read_amount(self._text(_AMOUNT), _AMOUNT))
        fee = self._text(_FEE)
        fee_fen = read_amount(fee, _FEE) if fee.strip("-") else 0
        day_text, time_text = self._text(_DAY), self._text(_TIME)
        self.column = _TIME if time_text or not day_text else _DAY
        day, time = read_moment(day_text, time_text)
        return StatementLine(
            terminal=terminal,
            batch=batch,
            trace=trace,
            day=day,
            time=time,
            kind=kind,
            amount_fen=amount_fen,
            merchant=_stated(self._merchants.restored(self._text(_MERCHANT))),
            reference=_stated(self._references.restored(self._text(_REFERENCE))),
            card_tail=read_card_tail(self._text(_CARD)),
            fee_fen=fee_fen,
            original_trace=_stated(self._traces.restored(self._text(_ORIGINAL_TRACE))),
            original_reference=_stated(self._references.restored(self._text(_ORIGINAL_REFERENCE))),
            row=row.number,
        )

    def _text(self, column: str) -> str:
        self.column = column
        return check_clean(squeeze(self._row.cells.get(column, "")), column)


def _numbers(name: str, length: int, rows: list[Row]) -> NumberColumn:
    return NumberColumn.of(name, length, (squeeze(row.cells.get(name, "")) for row in rows))


def _stated(text: str) -> str:
    """Return a number, or nothing for what stands in an empty cell: ``-``, ``无``, zeros."""
    return text if any(each.isascii() and each.isalnum() for each in text.replace("0", "")) else ""
