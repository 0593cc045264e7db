"""The station's lists by name: collected, as lines for the screen, written as workbooks.

Nothing here needs the screen: the work is done in a process of its own.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from models.dates import HalfMonth, Span
from models.desk import Desk
from reports.listing.text import listing_table
from reports.listing.values import Listing

_MOST_ROWS = 2000

Make = Callable[[Desk, HalfMonth], tuple[Listing, ...]]


def _dunning(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.lists.dunning_listing import dunning_listing

    return (dunning_listing(desk),)


def _uncovered(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.lists.hardship_listing import uncovered_listing

    return (uncovered_listing(desk),)


def _roster(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.lists.roster import roster_listing

    return (roster_listing(desk),)


def _ledger(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.lists.ledger import ledger_listing

    return (ledger_listing(desk, period.first_day, period.last_day),)


def _settlement(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.settlement import settlement_listings

    return settlement_listings(desk, Span.parse(str(period)))


def _agency_fee(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.agency_fee import agency_fee_listing

    return (agency_fee_listing(desk, Span.parse(str(period))),)


def _collectors(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.collectors import collectors_listing

    return (collectors_listing(desk),)


def _submitted(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.submission import submissions_listing

    return (submissions_listing(desk),)


LISTS: tuple[tuple[str, Make], ...] = (
    ("催缴名单", _dunning),
    ("应保尽保未参保名单", _uncovered),
    ("参保人员花名册", _roster),
    ("缴费台账（本期）", _ledger),
    ("票款结报（本期）", _settlement),
    ("代征手续费（本期）", _agency_fee),
    ("代征人员登记表", _collectors),
    ("半月报上报登记", _submitted),
)


def listing_lines(desk: Desk, make: Make, period: HalfMonth) -> list[str]:
    """Return lists as lines, one list below the other."""
    return [line for listing in make(desk, period) for line in _lines(listing)]


def write_listing(desk: Desk, make: Make, period: HalfMonth) -> Path:
    """Write lists as a workbook into the current folder; never over an existing file."""
    from reports.listing.workbook import write_listings_workbook

    listings = make(desk, period)
    path = Path.cwd() / f"{listings[0].file_stem}.xlsx"
    write_listings_workbook(listings, path)
    return path


def _lines(listing: Listing) -> list[str]:
    """Return a list as lines; of a very long one the beginning, and that the rest is left out."""
    rows = tuple(islice(listing.rows, _MOST_ROWS + 1))
    shown = replace(listing, rows=rows[:_MOST_ROWS])
    lines = [listing.title, "    ".join(listing.facts), *listing_table(shown).splitlines()]
    if len(rows) > _MOST_ROWS:
        lines.append(f"只显示前 {_MOST_ROWS} 行，F2 导出全部")
    return [*lines, *listing.notes, ""]
