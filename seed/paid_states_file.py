"""Reading the tax bureau's file of mere status: who is enrolled and who is not, without money."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress
from models.bureau.self_paid.state_values import StateFile, StateRow
from models.station.desk import Desk
from seed.doors import PAID as PAID_DOOR
from seed.enrolment_words import is_enrolled
from seed.grid_file import digest_of
from seed.row_reader import RowReader, read_rows
from seed.self_paid_file import COLUMNS as PAID
from seed.self_paid_file import ReadPaid, WholeFile, paid_layouts, paid_of
from seed.self_paid_words import insurance_or, number_or_fault, year_in
from seed.table_file import Column, RowFault, Table, read_layout
from seed.understood import Explained, Understood, left_faults, understand, unread_faults

_PAID = {column.name: column for column in PAID}
_INSURANCE, _YEAR, _STATE, _DAY = "险种", "参保年度", "参保状态", "状态日期"
COLUMNS = (
    Column("姓名", _PAID["姓名"].aliases),
    Column("证件号码", _PAID["证件号码"].aliases, True),
    Column(_INSURANCE, _PAID["险种"].aliases),
    Column(_YEAR, _PAID["参保年度"].aliases),
    Column(
        _STATE,
        ("是否参保", "已参保", "是否已参保", "参保标志", "参保情况", "参保登记状态", "人员参保状态",
         "当前参保状态", "参保登记情况"),
        True,
    ),
    Column(_DAY, ("截止日期", "截至日期", "查询日期", "统计日期", "状态时间", "查询时间")),
)  # fmt: skip
_MONEY = ("金额", "实缴", "实收", "缴费额", "(元)", "（元）")


@dataclass(frozen=True)
class ReadStates:
    """A file as read: its good rows, those that cannot be read, and what was left unread."""

    file: StateFile
    rows: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    understood: Understood


def read_bureau_file(
    desk: Desk,
    path: Path,
    whole: WholeFile,
    progress: Progress,
    explained: Explained | None = None,
) -> ReadPaid | ReadStates:
    """Read what the bureau says people have paid, or only that they are enrolled; changes nothing.

    A file with amounts is paid data. Raises BadInput for a file that is neither.
    """
    layouts: dict[str, Sequence[Column]] = {**paid_layouts(whole), "states": COLUMNS}
    layout, table = read_layout(path, layouts)
    understood = understand(table, PAID_DOOR, explained or Explained(desk.business_date))
    if layout != "states":
        return paid_of(desk, path, table, whole, understood, progress)
    return _states_of(desk, path, table, whole, understood, progress)


def _states_of(
    desk: Desk,
    path: Path,
    all_rows: Table,
    whole: WholeFile,
    understood: Understood,
    progress: Progress,
) -> ReadStates:
    table, excluded = understood.split(all_rows)
    for header in table.unknown_headers:
        if any(word in header for word in _MONEY):
            raise BadInput(
                f"{path.name}：“{header}”像是金额，但没有完整的已缴数据表头（缴费金额、缴费日期），"
                "不能当作只有参保状态的文件；请改好列名后重试"
            )
    rows, _, refused = read_rows(
        table, lambda row: _StateReader(table, row), lambda each: each.read(desk, whole), progress
    )
    return ReadStates(
        file=StateFile(table.file_name, digest_of(path), tuple(rows)),
        rows=len(all_rows.rows),
        refused=(*refused, *left_faults(excluded, done="没有入账")),
        warnings=tuple(unread_faults(table, understood.unread)),
        understood=understood,
    )


class _StateReader(RowReader):
    """Reads a row of a file of status."""

    def read(self, desk: Desk, whole: WholeFile) -> StateRow:
        """Return the row; raises BadInput while ``column`` names the cell."""
        enrolled = is_enrolled(self.required(_STATE))
        text = self.number_text()
        if not text:
            raise BadInput("证件号码是空的，请补填")
        number, fault = number_or_fault(text)
        name = self.name_if_any()
        insurance = insurance_or(self.text(_INSURANCE), whole.insurance)
        text = self.text(_YEAR)
        if not text and whole.levy_year is None:
            raise BadInput("没有写参保年度，请补填，或写明「整个文件的参保年度」")
        year = year_in(text) if text else whole.levy_year
        assert year is not None
        day = self.day(_DAY, near=desk.business_date)
        if day is not None and day > desk.business_date:
            raise BadInput(f"状态日期 {day} 晚于业务日期 {desk.business_date}，请核对")
        return StateRow(self.row.number, name, number, insurance, year, enrolled, day, fault)
