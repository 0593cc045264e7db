"""Importing targets and denominators (任务分解表): township and villages, insurance by insurance.

Every refused row is listed and none refuses the file. A line of totals is checked against the
rows and told, never entered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.levy.fill import insurance_named
from models.station.denominators import PARTS, REGISTERED, WHOLE, NotSettable
from models.station.desk import Desk
from models.station.set_target import TargetSet, TargetWish, check_wish, set_targets
from seed import heading_words as words
from seed.row_reader import RowReader, read_rows
from seed.table_file import Column, Row, RowFault, Table, named_column, read_table
from seed.understood import unread_faults

_VILLAGE = Column(words.VILLAGE, words.VILLAGE_WORDS)
_INSURANCE, _YEAR, _PEOPLE, _LAST_YEAR = "险种", "年度", "任务数", "上年参保人数"
_DOCUMENT = "文号"
_ALIASES = {
    WHOLE: ("应参保", "应参保数", "应保人数", "应参保总人数"),
    REGISTERED: ("户籍人数", "户籍总人口", "户籍人口数", "总人口"),
    "职工参保": ("职工医保", "职工养老", "参加职工保险", "职工参保人数"),
    "异地参保": ("外地参保", "异地参保人数", "在外参保"),
    "在校参保": ("在校学生", "学校参保", "大学生参保"),
    "服役": ("现役军人", "服役人数", "参军"),
    "服刑": ("服刑人员", "服刑人数"),
    "死亡": ("死亡未销户", "死亡人数", "已死亡"),
    "迁出": ("迁出人数", "户口迁出", "外迁"),
    "失踪": ("失踪人员", "失联"),
    "其他不参保": ("其他", "其他扣减", "其他原因不参保"),
    "非本地户籍应参保": ("外来应参保", "居住证参保"),
    "常住人口": ("常住人口数", "常住人数"),
}
COLUMNS = (
    Column(_VILLAGE.name, (*_VILLAGE.aliases, "单位", "乡镇(街道)"), is_required=True),
    Column(_INSURANCE, ("保险", "险种名称")),
    Column(_YEAR, ("参保年度", "缴费年度", "费款所属期")),
    Column(_PEOPLE, ("任务", "目标任务", "目标任务数", "任务人数", "征缴任务", "任务数(人)")),
    Column(_LAST_YEAR, ("上年人数", "上年参保缴费人数", "上年缴费人数", "上年参保")),
    *(Column(name, _ALIASES[name]) for name in PARTS),
    Column(_DOCUMENT, ("批准文号", "文件号", "文件", "依据")),
    Column("序号"),
    Column("备注", ("说明",)),
)
_INSURANCES: dict[str, Insurance] = {
    **dict.fromkeys(("医疗", "医保", "居民医保", "城乡居民医保", "城乡居民医疗"), "medical"),
    **dict.fromkeys(("养老", "居保", "居民养老", "居民养老保险", "城乡居民养老"), "pension"),
    **dict.fromkeys(("大病", "大病医疗", "大病医疗保险"), "critical_illness"),
}
_TOWNSHIP_WORDS = ("全镇", "全乡", "全街道", "乡镇", "街道", "本站")
_NUMBERS = (_PEOPLE, _LAST_YEAR, *PARTS)


@dataclass(frozen=True)
class TargetImport:
    """What a file brought: what counts now, every refused row, and what else there is to say."""

    file: str
    rows: int
    new: int
    unchanged: int
    targets: tuple[TargetSet, ...]
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


def import_targets_file(
    desk: Desk, path: Path, insurance: Insurance | None = None, document: str = ""
) -> TargetImport:
    """Set the targets and denominators in a file (xlsx, xls or csv), in one transaction.

    ``insurance`` and ``document`` stand for cells that are empty or columns that are missing.
    The same file again changes nothing. Raises BadInput only for a file that is no such table.
    """
    table = read_table(path, COLUMNS)
    if not any(name in table.letters for name in _NUMBERS):
        raise BadInput(
            f"{path.name}：没有“任务数”“应参保人数”或“户籍人口”这样的列，请补上列名后重试"
        )
    places: dict[object, int] = {}

    def read(reader: RowReader) -> TargetWish:
        try:
            wish = check_wish(desk, _read(desk, reader, insurance, document))
        except NotSettable as error:
            reader.column = error.field
            raise
        reader.column = _VILLAGE.name
        place = (wish.insurance, wish.levy_year, wish.village)
        if place in places:
            raise BadInput(f"与第 {places[place]} 行是同一个村、险种和年度，只留一行")
        places[place] = reader.row.number
        return wish

    wishes, _, refused = read_rows(table, lambda row: RowReader(table, row), read)
    done = set_targets(desk, wishes)
    new = sum(each.is_new for each in done)
    return TargetImport(
        file=table.file_name,
        rows=len(table.rows),
        new=new,
        unchanged=len(done) - new,
        targets=done,
        refused=tuple(refused),
        warnings=(*_totals(desk, table), *unread_faults(table, table.unknown_headers)),
    )


def _read(desk: Desk, reader: RowReader, insurance: Insurance | None, document: str) -> TargetWish:
    village = reader.required(_VILLAGE.name)
    if village == desk.township or village in _TOWNSHIP_WORDS:
        village = ""
    said = reader.text(_INSURANCE)
    if not said and insurance is None:
        raise BadInput("险种是空的，请补填，或写明「险种」")
    named = (_INSURANCES.get(said) or insurance_named(said)) if said else insurance
    assert named is not None
    year = _number(reader, _YEAR)
    numbers = {name: _number(reader, name) for name in _NUMBERS}
    parts = {name: people for name in PARTS if (people := numbers[name]) is not None}
    own = reader.text(_DOCUMENT)
    if not (own or document):
        raise BadInput("文号是空的，请补填，或写明「文号」")
    reader.column = _PEOPLE
    return TargetWish(
        insurance=named,
        document=own or document,
        village=village,
        levy_year=year,
        people=numbers[_PEOPLE],
        last_year_people=numbers[_LAST_YEAR],
        parts=parts,
    )


def _number(reader: RowReader, column: str) -> int | None:
    """Return a whole number of people or a year; None for an empty cell."""
    text = reader.text(column)
    plain = re.sub(r"[,，\s]|人$|年度?$", "", text)
    if plain in ("", "-", "—", "/"):
        return None
    if re.fullmatch(r"\d{1,8}(\.0+)?", plain) is None:
        raise BadInput(f"“{text[:20]}”应是整数，请核对")
    return int(plain.partition(".")[0])


def _totals(desk: Desk, table: Table) -> list[RowFault]:
    """Say of each line of totals whether it is the sum of the villages above it."""
    told = []
    for total in table.totals:
        above = [row for row in table.rows if row.number < total.number]
        for column in _NUMBERS:
            if column not in table.letters or not total.cells.get(column):
                continue
            told += _checked(desk, table, above, total, column)
    return told


def _checked(
    desk: Desk, table: Table, rows: Sequence[Row], total: Row, column: str
) -> list[RowFault]:
    of_total = RowReader(table, total)
    try:
        printed = _number(of_total, column)
        same = [row for row in rows if _is_summed(desk, row, total)]
        numbers = [_number(RowReader(table, row), column) for row in same]
    except BadInput as error:
        return [
            RowFault(total.number, named_column(table, column), f"合计没有核对：{error.message}")
        ]
    summed = sum(number or 0 for number in numbers)
    if printed is None:
        return []
    reason = (
        f"合计 {printed} 与各行相加一致，没有录入"
        if printed == summed
        else f"合计写的是 {printed}，各行相加为 {summed}，相差 {printed - summed:+}；按各行录入"
    )
    return [RowFault(total.number, named_column(table, column), reason)]


def _is_summed(desk: Desk, row: Row, total: Row) -> bool:
    """Whether a row is a village's, of the insurance and year of a line of totals."""
    if row.cells[_VILLAGE.name] in (desk.township, *_TOWNSHIP_WORDS):
        return False
    return all(
        not total.cells.get(column) or total.cells[column] == row.cells.get(column)
        for column in (_INSURANCE, _YEAR)
    )
