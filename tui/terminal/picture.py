"""What a terminal shows, cell by cell, and the few bytes that turn one picture into another."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.cells import get_character_cell_size

from tui.terminal.looks import PLAIN, blank_look

Cell = tuple[str, str]
"""A character and its look; the second cell of a wide character holds an empty text."""

_BLANK: Cell = (" ", PLAIN)
_UNKNOWN: Cell = ("\0", PLAIN)
_ERASED_AT_LEAST = 4
_SHORT_GAP_BYTES = 4


class Picture:
    """Rows of cells. A new one is unknown: equal to nothing that is drawn."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells: list[list[Cell]] = [[_UNKNOWN] * columns for _ in range(rows)]

    def put(self, column: int, row: int, text: str, look: str) -> int:
        """Write text into a row, as far as it is in the picture; return the next column."""
        line = self.cells[row] if 0 <= row < self.rows else []
        blank = (" ", blank_look(look))
        for character in text:
            cells = 1 if character < "\x7f" else get_character_cell_size(character)
            if cells == 0:
                if 0 < column <= len(line):
                    _join(line, column - 1, character)
                continue
            if column >= 0 and column + cells <= len(line):
                _free(line, column, column + cells)
                line[column] = blank if character == " " else (character, look)
                if cells == 2:
                    line[column + 1] = ("", look)
            column += cells
        return column

    def replace(self, sign_for: Callable[[str], str]) -> None:
        """Put another character of the same width for each."""
        self.cells = [[(sign_for(text), look) for text, look in line] for line in self.cells]

    def forget(self) -> None:
        """Hold nothing for known: everything is drawn again."""
        self.cells = [[_UNKNOWN] * self.columns for _ in range(self.rows)]


def _free(line: list[Cell], start: int, end: int) -> None:
    """Blank the other half of a wide character of which one half is about to be covered."""
    if line[start][0] == "" and start:
        line[start - 1] = (" ", blank_look(line[start - 1][1]))
    if end < len(line) and line[end][0] == "":
        line[end] = (" ", blank_look(line[end][1]))


def _join(line: list[Cell], column: int, mark: str) -> None:
    """Add a mark without a width of its own to the character before it."""
    while column > 0 and line[column][0] == "":
        column -= 1
    text, look = line[column]
    line[column] = (text + mark, look)


@dataclass
class _Pen:
    """Where the terminal writes next, and how."""

    column: int = -1
    row: int = -1
    look: str = PLAIN

    def move(self, column: int, row: int) -> str:
        """Return what moves the cursor."""
        if (column, row) == (self.column, self.row):
            return ""
        ahead = column - self.column if row == self.row and 0 <= self.column < column else 0
        self.column, self.row = column, row
        if ahead:
            return f"\x1b[{ahead}C"
        return f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H"

    def turn(self, look: str) -> str:
        """Return what changes the look."""
        if look == self.look:
            return ""
        self.look = look
        return f"\x1b[0;{look}m" if look else "\x1b[m"


def changes(shown: Picture, wanted: Picture, rows: Iterable[int], most: int) -> str:
    """Return what makes the terminal show the wanted picture; ``shown`` is changed with it.

    The rows are taken in the order given; after ``most`` bytes the rest is left for
    another time. Ends in the plain look.
    """
    pen, parts, size = _Pen(), [], 0
    for row in rows:
        if shown.cells[row] == wanted.cells[row]:
            continue
        for part in _row_changes(shown.cells[row], wanted.cells[row], row, pen):
            parts.append(part)
            size += len(part.encode())
            if size >= most:
                return "".join(parts) + pen.turn(PLAIN)
    return "".join(parts) + pen.turn(PLAIN)


def _row_changes(shown: list[Cell], wanted: list[Cell], row: int, pen: _Pen) -> Iterator[str]:
    """Yield the changes of one row, run by run; what is yielded stands in ``shown``."""
    end = len(wanted)
    while end and wanted[end - 1] == _BLANK:
        end -= 1
    to_erase = sum(cell != _BLANK for cell in shown[end:])
    if to_erase < _ERASED_AT_LEAST:
        end = len(wanted)
    for start, stop in list(_runs(shown[:end], wanted[:end])):
        part = pen.move(start, row) + "".join(
            pen.turn(look) + text for text, look in wanted[start:stop]
        )
        pen.column = stop
        shown[start:stop] = wanted[start:stop]
        yield part
    if end < len(wanted):
        shown[end:] = wanted[end:]
        yield pen.move(end, row) + pen.turn(PLAIN) + "\x1b[K"


def _runs(shown: list[Cell], wanted: list[Cell]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of cells that differ; short gaps are cheaper drawn than jumped."""
    start = stop = -1
    for column, (before, after) in enumerate(zip(shown, wanted, strict=True)):
        if before == after or column < stop:
            continue
        if start >= 0 and column > stop and not _is_short_gap(wanted[stop - 1 : column]):
            yield start, stop
            start = column
        # A wide character is drawn as a whole: its second cell may have been the same.
        is_wide = column + 1 < len(wanted) and wanted[column + 1][0] == ""
        start, stop = (start if start >= 0 else column), column + (2 if is_wide else 1)
    if start >= 0:
        yield start, stop


def _is_short_gap(cells: list[Cell]) -> bool:
    """Whether a gap, given with the cell before it, takes few bytes and no other look."""
    size = sum(len(text.encode()) for text, _ in cells[1:])
    return size <= _SHORT_GAP_BYTES and len({look for _, look in cells}) == 1
