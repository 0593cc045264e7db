"""A registration slip as lines of text for a printer of 58 mm, 80 mm or A5 across.

Nothing is cut: what is too long for the paper goes on in the next row.
"""

from collections.abc import Iterable

from models.base.money import format_yuan
from models.base.text import fit, width, wrap
from models.counter.receipt.values import PrintedLine, PrintedReceipt
from reports.receipt_paper.parts import (
    Group,
    entered_lines,
    groups_of,
    later_lines,
    marks_of,
    money_lines,
    place_words,
    standing_lines,
    title_of,
)
from reports.rendering.paper import CELLS, Paper

_INDENT = "   "


def receipt_lines(receipt: PrintedReceipt, paper: Paper = "80") -> list[str]:
    """Return a slip as lines, none wider than the paper."""
    cells = CELLS[paper]
    rule = "-" * cells
    lines = [_middle(f"{receipt.station}劳动保障站", cells), _middle(title_of(receipt), cells)]
    lines += [_middle(f"【{mark}】", cells) for mark in marks_of(receipt)]
    lines += [rule, *_ends(f"收据号 {receipt.number}", str(receipt.business_date), cells)]
    one_row = _fits_one_row(receipt, cells)
    number = 0
    for place in receipt.places:
        lines += [rule, *_wrapped([place_words(place)], cells)]
        for group in groups_of(receipt, place):
            lines += ["", *_wrapped([group.title], cells), *_terms(group, cells)]
            for line in group.lines:
                number += 1
                lines += _person(number, line, cells, is_one_row=one_row)
    total = f"合计 {receipt.people} 人"
    lines += [rule, *_ends(total, f"{format_yuan(receipt.amount_fen)} 元", cells)]
    lines += _wrapped([f"大写：{receipt.amount_words}"], cells)
    lines += [rule, *_wrapped(money_lines(receipt), cells)]
    if later_lines(receipt):
        lines += [rule, *_wrapped(later_lines(receipt), cells)]
    lines += [rule, *_wrapped(entered_lines(receipt), cells)]
    lines += [*_wrapped(standing_lines(receipt), cells), ""]
    lines += _ends("缴款人：", "（盖章）      ", cells)
    return lines


def slips_lines(slips: Iterable[PrintedReceipt], paper: Paper = "80") -> list[str]:
    """Return the slips of an entry, one below the other, each to be torn off."""
    lines: list[str] = []
    for each in slips:
        lines += [*([""] * 3 if lines else []), *receipt_lines(each, paper)]
    return lines


def _terms(group: Group, cells: int) -> list[str]:
    rows = _flow(group.terms, cells - len(_INDENT))
    return [_INDENT + row for row in rows]


def _flow(pieces: Iterable[str], cells: int, *, hang: int = 0) -> list[str]:
    """Return rows of whole pieces, as many in each as it holds; only a longer one is broken.

    ``hang`` indents every row but the first.
    """
    rows: list[str] = []
    for piece in pieces:
        joined = f"{rows[-1]}  {piece}" if rows else piece
        if rows and width(joined) <= cells:
            rows[-1] = joined
        else:
            rows += wrap((" " * hang if rows else "") + piece, cells, hang=2)
    return rows


def _person(number: int, line: PrintedLine, cells: int, *, is_one_row: bool) -> list[str]:
    name = f"{number:2d} {line.name}{'（已退）' if line.is_reversed else ''}"
    amount = format_yuan(line.amount_fen)
    if is_one_row:
        return _ends(f"{fit(name, cells - 32)} {line.masked_number}", amount, cells)
    below = _ends(f"{_INDENT}{line.masked_number}", amount, cells)
    return [*wrap(name, cells, hang=len(_INDENT)), *below]


def _fits_one_row(receipt: PrintedReceipt, cells: int) -> bool:
    """Whether every name stands in one row with its number and amount."""
    names = [width(line.name) + 8 * line.is_reversed for line in receipt.lines]
    return max(names, default=0) + len(_INDENT) <= cells - 32


def _wrapped(texts: Iterable[str], cells: int) -> list[str]:
    return [row for text in texts for row in _flow(text.split("  "), cells, hang=2)]


def _ends(left: str, right: str, cells: int) -> list[str]:
    """Return two texts at both ends of a row, or of two where one does not hold them."""
    gap = cells - width(left) - width(right)
    if gap >= 1:
        return [f"{left}{' ' * gap}{right}"]
    return [*wrap(left, cells, hang=2), fit(right, cells, right=True)]


def _middle(text: str, cells: int) -> str:
    return " " * max(0, (cells - width(text)) // 2) + text
