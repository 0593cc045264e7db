"""A cadre's list of who has paid in a village, as it is handed in: by person, or by family.

Every row is somebody: what cannot be read is a row too, with its reason, and nothing is dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.errors import BadInput
from models.base.identity import valid_number
from models.base.money import format_yuan, parse_yuan
from models.base.terms import Insurance
from models.counter.village.values import ListedRow
from models.levy.fill import insurance_named
from seed import heading_words as words
from seed.row_reader import RowReader, at, doubted_numbers, refuse_row
from seed.table_file import Column, Row, RowFault, Table, fault_at, named_column, read_layout
from seed.understood import unread_faults

_VILLAGE, _HOUSEHOLD, _NAME, _NUMBER = words.VILLAGE, words.HOUSEHOLD, words.NAME, words.NUMBER
_HEAD, _REMARK = "户主", "备注"
_INSURANCE, _TIER, _AMOUNT, _PEOPLE = "险种", "档次", "金额", "人数"
_BESIDE = (
    "序号", "村民小组", "组别", "未缴人员", "险种年度", "上次联系", "方式", "结果", "电话",
    "手机号码", "联系电话", "签字", "签名", "签章",
)  # fmt: skip
"""What stands beside on such lists, dunning lists that come back among them; it decides nothing."""
_NOT_PAID = re.compile("退|死|亡|停|欠|迁|职工|不[缴交参]|[未没][缴交收]|参军|服役|服刑")
"""Words of a remark by which somebody may not be meant to pay."""
_LONGEST_TIER = 20


def _columns(*needed: str) -> tuple[Column, ...]:
    known = (
        Column(_VILLAGE, words.VILLAGE_WORDS),
        Column(_HOUSEHOLD, words.HOUSEHOLD_WORDS),
        Column(_HEAD, words.HEAD_WORDS),
        Column(_NAME, (*words.NAME_WORDS, "缴费人")),
        Column(_NUMBER, words.NUMBER_WORDS),
        Column(_INSURANCE, ("险种名称", "征收品目", "险种类型")),
        Column(_TIER, ("缴费档次", "养老档次", "选择档次", "缴费档次(元)")),
        Column(
            _AMOUNT,
            (
                "金额(元)", "缴费金额", "缴费金额(元)", "应缴金额", "应缴", "实缴", "实缴金额",
                "缴费额", "缴费额(元)", "个人缴费", "个人缴费额", "已收金额", "交费金额",
            ),
        ),
        Column(_PEOPLE, ("缴费人数", "参保人数", "未缴人数")),
        Column(_REMARK, words.NOTE_WORDS),
        *(Column(each) for each in _BESIDE),
    )  # fmt: skip
    return tuple(replace(each, is_required=each.name in needed) for each in known)


LAYOUTS: Mapping[str, tuple[Column, ...]] = {
    "people by number": _columns(_NUMBER),
    "people by household": _columns(_HOUSEHOLD, _NAME),
    "families": _columns(_HOUSEHOLD),
}
"""By person with the number, by person within households, or family by family."""


@dataclass(frozen=True)
class VillageListFile:
    """What a file says: its rows, and what of it was not read."""

    file: str
    rows: tuple[ListedRow, ...]
    warnings: tuple[RowFault, ...]


def read_village_list(path: Path, village: str) -> VillageListFile:
    """Read a village's list; raises BadInput only for a file that is no such list."""
    _, table = read_layout(path, LAYOUTS)
    doubted = doubted_numbers(table)
    rows = tuple(
        _listed(RowReader(table, row), village, doubted)
        for row in table.rows
        if row.fault or _is_somebody(row)
    )
    return VillageListFile(
        table.file_name, rows, (*unread_faults(table, table.unknown_headers), *_total(table, rows))
    )


def _is_somebody(row: Row) -> bool:
    """Whether a row has more than a serial number."""
    return any(row.cells.get(each) for each in (_HOUSEHOLD, _NAME, _NUMBER, _HEAD, _AMOUNT))


def _listed(reader: RowReader, village: str, doubted: int) -> ListedRow:
    row = reader.row
    where = at(row, Row(0, {}))
    household = "".join(row.cells.get(_HOUSEHOLD, "").split())[:40]
    try:
        refuse_row(row, doubted)
        return _read(reader, where, village)
    except BadInput as error:
        column = "" if row.fault or not reader.column else f"{named_column(row, reader.column)}："
        name = row.cells.get(_NAME, "") or row.cells.get(_HEAD, "")
        fault = f"{column}{error.message}"
        return ListedRow(where=where, household=household, name=name[:30], fault=fault)


def _read(reader: RowReader, where: str, village: str) -> ListedRow:
    place = reader.text(_VILLAGE) or reader.row.section
    if place and place != village:
        raise BadInput(f"写的是“{place[:20]}”，不是{village}；一份名单只收一个村")
    remark = reader.text(_REMARK)
    if _NOT_PAID.search(remark):
        raise BadInput(f"写着“{remark[:20]}”，请核对要不要收，要收的去掉备注")
    number = reader.number_text()
    if number and "*" not in number:
        number = valid_number(number)
    name = reader.name_if_any()
    return ListedRow(
        where=where,
        household=reader.text(_HOUSEHOLD),
        name=name,
        id_number=number,
        insurance=_insurance(reader),
        tier_fen=_tier_fen(reader),
        amount_fen=reader.amount_fen(_AMOUNT),
        people=None if name or number else _people(reader),
    )


def _insurance(reader: RowReader) -> Insurance | None:
    text = reader.text(_INSURANCE)
    return insurance_named(re.sub(r"[（(]?\d{4}(年度?)?[）)]?", "", text).strip()) if text else None


def _tier_fen(reader: RowReader) -> int | None:
    """Read ``200``, ``200元``, ``200元/年`` or ``200元档``."""
    text = reader.text(_TIER)
    if len(text) > _LONGEST_TIER:
        raise BadInput("档次写得太长，只写元数，例如 200")
    plain = re.sub(r"(元)?(/年|每年)?(档|档次)?$", "", text)
    return parse_yuan(plain, "档次") if text else None


def _people(reader: RowReader) -> int | None:
    text = reader.text(_PEOPLE).removesuffix("人")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise BadInput(f"人数“{text[:20]}”应为数字")
    return int(text)


def _total(table: Table, rows: tuple[ListedRow, ...]) -> list[RowFault]:
    """Say where the list's own total is not what its rows add up to."""
    sum_fen = sum(each.amount_fen or 0 for each in rows)
    last = table.totals[-1] if table.totals else None
    text = last.cells.get(_AMOUNT, "") if last else ""
    if not last or not text:
        return []
    try:
        total_fen = parse_yuan(text, "合计")
    except BadInput:
        return []
    if total_fen == sum_fen:
        return []
    said = f"合计写 {format_yuan(total_fen)} 元，各行相加是 {format_yuan(sum_fen)} 元，请核对"
    return [fault_at(last, _AMOUNT, said)]
