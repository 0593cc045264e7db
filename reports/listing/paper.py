"""A list on the paper of a plain printer: its table where that fits, else row below row."""

from models.base.text import width, wrap
from reports.listing.text import listing_table
from reports.listing.values import Listing
from reports.rendering.paper import CELLS, Paper


def listing_rows(listing: Listing, paper: Paper) -> list[str]:
    """Return a list as lines, none wider than the paper.

    On a paper too narrow for the table every row of it is a block: a heading and its value in
    each line, what is empty left out.
    """
    cells = CELLS[paper]
    lines = [*wrap(listing.title, cells), *_flow(listing.facts, cells), "-" * cells]
    table = listing_table(listing).splitlines()
    lines += table if max(map(width, table)) <= cells else _blocks(listing, cells)
    lines.append("-" * cells)
    lines += [row for note in listing.notes for row in wrap(note, cells, hang=2)]
    for words in listing.signatures:
        lines += ["", *wrap(words, cells)]
    return lines


def _blocks(listing: Listing, cells: int) -> list[str]:
    lines: list[str] = []
    rows = [*listing.rows, *([listing.total] if listing.total is not None else [])]
    for row in rows:
        lines += [""] if lines else []
        for place, (column, value) in enumerate(zip(listing.columns, row, strict=True)):
            if value is None:
                continue
            text = column.text_of(value)
            lines += _pair("" if place == 0 else f"  {column.heading}", text, cells)
    return lines


def _pair(heading: str, text: str, cells: int) -> list[str]:
    """Return a heading and its value at both ends of a row; of two where one does not do."""
    if not heading:
        return wrap(text, cells, hang=2)
    gap = cells - width(heading) - width(text)
    if gap >= 1:
        return [f"{heading}{' ' * gap}{text}"]
    return [heading, *(f"    {row}" for row in wrap(text, cells - 4))]


def _flow(pieces: tuple[str, ...], cells: int) -> list[str]:
    rows: list[str] = []
    for piece in pieces:
        joined = f"{rows[-1]}  {piece}" if rows else piece
        if rows and width(joined) <= cells:
            rows[-1] = joined
        else:
            rows += wrap(piece, cells, hang=2)
    return rows
