"""Closing the day at the counter: what was counted is typed before the books' sums are shown."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from models.closing.close import close_day
from models.closing.pos import Batch, open_batches
from models.closing.values import SCOPE_TITLES, Closed, Scope
from models.custody.overdue import overdue_cash
from models.desk import Desk
from models.errors import BadInput, LaobaoError
from models.money import format_yuan, parse_yuan
from models.text import squeeze
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens.reading import ReadingScreen
from tui.sight import TOO_EARLY, Sight
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.outcome import Outcome


class CloseScreen(Screen[str | None]):
    """Cash, every terminal's total, the reason of a difference; F2 closes, F3 changes whose."""

    PLACE: ClassVar[Place] = "close"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("close")
    CSS = """
    #fields { height: 1fr; }
    .field-line { height: 1; }
    .field-label { width: 40; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.scope: Scope = "operator"
        self._sight = Sight(self)
        self._batches = open_batches(desk, desk.business_date)

    def compose(self) -> ComposeResult:
        """One field for the cash, one for each batch that waits, one for the reason."""
        yield Bar(id="title")
        yield Line("先清点、再填写：账面数在核对时才显示", classes="strong")
        with VerticalScroll(id="fields", can_focus=False):
            yield from self._field("cash", "清点的现金（没有就填 0）", "元")
            for place, each in enumerate(self._batches):
                label = f"终端 {each.terminal} 批次 {each.batch}，{each.sales} 笔"
                yield from self._field(
                    f"batch-{place}", label, "POS 结算单总额，元", about="batch-total"
                )
            yield from self._field("reason", "差额的原因", "相符就空着", length=100)
        yield Outcome()
        yield Bar(footer_of("close"))

    def _field(
        self, name: str, label: str, hint: str, length: int = 16, *, about: str = ""
    ) -> ComposeResult:
        with Horizontal(classes="field-line"):
            yield Static(f"  {label}：", classes="field-label", markup=False)
            yield Field("", hint, length, id=name, about=about)

    def on_mount(self) -> None:
        """Start at the cash."""
        self._show_scope()
        self._say(overdue_cash(self.desk, self.desk.business_date).note)
        self.query_one("#cash").focus()

    def _show_scope(self) -> None:
        self.query_one("#title", Bar).show(
            f"{SCOPE_TITLES[self.scope]}  {self.desk.business_date}  {self.desk.operator}"
        )

    def action_scope(self) -> None:
        """Change between the operator's drawer and the station."""
        self.scope = "station" if self.scope == "operator" else "operator"
        self._sight.renew()
        self._show_scope()
        self._say("")

    def action_confirm(self) -> None:
        """Close the day and show the slip, or say what differs."""
        if not self._sight.is_clear:
            self._say(TOO_EARLY)
            return
        try:
            cash = squeeze(self.query_one("#cash", Field).value)
            if not cash:
                raise BadInput("请清点现金并填写，没有就填 0")
            reason = self.query_one("#reason", Field).value
            done = close_day(
                self.desk, self.scope, parse_yuan(cash, "清点的现金"), self._totals(), reason
            )
        except LaobaoError as error:
            self._say(error.message)
            return
        self._print(done)

    def _totals(self) -> dict[Batch, int]:
        totals: dict[Batch, int] = {}
        for place, each in enumerate(self._batches):
            typed = squeeze(self.query_one(f"#batch-{place}", Field).value)
            if typed:
                totals[each.key] = parse_yuan(typed, f"终端 {each.terminal} 的总额")
        return totals

    def _print(self, done: Closed) -> None:
        """Go back to the counter, the slip on top; it is written beside the other papers."""
        from reports.closing import close_listing
        from reports.listing.text import listing_text
        from reports.listing.workbook import write_listing_workbook

        listing = close_listing(self.desk, done.close)
        path = Path.cwd() / f"{listing.file_stem}.xlsx"
        try:
            write_listing_workbook(listing, path, overwrite=True)
            written = f"，已写入 {path.name}"
        except LaobaoError as error:
            written = f"；{error.message}"
        again = "早已日结" if done.replayed else "已日结"
        message = (
            f"{again}：第 {done.close.number} 号，现金 {format_yuan(done.close.counted_fen)} 元"
        )
        self.dismiss(message + written)
        self.app.push_screen(ReadingScreen(listing.title, listing_text(listing).splitlines()))

    def _say(self, message: str) -> None:
        self.query_one(Outcome).refused(message)

    def action_back(self) -> None:
        """Go back without closing."""
        self.dismiss(None)
