"""Lists of people that are compared with the station's: rows checked like a roster's.

A refused row never refuses the file, and no row is dropped in silence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.long_work import Progress
from models.base.text import check_clean, mask_id, plain_name, squeeze
from models.people.duplicates.compare_rows import ListedPerson, Matched
from seed import roster_file
from seed.meaning import Door
from seed.roster_file import RowFault, named_column
from seed.table_file import Column, Row, Table, read_table
from seed.understood import Excluded, Explained, ReadColumn, understand

_ROSTER = {column.name: column for column in roster_file.COLUMNS}
NAME, NUMBER, VILLAGE = _ROSTER["姓名"], _ROSTER["证件号码"], _ROSTER["村(社区)"]
_EVERY_ROWS = 500


@dataclass(frozen=True)
class ListImport:
    """What a list brought.

    ``strangers`` are rows of nobody of ours, ``agreeing`` rows that say what our roster
    says; the others make ``new_cases``, now open, or ``known_cases``, on record already.
    ``left`` are rows that say of themselves that they no longer count; ``layout`` is what
    answers about its columns are kept for.
    """

    file: str
    rows: int
    strangers: int
    agreeing: int
    new_cases: int
    known_cases: int
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...] = ()
    columns: tuple[ReadColumn, ...] = ()
    layout: str = ""


class RowReader:
    """Reads one row cell by cell; ``column`` is the cell in hand when something is wrong."""

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self.column = ""

    def text(self, column: str) -> str:
        """Return a clean cell, which may be empty."""
        self.column = column
        return check_clean(squeeze(self.row.cells.get(column, "")), column)

    def required(self, column: str) -> str:
        """Return a clean cell; raises BadInput if it is empty."""
        text = self.text(column)
        if not text:
            raise BadInput(f"{column}是空的，请补填")
        return text

    def name(self) -> str:
        """Return the name in its stored form."""
        return plain_name(self.required("姓名"))

    def number(self) -> str:
        """Return a valid identity number."""
        return parse_identity_number(self.required("证件号码")).text

    @property
    def source(self) -> str:
        """The file and the row, as the case names where it comes from."""
        return f"{self.table.file_name} 第 {self.row.number} 行"


def import_list(
    path: Path,
    columns: Sequence[Column],
    read: Callable[[RowReader], ListedPerson],
    record: Callable[[Sequence[ListedPerson], str], Matched],
    progress: Progress,
    door: Door,
    explained: Explained,
    warn_repeated: bool = False,
) -> ListImport:
    """Read a list, check its rows, hand the good ones over and return what came of it.

    ``read`` makes a person of a row, or raises BadInput; ``record`` compares all of them
    with the station's. Raises BadInput only for a file that is no such list at all,
    RefusedByRule for a column that may say who counts and is not understood.
    """
    whole = read_table(path, columns)
    understood = understand(whole, door, explained)
    table, excluded = understood.split(whole)
    people, rows, refused = list[ListedPerson](), list[int](), list[RowFault]()
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        reader = RowReader(table, row)
        try:
            people.append(read(reader))
        except BadInput as error:
            fault = RowFault(row.number, named_column(table, reader.column), error.message)
            refused.append(fault)
            continue
        rows.append(row.number)
    matched = record(people, table.file_name)
    progress(len(table.rows), len(table.rows))
    warnings = _repeated(table, people, rows) if warn_repeated else []
    return ListImport(
        file=table.file_name,
        rows=len(whole.rows),
        strangers=matched.strangers,
        agreeing=matched.agreeing,
        new_cases=matched.new,
        known_cases=matched.known,
        refused=tuple(refused),
        warnings=tuple(warnings + unread_faults(table, understood.unread)),
        left=tuple(left_faults(excluded)),
        columns=understood.columns,
        layout=understood.layout,
    )


def _repeated(table: Table, people: Sequence[ListedPerson], rows: Sequence[int]) -> list[RowFault]:
    first_rows: dict[str, int] = {}
    faults = []
    for person, row in zip(people, rows, strict=True):
        first = first_rows.setdefault(person.id_number, row)
        if first != row:
            reason = f"与第 {first} 行证件号码重复"
            faults.append(RowFault(row, named_column(table, "证件号码"), reason))
    return faults


def left_faults(excluded: Sequence[tuple[Row, Excluded]]) -> list[RowFault]:
    """Return the rows that say of themselves that they do not count, each with its reason."""
    faults = []
    for row, why in excluded:
        name = _first_of(row, "姓名", "代征人员姓名")
        number = _first_of(row, "证件号码", "身份证号")
        named = " ".join(filter(None, (name, mask_id(number))))
        faults.append(RowFault(row.number, why.column, f"{named}：{why.reason}，没有算"))
    return faults


def _first_of(row: Row, *columns: str) -> str:
    return next(filter(None, (row.cells.get(each, "") for each in columns)), "")


def unread_faults(table: Table, unread: Sequence[str]) -> list[RowFault]:
    """Return which sheets and columns of a file were not read."""
    sheet_reason = "这张工作表也像名单，但只读了第一张；请另存为单独的文件再导入"
    column_reason = "这一列不认识，没有读取，请核对列名"
    return [RowFault(0, sheet, sheet_reason) for sheet in table.unread_sheets] + [
        RowFault(0, header, column_reason) for header in unread
    ]
