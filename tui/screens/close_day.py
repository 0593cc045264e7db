"""Closing the day at the counter: what was counted is typed before the books' sums are shown."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from models.base.errors import BadInput, LaobaoError
from models.base.money import parse_yuan
from models.base.text import squeeze
from models.cash.day_close.close import close_day
from models.cash.day_close.not_as_counted import DayDiffers
from models.cash.day_close.read import closes_of_day
from models.cash.day_close.values import SCOPE_TITLES, Closed, DayCount
from models.cash.overdue import overdue_cash
from models.cash.pos_batches import Batch, open_batches
from models.station.desk import Desk
from models.store.tables.cash import Scope
from tui.actions import Place
from tui.screens import close_lines as words
from tui.screens.reading import ReadingScreen
from tui.widgets.bindings import bindings_of, footer_of
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen


class CloseScreen(Screen[str | None]):
    """Cash, every terminal's total, the reason of a difference; F2 closes, F3 changes whose.

    What differs is shown before it is accepted: F2 once to see it, F2 again to close.
    """

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
        self._sight = Seen(self)
        self._batches = open_batches(desk, desk.business_date)
        self._closes = closes_of_day(desk)
        self._shown: DayCount | None = None
        self._reason_shown = ""

    def compose(self) -> ComposeResult:
        """One field for the cash, one for each batch that waits, one for the reason."""
        yield Bar(id="title")
        yield Line(id="task", classes="strong")
        yield Line(id="closed", classes="strong")
        with VerticalScroll(id="fields", can_focus=False):
            yield from self._field("cash", "清点的现金（没有就填 0）", "元")
            for place, each in enumerate(self._batches):
                label = f"终端 {each.terminal} 批次 {each.batch}，{each.sales} 笔"
                yield from self._field(f"batch-{place}", label, "", about="batch-total")
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
        """Say whose day it is, what that needs, and whether it is closed already."""
        self.query_one("#title", Bar).show(
            f"{SCOPE_TITLES[self.scope]}  {self.desk.business_date}  {self.desk.operator}"
        )
        self.query_one("#task", Line).show(words.task_line(self.scope))
        closed = self.query_one("#closed", Line)
        closed.show(words.closed_line(self.scope, self._closes))
        closed.display = bool(closed.text)
        for place in range(len(self._batches)):
            self.query_one(f"#batch-{place}", Field).placeholder = words.batch_hint(self.scope)

    def action_scope(self) -> None:
        """Change between the operator's drawer and the station."""
        self.scope = "station" if self.scope == "operator" else "operator"
        self._sight.renew()
        self._show_scope()
        self._start_again()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Start again with what is typed now; the reason asked for is the answer, no change."""
        is_answer = event.input.id == "reason" and not self._reason_shown
        if self._shown is not None and not is_answer:
            self._start_again()

    def _start_again(self) -> None:
        self._shown = None
        self._say("")

    def action_confirm(self) -> None:
        """Close the day and show the slip, or show what differs."""
        if not self._sight.allows(self._refuse_unseen):
            return
        reason = squeeze(self.query_one("#reason", Field).value)
        try:
            cash = squeeze(self.query_one("#cash", Field).value)
            if not cash:
                raise BadInput("请清点现金并填写，没有就填 0")
            done = close_day(
                self.desk,
                self.scope,
                parse_yuan(cash, "清点的现金"),
                self._totals(),
                reason,
                accepted=self._shown,
            )
        except DayDiffers as differs:
            self._show_count(differs.count, reason)
        except LaobaoError as error:
            self._start_again()
            self._say(error.message)
        else:
            self._print(done)

    def _refuse_unseen(self, message: str) -> None:
        """Say that a key came too early; what is to be seen stays."""
        rows = words.count_rows(self._shown) if self._shown is not None else []
        self._say("\n".join([message, *rows]))

    def _show_count(self, count: DayCount, reason: str) -> None:
        """Show what differs: it has to be seen before it is accepted."""
        self._shown, self._reason_shown = count, reason
        self._sight.renew()
        self._say(words.to_check(count, reason))

    def _totals(self) -> dict[Batch, int]:
        totals: dict[Batch, int] = {}
        for place, each in enumerate(self._batches):
            typed = squeeze(self.query_one(f"#batch-{place}", Field).value)
            if typed:
                totals[each.key] = parse_yuan(typed, f"终端 {each.terminal} 的总额")
        return totals

    def _print(self, done: Closed) -> None:
        """Go back to the counter, the slip on top; it is written beside the other papers."""
        from reports.day_close import close_listing
        from reports.listing.text import listing_text
        from reports.listing.workbook import write_listing_workbook

        listing = close_listing(self.desk, done.close)
        path = Path.cwd() / f"{listing.file_stem}.xlsx"
        try:
            write_listing_workbook(listing, path, overwrite=True)
            short = long = f"，已写入 {path.name}"
        except LaobaoError as error:
            short, long = "，没有写成文件", f"；{error.message}"
        done_words = f"{'早已日结' if done.replayed else '已日结'}：第 {done.close.number} 号"
        self.dismiss(done_words + short)
        lines = [done_words + long, "", *listing_text(listing).splitlines()]
        self.app.push_screen(ReadingScreen(listing.title, lines))

    def _say(self, message: str) -> None:
        self.query_one(Outcome).refused(message)

    def action_back(self) -> None:
        """Go back without closing."""
        self.dismiss(None)
