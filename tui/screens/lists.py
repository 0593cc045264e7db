"""The station's lists to choose from; each opens as a table on the screen."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.dates import HalfMonth, Span
from models.desk import Desk
from models.proof.check import one_moment
from reports.listing.values import Listing
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine
from tui.working import do_long

_Make = Callable[[Desk, HalfMonth], tuple[Listing, ...]]


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


_LISTS: tuple[tuple[str, _Make], ...] = (
    ("催缴名单", _dunning),
    ("应保尽保未参保名单", _uncovered),
    ("参保人员花名册", _roster),
    ("缴费台账（本期）", _ledger),
    ("票款结报（本期）", _settlement),
    ("代征手续费（本期）", _agency_fee),
    ("代征人员登记表", _collectors),
    ("半月报上报登记", _submitted),
)


class ListsScreen(Screen[None]):
    """The lists by name; those of a period are of the report's."""

    PLACE: ClassVar[Place] = "lists"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("lists")

    def __init__(self, desk: Desk, period: HalfMonth) -> None:
        super().__init__()
        self.desk, self.period = desk, period

    def compose(self) -> ComposeResult:
        """Title, names, message, keys."""
        yield Bar(f"名单和表  {self.desk.township}  {self.period.title}")
        yield Lines(id="names")
        yield Static(id="message", classes="strong", markup=False)
        yield Bar(footer_of("lists"))

    def on_mount(self) -> None:
        """Show the names, the cursor on the first."""
        lines = self.query_one("#names", Lines)
        lines.show([TextLine(f"  {title}") for title, _ in _LISTS])
        lines.focus()

    @on(Lines.Chosen, "#names")
    def action_open(self) -> None:
        """Collect the list under the cursor and show it; several stand one below the other."""
        from tui.screens.listing import ListingScreen, listing_lines

        title, make = _LISTS[self.query_one("#names", Lines).position]

        def collect() -> list[str]:
            with one_moment(self.desk.store):
                return listing_lines(again)

        def again() -> tuple[Listing, ...]:
            return make(self.desk, self.period)

        def show(texts: list[str]) -> None:
            self.app.push_screen(ListingScreen(self.desk, title, again, texts))

        self._say("")
        do_long(self, self.desk, f"正在汇总{title}", collect, show, self._say)

    def _say(self, message: str) -> None:
        self.query_one("#message", Static).update(message)

    def action_back(self) -> None:
        """Go back to the report."""
        self.dismiss(None)
