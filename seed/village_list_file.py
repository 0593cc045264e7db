"""A cadre's list of who has paid in a village, as it is handed in: by person, or by family.

Every row is somebody: what cannot be read is a row too, with its reason, and nothing is dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.money import format_yuan, parse_yuan
from models.base.terms import Insurance
from models.base.text import plain_name
from models.counter.village.values import ListedRow
from models.levy.fill import insurance_named
from seed import roster_file
from seed.people_file import RowReader, unread_faults
from seed.roster_file import RowFault, named_column
from seed.table_file import Column, Row, Table, read_layout

_ROSTER = {column.name: column for column in roster_file.COLUMNS}
_VILLAGE, _HOUSEHOLD, _HEAD = "村(社区)", "户编号", "户主"
_NAME, _NUMBER = "姓名", "证件号码"
_INSURANCE, _TIER, _AMOUNT, _PEOPLE = "险种", "档次", "金额", "人数"
_REMARK = "备注"
_BESIDE = (
    "序号", "村民小组", "组别", "未缴人员", "险种年度", "上次联系", "方式", "结果", "电话",
    "手机号码", "联系电话", "签字", "签名", "签章",
)  # fmt: skip
"""What stands beside on such lists, dunning lists that come back among them; it decides nothing."""
_NOT_PAID = re.compile("退|死|亡|停|欠|迁|职工|不[缴交参]|[未没][缴交收]|参军|服役|服刑")
"""Words of a remark by which somebody may not be meant to pay."""
_LONGEST_TIER = 20


def _column(name: str, needed: frozenset[str]) -> Column:
    return Column(name, _ROSTER[name].aliases, is_required=name in needed)


def _columns(*needed: str) -> tuple[Column, ...]:
    own = frozenset(needed)
    return (
        *(_column(each, own) for each in (_VILLAGE, _HOUSEHOLD, _HEAD)),
        Column(_NAME, (*_ROSTER[_NAME].aliases, "缴费人", "缴费人姓名"), _NAME in own),
        _column(_NUMBER, own),
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
        Column(_REMARK, ("说明",)),
        *(Column(each) for each in _BESIDE),
    )  # fmt: skip


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
    rows = tuple(_listed(table, row, village) for row in table.rows if _is_somebody(row))
    return VillageListFile(table.file_name, rows, (*unread_faults(table), *_total(table, rows)))


def _is_somebody(row: Row) -> bool:
    """Whether a row has more than a serial number."""
    return any(row.cells.get(each) for each in (_HOUSEHOLD, _NAME, _NUMBER, _HEAD, _AMOUNT))


def _listed(table: Table, row: Row, village: str) -> ListedRow:
    reader = RowReader(table, row)
    where = f"第 {row.number} 行"
    household = "".join(row.cells.get(_HOUSEHOLD, "").split())[:40]
    try:
        return _read(reader, where, village)
    except BadInput as error:
        column = named_column(table, reader.column)
        name = row.cells.get(_NAME, "") or row.cells.get(_HEAD, "")
        return ListedRow(
            where=where, household=household, name=name[:30], fault=f"{column}：{error.message}"
        )


def _read(reader: RowReader, where: str, village: str) -> ListedRow:
    place = reader.text(_VILLAGE)
    if place and place != village:
        raise BadInput(f"写的是“{place[:20]}”，不是{village}；一份名单只收一个村")
    remark = reader.text(_REMARK)
    if _NOT_PAID.search(remark):
        raise BadInput(f"写着“{remark[:20]}”，请核对要不要收，要收的去掉备注")
    number = reader.text(_NUMBER)
    if number and "*" not in number:
        number = parse_identity_number(number).text
    name, household = reader.text(_NAME), reader.text(_HOUSEHOLD)
    return ListedRow(
        where=where,
        household=household,
        name=plain_name(name) if name else "",
        id_number=number,
        insurance=_insurance(reader),
        tier_fen=_tier_fen(reader),
        amount_fen=_amount_fen(reader),
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


def _amount_fen(reader: RowReader) -> int | None:
    text = reader.text(_AMOUNT)
    return parse_yuan(text.removesuffix("元"), "金额") if text else None


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
        total_fen = parse_yuan(text.removesuffix("元"), "合计")
    except BadInput:
        return []
    if total_fen == sum_fen:
        return []
    said = f"合计写 {format_yuan(total_fen)} 元，各行相加是 {format_yuan(sum_fen)} 元，请核对"
    return [RowFault(last.number, named_column(table, _AMOUNT), said)]
