"""Reading a department's list: every name in it becomes an entry, sound or with its fault."""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.text import check_name, mask_id, plain_name, squeeze
from models.levy.notice import Category
from models.people.department_list.number import bare_number, read_listed_number
from models.people.department_list.values import ListEntry
from seed.department_list_cell import members_in_cell
from seed.department_list_layouts import (
    DISABILITY,
    HEAD,
    HEAD_NUMBER,
    IN_ONE_CELL,
    LAYOUTS,
    MEMBER,
    MEMBER_NUMBER,
    MEMBERS,
    NAME,
    NUMBER,
    OF_HOUSEHOLDS,
    PAPER,
    REMARK,
    SERIAL,
    STARTS,
    UNTIL,
    VILLAGE,
)
from seed.department_list_parts import PartWords
from seed.doors import list_door
from seed.row_reader import RowReader, refuse_error, refuse_row
from seed.serial_day import day_of_serial
from seed.table_file import Row, RowFault, Table, fault_at, named_column, read_layout
from seed.understood import Excluded, Explained, Understood, understand, unread_faults

_EVERY_ROWS = 500
_OF_THE_HOUSEHOLD = (VILLAGE, STARTS, UNTIL, PAPER)
_OPEN_ENDS = ("长期", "永久", "至今", "今", "无", "/")
_FEWEST_DIGITS = 15
_MONTH = re.compile(r"(\d{4})[-/.]?(\d{1,2})")
_UNCLEAR_MONTH = re.compile(r"\d{4}\.1")
_RANGE = re.compile(r"\s*(?:至|到|~|—|--)\s*")
_FOOTNOTE = re.compile(r"合计|总计|小计|共计|填表|制表|审核|填报|负责人|经办|日期|说明|[:：]")


@dataclass(frozen=True)
class ReadList:
    """What a list's file holds. ``warnings`` are about rows and columns that were not read."""

    file: str
    rows: int
    entries: tuple[ListEntry, ...]
    warnings: tuple[RowFault, ...]
    understood: Understood


def read_list_file(
    path: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
    explained: Explained | None = None,
    category: Category | None = None,
) -> ReadList:
    """Read a department's list (xlsx, xls or csv) of a category in any of its layouts.

    ``progress`` is told (rows done, rows in all). A row that says of itself that it does not
    count, or is of another kind, is an entry that says so, or none. Raises BadInput for a file
    that is no such list, RefusedByRule for a column that decides and is not understood; whatever
    is wrong in a row is told in its entries.
    """
    layout, table = read_layout(path, LAYOUTS)
    door = list_door(category)
    understood = understand(table, door, explained or Explained(), {REMARK: door})
    parts = PartWords(table)
    warnings = unread_faults(
        table, [each for each in understood.unread if each not in parts.titles]
    )
    entries: list[ListEntry] = []
    household: dict[str, str] = {}
    others: list[RowFault] = []
    above: Mapping[str, str] = {}
    for done, line in enumerate(table.rows):
        row = line
        if done % _EVERY_ROWS == 0:
            progress(done, len(table.rows))
        if layout not in OF_HOUSEHOLDS and HEAD in row.letters:
            cells = dict(row.cells)
            household, stated = _under_its_head(cells, household), row.others
            if not cells[HEAD]:
                stated = {title: text or above.get(title, "") for title, text in stated.items()}
            row, above = replace(row, cells=cells, others=stated), stated
        found = list(_ListReader(table, row, layout).entries())
        if not found and not any(text for name, text in row.cells.items() if name != SERIAL):
            continue
        if not found:
            column = next(name for name, text in row.cells.items() if text)
            reason = "这一行没有姓名，也没有证件号码，没有读取"
            warnings.append(fault_at(row, column, reason))
        elif len(found) == 1 and _is_footnote(found[0]):
            reason = f"“{found[0].name[:20]}”像是合计或表尾说明，没有读取"
            warnings.append(RowFault(row.number, found[0].column, reason, row.sheet))
        else:
            entries += _counted(found, understood.excluded(row), parts.of(row), others)
    progress(len(table.rows), len(table.rows))
    if others and not entries:
        raise BadInput(f"{table.file_name}：{others[0].reason}等，没有一行是这一类的人，请核对类别")
    rows = len({(entry.sheet, entry.row) for entry in entries})
    warnings += others
    return ReadList(table.file_name, rows, tuple(entries), tuple(warnings), understood)


def _counted(
    found: Sequence[ListEntry], excluded: Excluded | None, part: str, others: list[RowFault]
) -> Iterator[ListEntry]:
    """Yield a row's entries with their part; of a row that does not count, as it does not.

    People of another kind are no entries: they are told in ``others``.
    """
    for entry in found:
        stated = replace(entry, part=part)
        if excluded is None:
            yield stated
        elif excluded.why == "out":
            yield replace(stated, out=excluded.reason)
        elif excluded.why == "blank":
            yield replace(stated, fault=entry.fault or f"{excluded.reason}，看不出算不算，请补填")
        else:
            reason = f"{entry.name} {mask_id(entry.number)}：{excluded.reason}，不是这一类，没有算"
            others.append(RowFault(entry.row, excluded.column, reason, entry.sheet))


def _under_its_head(cells: dict[str, str], household: dict[str, str]) -> dict[str, str]:
    """Fill what merged cells of a household leave blank below its first row; return that row.

    A row that names a head begins a household. Village, dates and paper go down to its
    other members, never on to the next household.
    """
    if cells[HEAD]:
        return {name: cells[name] for name in _OF_THE_HOUSEHOLD}
    for name, text in household.items():
        cells[name] = cells[name] or text
    return household


