"""A terminal's screen as an SVG: on a light ground, to be printed with the manual.

Rich can write one too, but takes a Chinese character for one cell wide, so that browsers
squeeze it. Here every run of characters of one width has its own place and length.
"""

from html import escape
from itertools import groupby

import pyte
from pyte.screens import Char

_CELL, _LINE, _BASE, _MARGIN = 9, 21, 16, 10
_SIZE, _WIDE_SIZE = 15, 18
"""At which a character is as wide as its cells, where a program ignores ``textLength``."""
_WIDE_FONTS = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',NSimSun,monospace"
_FONTS = "Consolas,'DejaVu Sans Mono',Menlo,monospace"
"""Of characters one cell wide: those of Chinese fonts draw quotation marks in two."""
_INK, _PAPER = "#1c1c1c", "#fdfdf8"
_COLOURS = {
    "black": "#1c1c1c", "red": "#b3261e", "green": "#1f6f2b", "brown": "#7a5200",
    "blue": "#1f4fa3", "magenta": "#7b2f8f", "cyan": "#00606b", "white": "#d8d8d2",
}  # fmt: skip


def picture_of(screen: pyte.Screen) -> str:
    """Return the screen as an SVG document, the same for the same screen."""
    width = screen.columns * _CELL + 2 * _MARGIN
    height = screen.lines * _LINE + 2 * _MARGIN
    grounds: list[str] = []
    texts: list[str] = []
    for row in range(screen.lines):
        line = [screen.buffer[row][column] for column in range(screen.columns)]
        for start, cells in _runs(line):
            _draw(row, start, cells, grounds, texts)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" rx="6" fill="{_PAPER}" stroke="#999"/>',
        *grounds,
        f'<g font-family="{_FONTS}" font-size="{_SIZE}" xml:space="preserve">',
        *texts,
        "</g>",
        "</svg>",
        "",
    ])  # fmt: skip


def _runs(line: list[Char]) -> list[tuple[int, list[Char]]]:
    """Return runs of cells that look alike and are of one width, with their first column."""
    runs = []
    for _, places in groupby(range(len(line)), key=lambda place: _kind(line, place)):
        columns = list(places)
        runs.append((columns[0], [line[column] for column in columns]))
    return runs


def _kind(line: list[Char], place: int) -> tuple[object, ...]:
    cell = line[place]
    is_wide = not cell.data or (place + 1 < len(line) and not line[place + 1].data)
    return is_wide, cell.fg, cell.bg, cell.bold, cell.reverse, cell.underscore


def _draw(row: int, start: int, cells: list[Char], grounds: list[str], texts: list[str]) -> None:
    """Add a run's ground, where it is not the paper's, and its characters."""
    front, back = _colour(cells[0].fg, _INK), _colour(cells[0].bg, _PAPER)
    if cells[0].reverse:
        front, back = back, front
    left, length = _MARGIN + start * _CELL, len(cells) * _CELL
    top = _MARGIN + row * _LINE
    if back != _PAPER:
        grounds.append(
            f'<rect x="{left}" y="{top}" width="{length}" height="{_LINE}" fill="{back}"/>'
        )
    text = "".join(cell.data for cell in cells)
    if text.strip():
        is_wide = len(text) < len(cells)
        each = _CELL * 2 if is_wide else _CELL
        left += (len(text) - len(text.lstrip(" "))) * each
        text = text.strip(" ")
        length = len(text) * each
        bold = ' font-weight="bold"' if cells[0].bold else ""
        line = ' text-decoration="underline"' if cells[0].underscore else ""
        wide = f' font-family="{_WIDE_FONTS}" font-size="{_WIDE_SIZE}"' if is_wide else ""
        texts.append(
            f'<text x="{left}" y="{top + _BASE}" textLength="{length}" '
            f'fill="{front}"{bold}{line}{wide}>{escape(text, quote=False)}</text>'
        )


def _colour(name: str, default: str) -> str:
    return _COLOURS.get(name.removeprefix("bright"), default)
