"""The headings of a table: which row they stand in, and which column each of them names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seed.grid_file import Grid

_HEADING_ROWS = 30
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")
_ADDED = re.compile(r"\([^()]*\)$")
_NUMBER = re.compile(
    r"\(?第?(\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])\)?"
)
_MOST_NUMBERED = 100
_MOST_LETTERS = 80
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Column:
    """A column to look for. ``aliases`` are other headers it may have.

    ``is_numbered``: there are several, with a number somewhere in the header (成员1姓名,
    姓名2, 成员三), or with the same header again and again. Their cells are named by the
    name and the number: ``姓名1``, ``姓名2``; the first without a number has none.

    ``pattern``: instead of a name of its own it has every header that the expression matches as
    a whole (2018医保, 2019年度); their cells are named by the header as it is compared.
    """

    name: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    is_numbered: bool = False
    pattern: re.Pattern[str] | None = None

    @property
    def is_one(self) -> bool:
        """Whether a table has it once at most, under its own name."""
        return not self.is_numbered and self.pattern is None


@dataclass(frozen=True)
class Heading:
    """The rows of a grid most like headings, ``first`` to ``last`` from 0, and what they lack.

    ``titles`` are the headings as written, of two rows joined; ``names`` the columns they name.
    """

    grid: Grid
    first: int
    last: int
    titles: tuple[str, ...]
    names: tuple[str | None, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """Columns by their headers as compared; those of numbered columns without the number."""

    single: Mapping[str, str]
    numbered: Mapping[str, str]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, columns: Sequence[Column]) -> "Names":
        """Return the headers of columns; raises ValueError where two claim one."""
        single: dict[str, str] = {}
        numbered: dict[str, str] = {}
        for column in columns:
            if column.pattern is not None:
                continue
            names = numbered if column.is_numbered else single
            for header in (column.name, *column.aliases):
                if names.setdefault(header_key(header), column.name) != column.name:
                    raise ValueError(f"two columns claim the header {header}")
        return cls(single, numbered, tuple(each.pattern for each in columns if each.pattern))

    def cell_names(self, headings: Sequence[Sequence[str]]) -> list[str | None]:
        """Return what the cells under these headings are named; None for an unknown one.

        Of each column the first of its headings that is known counts.
        """
        seen: Counter[str] = Counter()
        found: list[str | None] = []
        for titles in headings:
            named = (self._cell_name(key, seen) for title in titles for key in header_keys(title))
            found.append(next((name for name in named if name is not None), None))
        return found

    def _cell_name(self, key: str, seen: Counter[str]) -> str | None:
        if key in self.single:
            return self.single[key]
        if key in self.numbered:
            name = self.numbered[key]
            seen[name] += 1
            return name if seen[name] == 1 else f"{name}{seen[name]}"
        for match in _NUMBER.finditer(key):
            name = self.numbered.get(key[: match.start()] + key[match.end() :], "")
            if name:
                return f"{name}{_as_number(match[1])}"
        return key if any(each.fullmatch(key) for each in self.patterns) else None


def header_key(title: str) -> str:
    """Return a header as it is compared: without spaces, line breaks, asterisks, widths."""
    plain = unicodedata.normalize("NFKC", title).translate(_ZERO_WIDTH).translate(_BRACKETS)
    return "".join(plain.split()).strip("*:`'‘’").lower()


def header_keys(title: str) -> tuple[str, ...]:
    """Return a header as it is compared, and without what it adds in brackets.

    Amounts in fen are another column than amounts: there the brackets stay. A heading as long
    as a letter names nothing.
    """
    if not title or len(title) > _MOST_LETTERS:
        return ()
    key = header_key(title)
    bare = _ADDED.sub("", key)
    return (key,) if bare == key or not bare or "分" in key[len(bare) :] else (key, bare)


def find_heading(grid: Grid, columns: Sequence[Column], names: Names) -> Heading:
    """Return the rows of a grid most like headings: one, or two of which the upper groups.

    Two rows are read together only where no single one does: a letterhead is no group.
    """
    best = Heading(grid, 0, 0, (), (), wanted(columns))
    tops = range(min(len(grid.cells), _HEADING_ROWS))
    for at in tops:
        single = [(title,) if title else () for title in grid.cells[at]]
        best = _better(best, _heading(grid, at, at, single, columns, names))
        if _is_sound(best):
            return best
    for at in tops[:-1]:
        if is_column_numbers(grid.cells[at + 1]):  # 姓名 above 3 is nobody's third member
            continue
        two = _heading(grid, at, at + 1, _of_two_rows(grid, at), columns, names)
        if _is_sound(two):
            return two
        best = _better(best, two)
    return best


def _heading(
    grid: Grid,
    first: int,
    last: int,
    headings: Sequence[Sequence[str]],
    columns: Sequence[Column],
    names: Names,
) -> Heading:
    cell_names = tuple(names.cell_names(headings))
    present = {name for name in cell_names if name is not None}
    missing = tuple(
        column.name for column in columns if column.is_required and not _is_present(column, present)
    )
    titles = tuple(each[0] if each else "" for each in headings)
    return Heading(grid, first, last, titles, cell_names, missing if present else wanted(columns))


def _better(best: Heading, other: Heading) -> Heading:
    return other if any(other.names) and len(other.missing) < len(best.missing) else best


def _is_sound(heading: Heading) -> bool:
    """Say whether nothing is missing, and nothing there twice."""
    named = [name for name in heading.names if name is not None]
    return bool(named) and not heading.missing and len(named) == len(set(named))


def _of_two_rows(grid: Grid, at: int) -> list[tuple[str, ...]]:
    """Return the headings of two rows by column: joined, the lower, the upper if it is alone."""
    upper, lower = list(grid.cells[at]), grid.cells[at + 1]
    upper.extend([""] * (len(lower) - len(upper)))
    for row, left, right in grid.across:
        if row == at and left < len(upper):
            for column in range(left + 1, min(right + 1, len(upper))):
                upper[column] = upper[column] or upper[left]
    headings: list[tuple[str, ...]] = []
    for column, above in enumerate(upper):
        below = lower[column] if column < len(lower) else ""
        if not below or below == above:
            headings.append((above,) if above else ())
        else:
            headings.append((above + below, below) if above else (below,))
    return headings


def wanted(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the columns that a table must have, or all where none must."""
    required = tuple(column.name for column in columns if column.is_required)
    return required or tuple(column.name for column in columns)


def _is_present(column: Column, present: Collection[str | None]) -> bool:
    """Say whether a header row has a column; of a numbered one, one with a number."""
    if column.pattern is not None:
        return any(each and column.pattern.fullmatch(each) for each in present)
    if not column.is_numbered:
        return column.name in present
    return any(f"{column.name}{number}" in present for number in range(_MOST_NUMBERED))


def _as_number(text: str) -> int:
    """Return the value of digits, or of a Chinese numeral up to 99."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def is_column_numbers(row: Sequence[str]) -> bool:
    """Say whether a row only counts the columns: 1 2 3 4 ..."""
    if len(row) < 3 or row[-1].strip("()") != str(len(row)):
        return False
    return all(text.strip("()（）") == str(at) for at, text in enumerate(row, 1))
