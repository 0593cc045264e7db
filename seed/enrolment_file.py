"""Importing who was enrolled in earlier years: a station that begins with the program has none.

Several years stand side by side as columns (2017年度, 2018医保, 2019年医保参保) or one below the
other as rows (年度). A row that is not understood is refused whole and listed; a statement about
nobody of ours is refused by the station; none refuses the file.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.base.errors import BadInput
from models.base.long_work import Progress, reporting
from models.base.money import parse_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.people.enrolment_list.record import record_enrolment
from models.people.enrolment_list.values import ListedYear, YearOf
from models.station.desk import Desk
from seed import self_paid_file
from seed.doors import ENROLMENT
from seed.enrolment_words import YEAR_HEADING, YearColumn, is_enrolled, year_column
from seed.row_reader import RowReader, read_rows
from seed.self_paid_words import insurance_named, year_in
from seed.table_file import Column, Row, RowFault, fault_at, named_column, read_layout
from seed.understood import (
    Explained,
    ReadColumn,
    keep_answers,
    left_faults,
    understand,
    unread_faults,
)

_PAID = {column.name: column for column in self_paid_file.COLUMNS}
_INSURANCE, _YEAR, _STATE, _DAY = "险种", "年度", "状态", "缴费日期"
_COMMON = (
    Column("姓名", _PAID["姓名"].aliases),
    Column("证件号码", _PAID["证件号码"].aliases, is_required=True),
    Column(_INSURANCE, _PAID["险种"].aliases),
    Column(_DAY, _PAID["缴费日期"].aliases),
)
_STATE_COLUMN = Column(
    _STATE,
    ("参保状态", "缴费状态", "参保缴费状态", "参保/缴费状态", "参保情况", "缴费情况",
     "参保缴费情况", "是否参保", "是否缴费", "参保标志", "缴费标志", "缴费结果"),
)  # fmt: skip
_YEAR_ALIASES = (
    "参保年度", "缴费年度", "所属年度", "费款所属年度", "费款所属期", "所属期", "年份", "参保年份",
)  # fmt: skip
_AS_COLUMNS = (
    *_COMMON,
    Column("年度（如 2018年度、2019年医保参保）", pattern=YEAR_HEADING, is_required=True),
)
_FIRST_YEAR = 1990


@dataclass(frozen=True)
class WholeFile:
    """What is said of a whole file, where no column does.

    ``blank`` is the status that an empty cell means; without it, an empty cell says nothing.
    """

    insurance: Insurance | None = None
    levy_year: int | None = None
    status: str = ""
    blank: str = ""
    document: str = ""


@dataclass(frozen=True)
class EnrolmentImport:
    """What an import did: statements are one person's, for one insurance and year."""

    file: str
    rows: int
    statements: int
    new: int
    changed: int
    unchanged: int
    of_ledger: tuple[str, ...]
    refused: tuple[RowFault, ...]
    warnings: tuple[RowFault, ...]
    left: tuple[RowFault, ...]
    columns: tuple[ReadColumn, ...]


def import_enrolment_file(
    desk: Desk,
    path: Path,
    whole: WholeFile | None = None,
    progress: Progress = lambda done, total: None,
    explained: Explained | None = None,
) -> EnrolmentImport:
    """Import earlier years' insured (xlsx, xls or csv) in one transaction.

    The same file again changes nothing. Raises BadInput only for a file that is no such list,
    or a status of the whole file that nobody knows.
    """
    whole = whole or WholeFile()
    for each in (whole.status, whole.blank):
        if each:
            is_enrolled(each)
    explained = explained or Explained(desk.business_date)
    reading = _Reading(desk, path, whole, explained)
    reading.read(progress)
    with reporting(progress):
        keep_answers(desk, "import_enrolment", reading.understood.layout, explained)
        recorded = record_enrolment(desk, reading.listed, reading.table.file_name, whole.document)
    progress(1, 1)
    refused = dict.fromkeys(
        reading.fault(at, each.what, each.reason) for at, each in recorded.refused.items()
    )
    return EnrolmentImport(
        file=reading.table.file_name,
        rows=len(reading.table.rows) + len(reading.excluded),
        statements=len(reading.listed),
        new=recorded.new,
        changed=recorded.changed,
        unchanged=recorded.unchanged,
        of_ledger=tuple(_of_ledger(recorded.of_ledger, recorded.unlike_ledger)),
        refused=tuple(sorted((*reading.refused, *refused), key=lambda fault: fault.row)),
        warnings=(*reading.warnings, *unread_faults(reading.table, reading.understood.unread)),
        left=tuple(left_faults(reading.excluded)),
        columns=reading.understood.columns,
    )


def _of_ledger(counts: dict[YearOf, int], unlike: dict[YearOf, int]) -> Iterator[str]:
    for year, count in sorted(counts.items()):
        other = f"，其中 {unlike[year]} 条与台账不同" if unlike.get(year) else ""
        yield (
            f"{INSURANCE_TITLES[year.insurance]} {year.levy_year} 年度由本站征缴，以台账为准，"
            f"名单里的 {count} 条没有取{other}"
        )


