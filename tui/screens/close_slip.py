"""The slip of a day that was closed at the counter: printed, or written beside the other papers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.app import App

from models.base.errors import LaobaoError
from models.cash.day_close.values import Closed
from models.station.desk import Desk
from reports.listing.values import Listing
from tui.screens.paper_out import chosen_printer, sent_words, target_on


@dataclass(frozen=True)
class CloseSlip:
    """The slip of a day that was closed; ``put``: where it went, ``error``: why it went nowhere."""

    done: Closed
    title: str
    lines: list[str]
    put: str
    error: str


def put_out_slip(app: App[Any], desk: Desk, done: Closed) -> CloseSlip:
    """Print the slip of a day, or write it as a file; the day is closed either way."""
    from reports.day_close import close_listing
    from reports.listing.text import listing_text
    from tui.frame.paper_out import print_listing

    listing = close_listing(desk, done.close)
    choice = chosen_printer(app)
    put, error = ("没有写成文件" if choice.way == "file" else "日结单没有打印"), ""
    try:
        if choice.way == "file":
            put = f"已写入 {_written(listing)}"
        else:
            is_sent = print_listing(desk, target_on(app, choice), listing)
            put = sent_words("日结单", choice, is_sent)
    except LaobaoError as failure:
        error = failure.message
    return CloseSlip(done, listing.title, listing_text(listing).splitlines(), put, error)


def _written(listing: Listing) -> str:
    from reports.listing.workbook import write_listing_workbook

    path = Path.cwd() / f"{listing.file_stem}.xlsx"
    write_listing_workbook(listing, path, overwrite=True)
    return path.name
