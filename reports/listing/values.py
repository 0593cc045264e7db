"""What a list is, before it is text, a workbook, csv or JSON: columns, rows, a total, notes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from models.base.file_names import file_stem
from models.base.money import format_yuan
from models.base.text import mask_id

Kind = Literal["text", "number", "count", "money", "rate", "date"]
"""What a column holds: text, a number, one with thousands, integer fen, a share of one, a day."""

Cell = str | int | float | dt.date | None
"""A cell's value as its column's kind says; None where there is nothing to state."""

Named = Literal["family", "receipt", "period", "case", "nothing"]
"""What a value in a column names, so that it can be opened; a case is one of reconciliation's."""

_NAMED_BY: dict[str, Named] = {"household": "family", "receipt": "receipt", "period": "period"}
"""What the values of columns of these keys name, unless the column says otherwise."""

NO_FIGURE = "-"
_WHOLE_NUMBER = "id_number"
SIGNATURES = ("填表人：", "复核人：", "负责人：", "（盖章）    年   月   日")


@dataclass(frozen=True)
class Column:
    """A column: its heading on paper and its key in JSON (money ends in ``_fen``).

    ``cells`` is its width on paper; needed only where the rows come as a stream. ``choices``: what
    a spreadsheet offers in a column to be filled in by hand; anything else may be written too.
    ``names``: what its values name, where its key does not say so already.
    """

    heading: str
    key: str
    kind: Kind = "text"
    cells: float | None = None
    choices: tuple[str, ...] = ()
    names: Named | None = None

    @property
    def named(self) -> Named:
        """What its values name."""
        return self.names or _NAMED_BY.get(self.key, "nothing")

    def text_of(self, value: Cell) -> str:
        """Return a value as people read it; words stand as they are in any column."""
        if value is None:
            return NO_FIGURE
        if isinstance(value, str):
            return value
        if self.kind == "money":
            assert isinstance(value, int)
            return format_yuan(value)
        if self.kind == "rate":
            assert isinstance(value, int | float)
            return f"{value:.2%}"
        return f"{value:,}" if self.kind == "count" else str(value)

    @property
    def is_right(self) -> bool:
        """Whether it is aligned to the right, as figures are."""
        return self.kind in ("number", "count", "money", "rate")


@dataclass(frozen=True)
class Section:
    """Which part of a report a list is, where the report is divided into lists of equal columns.

    A csv file holds all parts: ``value`` in a first column headed ``heading``. ``words`` stand
    over the part's own table.
    """

    heading: str
    value: str
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """A list to be printed.

    ``name`` says in a file's name what it is; ``dated`` is the day it speaks of; ``facts``
    are the words under the title (whose, which period, which unit); ``rows`` may be a stream.

    Of the lists of a report those of one ``sheet`` (its name, unless given) stand on one, under
    the title of the first, and those of one name in one csv file. ``is_beside``: it explains the
    report's figures; a single csv file goes without it. ``by_hand`` are empty columns at the
    right to be filled in on paper. ``bars``: the keys of the names and rates of a chart.
    ``pages_by``: the key of the column whose every other value begins a new page on paper.
    ``is_one_page``: printed on one page, however small; ``is_upright``: on A4 upright.
    ``period``: the period it is of, where a file's name says that instead of the day.
    """

    name: str
    station: str
    title: str
    dated: dt.date
    facts: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = SIGNATURES
    sheet: str = ""
    section: Section | None = None
    is_beside: bool = False
    by_hand: tuple[Column, ...] = ()
    bars: tuple[str, str] | None = None
    pages_by: str = ""
    is_one_page: bool = False
    is_upright: bool = False
    period: str = ""

    @property
    def sheet_name(self) -> str:
        """The name of the sheet it stands on."""
        return self.sheet or self.name

    @property
    def words_over(self) -> str:
        """What stands over its table."""
        return self.section.words if self.section else ""

    @property
    def file_stem(self) -> str:
        """A file's name without its ending: what it is, whose, and of when."""
        return file_stem(self.name, self.station, self.period or self.dated)


def sheets_of(listings: Iterable[Listing]) -> list[tuple[Listing, ...]]:
    """Return the lists of a report by the sheet they stand on."""
    return [tuple(each) for _, each in groupby(listings, key=lambda each: each.sheet_name)]


def whole_numbers(listing: Listing) -> list[int]:
    """Return the places of the columns that hold identity numbers in full."""
    return [at for at, column in enumerate(listing.columns) if column.key == _WHOLE_NUMBER]


def masked(listing: Listing) -> Listing:
    """Return a list whose identity numbers are masked, row by row as they are taken."""
    places = whole_numbers(listing)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in listing.rows:
            cells = list(row)
            for at in places:
                cells[at] = mask_id(str(cells[at])) if cells[at] else None
            yield tuple(cells)

    return replace(listing, rows=rows()) if places else listing
