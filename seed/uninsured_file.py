"""Lists of the uninsured as their senders send them: read with all their own columns kept.

What goes back to the sender has the sender's headings, in the sender's order, and the reason
in the column that was left for it. So a row is kept as it came, whatever is wrong with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base.errors import BadInput
from models.base.identity import valid_number
from models.base.long_work import Progress
from models.base.terms import Insurance
from models.base.text import mask_numbers, squeeze
from models.people.uninsured.receive import Received, SentList, SentRow, meaning_of, receive_list
from models.station.desk import Desk
from seed import heading_words as words
from seed.doors import stating_door
from seed.meaning import Door
from seed.row_reader import RowReader
from seed.table_file import Column, Row, RowFault, Table, fault_at, read_table
from seed.table_heading import header_key
from seed.table_row import village_named
from seed.understood import (
    Excluded,
    Explained,
    ReadColumn,
    Understood,
    keep_answers,
    left_faults,
    understand,
)

COLUMNS = (
    Column(words.NAME, words.NAME_WORDS, is_required=True),
    Column(words.NUMBER, words.NUMBER_WORDS, is_required=True),
    Column(words.VILLAGE, words.VILLAGE_WORDS),
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

_EVERY_ROWS = 500


@dataclass(frozen=True)
class ReadList:
    """A list as read, and what is wrong with rows that say nothing of anybody certain."""

    sent: SentList
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...] = ()
    understood: Understood | None = None


@dataclass(frozen=True)
class UninsuredImport:
    """What came of a file: what it brought, which rows were refused, what is to be known.

    ``left`` are rows of a list that states a reason which say that it is so no longer (停保).
    """

    file: str
    received: Received
    answer_column: str
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...]
    columns: tuple[ReadColumn, ...]


def import_uninsured_file(
    desk: Desk,
    path: Path,
    sender: str,
    insurance: Insurance,
    levy_year: int,
    meaning: str = "",
    answer_column: str = "",
    progress: Progress = lambda done, total: None,
    explained: Explained | None = None,
) -> UninsuredImport:
    """Read a sender's list and keep it; the same file again changes nothing.

    A list that states a reason of everybody (在校, 死亡) needs good numbers: rows without are
    refused, and so is a column that may say of whom it is so no longer and is not understood
    (RefusedByRule). Of one that asks every row is kept and goes back, with what is wrong told.
    """
    states = meaning_of(sender, meaning)
    explained = explained or Explained(desk.business_date)
    door = stating_door(states) if states else None
    read = read_uninsured_file(
        path, answer_column, door=door, explained=explained, progress=progress
    )
    if read.understood is not None:
        keep_answers(desk, "import_uninsured", read.understood.layout, explained)
    received = receive_list(desk, read.sent, sender, insurance, levy_year, states)
    at = read.sent.answer_at
    return UninsuredImport(
        read.sent.file,
        received,
        read.sent.headings[at] if at is not None and not states else "",
        read.refused,
        read.warnings,
        read.left,
        read.understood.columns if read.understood else (),
    )


def read_uninsured_file(
    path: Path,
    answer_column: str = "",
    *,
    door: Door | None = None,
    explained: Explained | None = None,
    progress: Progress = lambda done, total: None,
) -> ReadList:
    """Read a list with all its columns; raises BadInput for a file that is no such list.

    ``door``: what states mean in a list that gives everybody's reason; None for one that asks.
    """
    table = read_table(path, COLUMNS)
    understood, excluded = None, list[tuple[Row, Excluded]]()
    if door is not None:
        understood = understand(table, door, explained or Explained())
        table, excluded = understood.split(table)
    columns = _columns(table)
    answer_at = _answer_at(table, columns, answer_column)
    rows, refused, warnings = list[SentRow](), list[RowFault](), [*table.hints]
    for done, row in enumerate(table.rows):
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        sent, fault = _sent(table, row, columns)
        is_kept = bool(sent.name) and (door is None or fault is None)
        if fault is not None:
            (warnings if is_kept else refused).append(fault)
        if is_kept:
            rows.append(sent)
    progress(len(table.rows), len(table.rows))
    headings = tuple("".join(table.titles.get(each, each).split()) for each in columns)
    sent_list = SentList(table.file_name, headings, answer_at, tuple(rows))
    left = tuple(left_faults(excluded))
    return ReadList(sent_list, tuple(refused), tuple(warnings), left, understood)


def _columns(table: Table) -> list[str]:
    """Return all columns of a file in the sender's order: those known by name, others as headed."""
    found: dict[str, tuple[int, str]] = {}
    for row in table.rows:
        for name, letters in row.letters.items():
            found.setdefault(name, (len(letters), letters))
    return sorted(found, key=lambda name: found[name])


def _sent(table: Table, row: Row, columns: Sequence[str]) -> tuple[SentRow, RowFault | None]:
    """Return a row as it is kept, and what is wrong with it.

    A number that a spreadsheet may have turned is told by whom it is compared with: a name too.
    """
    reader = RowReader(table, row)
    fault, number, name = "", squeeze(row.cells.get(words.NUMBER, "")), ""
    try:
        if row.fault:
            raise BadInput(row.fault)
        name = reader.name()
        number = valid_number(reader.number_text())
    except BadInput as error:
        fault = error.message
    cells = tuple(_cell(row, each) for each in columns)
    sent = SentRow(row.number, name, number, _village(row, columns), mask_numbers(fault), cells)
    return sent, fault_at(row, reader.column, sent.fault) if fault else None


def _cell(row: Row, column: str) -> str:
    return str(row.cells.get(column, "") or row.others.get(column, ""))


def _village(row: Row, columns: Sequence[str]) -> str:
    """Return what a row says of where somebody lives, in whatever place."""
    addresses = (_cell(row, each) for each in columns if _ADDRESS.fullmatch(header_key(each)))
    places = (row.cells.get(words.VILLAGE, ""), row.section, *addresses, village_named(row.sheet))
    return next(filter(None, map(squeeze, places)), "")


def _answer_at(table: Table, columns: Sequence[str], wanted: str) -> int | None:
    """Return the place of the column left for the reason: named, or by its heading and empty."""
    keys = [header_key(table.titles.get(each, each)) for each in columns]
    if wanted:
        if header_key(wanted) in keys:
            return keys.index(header_key(wanted))
        raise BadInput(f"{table.file_name}：没有“{wanted[:20]}”这一列，请核对「列名」")
    own = (words.NAME, words.NUMBER, words.VILLAGE)
    for pattern in _ANSWER:
        for at, (name, key) in enumerate(zip(columns, keys, strict=True)):
            filled = sum(bool(_cell(row, name)) for row in table.rows)
            if name not in own and pattern.fullmatch(key) and 2 * filled <= len(table.rows):
                return at
    return None
