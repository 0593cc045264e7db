"""A list as text, for a screen or a line printer."""

from collections.abc import Sequence

from models.base.text import fit, wrap
from reports.listing.values import Cell, Listing
from reports.rendering.text_table import text_table

_PROSE_CELLS = 100


def listing_text(listing: Listing) -> str:
    """Return the list as text; every line of its table has the same width in cells."""
    lines = [listing.title, "    ".join(listing.facts), "", listing_table(listing)]
    if listing.notes:
        lines.append("")
    for note in listing.notes:
        lines += wrap(note, _PROSE_CELLS)
    if listing.signatures:
        lines += ["", "".join(fit(words, 24) for words in listing.signatures).rstrip()]
    return "\n".join(lines)


def listing_table(listing: Listing) -> str:
    """Return the table of a list alone."""
    columns = listing.columns

    def texts(row: Sequence[Cell]) -> list[str]:
        return [column.text_of(value) for column, value in zip(columns, row, strict=True)]

    return text_table(
        [column.heading for column in columns],
        [texts(row) for row in listing.rows],
        right={place for place, column in enumerate(columns) if column.is_right},
        total=None if listing.total is None else texts(listing.total),
    )
