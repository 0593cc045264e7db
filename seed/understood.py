"""The columns of one file as they are taken, before anything in it is acted upon.

A column that decides money and is not understood stops the file; what is answered is kept for
the sender's layout (kind of file and headings) and need not be said again.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from models.base.errors import BadInput, RefusedByRule
from models.base.text import mask_id, mask_numbers
from models.station.desk import Desk
from models.station.layout_answers import keep_layout_answers, layout_answers
from seed.heading_words import NAME, NUMBER
from seed.meaning import (
    ColumnCells,
    Door,
    Taken,
    parse_answers,
    question_line,
    take_column,
    taken_words,
)
from seed.table_file import Row, RowFault, Table, named_column
from seed.table_heading import header_key

_MOST_COLUMNS = 40
_LONGEST_EXAMPLE = 20


@dataclass(frozen=True)
class Explained:
    """What is known about columns: answers kept for a layout, those given now, and the day."""

    today: dt.date = dt.date.max
    given: Mapping[str, str] = field(default_factory=dict)
    kept: Callable[[str], Mapping[str, str]] = lambda layout: {}


@dataclass(frozen=True)
class ReadColumn:
    """A column of a file and what it was taken for; ``out`` are the values that do not count."""

    letter: str
    heading: str
    taken_as: str
    counts: tuple[str, ...] = ()
    out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Excluded:
    """Why a row does not count: the column as it is shown, its value, and what sort of reason."""

    column: str
    value: str
    why: Literal["out", "other", "blank"]

    @property
    def reason(self) -> str:
        """The reason in words."""
        return mask_numbers(f"{self.column}是{f'“{self.value[:20]}”' if self.value else '空的'}")


@dataclass(frozen=True)
class Understood:
    """A file's columns as they are taken. ``unread`` are the headings that say nothing."""

    layout: str
    columns: tuple[ReadColumn, ...]
    unread: tuple[str, ...]
    _judged: tuple[tuple[str, bool, Taken], ...] = ()

    def split(self, table: Table) -> tuple[Table, list[tuple[Row, Excluded]]]:
        """Return a table with the rows that count alone, and the others each with its reason."""
        counting, excluded = [], []
        for row in table.rows:
            why = self.excluded(row)
            if why is None:
                counting.append(row)
            else:
                excluded.append((row, why))
        return (replace(table, rows=tuple(counting)) if excluded else table), excluded

    def excluded(self, row: Row) -> Excluded | None:
        """Return why a row does not count, the most certain reason first; None if it counts."""
        found: dict[str, Excluded] = {}
        for name, is_asked_for, taken in self._judged:
            cells = row.cells if is_asked_for else row.others
            if name not in cells:  # a sheet without the column
                continue
            sense = taken.senses.get(cells[name], "in")
            if sense != "in":
                found.setdefault(sense, Excluded(named_column(row, name), cells[name], sense))
        return next((found[why] for why in ("out", "other", "blank") if why in found), None)


def unread_faults(table: Table, unread: Iterable[str]) -> list[RowFault]:
    """Return what of a file was not read, and what does not show and was."""
    reason = "这一列不认识，没有读取，请核对列名"
    return [*table.hints, *(RowFault(0, title, reason) for title in unread)]


def left_faults(
    excluded: Sequence[tuple[Row, Excluded]],
    name: str = NAME,
    number: str = NUMBER,
    done: str = "没有算",
) -> list[RowFault]:
    """Return the rows that say of themselves that they do not count, each with its reason."""
    faults = []
    for row, why in excluded:
        who = " ".join(filter(None, (row.cells.get(name, ""), mask_id(row.cells.get(number, "")))))
        faults.append(RowFault(row.number, why.column, f"{who}：{why.reason}，{done}", row.sheet))
    return faults


