"""Where a paper goes: a printer of the server, the printer of the terminal, or a file.

An operator chooses once; a command may name another way for one paper.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.base.errors import PrintFailure
from models.checks.trail import record_export
from models.station.desk import Desk
from reports.listing.values import Listing
from reports.rendering.paper import ENCODING_TITLES, PAPER_TITLES, Paper, paper_bytes
from tui.frame.preferences import Choice
from tui.frame.printers import Printer, printer_named, send_to

MOST_BYTES = 20_000
"""What is printed at once: a slow line carries as much in the time a print is waited for."""

NOT_BY_TERMINAL = (
    "终端没有把纸送到打印机，没有打印：PuTTY 要先选好打印机，tmux、screen 和 Windows 终端打不出；"
    "见手册“打印”，或换一种方式"
)


Through = Callable[[bytes], bool | None]
"""Sends bytes through the terminal; whether its printer got them, None where nobody knows."""


@dataclass(frozen=True)
class Target:
    """A way that papers can go now: ``printer`` or ``through`` is what takes them."""

    choice: Choice
    printer: Printer | None = None
    through: Through | None = None

    def on(self, paper: Paper) -> "Target":
        """Return the same with another paper in it."""
        return replace(self, choice=replace(self.choice, paper=paper))

    def print(self, pages: Sequence[Sequence[str]]) -> bool:
        """Print pages; whether they are known to be sent. Raises PrintFailure."""
        data = paper_bytes(pages, self.choice.paper, self.choice.encoding)
        if len(data) > MOST_BYTES:
            raise PrintFailure("一次打印太长，没有打印；请分开打，或写成文件")
        if self.printer is not None:
            return send_to(self.printer, data)
        if self.through is None:
            raise PrintFailure("这里不能经终端打印，没有打印；请换一种方式")
        is_printed = self.through(data)
        if is_printed is False:
            raise PrintFailure(NOT_BY_TERMINAL)
        return bool(is_printed)


def target_of(choice: Choice, through: Through | None) -> Target:
    """Return where papers go by a choice; BadInput for a printer that is not configured now."""
    if choice.way == "command":
        return Target(choice, printer=printer_named(choice.name))
    return Target(choice, through=through if choice.way == "terminal" else None)


Rows = Callable[[Paper], Sequence[str]]
"""What stands on a page of a paper."""


def print_page(desk: Desk, target: Target, title: str, rows: Rows) -> bool:
    """Print one page, and keep in the trail that it was; whether it is known to be sent."""
    page = rows(target.choice.paper)
    record_export(desk, f"打印 {title}")
    return target.print([page])


def print_listing(desk: Desk, target: Target, listing: Listing) -> bool:
    """Print a list on one page, as ``print_page`` does."""
    from reports.listing.paper import listing_rows

    return print_page(desk, target, listing.file_stem, lambda paper: listing_rows(listing, paper))


def trial_facts(desk: Desk, choice: Choice) -> list[str]:
    """Return what a page to try says of where it comes from."""
    return [
        f"{desk.township}劳动保障站",
        f"操作员 {desk.operator}  业务日期 {desk.business_date}",
        f"{choice.title}，{PAPER_TITLES[choice.paper]}，{ENCODING_TITLES[choice.encoding]}",
    ]
