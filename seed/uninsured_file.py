"""Lists of the uninsured as their senders send them: read with all their own columns kept.

What goes back to the sender has the sender's headings, in the sender's order, and the reason
in the column that was left for it. So a row is kept as it came, whatever is wrong with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.identity import parse_identity_number
from models.base.long_work import Progress
from models.base.terms import Insurance
from models.base.text import check_clean, mask_numbers, plain_name, squeeze
from models.people.uninsured.receive import Received, SentList, SentRow, meaning_of, receive_list
from models.station.desk import Desk
from seed.grid_file import read_grids
from seed.people_file import NAME, NUMBER, VILLAGE
from seed.roster_file import RowFault, named_column
from seed.table_file import Column, Row, Table, header_key, read_table

_OTHER = Column("其他列", pattern=re.compile(r".+"))
COLUMNS = (
    Column(NAME.name, NAME.aliases, is_required=True),
    Column(NUMBER.name, NUMBER.aliases, is_required=True),
    Column(VILLAGE.name, VILLAGE.aliases),
    _OTHER,
)
_ANSWER = tuple(
    re.compile(pattern)
    for pattern in (
        r".*(?:未参保|未缴|不参保).*(?:原因|情况|类型|情形|说明).*",
        r".*原因.*",
        r".*(?:核查|核实|摸排|排查|反馈|比对|落实).*",
        r"(?:结果|情况|情况说明|备注|说明)",
    )
)
"""Headings of the column a sender leaves for the reason: the surest first."""

_ADDRESS = re.compile(r".*(?:地址|住址|村居|村社区|村名|行政村|村组|所在村).*")
"""Headings of columns that tell the village within more words."""

_HEADER_ROWS = 40
_EVERY_ROWS = 500


@dataclass(frozen=True)
class ReadList:
    """A list as read, and what is wrong with rows that say nothing of anybody certain."""

    sent: SentList
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


@dataclass(frozen=True)
class UninsuredImport:
    """What came of a file: what it brought, which rows were refused, what is to be known."""

    file: str
    received: Received
    answer_column: str
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]


def import_uninsured_file(
    desk: Desk,
    path: Path,
    sender: str,
    insurance: Insurance,
    levy_year: int,
    meaning: str = "",
    answer_column: str = "",
    progress: Progress = lambda done, total: None,
) -> UninsuredImport:
    """Read a sender's list and keep it; the same file again changes nothing.

    A list that states a reason of everybody (在校, 死亡) needs good numbers: rows without are
    refused. Of one that asks every row is kept and goes back, with what is wrong told.
    """
    states = meaning_of(sender, meaning)
    read = read_uninsured_file(path, answer_column, keeps_all=not states, progress=progress)
    received = receive_list(desk, read.sent, sender, insurance, levy_year, states)
    at = read.sent.answer_at
    return UninsuredImport(
        read.sent.file,
        received,
        read.sent.headings[at] if at is not None and not states else "",
        read.refused,
        read.warnings,
    )


def read_uninsured_file(
    path: Path,
    answer_column: str = "",
    *,
    keeps_all: bool = True,
    progress: Progress = lambda done, total: None,
) -> ReadList:
    """Read a list with all its columns; raises BadInput for a file that is no such list."""
    table = read_table(path, COLUMNS)
    names = sorted(table.letters, key=lambda name: (len(table.letters[name]), table.letters[name]))
    headings = _headings(path, table, names)
    answer_at = _answer_at(table, names, headings, answer_column)
    rows, refused, warnings = list[SentRow](), list[RowFault](), list[RowFault]()
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        sent, fault = _sent(table, row, names)
        if fault is not None:
            (warnings if keeps_all and sent.name else refused).append(fault)
        if sent.name and (keeps_all or fault is None):
            rows.append(sent)
    progress(len(table.rows), len(table.rows))
    sent_list = SentList(table.file_name, tuple(headings), answer_at, tuple(rows))
    return ReadList(sent_list, tuple(refused), tuple(warnings))


def _sent(table: Table, row: Row, names: Sequence[str]) -> tuple[SentRow, RowFault | None]:
    """Return a row as it is kept, and what is wrong with it."""
    column, fault, number, name = NAME.name, "", "", ""
    cells = tuple(row.cells.get(each, "") for each in names)
    try:
        name = check_clean(plain_name(row.cells.get(NAME.name, "")), "姓名")
        if not name:
            raise BadInput("姓名是空的，没有读入这一行")
        column = NUMBER.name
        number = parse_identity_number(row.cells.get(NUMBER.name, "")).text
    except BadInput as error:
        fault = error.message
        number = number or squeeze(row.cells.get(NUMBER.name, ""))
    village = squeeze(row.cells.get(VILLAGE.name, "")) or _address(row, names) or _sheet(row)
    sent = SentRow(row.number, name, number, village, fault, cells)
    told = RowFault(row.number, named_column(table, column), mask_numbers(fault)) if fault else None
    return sent, told


def _address(row: Row, names: Sequence[str]) -> str:
    """Return what a row says of where somebody lives, in whatever column."""
    cells = (row.cells.get(name, "") for name in names if _ADDRESS.fullmatch(name))
    return next(filter(None, map(squeeze, cells)), "")


def _sheet(row: Row) -> str:
    """Return the name of the sheet a row stands on: it may be the village."""
    return str(getattr(row, "sheet", ""))


def _headings(path: Path, table: Table, names: Sequence[str]) -> list[str]:
    """Return the headings as the sender wrote them; where they are not found, as compared."""
    places = {name: _place(table.letters[name]) for name in names}
    own = {NAME.name, NUMBER.name, VILLAGE.name}
    for grid in read_grids(path):
        if table.sheet_name not in ("", grid.sheet_name):
            continue
        for cells in grid.cells[:_HEADER_ROWS]:
            found = [cells[at] if at < len(cells) else "" for at in places.values()]
            if all(
                title and (name in own or header_key(title) == name)
                for name, title in zip(names, found, strict=True)
            ):
                return ["".join(title.split()) for title in found]
    return list(names)


def _place(letters: str) -> int:
    """Return which column a spreadsheet's letters name, counted from 0."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1


def _answer_at(
    table: Table, names: Sequence[str], headings: Sequence[str], wanted: str
) -> int | None:
    """Return the place of the column left for the reason: named, or by its heading and empty."""
    if wanted:
        for at, heading in enumerate(headings):
            if header_key(heading) == header_key(wanted):
                return at
        raise BadInput(f"{table.file_name}：没有“{wanted[:20]}”这一列，请核对「列名」")
    own = {NAME.name, NUMBER.name, VILLAGE.name}
    for pattern in _ANSWER:
        for at, name in enumerate(names):
            filled = sum(bool(row.cells.get(name)) for row in table.rows)
            if name not in own and pattern.fullmatch(name) and 2 * filled <= len(table.rows):
                return at
    return None
