"""Closing the day at the counter: what was counted is typed before the books' sums are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from models.base.errors import BadInput, LaobaoError
from models.base.money import parse_yuan
from models.base.text import squeeze
from models.cash.day_close.close import close_day
from models.cash.day_close.expected import operators_open
from models.cash.day_close.not_as_counted import DayDiffers
from models.cash.day_close.read import closes_of_day
from models.cash.day_close.values import SCOPE_TITLES, DayCount
from models.cash.overdue import overdue_cash
from models.cash.pos_batches import Batch, BatchTotal, open_batches
from models.station.desk import Desk
from models.store.tables.cash import Scope
from tui.actions import Place
from tui.screens import close_lines as words
from tui.screens.close_slip import CloseSlip, put_out_slip
from tui.screens.desk_screen import DeskScreen
from tui.screens.entry_day import day_warning
from tui.screens.reading import ReadingScreen
from tui.widgets.bindings import bindings_of
from tui.widgets.field import Field
from tui.widgets.field_line import FieldLine
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.outcome import Outcome
from tui.widgets.seen import Seen

_LABEL_CELLS = 40


@dataclass(frozen=True)
class DayAtDesk:
    """What is to be closed: batches that wait, what is closed already, what cash is overdue.

    ``others_open`` are the colleagues who have not closed, ``day_note`` what the day is to entries.
    """

    batches: tuple[BatchTotal, ...]
    closes: Mapping[Scope, int]
    overdue_note: str
    others_open: tuple[str, ...] = ()
    day_note: str = ""


def read_day(desk: Desk) -> DayAtDesk:
    """Read what is to be closed at a desk."""
    day = desk.business_date
    return DayAtDesk(
        tuple(open_batches(desk, day)),
        closes_of_day(desk),
        overdue_cash(desk, day).note,
        operators_open(desk),
        day_warning(desk),
    )


class CloseScreen(DeskScreen[str | None]):
    """Cash, every terminal's total, the reason of a difference; F2 closes, F3 changes whose.

    What differs is shown before it is accepted: F2 once to see it, F2 again to close.
    """

    PLACE: ClassVar[Place] = "close"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("close")
    CSS = """
    #fields { height: 1fr; }
    """
    MESSAGE: ClassVar[str] = "Outcome"

    def __init__(self, desk: Desk, day: DayAtDesk) -> None:
        super().__init__()
        self.desk, self._day = desk, day
        self.scope: Scope = "operator"
        self._sight = Seen(self)
        self._shown: DayCount | None = None
        self._reason_shown = ""

    def compose(self) -> ComposeResult:
        """One field for the cash, one for each batch that waits, one for the reason."""
        yield Bar(id="title")
        yield Line(id="task", classes="strong")
        yield Line(id="closed", classes="strong")
        with VerticalScroll(id="fields", can_focus=False):
            yield from self._field("cash", "清点的现金（没有就填 0）", "元")
            for place, each in enumerate(self._day.batches):
                label = f"终端 {each.terminal} 批次 {each.batch}，{each.sales} 笔"
                yield from self._field(f"batch-{place}", label, "", about="batch-total")
            yield from self._field("reason", "差额的原因", "相符就空着", length=100)
        yield Outcome()
        yield Keys("close")

    def _field(
        self, name: str, label: str, hint: str, length: int = 16, *, about: str = ""
    ) -> ComposeResult:
        yield FieldLine(f"  {label}：", Field("", hint, length, id=name, about=about), _LABEL_CELLS)

    def on_mount(self) -> None:
        """Start at the cash."""
        self._show_scope()
        self.refuse("\n".join(filter(None, (self._day.day_note, self._day.overdue_note))))
        self.query_one("#cash").focus()

    def _show_scope(self) -> None:
        """Say whose day it is, what that needs, and whether it is closed already."""
        self.query_one("#title", Bar).show(
            f"{SCOPE_TITLES[self.scope]}  {self.desk.business_date}  {self.desk.operator}"
        )
        self.query_one("#task", Line).show(words.task_line(self.scope))
        closed = self.query_one("#closed", Line)
        told = words.closed_line(self.scope, self._day.closes)
        others = words.others_line(self.scope, self._day.others_open)
        closed.show("；".join(filter(None, (told, others))))
        closed.display = bool(closed.text)
        for place in range(len(self._day.batches)):
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
        self.refuse("")

    def action_confirm(self) -> None:
        """Close the day and show the slip, or show what differs."""
        if not self._sight.allows(self._refuse_unseen):
            return
        reason = squeeze(self.query_one("#reason", Field).value)
        try:
            cash = squeeze(self.query_one("#cash", Field).value)
            if not cash:
                raise BadInput("请清点现金并填写，没有就填 0")
            counted_fen, totals = parse_yuan(cash, "清点的现金"), self._totals()
            left_open = self._left_open()
        except LaobaoError as error:
            self._not_closed(error, reason)
            return
        scope, shown = self.scope, self._shown

        def act() -> CloseSlip:
            done = close_day(
                self.desk,
                scope,
                counted_fen,
                totals,
                reason,
                accepted=shown,
                left_open=left_open,
            )
            return put_out_slip(self.app, self.desk, done)

        self.write("正在日结", act, self._go_back, lambda error: self._not_closed(error, reason))

    def _not_closed(self, error: LaobaoError, reason: str) -> None:
        if isinstance(error, DayDiffers):
            self._show_count(error.count, reason)
        else:
            self._start_again()
            self.refuse(error.message)

    def _refuse_unseen(self, message: str) -> None:
        """Say that a key came too early; what is to be seen stays."""
        rows = words.count_rows(self._shown) if self._shown is not None else []
        self.refuse("\n".join([message, *rows]))

    def _show_count(self, count: DayCount, reason: str) -> None:
        """Show what differs: it has to be seen before it is accepted."""
        self._shown, self._reason_shown = count, reason
        self._sight.renew()
        self.refuse(words.to_check(count, reason))

    def _totals(self) -> dict[Batch, int]:
        totals: dict[Batch, int] = {}
        for place, each in enumerate(self._day.batches):
            typed = squeeze(self.query_one(f"#batch-{place}", Field).value)
            if typed and typed not in words.LEFT_OPEN:
                totals[each.key] = parse_yuan(typed, f"终端 {each.terminal} 的总额")
        return totals

    def _left_open(self) -> list[Batch]:
        """Return the batches that the clerk says are not settled yet."""
        return [
            each.key
            for place, each in enumerate(self._day.batches)
            if squeeze(self.query_one(f"#batch-{place}", Field).value) in words.LEFT_OPEN
        ]

    def _go_back(self, slip: CloseSlip) -> None:
        """Go back to the counter, the slip on top."""
        done = slip.done
        done_words = f"{'早已日结' if done.replayed else '已日结'}：第 {done.close.number} 号"
        self.leave(f"{done_words}，{slip.put}")
        head = f"{done_words}；{slip.error}" if slip.error else f"{done_words}，{slip.put}"
        self.app.push_screen(ReadingScreen(slip.title, [head, "", *slip.lines]))
