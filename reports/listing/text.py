"""A list as text, for a screen or a line printer."""

from collections.abc import Sequence

from models.text import fit, wrap
from reports.listing.values import Cell, Listing, sheets_of
from reports.table import text_table

_PROSE_CELLS = 100


def listings_text(listings: Sequence[Listing]) -> str:
    """Return the lists of a report one below the other; those of a sheet share its title."""
    return "\n\n".join(map(_sheet_text, sheets_of(listings)))


def listing_text(listing: Listing) -> str:
    """Return the list as text; every line of its table has the same width in cells."""
    return _sheet_text((listing,))


def _sheet_text(parts: Sequence[Listing]) -> str:
    lines = [parts[0].title, "    ".join(parts[0].facts)]
    for part in parts:
        lines += ["", *filter(None, [part.words_over]), listing_table(part)]
        if part.notes:
            lines += ["", *(line for note in part.notes for line in wrap(note, _PROSE_CELLS))]
    if parts[-1].signatures:
        lines += ["", "".join(fit(words, 24) for words in parts[-1].signatures).rstrip()]
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
