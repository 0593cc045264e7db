"""Importing the register of collectors (代征人员登记表), as the notice's annex has it."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.errors import BadInput
from models.cash.collectors import Registered, RegisteredCollector, register_collectors
from models.station.desk import Desk
from seed.doors import COLLECTORS
from seed.row_reader import RowReader, read_rows
from seed.table_file import Column, Row, RowFault, read_table
from seed.understood import (
    Explained,
    ReadColumn,
    keep_answers,
    left_faults,
    understand,
    unread_faults,
)

_POINT, _NAME, _NUMBER = "代征点名称", "代征人员姓名", "身份证号"
_BANK_NAME, _BANK, _ACCOUNT, _PHONE = "开户行名称", "开户行", "银行账号", "联系电话"
_SERIAL = "序号"
COLUMNS = (
    Column(_SERIAL),
    Column(_POINT, ("代征点", "代征单位", "网点名称", "集中征缴网点"), is_required=True),
    Column(_NAME, ("姓名", "代征人员", "代征人姓名"), is_required=True),
    Column(_NUMBER, ("身份证号码", "证件号码", "公民身份号码"), is_required=True),
    Column(_BANK_NAME, ("开户银行名称", "银行名称")),
    Column(_BANK, ("开户银行", "开户支行")),
    Column(_ACCOUNT, ("账号", "银行卡号", "银行帐号")),
    Column(_PHONE, ("电话", "手机号码", "联系方式")),
)


@dataclass(frozen=True)
class CollectorImport:
    """What a file brought, and every row that was refused."""

    file: str
    rows: int
    registered: Registered
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...]
    columns: tuple[ReadColumn, ...]


def import_collectors_file(
    desk: Desk, path: Path, explained: Explained | None = None
) -> CollectorImport:
    """Register the collectors in a file; raises BadInput only for a file that is no such form.

    RefusedByRule for a column that may say who is none any more and is not understood.
    """
    explained = explained or Explained(desk.business_date)
    whole = read_table(path, COLUMNS)
    understood = understand(whole, COLLECTORS, explained)
    table, excluded = understood.split(whole)
    table = replace(table, rows=tuple(row for row in table.rows if _is_filled_in(row)))
    numbers = set[str]()

    def read(reader: RowReader) -> RegisteredCollector:
        collector = _read(reader)
        if collector.id_number in numbers:
            raise BadInput("与上面的行证件号码重复，同一人只登记一行")
        numbers.add(collector.id_number)
        return collector

    collectors, _, refused = read_rows(table, lambda row: RowReader(table, row), read)
    keep_answers(desk, "register_collectors", understood.layout, explained)
    return CollectorImport(
        file=table.file_name,
        rows=len(table.rows) + len(excluded),
        registered=register_collectors(desk, tuple(collectors)),
        refused=tuple(refused),
        warnings=tuple(unread_faults(table, understood.unread)),
        left=tuple(left_faults(excluded, _NAME, _NUMBER, "没有登记")),
        columns=understood.columns,
    )


def _is_filled_in(row: Row) -> bool:
    """Whether a row has more than the number that is printed on empty rows of the form."""
    return any(text for column, text in row.cells.items() if column != _SERIAL)


def _read(reader: RowReader) -> RegisteredCollector:
    point, name = reader.required(_POINT), reader.name(_NAME)
    bank_name, bank = reader.text(_BANK_NAME), reader.text(_BANK)
    account = re.sub(r"[ -]", "", reader.text(_ACCOUNT))
    if account and not re.fullmatch(r"[0-9]{8,32}", account):
        raise BadInput("银行账号应为 8 至 32 位数字；被表格存成数字的请改成文本重新录入")
    phone = re.sub(r"[ -]", "", reader.text(_PHONE))
    if phone and not re.fullmatch(r"[0-9]{7,12}", phone):
        raise BadInput("联系电话应为 7 至 12 位数字")
    number = reader.number(_NUMBER)
    return RegisteredCollector(point, name, number, bank_name, bank, account, phone)
