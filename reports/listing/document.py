"""A list as one plain document, for ``--json``. Amounts are integer fen."""

from typing import Any

from reports.listing.values import Listing


def listing_document(listing: Listing) -> dict[str, Any]:
    """Return the list as dictionaries and lists; each row by the keys of its columns."""
    keys = [column.key for column in listing.columns]

    def named(row: object) -> dict[str, Any]:
        return dict(zip(keys, row, strict=True))  # type: ignore[call-overload]

    return {
        "title": listing.title,
        "station": listing.station,
        "date": listing.dated,
        "facts": list(listing.facts),
        "rows": [named(row) for row in listing.rows],
        "total": None if listing.total is None else named(listing.total),
        "notes": list(listing.notes),
    }
