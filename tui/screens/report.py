"""The half-monthly report on screen: leaf, export, submit, and go down from a figure to people."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from models.base.dates import HalfMonth
from models.base.errors import LaobaoError
from models.base.file_names import file_stem
from models.base.terms import Insurance
from models.bureau.submission.due import leaves_out_earlier
from models.bureau.submission.kept import SubmittedReport
from models.bureau.submission.send import refuse_unsendable
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from reports.progress.text import (
    SummaryLine,
    progress_summary,
    summary_heads,
    summary_section,
)
from reports.submission import (
    StatedProgress,
    progress_of,
    sent_words,
    submit_progress,
    write_stated,
)
from tui.actions import Place
from tui.frame.folders import free_path
from tui.screens.desk_screen import DeskScreen
from tui.screens.second_person import ask_second_person
from tui.widgets.bindings import bindings_of
from tui.widgets.keys import Keys
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines, TextLine
from tui.widgets.outcome import Outcome

_HINT = "回车：看光标这一行的各个数，和数后面的人"


class ReportScreen(DeskScreen[str | None]):
    """One period's progress, village by village; Enter shows what stands behind a line.

    Answers with what was sent, if anything was.
    """

    PLACE: ClassVar[Place] = "report"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("report")
    CSS = "#message { min-height: 1; }"

    def __init__(self, desk: Desk, period: HalfMonth | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.period = period or HalfMonth.containing(desk.business_date)
        self.stated: StatedProgress | None = None
        self._lines: list[SummaryLine] = []
        self._sent: str | None = None

    def compose(self) -> ComposeResult:
        """Title, what the line under the cursor is of, heads, figures, message, keys."""
        yield Bar(id="title")
        yield Line(id="section", classes="strong")
        yield Line(summary_heads(), id="heads", classes="strong")
        yield Lines(id="figures")
        yield Outcome(id="message")
        yield Keys("report")

    def on_mount(self) -> None:
        """Show the period: that of the business date, unless another is asked for."""
        self.query_one("#figures").focus()
        self.show_period(self.period)

    def show_period(self, period: HalfMonth, message: str = "") -> None:
        """Collect and show a period's figures, or those that were sent."""
        self.period = period
        self.read_long(
            f"正在汇总{period.title}",
            lambda: progress_of(self.desk, period),
            lambda stated: self._show(stated, message),
        )

    def _show(self, stated: StatedProgress, message: str) -> None:
        self.stated, period = stated, self.period
        self.query_one("#title", Bar).show(
            f"半月报  {self.desk.township}  {period.title}"
            f"（{period.first_day} 至 {period.last_day}）"
        )
        self._draw()
        self._begin()
        sent = self.stated.submission
        self.say(message or (sent_words(sent) if sent else _HINT))

    def _draw(self) -> None:
        """Show the figures in lines as wide as the terminal."""
        assert self.stated is not None
        self._lines = progress_summary(self.stated.figures, self.app.size.width - 2)
        lines = self.query_one("#figures", Lines)
        lines.show([TextLine(line.text) for line in self._lines], lines.position)
        self._show_section()

    def _begin(self) -> None:
        """Put the cursor on the first village of the insurance that is being collected.

        Its title goes to the top, once it is known how many rows there are.
        """
        wanted = _collected_on(self.desk)
        rows = [at for at, line in enumerate(self._lines) if line.row is not None]
        own = [at for at in rows if self._lines[at].insurance == wanted]
        first = next(iter(own or rows), 0)
        lines = self.query_one("#figures", Lines)
        lines.move(first - lines.position)
        block = self._lines[first].insurance if self._lines else None
        top = next((at for at, line in enumerate(self._lines) if line.insurance == block), 0)
        self.call_after_refresh(lines.scroll_to_row, top)

    @on(Lines.Moved, "#figures")
    def _show_section(self) -> None:
        """Say of which insurance the line under the cursor is; the notes come after the last."""
        assert self.stated is not None
        at = self.query_one("#figures", Lines).position
        above = (line.insurance for line in reversed(self._lines[: at + 1]) if line.insurance)
        insurance = next(above, None)
        each = next(e for e in self.stated.figures.insurances if insurance in (None, e.insurance))
        self.query_one("#section", Line).show(summary_section(each, self.app.size.width - 2))
        self.query_one("#heads", Line).show(summary_heads(each))

    def on_resize(self) -> None:
        """Use the room of a larger terminal."""
        if self.stated is not None:
            self._draw()

    @on(Lines.Chosen, "#figures")
    def action_open_line(self) -> None:
        """Show the figures of the line under the cursor, each with its people."""
        from tui.screens.figures import FiguresScreen

        at = self.query_one("#figures", Lines).position
        line = self._lines[at] if at < len(self._lines) else None
        if line is None or line.row is None or line.insurance is None:
            self.say("把光标移到一个村或合计上，再按回车")
            return
        self.app.push_screen(FiguresScreen(self.desk, self.period, line.insurance, line.row))

    def action_lists(self) -> None:
        """Choose one of the station's lists."""
        from tui.screens.choose_list import ChooseListScreen

        self.app.push_screen(ChooseListScreen(self.desk, self.period))

    def action_short(self) -> None:
        """Show the short report of the business date."""
        from tui.screens.short_report import ShortReportScreen

        self.app.push_screen(ShortReportScreen(self.desk))

    def action_earlier(self) -> None:
        """Show the period before."""
        self.show_period(self.period.previous())

    def action_later(self) -> None:
        """Show the period after."""
        self.show_period(self.period.following())

    def action_export(self) -> None:
        """Write the workbook into the current folder; never over an existing file."""
        assert self.stated is not None
        path = free_path(f"{file_stem('半月报', self.desk.township, self.period)}.xlsx")
        stated = self.stated
        self.write_file(self.desk, lambda: write_stated(self.desk, stated, path), path)

    async def action_submit(self) -> None:
        """Ask who reviewed it, if the period can be sent at all; then freeze its report."""
        try:
            is_first = await self.read(_would_be_first, self.desk, self.period)
        except LaobaoError as error:
            self.fail(error)
            return
        self.say("")
        warning = "；这是本站第一期，以前各期不能再报" if is_first else ""
        ask_second_person(
            self.app, f"上报{self.period.title}，上报后不能再改{warning}；复核人", self._submit
        )

    def _submit(self, reviewer: SecondPerson | None) -> None:
        if reviewer is None:
            self.say(_HINT)
            return
        self.write(
            "正在上报",
            lambda: submit_progress(self.desk, self.period, reviewer),
            self._submitted,
        )

    def _submitted(self, sent: SubmittedReport) -> None:
        self._sent = f"{self.period.title}已上报：第 {sent.number} 号，复核 {sent.reviewer}"
        self.show_period(self.period, f"{sent_words(sent)}。F2 导出上报的文件")

    def action_back(self) -> None:
        """Go back to the counter, and tell it what was sent."""
        self.dismiss(self._sent)


def _would_be_first(desk: Desk, period: HalfMonth) -> bool:
    """Whether sending a period leaves out earlier ones; raises what makes it impossible."""
    refuse_unsendable(desk, period)
    return leaves_out_earlier(desk, period)


def _collected_on(desk: Desk) -> Insurance | None:
    """Return the first insurance whose window is open on the business date."""
    day = desk.business_date
    windows = ((name, rules.window) for name, rules in desk.insurances.items())
    return next((name for name, window in windows if window.opens <= day <= window.closes), None)
