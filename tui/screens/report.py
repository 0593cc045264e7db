"""The half-monthly report on screen: leaf through the periods, export to xlsx."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from models.dates import HalfMonth
from models.desk import Desk
from models.errors import LaobaoError
from reports.progress.collect import collect_progress
from reports.progress.figures import ProgressReport
from reports.progress.text import progress_summary
from tui.actions import Place
from tui.bindings import bindings_of, footer_of
from tui.widgets.line import Bar
from tui.widgets.lines import Lines, TextLine


class ReportScreen(Screen[None]):
    """One period's progress, village by village."""

    PLACE: ClassVar[Place] = "report"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("report")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.period = HalfMonth.containing(desk.business_date)
        self.report: ProgressReport | None = None

    def compose(self) -> ComposeResult:
        """Title, figures, message, keys."""
        yield Bar(id="title")
        yield Lines(has_cursor=False, id="figures")
        yield Static(id="message", classes="strong", markup=False)
        yield Bar(footer_of("report"))

    def on_mount(self) -> None:
        """Show the period of the business date."""
        self.query_one("#figures").focus()
        self.show_period(self.period)

    def show_period(self, period: HalfMonth) -> None:
        """Collect and show a period's figures."""
        self.period = period
        self.report = collect_progress(self.desk, period)
        self.query_one("#title", Bar).show(
            f"半月报  {self.desk.township}  {period.title}"
            f"（{period.first_day} 至 {period.last_day}）"
        )
        rows = progress_summary(self.report).splitlines()
        self.query_one("#figures", Lines).show([TextLine(row) for row in rows])
        self.query_one("#message", Static).update("")

    def action_earlier(self) -> None:
        """Show the period before."""
        self.show_period(self.period.previous())

    def action_later(self) -> None:
        """Show the period after."""
        self.show_period(self.period.following())

    def action_export(self) -> None:
        """Write the workbook into the current folder; never over an existing file."""
        from reports.progress.workbook import write_progress_workbook

        assert self.report is not None
        path = Path.cwd() / f"半月报-{self.desk.township}-{self.period}.xlsx"
        try:
            write_progress_workbook(self.report, path)
        except LaobaoError as error:
            message = error.message
        else:
            message = f"已写入 {path}"
        self.query_one("#message", Static).update(message)

    def action_back(self) -> None:
        """Go back to the counter."""
        self.dismiss(None)
