"""Paper of a plain printer: how wide it is, and text as the bytes that are sent to it.

Nothing but printable characters, line ends and a form feed ever goes out: what is printed is
names and reasons that somebody typed, and to a printer or a terminal a control character is
an order. On these printers every character that is not ASCII takes two cells, also those a
terminal draws in one.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

Paper = Literal["58", "80", "a5"]
Encoding = Literal["gb18030", "utf-8"]

CELLS: dict[Paper, int] = {"58": 32, "80": 48, "a5": 76}
"""How many cells a row of each paper holds."""
PAPER_TITLES: dict[Paper, str] = {"58": "58 毫米", "80": "80 毫米", "a5": "A5"}
ENCODING_TITLES: dict[Encoding, str] = {"gb18030": "国标GB18030", "utf-8": "通用UTF-8"}

_LINE_END = b"\r\n"
_FORM_FEED = b"\f"
_BLANK_ROWS = 4
_WIDEST_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def printed_cells(text: str) -> int:
    """Return how many cells a text takes on such a printer."""
    return sum(1 if character.isascii() else 2 for character in text)


def printed_rows(lines: Iterable[str], paper: Paper) -> list[str]:
    """Return lines as rows that the paper holds: printable, and none too wide.

    A row that is only too wide by what a printer draws wider loses blanks out of a gap; any
    other goes on in the next row.
    """
    cells = CELLS[paper]
    return [row for line in lines for row in _rows(printable(line).rstrip(), cells)]


def printable(text: str) -> str:
    """Return a text with ``?`` for whatever is no character to be printed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c == "\t" else c if _is_printed(c) else "?" for c in text)


def _is_printed(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "C" and category not in ("Zl", "Zp")


def _rows(text: str, cells: int) -> list[str]:
    over = printed_cells(text) - cells
    if over <= 0:
        return [text]
    gap = max(_WIDEST_GAP.finditer(text), key=lambda each: len(each[0]), default=None)
    if gap is not None and len(gap[0]) > over:
        return [text[: gap.end() - over] + text[gap.end() :]]
    rows, row, used = [], "", 0
    for character in text:
        taken = printed_cells(character)
        if used + taken > cells:
            rows.append(row)
            row, used = "", 0
        row += character
        used += taken
    return [*rows, row]


def paper_bytes(pages: Sequence[Sequence[str]], paper: Paper, encoding: Encoding) -> bytes:
    """Return pages as they are sent: A5 with a form feed behind each, a roll with a line to cut."""
    cut = ["", ("- " * CELLS[paper])[: CELLS[paper]].rstrip(), *[""] * _BLANK_ROWS]
    data = b""
    for page in pages:
        rows = [*printed_rows(page, paper), *([] if paper == "a5" else cut)]
        data += b"".join(row.encode(encoding, "replace") + _LINE_END for row in rows)
        data += _FORM_FEED if paper == "a5" else b""
    return data


def trial_page(heading: str, facts: Sequence[str], paper: Paper) -> list[str]:
    """Return a page that shows whether paper, width and encoding are right."""
    cells = CELLS[paper]
    digits = "".join(str(place % 10) for place in range(1, cells + 1))
    chinese = ("一二三四五六七八九十" * (cells // 20 + 1))[: cells // 2]
    return [
        heading,
        *facts,
        f"下面两行都应正好一行，到纸边为止（{cells} 格）：",
        digits,
        chinese,
        "下面应是汉字：收据、曾国强、㛃、·、“”、￥",
    ]