class _Reading:
    """A file on its way to statements, with the place of each in the file."""

    def __init__(self, desk: Desk, path: Path, whole: WholeFile, explained: Explained) -> None:
        self._desk, self._whole = desk, whole
        by_rows = (*_COMMON, _STATE_COLUMN, Column(_YEAR, _YEAR_ALIASES, is_required=True))
        layouts = {"rows": by_rows, "columns": _AS_COLUMNS}
        if whole.levy_year is not None:
            layouts["one year"] = (*_COMMON, _STATE_COLUMN)
        self._layout, table = read_layout(path, layouts)
        self.understood = understand(table, ENROLMENT, explained)
        self.table, self.excluded = self.understood.split(table)
        self.listed, self._places = list[ListedYear](), list[tuple[Row, str]]()
        self.refused, self.warnings = list[RowFault](), list[RowFault]()
        self._columns = tuple(self._year_columns()) if self._layout == "columns" else ()

    def _year_columns(self) -> Iterator[YearColumn]:
        for heading in self.table.letters:
            if YEAR_HEADING.fullmatch(heading):
                try:
                    yield year_column(heading)
                except BadInput as error:
                    column = named_column(self.table, heading)
                    self.warnings.append(RowFault(0, column, error.message))

    def read(self, progress: Progress) -> None:
        """Read every row; one that is not understood is refused whole."""

        def reader_of(row: Row) -> _EnrolmentReader:
            reader = _EnrolmentReader(self.table, row)
            reader.set_up(self._desk, self._whole, self._columns)
            return reader

        found, rows, self.refused = read_rows(
            self.table, reader_of, lambda reader: list(reader.statements()), progress
        )
        for row, statements in zip(rows, found, strict=True):
            for column_name, listed in statements:
                self.listed.append(listed)
                self._places.append((row, column_name))

    def fault(self, at: int, what: str, reason: str) -> RowFault:
        """Return why the station does not take a statement, with its row and column."""
        row, year = self._places[at]
        column = {"number": "证件号码", "name": "姓名"}.get(what, year)
        return fault_at(row, column, reason)


class _EnrolmentReader(RowReader):
    """Reads a row of earlier years."""

    def set_up(self, desk: Desk, whole: WholeFile, columns: Sequence[YearColumn]) -> None:
        """Say whose row it is, what holds of the whole file, and which columns are years."""
        self._today, self._whole, self._columns = desk.business_date, whole, columns

    def statements(self) -> Iterator[tuple[str, ListedYear]]:
        """Yield what the row says, each with its column; raises BadInput naming the cell."""
        name = self.name_if_any()
        number = self.number()
        if not self._columns:
            yield from self._one_year(name, number)
            return
        states = [each for each in self._columns if each.kind == "status"]
        states = states or [each for each in self._columns if each.kind == "amount"]
        for each in states:
            status = self._status(each)
            if status is None:
                continue
            self.column = each.heading
            insurance = each.insurance or self._insurance()
            self.column = each.heading
            year = self._checked_year(each.levy_year)
            paid_on = self._day(self._day_column(each, len(states)), is_paid=status)
            yield each.heading, ListedYear(number, name, insurance, year, status, paid_on)

    def _one_year(self, name: str, number: str) -> Iterator[tuple[str, ListedYear]]:
        insurance = self._insurance()
        year = self._whole.levy_year
        text = self.text(_YEAR)
        if text or year is None:
            year = year_in(self.required(_YEAR))
        year = self._checked_year(year)
        text = self.text(_STATE)
        if not text and self._cell(_DAY):
            status = True
        else:
            self.column = _STATE
            text = text or self._whole.status or self._whole.blank
            if not text:
                raise BadInput("没有写状态，请补填，或写明「整个名单的状态」")
            status = _is_enrolled(text)
        paid_on = self._day(_DAY, is_paid=status)
        yield _YEAR, ListedYear(number, name, insurance, year, status, paid_on)

    def _status(self, column: YearColumn) -> bool | None:
        """Return whether the cell means enrolled; None where it is empty and says nothing."""
        text = self.text(column.heading)
        if not text:
            return _is_enrolled(self._whole.blank) if self._whole.blank else None
        if column.kind == "amount":
            return parse_yuan(text, "金额") > 0
        return _is_enrolled(text)

    def _insurance(self) -> Insurance:
        text = self.text(_INSURANCE)
        if text:
            return insurance_named(text)
        if self._whole.insurance is None:
            raise BadInput("没有写险种，请补填，或写明「整个文件的险种」")
        return self._whole.insurance

    def _checked_year(self, year: int) -> int:
        last = self._today.year + 1
        if not _FIRST_YEAR <= year <= last:
            raise BadInput(f"{year} 年度不在 {_FIRST_YEAR} 至 {last} 之间，请核对")
        return year

    def _day_column(self, column: YearColumn, states: int) -> str:
        """Return the column with the day of payment for a year; empty where there is none."""
        for each in self._columns:
            is_same = each.levy_year == column.levy_year and each.insurance == column.insurance
            if each.kind == "day" and is_same:
                return each.heading
        return _DAY if states == 1 else ""

    def _day(self, column: str, *, is_paid: bool) -> dt.date | None:
        day = self.day(column, near=self._today) if column else None
        if day is None:
            return None
        if day > self._today:
            raise BadInput(f"缴费日期 {day} 晚于业务日期 {self._today}，请核对")
        if not is_paid:
            raise BadInput(f"状态是未参保，却有缴费日期 {day}，请核对")
        return day


@lru_cache(maxsize=1000)
def _is_enrolled(text: str) -> bool:
    return is_enrolled(text)
