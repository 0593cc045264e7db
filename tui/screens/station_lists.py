"""The station's lists by name: collected, as grids for the screen, written as workbooks.

Nothing here needs the screen: the work is done in a process of its own.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.base.dates import HalfMonth, Span
from models.base.text import mask_id
from models.station.desk import Desk
from reports.listing.grid import Grid, grid_of
from reports.listing.values import Cell, Listing
from tui.frame.folders import free_path

_WHOLE_NUMBER = "id_number"
"""The key of the columns that hold identity numbers in full."""

Make = Callable[[Desk, HalfMonth], tuple[Listing, ...]]


def _dunning(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.people_lists.dunning_listing import dunning_listing

    return (dunning_listing(desk),)


def _uncovered(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.people_lists.hardship_listing import uncovered_listing

    return (uncovered_listing(desk),)


def _roster(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.people_lists.roster import roster_listing

    return (roster_listing(desk),)


def _ledger(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.people_lists.payment_ledger import ledger_listing

    return (ledger_listing(desk, period.first_day, period.last_day),)


def _settlement(desk: Desk, period: HalfMonth) -> tuple[Listing, ...]:
    from reports.settlement_of_receipts import settlement_listings

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


def _refuse_without_fee(desk: Desk) -> None:
    """Refuse where the notice gives no fee; of a day without entries nothing else is read."""
    from models.ledger.agency_fee import agency_fee

    agency_fee(desk, dt.date.min, dt.date.min)


def _refuse_nothing(desk: Desk) -> None:
    """Let a list be made at every station."""


@dataclass(frozen=True)
class StationList:
    """A list to choose; ``refuse`` raises at once what makes it impossible at a station."""

    title: str
    make: Make
    refuse: Callable[[Desk], None] = _refuse_nothing


LISTS = (
    StationList("催缴名单", _dunning),
    StationList("应保尽保未参保名单", _uncovered),
    StationList("参保人员花名册", _roster),
    StationList("缴费台账（本期）", _ledger),
    StationList("票款结报（本期）", _settlement),
    StationList("代征手续费（本期）", _agency_fee, _refuse_without_fee),
    StationList("代征人员登记表", _collectors),
    StationList("半月报上报登记", _submitted),
)


@dataclass(frozen=True)
class Written:
    """A file that was written; ``has_numbers``: identity numbers stand in it in full."""

    path: Path
    has_numbers: bool

    @property
    def words(self) -> str:
        """What a clerk is told of it."""
        care = "；文件含完整证件号码，请妥善保管" if self.has_numbers else ""
        return f"已写入 {self.path}{care}"


def listing_grids(desk: Desk, make: Make, period: HalfMonth) -> tuple[Grid, ...]:
    """Return lists as they are shown on a screen: identity numbers are masked there."""
    return tuple(grid_of(_masked(listing)) for listing in make(desk, period))


def write_listing(desk: Desk, make: Make, period: HalfMonth) -> Written:
    """Write lists as a workbook into the current folder; never over an existing file."""
    from reports.listing.workbook import write_listings_workbook

    listings = make(desk, period)
    path = free_path(f"{listings[0].file_stem}.xlsx")
    write_listings_workbook(listings, path)
    return Written(path, any(_number_columns(each) for each in listings))


def _number_columns(listing: Listing) -> list[int]:
    return [at for at, column in enumerate(listing.columns) if column.key == _WHOLE_NUMBER]


def _masked(listing: Listing) -> Listing:
    """Return a list whose identity numbers are masked, row by row as they are taken."""
    places = _number_columns(listing)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for row in listing.rows:
            cells = list(row)
            for at in places:
                cells[at] = mask_id(str(cells[at])) if cells[at] else None
            yield tuple(cells)

    return replace(listing, rows=rows()) if places else listing
