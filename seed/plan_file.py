"""Reading a boundary plan (行政区划调整计划) from a file. Every faulty row is told.

A plan is one decision: with any fault none of it is carried out, so here, unlike in a
roster, a column or a sheet that would be left unread is a fault as well.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.store.tables.villages import BoundaryKind
from models.villages.plan import PlanFault, PlanRow
from seed.row_reader import RowReader, refuse_row
from seed.table_file import Column, Table, read_table

_KIND, _VILLAGE, _TO_VILLAGE = "调整方式", "原村(社区)", "新村(社区)"
_FROM, _TO, _HOUSEHOLDS = "原乡镇", "新乡镇", "户编号"
_EFFECTIVE, _DOCUMENT = "生效日期", "文号"
COLUMNS = (
    Column(_KIND, ("方式", "调整类型", "调整类别"), is_required=True),
    Column(_VILLAGE, ("原村", "原社区", "原村社区", "原村名", "调整前村(社区)", "调整前")),
    Column(_TO_VILLAGE, ("新村", "新社区", "新村社区", "新村名", "调整后村(社区)", "调整后")),
    Column(_FROM, ("原乡镇(街道)", "原乡镇街道", "调出乡镇")),
    Column(_TO, ("新乡镇(街道)", "新乡镇街道", "调入乡镇")),
    Column(_HOUSEHOLDS, ("户号", "户编号范围", "涉及户编号", "户籍编号")),
    Column(_EFFECTIVE, ("生效时间", "执行日期", "调整日期")),
    Column(_DOCUMENT, ("批准文号", "文件号", "文件")),
    Column("序号"),
    Column("备注", ("说明",)),
)
_KINDS: dict[str, BoundaryKind] = {
    "并入": "merge",
    "合并": "merge",
    "撤并": "merge",
    "拆分": "split",
    "分设": "split",
    "划出": "move_out",
    "划入": "move_in",
}
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_AROUND_RANGE = re.compile(r"\s*([-~～—–至到])\s*")


@dataclass(frozen=True)
class PlanFile:
    """A plan as read: rows without a fault of their own, and the faults."""

    file: str
    rows: tuple[PlanRow, ...]
    faults: tuple[PlanFault, ...]
    letters: dict[str, str]

    def located(self, fault: PlanFault) -> PlanFault:
        """Return a fault with its column as the spreadsheet shows it."""
        letter = self.letters.get(fault.column)
        return replace(fault, column=f"{fault.column}（{letter}列）") if letter else fault


def read_plan(path: Path, effective_on: dt.date | None = None, document: str = "") -> PlanFile:
    """Read a plan (xlsx, xls or csv).

    ``effective_on`` and ``document`` stand for cells that are empty; a cell that says
    otherwise is a fault. Raises BadInput only for a file that is no plan at all.
    """
    table = read_table(path, COLUMNS)
    document = check_clean(squeeze(document), "文号")
    rows, faults = [], _file_faults(table)
    for row in table.rows:
        reader = _PlanReader(table, row)
        try:
            refuse_row(row)
            rows.append(reader.read(effective_on, document))
        except BadInput as error:
            faults.append(PlanFault(row.number, "" if row.fault else reader.column, error.message))
    return PlanFile(table.file_name, tuple(rows), tuple(faults), dict(table.letters))


def _file_faults(table: Table) -> list[PlanFault]:
    faults = [
        PlanFault(0, header, "这一列不认识，请改成认识的列名或删去")
        for header in table.unknown_headers
    ]
    faults += [
        PlanFault(0, sheet, "这张工作表也像计划，只能有一张，请删去或另存")
        for sheet in table.sheets[1:]
    ]
    if not table.rows:
        faults.append(PlanFault(0, _KIND, "没有一行计划"))
    return faults


class _PlanReader(RowReader):
    """Reads one row of a plan."""

    def read(self, effective_on: dt.date | None, document: str) -> PlanRow:
        """Return the checked row; raises BadInput while ``column`` names the cell."""
        return PlanRow(
            number=self.row.number,
            kind=self._kind(),
            village=self.text(_VILLAGE),
            to_village=self.text(_TO_VILLAGE),
            from_township=self.text(_FROM),
            to_township=self.text(_TO),
            households=self._households(),
            effective_on=self._effective(effective_on),
            document=self._document(document),
        )

    def _kind(self) -> BoundaryKind:
        text = self.text(_KIND)
        if text not in _KINDS:
            known = "、".join(dict.fromkeys(_KINDS))
            raise BadInput(f"“{text[:20]}”不认识，可用：{known}" if text else "是空的，请补填")
        return _KINDS[text]

    def _households(self) -> tuple[str, ...]:
        self.column = _HOUSEHOLDS
        # Numbers of many households are often written over several lines of a cell.
        cell = " ".join(self.row.cells.get(_HOUSEHOLDS, "").split())
        text = _AROUND_RANGE.sub(r"\1", check_clean(squeeze(cell), _HOUSEHOLDS))
        return tuple(part for part in _SEPARATORS.split(text) if part)

    def _effective(self, given: dt.date | None) -> dt.date:
        day = self.day(_EFFECTIVE)
        if day is None:
            if given is None:
                raise BadInput("是空的，请填写，或写明「生效日期」")
            return given
        if given is not None and day != given:
            raise BadInput(f"{day} 与所写的「生效日期」{given} 不同，请核对")
        return day

    def _document(self, given: str) -> str:
        text = self.text(_DOCUMENT)
        if text and given and text != given:
            raise BadInput(f"“{text}”与所写的「批准文号」“{given}”不同，请核对")
        return text or given
