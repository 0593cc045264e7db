"""What reading a bureau's files has in common: rows with their faults, what was left unread."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from models.base.errors import BadInput
from models.base.long_work import Progress
from seed.people_file import RowReader
from seed.roster_file import RowFault, named_column
from seed.table_file import Row, Table

_EVERY_ROWS = 500
Reader = TypeVar("Reader", bound=RowReader)
Read = TypeVar("Read")


def read_rows(
    table: Table,
    reader_of: Callable[[Row], Reader],
    read: Callable[[Reader], Read],
    progress: Progress,
) -> tuple[list[Read], list[RowFault]]:
    """Return the rows that can be read, and the others each with its column and reason."""
    rows, refused = list[Read](), list[RowFault]()
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        reader = reader_of(row)
        try:
            rows.append(read(reader))
        except BadInput as error:
            column = named_column(table, reader.column)
            refused.append(RowFault(row.number, column, error.message))
    progress(len(table.rows), len(table.rows))
    return rows, refused


def digest_of(path: Path) -> str:
    """Return what tells a file from others."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unread(table: Table, titles: Sequence[str]) -> tuple[RowFault, ...]:
    """Return the sheets and the columns that were not read."""
    sheet_reason = "这张工作表也像已缴数据，但只读了第一张；请另存为单独的文件再导入"
    column_reason = "这一列不认识，没有读取，请核对列名"
    return (
        *(RowFault(0, sheet, sheet_reason) for sheet in table.unread_sheets),
        *(RowFault(0, header, column_reason) for header in titles),
    )
