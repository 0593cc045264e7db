"""The half-monthly report on screen: leaf, export, submit, and go down from a figure to people."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.dates import HalfMonth
from models.desk import Desk
from models.errors import LaobaoError
from reports.progress.text import SummaryLine, progress_summary
from reports.submission import (
    StatedProgress,
    progress_of,
    sent_words,
    submit_progress,
    write_stated,
)
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.screens.prompt import PromptScreen
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine


class ReportScreen(Screen[None]):
    """One period's progress, village by village; Enter shows what stands behind a line."""

    PLACE: ClassVar[Place] = "report"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("report")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.period = HalfMonth.containing(desk.business_date)
        self.stated: StatedProgress | None = None
        self._lines: list[SummaryLine] = []

    def compose(self) -> ComposeResult:
        """Title, figures, message, keys."""
        yield Bar(id="title")
        yield Lines(id="figures")
        yield Static(id="message", classes="strong", markup=False)
        yield Bar(footer_of("report"))

    def on_mount(self) -> None:
        """Show the period of the business date."""
        self.query_one("#figures").focus()
        self.show_period(self.period)

    def show_period(self, period: HalfMonth, message: str = "") -> None:
        """Collect and show a period's figures, or those that were sent."""
        self.period = period
        self.stated = progress_of(self.desk, period)
        self.query_one("#title", Bar).show(
            f"半月报  {self.desk.township}  {period.title}"
            f"（{period.first_day} 至 {period.last_day}）"
        )
        self._draw()
        first = next((at for at, line in enumerate(self._lines) if line.row is not None), 0)
        lines = self.query_one("#figures", Lines)
        lines.move(first - lines.position)
        sent = self.stated.submission
        self._say(message or (sent_words(sent) if sent else "回车：看光标这一行后面的家庭"))

    def _draw(self) -> None:
        """Show the figures in lines as wide as the terminal."""
        assert self.stated is not None
        self._lines = progress_summary(self.stated.figures, self.app.size.width - 2)
        lines = self.query_one("#figures", Lines)
        lines.show([TextLine(line.text) for line in self._lines], lines.position)

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
            self._say("把光标移到一个村或合计上，再按回车")
            return
        self.app.push_screen(FiguresScreen(self.desk, self.period, line.insurance, line.row))

    def action_lists(self) -> None:
        """Choose one of the station's lists."""
        from tui.screens.lists import ListsScreen

        self.app.push_screen(ListsScreen(self.desk, self.period))

    def action_earlier(self) -> None:
        """Show the period before."""
        self.show_period(self.period.previous())

    def action_later(self) -> None:
        """Show the period after."""
        self.show_period(self.period.following())

    def action_export(self) -> None:
        """Write the workbook into the current folder; never over an existing file."""
        assert self.stated is not None
        path = Path.cwd() / f"半月报-{self.desk.township}-{self.period}.xlsx"
        try:
            write_stated(self.desk, self.stated, path)
        except LaobaoError as error:
            self._say(error.message)
        else:
            self._say(f"已写入 {path}")

    def action_submit(self) -> None:
        """Ask who reviewed it, then freeze the period's report."""
        question = f"上报{self.period.title}：复核人姓名（上报后不能再改）"
        prompt = PromptScreen(question, "", about="reviewer")
        self.app.push_screen(prompt, self._submit)

    def _submit(self, reviewer: str | None) -> None:
        if reviewer is None:
            return
        try:
            sent = submit_progress(self.desk, self.period, reviewer)
        except LaobaoError as error:
            self._say(error.message)
        else:
            self.show_period(self.period, f"{sent_words(sent)}。F2 导出上报的文件")

    def _say(self, message: str) -> None:
        self.query_one("#message", Static).update(message)

    def action_back(self) -> None:
        """Go back to the counter."""
        self.dismiss(None)