def _is_footnote(entry: ListEntry) -> bool:
    return len(entry.number) < _FEWEST_DIGITS and bool(_FOOTNOTE.search(entry.name))


class _ListReader(RowReader):
    """Reads the people of one row, each with the column in which they stand."""

    def __init__(self, table: Table, row: Row, layout: str) -> None:
        super().__init__(table, row)
        self._layout = layout

    def entries(self) -> Iterator[ListEntry]:
        """Yield every person of the row."""
        for column, name, number in self._people():
            yield self._entry(column, name, number)

    def _people(self) -> Iterator[tuple[str, str, str]]:
        """Yield (column of the number, name, number) as they stand in the file."""
        cells = self.row.cells
        if self._layout not in OF_HOUSEHOLDS:
            number = cells[NUMBER] or cells.get(DISABILITY, "")
            if cells[NAME] or number:
                yield NUMBER, cells[NAME], number
            others = list(self._in_one_cell())
            # Without any number the cell only describes the family.
            if any(len(each) >= _FEWEST_DIGITS for _, _, each in others):
                yield from others
            return
        members = list(self._in_one_cell() if self._layout == IN_ONE_CELL else self._pairs())
        head, number = cells[HEAD], cells[HEAD_NUMBER]
        is_member = any(plain_name(name) == plain_name(head) for _, name, _ in members)
        # A head without a number is listed as a member, or is only named as the head.
        if number or (head and HEAD_NUMBER in self.row.letters and not is_member):
            yield HEAD_NUMBER, head, number
        yield from members

    def _pairs(self) -> Iterator[tuple[str, str, str]]:
        for column in self.row.letters:
            if column.startswith(MEMBER) or column.startswith(MEMBER_NUMBER):
                suffix = column.removeprefix(MEMBER).removeprefix(MEMBER_NUMBER)
                name_column, number_column = MEMBER + suffix, MEMBER_NUMBER + suffix
                if column == number_column and name_column in self.row.letters:
                    continue
                name = self.row.cells.get(name_column, "")
                number = self.row.cells.get(number_column, "")
                if name or number:
                    yield number_column, name, number

    def _in_one_cell(self) -> Iterator[tuple[str, str, str]]:
        for name, number in members_in_cell(self.row.cells.get(MEMBERS, "")):
            yield MEMBERS, name, number

    def _entry(self, column: str, name: str, number: str) -> ListEntry:
        known = plain_name(name)
        faulty_column, fault = column, ""
        starts = until = None
        plain = bare_number(number)
        texts = dict.fromkeys(_OF_THE_HOUSEHOLD, "")
        try:
            refuse_row(self.row)
            self._refuse_unfit(column)
            refuse_error(number)
            plain = read_listed_number(number)
            faulty_column = NAME if NAME in self.row.letters else column
            refuse_error(name)
            known = check_name(name)
            if not known:
                raise BadInput("姓名是空的，请补填")
            for faulty_column in (VILLAGE, PAPER):
                texts[faulty_column] = self.text(faulty_column)
            faulty_column = STARTS
            starts, until = _span(squeeze(self._cell(STARTS)))
            faulty_column = UNTIL
            until = _day(squeeze(self._cell(UNTIL)), UNTIL, is_end=True) or until
            if starts is not None and until is not None and until < starts:
                raise BadInput(f"截止日期 {until} 早于起始日期 {starts}")
            faulty_column = column
        except BadInput as error:
            fault = error.message
            known, plain = _printable(known), _printable(plain)
        return ListEntry(
            row=self.row.number,
            sheet=self.row.sheet,
            column=named_column(self.row, faulty_column),
            name=known,
            number=plain,
            fault=fault,
            village=texts[VILLAGE],
            starts=starts,
            until=until,
            paper=_paper(texts[PAPER], plain),
        )

    def _refuse_unfit(self, column: str) -> None:
        """Raise BadInput where the number's cell is an error, a day, or several rows' own."""
        if column in (NUMBER, HEAD_NUMBER):
            self.number_text(column)


def _printable(text: str) -> str:
    """Return what can be shown of a text with a fault."""
    return "".join(character for character in text if character.isprintable())


def _paper(text: str, number: str) -> str:
    """Return a document's number without the identity number it may begin with."""
    return text.replace(number, "身份证号") if number else text


def _span(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day of ``2019-01`` or ``2019年1月至2019年12月``."""
    if not _RANGE.search(text):
        return _day(text, STARTS), None
    first, *rest = _RANGE.split(text, maxsplit=1)
    return _day(first, STARTS), _day(rest[0], STARTS, is_end=True) if rest else None


def _day(text: str, what: str, *, is_end: bool = False) -> dt.date | None:
    """Return a day; of a month its first day, or its last as an end. None for open ends."""
    plain = text.strip().replace("年", "-").replace("月", "-").replace("日", "").strip("-. ")
    if not plain or plain in _OPEN_ENDS:
        return None
    if _UNCLEAR_MONTH.fullmatch(plain):
        raise BadInput(f"{what}“{plain}”看不出是 1 月还是 10 月，请写成 2019-10")
    month = _MONTH.fullmatch(plain)
    if month and 1 <= int(month[2]) <= 12:
        year, number = int(month[1]), int(month[2])
        return dt.date(year, number, calendar.monthrange(year, number)[1] if is_end else 1)
    return day_of_serial(plain) or parse_date(text, what)
