"""Layouts: the ways in which offices set out one and the same list of people.

What is planted goes through a layout into a file; the layout says where each of it then stands.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Literal

from seed.table_file import Column
from seed.table_row import column_letter
from tests.layouts.book import Leaf, Value, write_csv, write_xls, write_xlsx

Parts = Literal["one", "sheets", "villages", "sections"]
Headings = Literal["plain", "alias", "dressed", "two rows"]


@dataclass(frozen=True)
class Plant:
    """A row to be planted at ``home``, its village and household.

    A bad one names the ``column`` and the words of the ``reason`` for which it is refused;
    ``is_in``: it comes in all the same. ``down``: its cell of this column is merged with the
    next row's. ``beyond`` is written behind the last heading. ``needs`` a workbook, or a column
    of villages, or it is not planted.
    """

    cells: dict[str, Value]
    column: str = ""
    reason: str = ""
    home: tuple[str, str] = ("青山村", "0001")
    is_in: bool = False
    down: str = ""
    beyond: str = ""
    needs: Literal["", "book", "villages"] = ""

    @property
    def is_good(self) -> bool:
        """Whether it has to come in."""
        return self.is_in or not self.reason


@dataclass(frozen=True)
class Door:
    """What a kind of file consists of; ``village`` and ``household`` where it has the columns.

    ``has_villages_above``: the village may stand above the people, or be the sheet's name.
    """

    columns: tuple[Column, ...]
    plants: tuple[Plant, ...]
    village: str = ""
    household: str = ""
    has_villages_above: bool = False


@dataclass(frozen=True)
class Place:
    """Where a plant stands: sheet (if the file has several), row, letter of each column."""

    plant: Plant
    sheet: str
    row: int
    letters: dict[str, str]

    @property
    def fault(self) -> tuple[str, int, str]:
        """Where its fault is to be named."""
        column = self.plant.column
        named = f"{column}（{self.letters[column]}列）" if column else ""
        return self.sheet, self.row, named


@dataclass(frozen=True)
class Layout:
    """How a list is set out. ``content``: what is in the file, whatever it is called."""

    name: str
    ending: Literal["xlsx", "xls", "csv"] = "xlsx"
    content: Literal["", "xlsx", "xls"] = ""
    encoding: str = "utf-8-sig"
    separator: str = ","
    headings: Headings = "plain"
    parts: Parts = "one"
    dice: int = 0
    is_merged: bool = False
    rows_a_page: int = 0
    has_letterhead: bool = False
    has_totals: bool = False
    has_signature: bool = False
    has_serials: bool = False
    has_hidden: bool = False
    has_other_sheets: bool = False
    has_blank_rows: bool = False
    corner: tuple[int, int] = (0, 0)

    @property
    def is_book(self) -> bool:
        """Whether there are sheets, merged cells and kinds of cells."""
        return self.ending != "csv"


@dataclass
class Written:
    """A file, and where everything stands in it."""

    path: Path
    places: list[Place] = field(default_factory=list)


def fits(layout: Layout, door: Door) -> bool:
    """Say whether a list can be set out so: some layouts need villages."""
    if layout.parts in ("villages", "sections"):
        return door.has_villages_above
    return bool(door.village) or not layout.is_merged


def write(folder: Path, layout: Layout, door: Door) -> Written:
    """Write what is planted at a door."""
    written = Written(folder / f"名单.{layout.ending}")
    composer = _Composer(layout, door)
    leaves = composer.leaves()
    if layout.ending == "csv":
        write_csv(written.path, leaves[0], layout.encoding, layout.separator)
    elif (layout.content or layout.ending) == "xls":
        write_xls(written.path, leaves)
    else:
        write_xlsx(written.path, leaves)
    is_several = len({place.sheet for place in composer.places}) > 1
    written.places = [
        place if is_several else replace(place, sheet="") for place in composer.places
    ]
    return written


class _Composer:
    """Sets out one list."""

    def __init__(self, layout: Layout, door: Door) -> None:
        self._layout, self._door = layout, door
        self._dice = random.Random(layout.dice)
        self._has_villages = layout.parts not in ("villages", "sections")
        self._columns = [
            each for each in door.columns if self._has_villages or each.name != door.village
        ]
        if layout.dice:
            self._dice.shuffle(self._columns)
        self._titles = [self._title(each, at) for at, each in enumerate(self._columns)]
        self._first = layout.corner[1] + layout.has_serials
        self.places: list[Place] = []

    def leaves(self) -> list[Leaf]:
        """Return the sheets."""
        plants = [each for each in self._door.plants if self._is_plantable(each)]
        named = [(name, list(group)) for name, group in groupby(plants, lambda each: each.home[0])]
        if self._layout.parts in ("one", "sections"):
            leaves = [self._leaf("Sheet1", plants)]
        elif self._layout.parts == "villages":
            leaves = [self._leaf(name, group) for name, group in named]
        else:
            leaves = [self._leaf(f"第{at}页", group) for at, (_, group) in enumerate(named, 1)]
        if self._layout.has_other_sheets:
            tally: list[list[Value]] = [["汇总"], ["单位", "人数"], ["青山村", len(plants)]]
            leaves.insert(0, Leaf("汇总", tally))
            away = Leaf("旧", [list(row) for row in leaves[1].rows], is_hidden=True)
            leaves.append(away)
        return leaves

    def _is_plantable(self, plant: Plant) -> bool:
        lacks = not self._has_villages if plant.needs == "villages" else not self._layout.is_book
        return not (plant.needs and lacks)

    def _title(self, column: Column, at: int) -> str:
        if self._layout.headings == "alias" and column.aliases:
            return self._dice.choice(column.aliases)
        if self._layout.headings == "dressed":
            name = column.name
            half = len(name) // 2
            return (
                f"*{name}（必填）", f"{name}\n（注）", " ".join(name),
                f"{name[:half]}\n{name[half:]}：", f"　{name}【文本】",
            )[at % 5]  # fmt: skip
        return column.name

    def _leaf(self, name: str, plants: Sequence[Plant]) -> Leaf:
        layout, leaf = self._layout, Leaf(name)
        down, width = layout.corner[0], self._first + len(self._titles)
        leaf.rows += [[] for _ in range(down)]
        if layout.has_letterhead:
            leaf.rows.append(self._line("上岭桥镇城乡居民名单（2019年度）"))
            leaf.merged.append((down, down, 0, width - 1))
            leaf.rows.append(
                self._line("填报单位：上岭桥镇人民政府", "", "", "填报日期：2019年11月")
            )
        self._headings(leaf)
        homes = [list(group) for _, group in groupby(plants, lambda each: each.home)]
        on_page, village = 0, ""
        for group in homes:
            if layout.rows_a_page and on_page >= layout.rows_a_page:
                leaf.rows.append(self._line("本页小计", f"{on_page}人"))
                self._headings(leaf)
                on_page = 0
            if layout.parts == "sections" and group[0].home[0] != village:
                leaf.rows.append(self._line(group[0].home[0]))
            elif layout.has_totals and village and group[0].home[0] != village:
                leaf.rows.append(self._line(f"{village}小计", "3人"))
            village = group[0].home[0]
            if layout.has_blank_rows:
                leaf.rows.append([])
            self._rows(leaf, group)
            on_page += len(group)
        if layout.is_merged:
            self._merge_villages(leaf)
        if layout.has_totals:
            leaf.rows.append(self._line("合计", f"{len(plants)}人"))
        if layout.has_signature:
            leaf.rows.append(self._line("填表人：某某某", "", "审核人：", "负责人签字："))
        if layout.has_hidden:
            leaf.hidden_rows.append(
                next(each.row - 1 for each in self.places if each.plant.is_good)
            )
            leaf.hidden_columns.append(self._first + len(self._columns) - 1)
        return leaf

    def _line(self, *texts: str) -> list[Value]:
        return [*[""] * self._layout.corner[1], *texts]

    def _headings(self, leaf: Leaf) -> None:
        serial = ["序号"] if self._layout.has_serials else []
        if self._layout.headings == "two rows":
            groups = ["基本情况" if at % 3 else title for at, title in enumerate(self._titles)]
            for at in range(len(self._titles)):
                if at % 3 == 1 and at + 1 < len(self._titles):
                    row, column = len(leaf.rows), self._first + at
                    leaf.merged.append((row, row, column, column + 1))
                    groups[at + 1] = ""
                elif at % 3 == 0:
                    row, column = len(leaf.rows), self._first + at
                    leaf.merged.append((row, row + 1, column, column))
            leaf.rows.append(self._line(*serial, *groups))
            lower = ["" if at % 3 == 0 else title for at, title in enumerate(self._titles)]
            leaf.rows.append(self._line(*serial, *lower))
            return
        leaf.rows.append(self._line(*serial, *self._titles))
        if self._layout.has_serials and not self._layout.corner[1]:
            leaf.rows.append([str(at) for at in range(1, len(self._titles) + 2)])

    def _rows(self, leaf: Leaf, group: Sequence[Plant]) -> None:
        door, names = self._door, [each.name for each in self._columns]
        letters = {name: column_letter(self._first + at) for at, name in enumerate(names)}
        first = len(leaf.rows)
        for plant in group:
            of_home = {door.village: plant.home[0], door.household: plant.home[1]}
            cells = {**of_home, **plant.cells}
            row = self._line()
            if self._layout.has_serials:
                row.append(len(self.places) + 1)
            row += [cells.get(name, "") for name in names]
            self.places.append(Place(plant, leaf.name, len(leaf.rows) + 1, letters))
            leaf.rows.append([*row, plant.beyond] if plant.beyond else row)
            if plant.down:
                column = self._first + names.index(plant.down)
                leaf.merged.append((len(leaf.rows) - 1, len(leaf.rows), column, column))
        if self._layout.is_merged and door.household:
            self._merge(leaf, first, len(leaf.rows), self._first + names.index(door.household))

    def _merge_villages(self, leaf: Leaf) -> None:
        if self._has_villages:
            at = [each.name for each in self._columns].index(self._door.village)
            rows = [each.row - 1 for each in self.places if each.sheet == leaf.name]
            for first, last in _runs(rows):
                self._merge(leaf, first, last + 1, self._first + at)

    def _merge(self, leaf: Leaf, first: int, end: int, column: int) -> None:
        """Merge what stands below itself in a column; only its first cell keeps the text."""
        rows = range(first, end)
        for value, group in groupby(rows, lambda at: leaf.rows[at][column]):
            same = list(group)
            if value != "" and len(same) > 1:
                leaf.merged.append((same[0], same[-1], column, column))
                for at in same[1:]:
                    leaf.rows[at][column] = ""


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of rows without a gap."""
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        run = [row for _, row in group]
        yield run[0], run[-1]