def columns_line(columns: Sequence[ReadColumn]) -> str:
    """Return what each column was taken for, in one line."""
    shown = [each.taken_as for each in columns[:_MOST_COLUMNS]]
    more = f"；还有 {len(columns) - _MOST_COLUMNS} 列" if len(columns) > _MOST_COLUMNS else ""
    return f"  列：{mask_numbers('；'.join(shown))}{more}"


def explained_by(desk: Desk, given: Iterable[str]) -> Explained:
    """Return what the station knows about columns, and what was answered now (状态:保留=在)."""
    return Explained(
        desk.business_date, parse_answers(given), lambda layout: layout_answers(desk, layout)
    )


def keep_answers(desk: Desk, act: str, layout: str, explained: Explained) -> None:
    """Keep what was answered for the next file of the layout."""
    keep_layout_answers(desk, act, layout, explained.given)


def understand(
    table: Table,
    door: Door,
    explained: Explained,
    remarks: Mapping[str, Door] | None = None,
) -> Understood:
    """Return what the columns of a table mean at a door.

    ``remarks`` are columns that were asked for and may say who does not count all the same,
    each with what its words mean. Raises RefusedByRule
    (``column_not_understood``) for values that nobody understands, BadInput for an answer about
    a column that the file does not have.
    """
    known = sorted(table.letters, key=lambda name: (len(table.letters[name]), table.letters[name]))
    layout = f"{door.name}|{'、'.join((*known, *table.unknown_headers))}"
    answers = {**explained.kept(layout), **explained.given}
    _refuse_unknown(explained.given, (*known, *table.unknown_headers), table.file_name)
    judged = []
    for name, own_door in (remarks or {}).items():
        if name in table.letters:
            cells = [row.cells.get(name, "") for row in table.rows]
            column = ColumnCells(name, table.letters[name], cells, is_remark=True)
            judged.append((name, True, take_column(column, own_door, explained.today, answers)))
    for title in dict.fromkeys(table.unknown_headers):
        having = [row for row in table.rows if title in row.others]
        cells = [row.others[title] for row in having]
        column = ColumnCells(title, having[0].letters.get(title, "") if having else "", cells)
        judged.append((title, False, take_column(column, door, explained.today, answers)))
    _refuse_unclear(table.file_name, [taken for _, _, taken in judged if taken.unclear])
    said = {taken.title: taken for _, _, taken in judged if taken.is_judged}
    return Understood(
        layout,
        (
            *(
                _column(said[name])
                if name in said
                else ReadColumn(table.letters[name], name, f"{table.letters[name]} {name}")
                for name in known
            ),
            *(_column(taken) for _, is_asked_for, taken in judged if not is_asked_for),
        ),
        tuple(taken.title for _, asked, taken in judged if not asked and not taken.is_judged),
        tuple(each for each in judged if each[2].is_judged),
    )


def _column(taken: Taken) -> ReadColumn:
    return ReadColumn(
        taken.letter,
        taken.title,
        taken_words(taken),
        tuple(taken.values("in")) if taken.is_judged else (),
        tuple(taken.values("out", "other")),
    )


def _refuse_unknown(given: Mapping[str, str], titles: Iterable[str], file: str) -> None:
    known = {header_key(title) for title in titles}
    for asked in given:
        title = asked.partition(":")[0]
        if title not in known:
            raise BadInput(f"{file}：没有“{title}”这一列，请核对「列的意思」")


def _refuse_unclear(file: str, unclear: Sequence[Taken]) -> None:
    if not unclear:
        return
    first = unclear[0]
    title, value = header_key(first.title), header_key(first.unclear[0])
    is_short = len(value) <= _LONGEST_EXAMPLE and mask_numbers(value) == value
    example = f"{title}:{value}=在 或 {title}:{value}=不在，" if is_short else ""
    raise RefusedByRule(
        f"{file}：{'，'.join(question_line(each) for each in unclear)}，"
        f"看不出是算还是不算，没有导入。请在「列的意思」写明：{example}"
        f"和算不算无关的一列写 {title}=无关；说过一次，以后同样的表不再问",
        "column_not_understood",
    )