LAYOUTS = (
    Layout("plain"),
    Layout("plain xls", ending="xls"),
    Layout("csv", ending="csv"),
    Layout("csv in GB18030", ending="csv", encoding="gb18030", has_letterhead=True, dice=1),
    Layout("text with tabs", ending="csv", separator="\t", has_serials=True),
    Layout("text with semicolons", ending="csv", separator=";", encoding="utf-8", dice=2),
    Layout(
        "csv of a printed list", ending="csv", rows_a_page=6, has_totals=True, has_signature=True
    ),
    Layout("xlsx called xls", ending="xls", content="xlsx", dice=3),
    Layout("xls called xlsx", ending="xlsx", content="xls", has_letterhead=True),
    Layout("letterhead and order", has_letterhead=True, dice=4),
    Layout("other headings", headings="alias", dice=5),
    Layout("other headings, xls", ending="xls", headings="alias", dice=6, has_letterhead=True),
    Layout("other headings, csv", ending="csv", headings="alias", dice=7),
    Layout("dressed headings", headings="dressed", has_letterhead=True),
    Layout("dressed headings, csv", ending="csv", headings="dressed", dice=8),
    Layout("headings over two rows", headings="two rows"),
    Layout("two rows, letterhead, xls", ending="xls", headings="two rows", has_letterhead=True),
    Layout("printed", rows_a_page=5, has_totals=True, has_signature=True, has_letterhead=True),
    Layout("printed, xls", ending="xls", rows_a_page=7, has_totals=True, has_signature=True),
    Layout("serials and numbers of columns", has_serials=True, has_totals=True),
    Layout("hidden row and column", has_hidden=True, dice=9),
    Layout("hidden row and column, xls", ending="xls", has_hidden=True),
    Layout("several sheets", parts="sheets", has_letterhead=True),
    Layout("several sheets, xls", ending="xls", parts="sheets", dice=10),
    Layout("summary and hidden sheets", has_other_sheets=True),
    Layout("in a corner", corner=(3, 2), has_blank_rows=True),
    Layout("merged", is_merged=True, has_letterhead=True),
    Layout("merged, xls", ending="xls", is_merged=True, has_serials=True),
    Layout("merged, sheets, two rows", is_merged=True, parts="sheets", headings="two rows"),
    Layout("a sheet a village", parts="villages", has_letterhead=True, has_signature=True),
    Layout("a sheet a village, xls", ending="xls", parts="villages", has_other_sheets=True),
    Layout("a sheet a village, merged", parts="villages", is_merged=True, has_totals=True),
    Layout("villages as lines", parts="sections", has_letterhead=True),
    Layout("villages as lines, csv", ending="csv", parts="sections", dice=11),
)
